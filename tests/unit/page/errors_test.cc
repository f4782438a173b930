// tests/errors/template.<code>/<slug>/: the smallest wrong template of every finding, and its good
// twin.
#include <gtest/gtest.h>

#include "../sheet/error_cases.h"
#include "page/template.h"

namespace xueshi::page {
namespace {

TEST(TemplateErrors, EveryCaseSaysExactlyThis) {
  test::walk_error_cases("template", [](const test::ErrorCase&, const std::string& file) {
    base::Findings findings;
    parse_template(file, test::read_text(file), findings);
    return findings;
  });
}

// What parse.cc says itself, and what it lets yaml::Reader say.
TEST(TemplateErrors, EveryCodeHasACase) {
  std::set<std::string> codes = {"template.unknown-key", "template.missing-key",
                                 "template.wrong-kind", "template.unknown-word"};
  std::string source = test::read_text(XUESHI_SOURCE_DIR "/engine/domain/page/parse.cc");
  std::regex quoted("error\\([^;]*?\"([a-z-]+)\",\\s*(fmt|\")");
  for (std::sregex_iterator at(source.begin(), source.end(), quoted), end; at != end; ++at)
    codes.insert("template." + (*at)[1].str());
  std::set<std::string> cases;
  for (const test::ErrorCase& one : test::load_error_cases("template")) cases.insert(one.code);
  EXPECT_EQ(cases, codes);
}

}  // namespace
}  // namespace xueshi::page
