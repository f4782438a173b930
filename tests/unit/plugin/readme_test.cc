// plugins/README.md says what is: its tables are the inputs, its limits the limits, its example the
// scaffold.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "plugin/scaffold.h"
#include "plugin/shelf.h"
#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

namespace fs = std::filesystem;

const std::string& readme() {
  static const std::string kText = read(kSource / "plugins/README.md");
  return kText;
}

std::string section(const Input& input) {
  std::string text = fmt::format("### `{}`\n\n{}。\n\n| 字段 | 类型 | 说明 |\n|---|---|---|\n",
                                 input.name, input.description);
  for (const Field& field : input.fields) {
    text += fmt::format("| `{}` | {}{} | {} |\n", field.name, type_name(field.type),
                        field.optional ? "，可为 nil" : "", field.description);
  }
  return text;
}

TEST(Readme, HasEveryInputWithItsFields) {
  for (const Input& input : inputs()) EXPECT_THAT(readme(), testing::HasSubstr(section(input)));
  std::size_t sections = 0;
  for (std::size_t at = readme().find("### `"); at != std::string::npos;
       at = readme().find("### `", at + 1))
    ++sections;
  EXPECT_EQ(sections, inputs().size());
}

TEST(Readme, HasTheLimits) {
  Limits limits;
  EXPECT_THAT(readme(),
              testing::HasSubstr(fmt::format("| {} 秒 |", limits.deadline.count() / 1000)));
  EXPECT_THAT(readme(), testing::HasSubstr(fmt::format("| 内存 | {} MiB |", limits.memory >> 20)));
  EXPECT_THAT(readme(), testing::HasSubstr(fmt::format("| 行数 | {},000 |", limits.rows / 1000)));
  EXPECT_THAT(readme(), testing::HasSubstr(fmt::format("| 输出 | {} MiB；", limits.output >> 20)));
  EXPECT_THAT(readme(), testing::HasSubstr(fmt::format("| `print` | {} KiB |", limits.log >> 10)));
}

TEST(Readme, NamesOnlyCodesThatHaveACase) {
  for (std::size_t at = readme().find("`plugin."); at != std::string::npos;
       at = readme().find("`plugin.", at + 1)) {
    std::string code = readme().substr(at + 1, readme().find('`', at + 1) - at - 1);
    if (code != "plugin.yaml") {
      EXPECT_TRUE(fs::exists(kSource / "tests/errors" / code)) << code;
    }
  }
}

// Writes the scaffold of `name` into a home of its own.
class Scaffold : public testing::Test {
 protected:
  Scaffold() : home_(fs::temp_directory_path() / fmt::format("xueshi-scaffold-{}", getpid())) {
    for (const ScaffoldFile& file : scaffold("my-report")) {
      fs::path path = home_ / "plugins/institutes/I001/my-report" / file.path;
      fs::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << file.text;
    }
  }
  ~Scaffold() override { fs::remove_all(home_); }
  fs::path home_;
};

TEST_F(Scaffold, PassesCheckAndItsOwnCase) {
  auto places = find_plugins(home_);
  ASSERT_EQ(places.size(), 1u);
  base::Findings findings;
  auto plugin = load_plugin(home_, places[0], findings);
  ASSERT_TRUE(plugin) << render(findings.kept().at(0));
  Host host(kProgram);
  EXPECT_FALSE(host.check(*plugin));
  auto cases = find_cases(*plugin);
  ASSERT_EQ(cases.size(), 1u);
  CaseResult result = run_case(host, *plugin, cases[0]);
  EXPECT_TRUE(result.passed()) << result.difference;
}

// The lines of program, case and expectation stand in the README word for word.
TEST_F(Scaffold, IsTheExampleOfTheReadme) {
  for (const ScaffoldFile& file : scaffold("my-report")) {
    if (file.path.ends_with(".yaml") && !file.path.ends_with("input.yaml")) continue;
    std::string text = file.text;
    if (text.starts_with("-- ")) text.erase(0, text.find("\n\n") + 2);
    if (text.starts_with("# ")) text.erase(0, text.find('\n') + 1);
    EXPECT_THAT(readme(), testing::HasSubstr("\n" + text + "```")) << file.path;
  }
}

TEST(Find, InstitutesSeeTheirOwnAndTheStandardOnes) {
  Shelf shelf(kSource);
  auto names = [](const std::vector<PluginPlace>& places) {
    std::vector<std::string> list;
    for (const PluginPlace& place : places) list.push_back(place.name);
    return list;
  };
  EXPECT_THAT(names(shelf.visible_to("I001")),
              testing::ElementsAre("annual-summary", "backbone", "execution", "plan-list",
                                   "hours-by-department"));
  EXPECT_THAT(names(shelf.visible_to("I002")),
              testing::ElementsAre("annual-summary", "backbone", "execution", "plan-list"));
  EXPECT_EQ(shelf.find("hours-by-department", "I002"), nullptr);
  ASSERT_NE(shelf.find("hours-by-department", "I001"), nullptr);
  EXPECT_EQ(shelf.find("execution", "I002")->folder, "plugins/execution");
}

TEST(Find, AFolderOnTheCommandLineIsTheSamePlace) {
  PluginPlace place = place_of(kSource, kSource / "plugins/institutes/I001/hours-by-department/");
  EXPECT_EQ(place.folder, "plugins/institutes/I001/hours-by-department");
  EXPECT_EQ(place.institute, "I001");
  EXPECT_EQ(place_of(kSource, "/elsewhere/my-report/").name, "my-report");
}

}  // namespace
}  // namespace xueshi::plugin
