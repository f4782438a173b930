// tests/errors/plugin.<code>/<slug>/ and plugin-case.…: the smallest wrong file of every finding,
// and its good twin.
//
//   wrong.yaml  good.yaml   a plugin.yaml, or input.yaml of a case
//   wrong.lua   good.lua    a main.lua, run as tests/plugins/README.md says (with `-- form` in line
//   1: for a form; with `-- template: …`: for that one)
//   wrong/      good/       a home with sample/, or with plugins/
//   expected                the findings of the wrong one
//
// XUESHI_REWRITE=1 rewrites `expected`.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "page/list_rules.h"
#include "plugin/case_input.h"
#include "plugin/shelf.h"
#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

namespace fs = std::filesystem;

const fs::path kErrors = kSource / "tests/errors";

bool is_ours(const std::string& code) {
  return code.starts_with("plugin.") || code.starts_with("plugin-case.") ||
         code.starts_with("overrides.");
}

std::vector<fs::path> cases() {
  std::vector<fs::path> found;
  for (const auto& code : fs::directory_iterator(kErrors)) {
    if (!is_ours(code.path().filename().string())) continue;
    for (const auto& slug : fs::directory_iterator(code.path())) found.push_back(slug.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string rendered(const base::Findings& findings) {
  std::string text;
  for (const base::Finding& finding : findings.kept()) text += render(finding) + "\n";
  return text;
}

Plugin make_form(const std::string& program) {
  Plugin plugin = make_plugin(program);
  page::FormBody form;
  page::FormCell cell;
  cell.key = "total";
  cell.format = page::Format::kInteger;
  form.rows = {{cell}};
  form.blocks = {{"备注", "note", 3}};
  plugin.page.sheets[0].body = form;
  return plugin;
}

// `-- template: columns: […]` or `-- template: {columns: […], group: …}` in line 1: what stands in
// the program's template but its name and title.
Plugin make_with_template(const std::string& program) {
  Plugin plugin = make_plugin(program);
  std::string body =
      program.substr(0, program.find('\n')).substr(std::string("-- template: ").size());
  if (body.starts_with("{")) body = body.substr(1, body.size() - 2);
  base::Findings findings;
  auto page =
      page::parse_template("sample.yaml", "{name: sample, title: 样本, " + body + "}", findings);
  EXPECT_TRUE(page) << rendered(findings);
  if (page) plugin.page = *page;
  return plugin;
}

Plugin plugin_of(const std::string& program) {
  if (program.starts_with("-- form")) return make_form(program);
  if (program.starts_with("-- template: ")) return make_with_template(program);
  return make_plugin(program);
}

base::Findings check_program(const fs::path& file) {
  base::Findings findings;
  std::string program = read(file);
  Plugin plugin = plugin_of(program);
  plugin.program_file = file.filename().string();
  KeptRows rows;
  fs::path expected = file.parent_path() / "expected";
  bool is_good = file.stem() == "good";
  Limits limits = is_good ? small_limits() : limits_for(read(expected));
  if (program.starts_with("-- template: ")) limits.rows = page::kMostMergedRows * 2;
  Host host(kProgram, limits);
  Outcome outcome = host.run(plugin, make_book(), make_sources(), rows);
  if (outcome.failure) findings.add(*outcome.failure);
  return findings;
}

base::Findings check_home(const fs::path& home) {
  base::Findings findings;
  if (!fs::exists(home / "plugins")) {
    PluginPlace place{"sample", std::nullopt, "plugins/sample", home / "sample", {}};
    load_plugin(home, place, findings);
    return findings;
  }
  Shelf shelf(home);
  findings.append(shelf.findings());
  for (const PluginPlace& place : shelf.places()) {
    if (auto plugin = load_plugin(home, place, findings))
      shelf.check(place, plugin->manifest, findings);
  }
  return findings;
}

base::Findings check_yaml(const std::string& code, const fs::path& file) {
  base::Findings findings;
  std::string name = file.filename().string();
  if (code.starts_with("plugin-case.")) {
    Manifest manifest;
    manifest.inputs = {"classes", "people"};
    parse_case_input(name, read(file), manifest, findings);
  } else {
    parse_manifest(name, read(file), "sample", findings);
  }
  return findings;
}

// `which`: "wrong" or "good".
base::Findings check(const fs::path& folder, const std::string& which) {
  if (fs::is_directory(folder / which)) return check_home(folder / which);
  if (fs::exists(folder / (which + ".lua"))) return check_program(folder / (which + ".lua"));
  return check_yaml(folder.parent_path().filename().string(), folder / (which + ".yaml"));
}

TEST(Errors, TheSmallestWrongFileSaysWhatIsWrongAndItsTwinPasses) {
  for (const fs::path& folder : cases()) {
    SCOPED_TRACE(folder);
    std::string code = folder.parent_path().filename().string();
    std::string found = rendered(check(folder, "wrong"));
    EXPECT_THAT(found, testing::HasSubstr("[" + code + "]"));
    if (std::getenv("XUESHI_REWRITE"))
      std::ofstream(folder / "expected", std::ios::binary) << found;
    EXPECT_EQ(found, read(folder / "expected"));
    EXPECT_EQ(rendered(check(folder, "good")), "");
  }
}

// A process that lies or dies is made in process_test.cc, files of cases that cannot be read in
// case_test.cc; the rest has a case.
TEST(Errors, EveryCodeHasACase) {
  std::set<std::string> without = {"plugin.killed", "plugin.protocol", "plugin.too-big",
                                   "plugin-case.missing-file", "plugin-case.unreadable"};
  std::regex quoted("\"((plugin|plugin-case|overrides)\\.[a-z-]+)\"");
  for (const char* room : {"engine/infrastructure/plugin", "engine/infrastructure/plugin_host"}) {
    for (const auto& file : fs::directory_iterator(kSource / room)) {
      std::string text = read(file.path());
      for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at) {
        std::string code = (*at)[1];
        if (code != "plugin.yaml" && code != "overrides.yaml" && without.count(code) == 0) {
          EXPECT_TRUE(fs::exists(kErrors / code)) << code;
        }
      }
    }
  }
}

}  // namespace
}  // namespace xueshi::plugin
