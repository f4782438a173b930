#include <fmt/format.h>

#include "authoring/policies.h"
#include "authoring/policy_proposals.h"
#include "authoring/policy_tests.h"
#include "authoring/rules_files.h"
#include "authoring/simulate.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "json/policies.h"
#include "policy/compare.h"

namespace xueshi::cli {

int run_policy_check(Invocation& invocation) {
  std::string file = invocation.arguments.empty() ? "" : invocation.arguments[0];
  bool is_strict = invocation.has(Option::kStrict);
  authoring::PolicyCheck check = authoring::check_policies(
      invocation.settings, file, is_strict ? policy::Rigour::kStrict : policy::Rigour::kUsual);
  Json files = Json::array();
  std::vector<std::string> passed;
  for (const authoring::CheckedPolicy& checked : check.files) {
    std::optional<authoring::Cover> cover = authoring::find_cover(invocation.settings, checked);
    files.push_back(json::to_json(checked, cover));
    std::vector<std::string> words = {"通过", authoring::render_span(checked),
                                      cover ? authoring::render(*cover) : ""};
    std::erase(words, "");
    if (checked.sound) passed.push_back(checked.file + "：" + base::join(words, "，"));
  }
  if (invocation.output.json() || !check.findings.empty())
    invocation.output.findings(check.findings, {{"files", files}});
  bool is_refused = !check.findings.ok() || (is_strict && !check.findings.empty());
  if (!is_strict || !is_refused) {
    for (const std::string& line : passed) invocation.output.talk(line);
  }
  return is_refused ? kRefused : kDone;
}

namespace {

// `policy show FILE` and `--with FILE` are the same; absent: the rules in force.
std::optional<std::string> draft_to_show(const Invocation& invocation) {
  std::optional<std::string> with = invocation.find(Option::kWith);
  if (!invocation.arguments.empty() && with)
    throw UsageError{"give the draft once: FILE or --with FILE"};
  if (!invocation.arguments.empty()) return invocation.arguments[0];
  if (!with && !invocation.year) throw UsageError{"give --year Y, a FILE, or both"};
  return with;
}

}  // namespace

int run_policy_show(Invocation& invocation) {
  std::optional<std::string> draft = draft_to_show(invocation);
  policy::Policy policy =
      draft ? authoring::resolve_draft(invocation.settings, *draft, invocation.year)
            : authoring::resolve_policy(invocation.settings, *invocation.year);
  if (invocation.output.json()) {
    invocation.output.print(json::to_json(policy));
    return kDone;
  }
  std::string rules = draft ? fmt::format("按 {} 来看", *draft)
                            : fmt::format("适用 {} 起的规定", policy.since.value());
  invocation.output.line(
      fmt::format("{}年度{}：{}（{}）", policy.year.value(), rules, policy.title, policy.source));
  Table table{{"键", "值", "出处", "依据"}, {}};
  for (const policy::Origin& origin : policy.origins) {
    table.rows.push_back({origin.path, origin.value, fmt::format("{}:{}", origin.file, origin.line),
                          origin.basis()});
  }
  invocation.output.table(table);
  return kDone;
}

int run_policy_diff(Invocation& invocation) {
  policy::Comparison comparison = authoring::compare_rules(
      invocation.settings, invocation.arguments[0], invocation.arguments[1]);
  if (invocation.output.json()) {
    invocation.output.print(json::to_json(comparison));
    return kDone;
  }
  Output& output = invocation.output;
  if (comparison.same) output.line(comparison.values.empty() ? "没有差别" : "意思相同，写法不同：");
  for (const policy::KindChange& kind : comparison.kinds) {
    output.line(fmt::format("{}：{} → {}", kind.who.empty() ? "所有人" : kind.who, kind.before,
                            kind.after));
  }
  for (const policy::ValueChange& change : comparison.values) {
    auto text = [](const std::optional<policy::Origin>& origin) {
      return origin ? fmt::format("{}（依据 {}，{}:{}）", origin->value, origin->basis(),
                                  origin->file, origin->line)
                    : std::string("无");
    };
    output.line(fmt::format("{}: {} → {}", change.path, text(change.before), text(change.after)));
  }
  return kDone;
}

int run_policy_prove(Invocation& invocation) {
  base::Findings findings;
  authoring::RulesFiles files(session::Home(invocation.settings.value("home")));
  const std::string& which = invocation.arguments[0];
  auto policy = files.resolve(which, authoring::RulesFiles::year_of(which), findings);
  Output& output = invocation.output;
  if (!policy) {
    output.findings(findings);
    return kRefused;
  }
  if (output.json()) {
    output.print(json::to_json(policy->proofs));
    return kDone;
  }
  static constexpr const char* kStatus[] = {"已证明", "注意", "警告", "错误"};
  for (const policy::Proof& proof : policy->proofs) {
    std::string where =
        proof.place.line > 0 ? fmt::format("{}:{}: ", proof.place.file, proof.place.line) : "";
    std::string basis =
        proof.source.empty() ? "" : fmt::format("（依据 {}{}）", proof.source, proof.cite);
    output.line(fmt::format("{}：{}{}{}", kStatus[static_cast<std::size_t>(proof.status)], where,
                            proof.message, basis));
  }
  return kDone;
}

namespace {

std::vector<std::string> sums_row(const std::string& name, const authoring::SimulatedSums& sums) {
  auto change = [](std::int64_t before, std::int64_t after) {
    return before == after ? std::to_string(before) : fmt::format("{} → {}", before, after);
  };
  return {name,
          std::to_string(sums.people),
          change(sums.required_before, sums.required_after),
          change(sums.met_before, sums.met_after),
          std::to_string(sums.gained),
          std::to_string(sums.lost),
          std::to_string(sums.newly_exempt),
          change(sums.candidates_before, sums.candidates_after),
          change(sums.quota_before, sums.quota_after)};
}

}  // namespace

int run_policy_simulate(Invocation& invocation) {
  session::Session& session = invocation.session();
  authoring::SimulationRequest request{invocation.arguments[0], invocation.text(Option::kAgainst),
                                       *invocation.year, invocation.org(),
                                       invocation.has(Option::kList)};
  authoring::Simulation simulation = authoring::simulate(session, request);
  Output& output = invocation.output;
  if (output.json()) {
    output.print(json::to_json(simulation, request.year));
    return kDone;
  }
  output.line(fmt::format("{}年度：{} → {}，{} 处不同", request.year.value(), simulation.before,
                          simulation.after, simulation.changes.size()));
  Table table{{"机构", "人数", "纳入考核", "达标", "新达标", "不再达标", "新不纳入", "骨干候选",
               "骨干应有"},
              {}};
  for (const authoring::SimulatedInstitute& each : simulation.institutes)
    table.rows.push_back(sums_row(each.name, each.sums));
  table.rows.push_back(sums_row("合计", simulation.total));
  output.table(table);
  for (const authoring::Flip& flip : simulation.flips) {
    output.line(fmt::format("{} {}（{}）：{} → {}，因为 {}", flip.employee, flip.name, flip.org,
                            flip.before, flip.after, base::join(flip.because, "、")));
  }
  return kDone;
}

namespace {

int propose_cases(Invocation& invocation, const std::string& which) {
  if (which.empty() || invocation.has(Option::kCoverage))
    throw UsageError{"--propose takes a YEAR or a FILE, and no --coverage"};
  authoring::Proposal proposal =
      authoring::propose_cases(invocation.settings, which, invocation.text(Option::kCases));
  Output& output = invocation.output;
  if (!proposal.findings.ok()) {
    output.findings(proposal.findings);
    return kRefused;
  }
  if (output.json()) output.print(json::to_json(proposal));
  if (!output.json() && !proposal.text.empty())
    output.line(proposal.text.substr(0, proposal.text.size() - 1));
  for (const authoring::Uncovered& each : proposal.unheld) {
    output.talk(fmt::format("没有找到能守住 {} 的 {} 的用例（{}:{}），请自行写一个", each.path,
                            each.value, each.place.file, each.place.line));
  }
  if (proposal.cases == 0 && proposal.unheld.empty())
    output.talk(fmt::format("不缺用例：{} 守住了每一个数", proposal.file));
  return proposal.unheld.empty() ? kDone : kRefused;
}

}  // namespace

int run_policy_test(Invocation& invocation) {
  std::string which = invocation.arguments.empty() ? "" : invocation.arguments[0];
  if (invocation.has(Option::kPropose)) return propose_cases(invocation, which);
  authoring::PolicyTests tests =
      authoring::test_policies(invocation.settings, which, invocation.text(Option::kCases),
                               invocation.has(Option::kCoverage));
  Output& output = invocation.output;
  if (!tests.findings.ok()) {
    output.findings(tests.findings);
    return kRefused;
  }
  if (output.json()) output.print(json::to_json(tests));
  for (const authoring::TestedCase& each : tests.cases) {
    if (output.json() || each.differences.empty()) continue;
    output.line(fmt::format("{}:{}: {}：未通过", each.file, each.line, each.one.name));
    for (const std::string& difference : each.differences) output.line("    " + difference);
  }
  for (const authoring::Uncovered& each : tests.uncovered) {
    if (output.json()) continue;
    output.line(fmt::format("{}:{}:{}: 没有用例守住 {} 的 {}：改一步（或上或下），用例的结果不变",
                            each.place.file, each.place.line, each.place.column, each.path,
                            each.value));
  }
  if (!output.json())
    output.line(fmt::format("{} 个用例通过，{} 个未通过", tests.cases.size() - tests.failed(),
                            tests.failed()));
  return tests.failed() == 0 && tests.uncovered.empty() ? kDone : kRefused;
}

}  // namespace xueshi::cli
