// Findings are explained with the very files that the tests hold.
#include "authoring/why.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../sheet/error_cases.h"
#include "authoring/error_files.h"
#include "base/blocker.h"
#include "base/text.h"

namespace xueshi::authoring {
namespace {

namespace fs = std::filesystem;

fs::path examples() { return XUESHI_SOURCE_DIR "/tests/errors"; }

TEST(Why, TheProgramHasTheFilesOfTheTests) {
  for (const ErrorFile& file : error_files())
    EXPECT_EQ(file.text, test::read_text(examples() / file.path)) << file.path;
}

TEST(Why, EveryFindingOfTheCatalogueIsExplained) {
  std::set<std::string> folders, codes;
  for (const auto& entry : fs::directory_iterator(examples())) {
    if (entry.is_directory()) folders.insert(entry.path().filename().string());
  }
  for (const ExplainedCode& each : list_codes()) {
    codes.insert(each.code);
    EXPECT_FALSE(each.message.empty()) << each.code;
  }
  EXPECT_EQ(codes, folders);
}

TEST(Why, EveryYamlExampleIsShownWithItsTwin) {
  for (const ExplainedCode& code : list_codes()) {
    for (const std::string& name : code.examples) {
      fs::path folder = examples() / code.code / name;
      bool is_shown = fs::exists(folder / "wrong.yaml") && fs::exists(folder / "good.yaml");
      if (!is_shown || !base::is_clean_utf8(test::read_text(folder / "wrong.yaml"))) continue;
      Explanation one = explain_code(code.code, name);
      ASSERT_EQ(one.wrong.size(), 1u) << folder;
      ASSERT_EQ(one.good.size(), 1u) << folder;
      EXPECT_FALSE(one.changes.empty()) << folder;
    }
  }
}

TEST(Why, SaysWhatToChange) {
  Explanation one = explain_code("policy.unknown-cite", "misspelt");
  EXPECT_EQ(one.changes, (std::vector<std::string>{
                             "-   requirements.everyone.need.totel: {source: 示例〔2024〕9号, "
                             "article: 第三条}",
                             "+   requirements.everyone.need.total: {source: 示例〔2024〕9号, "
                             "article: 第三条}"}));
}

TEST(Why, ACodeMayBeGivenAsItIsPrinted) {
  EXPECT_EQ(explain_code("[policy.idle-cap]", "").code.code, "policy.idle-cap");
  EXPECT_EQ(explain_code("idle-cap", "").code.code, "policy.idle-cap");
}

std::string refusal(const std::string& code, const std::string& example = "") {
  try {
    explain_code(code, example);
  } catch (const base::Refused& refused) {
    return refused.blockers().front().message;
  }
  return "";
}

TEST(Why, AnUnknownCodeIsSuggested) {
  EXPECT_EQ(refusal("policy.idel-cap"),
            "没有 'policy.idel-cap' 这种错误的说明，是否应为 'policy.idle-cap'？");
  EXPECT_THAT(refusal("unknown-key"), testing::HasSubstr("policy.unknown-key、"));
  EXPECT_EQ(refusal("policy.idle-cap", "never"),
            "policy.idle-cap 没有名为 'never' "
            "的例子，有：above-the-one-over-it、beside-its-share、never-full、under-a-share");
}

}  // namespace
}  // namespace xueshi::authoring
