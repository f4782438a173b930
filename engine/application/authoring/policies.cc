#include "authoring/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "academy/person.h"
#include "policy/file_name.h"
#include "proving/policy_tests.h"
#include "proving/rules_files.h"
#include "session/files.h"
#include "session/home.h"
#include "session/session.h"
#include "session/wrong_files.h"

namespace xueshi::authoring {

namespace fs = std::filesystem;

namespace {

// The last year before a later one of the shelf takes over.
std::optional<base::Year> find_until(const policy::Shelf& shelf, std::optional<base::Year> from) {
  auto later = from ? shelf.by_year.upper_bound(from->value()) : shelf.by_year.end();
  if (later == shelf.by_year.end()) return std::nullopt;
  return base::Year(later->first - 1);
}

void check_one(const policy::Shelf& shelf, const policy::SourceFile& file, bool holds,
               policy::Rigour rigour, PolicyCheck& result) {
  auto year = base::parse_year(fs::path(file.name).stem().string());
  std::size_t errors_before = result.findings.errors();
  policy::check(academy::person_vocabulary(), shelf, file, year, result.findings, rigour);
  CheckedPolicy checked{file.name, result.findings.errors() == errors_before, year, {}, holds};
  checked.until = find_until(shelf, year);
  result.files.push_back(std::move(checked));
}

void check_given(const session::Home& home, const policy::Shelf& shelf, const std::string& file,
                 policy::Rigour rigour, PolicyCheck& result) {
  std::string name = fs::path(file).filename().string();
  bool is_among = home.is_among_rules(file);
  if (is_among) {
    auto has_rules_of = [&](base::Year year) { return shelf.by_year.count(year.value()) > 0; };
    policy::check_file_name(file, name, has_rules_of, result.findings);
  }
  check_one(shelf, {file, session::read_text(file)}, is_among && policy::year_of_file(name), rigour,
            result);
}

}  // namespace

std::string render_span(const CheckedPolicy& checked) {
  if (!checked.from) return "";
  if (!checked.replaced_by.empty())
    return fmt::format("不施行：{} 年度按确认生效的 {} 办理", checked.from->value(),
                       checked.replaced_by);
  if (checked.holds && checked.until == checked.from)
    return fmt::format("只适用于 {} 年度", checked.from->value());
  std::string span = fmt::format("适用于 {} 年度起", checked.from->value());
  if (checked.until) span += fmt::format("（到 {} 年度为止）", checked.until->value());
  return checked.holds ? span : "放进 rules 文件夹后" + span;
}

void tell_what_holds(const session::Session& session, PolicyCheck& check) {
  const policy::Shelf& shelf = session.policies().shelf();
  std::set<std::string> files;
  for (CheckedPolicy& one : check.files) {
    files.insert(one.file);
    auto at = one.from ? shelf.by_year.find(one.from->value()) : shelf.by_year.end();
    if (at == shelf.by_year.end()) continue;
    if (at->second.name != one.file) one.replaced_by = at->second.name;
    one.until = find_until(shelf, one.from);
  }
  for (const auto& [from, text] : shelf.by_year) {
    if (files.count(text.name) > 0) continue;
    base::Year year(from);
    check.files.push_back({text.name, true, year, find_until(shelf, year), true, "", true});
  }
}

std::optional<Cover> find_cover(const session::Settings& settings, const CheckedPolicy& checked) {
  if (!checked.sound || checked.is_by_deed) return std::nullopt;
  fs::path rules = checked.file;
  Cover cover{(rules.parent_path() / "tests" / rules.filename()).string(), false, std::nullopt};
  cover.has_cases = !session::is_absent(cover.cases);
  if (!cover.has_cases) return checked.holds ? std::optional(cover) : std::nullopt;
  proving::PolicyTests tests = proving::test_policies(settings, checked.file, cover.cases, true);
  if (tests.findings.ok() && tests.failed() == 0) cover.uncovered = tests.uncovered.size();
  return cover;
}

std::string render(const Cover& cover) {
  if (!cover.has_cases) return fmt::format("没有用例文件 {}", cover.cases);
  if (!cover.uncovered) return fmt::format("用例 {} 没有全部通过", cover.cases);
  return *cover.uncovered == 0 ? "" : fmt::format("有 {} 个数没有用例", *cover.uncovered);
}

PolicyCheck check_policies(const session::Settings& settings, const std::string& file,
                           policy::Rigour rigour) {
  session::Home home(settings.value("home"));
  policy::Shelf shelf = home.load_shelf();
  PolicyCheck result;
  if (!file.empty() && session::is_absent(file)) {
    result.findings.error({file, 0, 0, "", ""}, "policy.no-file", "文件不存在，请检查路径");
    return result;
  }
  if (!file.empty()) {
    check_given(home, shelf, file, rigour, result);
    return result;
  }
  for (const auto& [year, source] : shelf.by_year) check_one(shelf, source, true, rigour, result);
  home.check_rules_folder(shelf, result.findings);
  if (shelf.by_year.empty()) {
    result.findings.error({}, "policy.no-policy",
                          "rules 文件夹中没有规定文件（<年度>.yaml），请指明 rules 所在的文件夹");
  }
  return result;
}

namespace {

policy::Comparison compare_among(const proving::RulesFiles& files, const std::string& before,
                                 const std::string& after) {
  base::Findings findings;
  base::Year year = std::min(files.year_for(before), files.year_for(after));
  auto a = files.resolve(before, year, findings), b = files.resolve(after, year, findings);
  if (!a || !b) throw session::WrongFiles(findings);
  return policy::compare(*a, *b);
}

}  // namespace

policy::Policy resolve_draft(const session::Settings& settings, const std::string& file,
                             std::optional<base::Year> year) {
  base::Findings findings;
  proving::RulesFiles files(session::Home(settings.value("home")));
  auto policy = files.resolve(file, year.value_or(files.year_for(file)), findings);
  if (!policy) throw session::WrongFiles(findings);
  return std::move(*policy);
}

policy::Comparison compare_rules(const session::Settings& settings, const std::string& before,
                                 const std::string& after) {
  return compare_among(proving::RulesFiles(session::Home(settings.value("home"))), before, after);
}

policy::Comparison compare_rules(const session::Session& session, const std::string& before,
                                 const std::string& after) {
  return compare_among(proving::RulesFiles(session.home(), session.policies().shelf()), before,
                       after);
}

policy::Policy resolve_policy(const session::Settings& settings, base::Year year) {
  return session::Policies(session::Home(settings.value("home"))).of(year);
}

}  // namespace xueshi::authoring
