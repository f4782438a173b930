// tests/plugins/<slug>/main.lua against its `expected`: every way in which a program goes wrong, or
// means harm, ends with a sentence – one that does not end is ctest's to notice –, and the next run
// works. XUESHI_REWRITE=1 replaces `expected`.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> slugs() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(kSource / "tests/plugins"))
    if (entry.is_directory()) found.push_back(entry.path().filename().string());
  std::sort(found.begin(), found.end());
  return found;
}

class Hostile : public testing::TestWithParam<std::string> {};

TEST_P(Hostile, EndsWithASentenceAndTheNextRunWorks) {
  fs::path folder = kSource / "tests/plugins" / GetParam();
  Host host(kProgram, limits_for(read(folder / "expected")));
  std::string ended = run(host, make_plugin(read(folder / "main.lua"))) + "\n";
  if (std::getenv("XUESHI_REWRITE")) std::ofstream(folder / "expected", std::ios::binary) << ended;
  EXPECT_EQ(ended, read(folder / "expected"));
  EXPECT_EQ(run(host, make_plugin(emitting("name = \"好\", count = 1, hours = 2.5"))),
            "好,1,2.5\n");
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Plugins, Hostile, testing::ValuesIn(slugs()), name_of);

}  // namespace
}  // namespace xueshi::plugin
