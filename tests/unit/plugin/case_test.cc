// Every plugin of the repository passes its own cases. XUESHI_REWRITE=1 replaces expected.csv by
// what came out.
#include <cstdlib>

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

}  // namespace
}  // namespace xueshi::plugin
