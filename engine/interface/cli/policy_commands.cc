#include <fmt/format.h>

#include "authoring/policies.h"
#include "authoring/proposals.h"
#include "authoring/proposed_cases.h"
#include "base/text.h"
#include "cli/act_output.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/secret.h"
#include "json/policies.h"
#include "policy/compare.h"
#include "proving/policy_tests.h"
#include "proving/rules_files.h"
#include "proving/simulate.h"

namespace xueshi::cli {

int run_policy_check(Invocation& invocation) {
  std::string file = invocation.arguments.empty() ? "" : invocation.arguments[0];
  bool is_strict = invocation.has(Option::kStrict);
  authoring::PolicyCheck check = authoring::check_policies(
      invocation.settings, file, is_strict ? policy::Rigour::kStrict : policy::Rigour::kUsual);
  bool is_by_deed = file.empty() && invocation.settings.flag("policy_by_deed");
  if (is_by_deed) authoring::tell_what_holds(invocation.session(), check);
  Json files = Json::array();
  std::vector<std::string> passed;
  for (const authoring::CheckedPolicy& checked : check.files) {
    std::optional<authoring::Cover> cover = authoring::find_cover(invocation.settings, checked);
    files.push_back(json::to_json(checked, cover));
    std::vector<std::string> words = {checked.is_by_deed ? "确认生效的文本" : "通过",
                                      authoring::render_span(checked),
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
  if (is_by_deed) {
    for (const authoring::ToldDeparture& departure :
         authoring::tell_departures(invocation.session()))
      invocation.output.warning(departure.sentence);
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
      : invocation.settings.flag("policy_by_deed")
          ? invocation.session().policy(*invocation.year)
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
  const std::string &before = invocation.arguments[0], &after = invocation.arguments[1];
  policy::Comparison comparison =
      invocation.settings.flag("policy_by_deed")
          ? authoring::compare_rules(invocation.session(), before, after)
          : authoring::compare_rules(invocation.settings, before, after);
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
  proving::RulesFiles files(session::Home(invocation.settings.value("home")));
  const std::string& which = invocation.arguments[0];
  auto policy = files.resolve(which, proving::RulesFiles::year_of(which), findings);
  Output& output = invocation.output;
  if (!policy) {
    output.findings(findings);
    return kRefused;
  }
  if (output.json()) {
    output.print(json::to_json(policy->proofs));
    return kDone;
  }
  for (const policy::Proof& proof : policy->proofs) {
    std::string basis =
        proof.source.empty() ? "" : fmt::format("（依据 {}{}）", proof.source, proof.cite);
    output.line(policy::render(proof) + basis);
  }
  return kDone;
}

int run_policy_simulate(Invocation& invocation) {
  session::Session& session = invocation.session();
  proving::SimulationRequest request{invocation.arguments[0], invocation.text(Option::kAgainst),
                                     *invocation.year, invocation.org(),
                                     invocation.has(Option::kList)};
  proving::Simulation simulation = proving::simulate(session, request);
  Output& output = invocation.output;
  if (output.json()) {
    output.print(json::to_json(simulation, request.year));
    return kDone;
  }
  output.line(fmt::format("{}年度：{} → {}，{} 处不同", request.year.value(), simulation.before,
                          simulation.after, simulation.changes.size()));
  Table table{{"机构"}, {}};
  for (const std::string& heading : proving::sums_headings()) table.headings.push_back(heading);
  auto add = [&](const std::string& name, const proving::SimulatedSums& sums) {
    table.rows.push_back({name});
    for (std::string& cell : proving::render(sums)) table.rows.back().push_back(std::move(cell));
  };
  for (const proving::SimulatedInstitute& each : simulation.institutes) add(each.name, each.sums);
  add("合计", simulation.total);
  output.table(table);
  for (const proving::Flip& flip : simulation.flips) output.line(proving::render(flip));
  return kDone;
}

namespace {

int propose_cases(Invocation& invocation, const std::string& which) {
  if (which.empty() || invocation.has(Option::kCoverage))
    throw UsageError{"--propose takes a YEAR or a FILE, and no --coverage"};
  authoring::ProposedCases proposed =
      authoring::propose_cases(invocation.settings, which, invocation.text(Option::kCases));
  Output& output = invocation.output;
  if (!proposed.findings.ok()) {
    output.findings(proposed.findings);
    return kRefused;
  }
  if (output.json()) output.print(json::to_json(proposed));
  if (!output.json() && !proposed.text.empty())
    output.line(proposed.text.substr(0, proposed.text.size() - 1));
  for (const proving::Uncovered& each : proposed.unheld) {
    output.talk(fmt::format("没有找到能守住 {} 的 {} 的用例（{}:{}），请自行写一个", each.path,
                            each.value, each.place.file, each.place.line));
  }
  if (proposed.cases == 0 && proposed.unheld.empty())
    output.talk(fmt::format("不缺用例：{} 守住了每一个数", proposed.file));
  return proposed.unheld.empty() ? kDone : kRefused;
}

}  // namespace

int run_policy_test(Invocation& invocation) {
  std::string which = invocation.arguments.empty() ? "" : invocation.arguments[0];
  if (invocation.has(Option::kPropose)) return propose_cases(invocation, which);
  proving::PolicyTests tests =
      proving::test_policies(invocation.settings, which, invocation.text(Option::kCases),
                             invocation.has(Option::kCoverage));
  Output& output = invocation.output;
  if (!tests.findings.ok()) {
    output.findings(tests.findings);
    return kRefused;
  }
  if (output.json()) output.print(json::to_json(tests));
  for (const proving::TestedCase& each : tests.cases) {
    if (output.json() || each.differences.empty()) continue;
    output.line(fmt::format("{}:{}: {}：未通过", each.file, each.line, each.one.name));
    for (const std::string& difference : each.differences) output.line("    " + difference);
  }
  for (const proving::Uncovered& each : tests.uncovered) {
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

int run_policy_propose(Invocation& invocation) {
  session::Session& session = invocation.session();
  item::CreateRequest request = authoring::create_request(authoring::load_proposal(
      session, invocation.arguments[0], *invocation.year, invocation.text(Option::kCases)));
  request.password_again = read_password_again(item::password_reason(session, request));
  show(item::create(session, request), invocation.output);
  return kDone;
}

int run_policy_list(Invocation& invocation) {
  std::vector<authoring::ListedProposal> all =
      authoring::list_proposals(invocation.session(), invocation.year);
  if (invocation.output.json()) {
    invocation.output.print(json::to_json(all));
    return kDone;
  }
  Table table{{"编号", "年度", "文件", "施行情况", "提请", "SHA-256"}, {}};
  for (const authoring::ListedProposal& one : all) {
    const authoring::Proposal& proposal = one.proposal;
    table.rows.push_back({proposal.number, std::to_string(proposal.year.value()), proposal.file,
                          one.status_in_words(), proposal.proposed, proposal.sha256.substr(0, 12)});
  }
  invocation.output.table(table);
  return kDone;
}

int run_policy_text(Invocation& invocation) {
  authoring::Proposal proposal =
      authoring::show_proposal(invocation.session(), invocation.arguments[0]);
  if (invocation.output.json()) {
    invocation.output.print(json::to_json(proposal));
  } else {
    invocation.output.text(proposal.content);
  }
  return kDone;
}

}  // namespace xueshi::cli
