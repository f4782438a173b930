// Every plugin of the repository passes its own cases. XUESHI_REWRITE=1 replaces expected.csv by
// what came out.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

std::string all_findings(const base::Findings& findings) {
  std::string text;
  for (const base::Finding& finding : findings.kept()) text += render(finding) + "\n";
  return text;
}

TEST(Cases, EveryPluginPassesItsOwn) {
  bool rewrite = std::getenv("XUESHI_REWRITE") != nullptr;
  Host host(kProgram);
  for (const PluginPlace& place : find_plugins(kSource)) {
    base::Findings findings;
    auto plugin = load_plugin(kSource, place, findings);
    ASSERT_TRUE(plugin) << all_findings(findings);
    EXPECT_TRUE(findings.empty()) << all_findings(findings);
    EXPECT_FALSE(host.check(*plugin).has_value()) << place.folder;
    auto cases = find_cases(*plugin);
    EXPECT_FALSE(cases.empty()) << place.folder << " has no case";
    for (const auto& folder : cases) {
      CaseResult result = run_case(host, *plugin, folder, rewrite);
      EXPECT_TRUE(result.passed()) << folder << "\n"
                                   << all_findings(result.findings) << result.difference;
    }
  }
}

// Not "no file": people would look for what is there.
TEST(Cases, AFileThatCannotBeReadIsNotTakenForAbsent) {
  namespace fs = std::filesystem;
  fs::path home = fs::temp_directory_path() / ("xueshi-case-" + std::to_string(::getpid()));
  fs::create_directories(home / "plugins");
  fs::copy(kSource / "plugins/execution", home / "plugins/execution", fs::copy_options::recursive);
  fs::copy(kSource / "templates", home / "templates", fs::copy_options::recursive);
  base::Findings findings;
  auto plugin = load_plugin(home, find_plugins(home).at(0), findings);
  ASSERT_TRUE(plugin) << all_findings(findings);
  fs::path folder = find_cases(*plugin).at(0);
  auto put_folder = [&](const char* file) {
    fs::remove(folder / file);
    fs::create_directory(folder / file);
  };
  Host host(kProgram);
  put_folder("expected.csv");
  CaseResult result = run_case(host, *plugin, folder);
  EXPECT_FALSE(result.passed());
  EXPECT_THAT(all_findings(result.findings),
              testing::HasSubstr("expected.csv: 无法读取 expected.csv：是文件夹，不是文件 "
                                 "[plugin-case.unreadable]"));
  put_folder("input.yaml");
  EXPECT_THAT(all_findings(run_case(host, *plugin, folder).findings),
              testing::HasSubstr("input.yaml: 无法读取 input.yaml：是文件夹，不是文件 "
                                 "[plugin-case.unreadable]"));
  fs::remove_all(home);
}

}  // namespace
}  // namespace xueshi::plugin
