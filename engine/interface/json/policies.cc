#include "json/policies.h"

namespace xueshi::json {

Json to_json(const policy::Origin& origin) {
  return {{"value", origin.value},
          {"file", origin.file},
          {"line", origin.line},
          {"source", origin.source},
          {"cite", text_or_null(origin.cite)}};
}

Json to_json(const authoring::CheckedPolicy& checked,
             const std::optional<authoring::Cover>& cover) {
  auto year = [](const std::optional<base::Year>& one) {
    return one ? Json(one->value()) : Json(nullptr);
  };
  Json json = {{"file", checked.file},       {"sound", checked.sound},
               {"from", year(checked.from)}, {"until", year(checked.until)},
               {"cases", nullptr},           {"uncovered", nullptr}};
  if (cover && cover->has_cases) json["cases"] = cover->cases;
  if (cover && cover->uncovered) json["uncovered"] = *cover->uncovered;
  return json;
}

Json to_json(const policy::Policy& policy) {
  Json values = Json::object();
  for (const policy::Origin& origin : policy.origins) values[origin.path] = to_json(origin);
  return {{"year", policy.year.value()},
          {"since", policy.since.value()},
          {"title", policy.title},
          {"source", policy.source},
          {"values", values}};
}

namespace {

using AccountHours = std::map<policy::AccountIndex, base::Hours>;

// By account, each as `render` gives it.
template <typename Render>
Json by_account(const policy::Policy& policy, const AccountHours& all, Render render) {
  Json accounts = Json::object();
  for (const auto& [account, hours] : all) accounts[policy.accounts[account].id] = render(hours);
  return accounts;
}

// Under `key` with two places, under `key`_seconds exactly.
void put(Json& json, const std::string& key, const policy::Policy& policy,
         const AccountHours& all) {
  json[key] = by_account(policy, all, [](base::Hours hours) { return number(hours); });
  json[key + "_seconds"] =
      by_account(policy, all, [](base::Hours hours) { return Json(hours.seconds()); });
}

void put(Json& json, const std::string& key, base::Hours hours) {
  json[key] = number(hours);
  json[key + "_seconds"] = hours.seconds();
}

Json exemption(const std::string& id) { return id.empty() ? Json(false) : Json(id); }

Json to_json(const policy::Policy& policy, const proving::CaseResult& result) {
  Json json = {{"met", result.met},
               {"open", result.open},
               {"exempt", exemption(result.exempt)},
               {"requirement", result.requirement}};
  put(json, "total", result.total);
  json["longest_seconds"] = result.longest.seconds();
  put(json, "effective", policy, result.effective);
  put(json, "missing", policy, result.missing);
  return json;
}

// Only what the case says.
Json to_json(const policy::Policy& policy, const proving::Expectation& expect) {
  Json json = Json::object();
  if (expect.met) json["met"] = *expect.met;
  if (expect.open) json["open"] = *expect.open;
  if (expect.exempt) json["exempt"] = exemption(*expect.exempt);
  if (expect.requirement) json["requirement"] = *expect.requirement;
  if (expect.total) put(json, "total", *expect.total);
  if (expect.longest) json["longest_seconds"] = expect.longest->seconds();
  if (!expect.effective.empty()) put(json, "effective", policy, expect.effective);
  if (!expect.missing.empty()) put(json, "missing", policy, expect.missing);
  return json;
}

}  // namespace

namespace {

Json to_json(const std::vector<proving::Uncovered>& numbers) {
  Json all = Json::array();
  for (const proving::Uncovered& each : numbers) {
    all.push_back({{"path", each.path},
                   {"file", each.place.file},
                   {"line", each.place.line},
                   {"column", each.place.column},
                   {"value", each.value}});
  }
  return all;
}

}  // namespace

Json to_json(const authoring::ProposedCases& proposal) {
  return {{"file", proposal.file},
          {"cases", proposal.cases},
          {"text", proposal.text},
          {"unheld", to_json(proposal.unheld)}};
}

Json to_json(const proving::PolicyTests& tests) {
  Json cases = Json::array();
  for (const proving::TestedCase& each : tests.cases) {
    cases.push_back({{"name", each.one.name},
                     {"file", each.file},
                     {"line", each.line},
                     {"year", each.policy->year.value()},
                     {"passed", each.differences.empty()},
                     {"differences", each.differences},
                     {"got", to_json(*each.policy, each.got)},
                     {"expected", to_json(*each.policy, each.one.expect)}});
  }
  return {{"passed", tests.cases.size() - tests.failed()},
          {"failed", tests.failed()},
          {"cases", cases},
          {"uncovered", to_json(tests.uncovered)}};
}

Json to_json(const policy::Comparison& comparison) {
  Json kinds = Json::array(), values = Json::array();
  for (const policy::KindChange& each : comparison.kinds)
    kinds.push_back({{"who", each.who}, {"before", each.before}, {"after", each.after}});
  for (const policy::ValueChange& each : comparison.values) {
    values.push_back({{"path", each.path},
                      {"before", each.before ? to_json(*each.before) : Json(nullptr)},
                      {"after", each.after ? to_json(*each.after) : Json(nullptr)}});
  }
  return {{"same", comparison.same}, {"kinds", kinds}, {"values", values}};
}

Json to_json(const std::vector<policy::Proof>& proofs) {
  static constexpr const char* kStatus[] = {"proved", "note", "warning", "error"};
  Json all = Json::array();
  for (const policy::Proof& each : proofs) {
    bool has_place = each.place.line > 0;
    all.push_back({{"status", kStatus[static_cast<std::size_t>(each.status)]},
                   {"code", each.code},
                   {"message", each.message},
                   {"file", has_place ? Json(each.place.file) : Json(nullptr)},
                   {"line", has_place ? Json(each.place.line) : Json(nullptr)},
                   {"source", text_or_null(each.source)},
                   {"cite", text_or_null(each.cite)}});
  }
  return all;
}

namespace {

Json to_json(const proving::SimulatedSums& sums) {
  return {{"people", sums.people},
          {"required_before", sums.required_before},
          {"required_after", sums.required_after},
          {"met_before", sums.met_before},
          {"met_after", sums.met_after},
          {"gained", sums.gained},
          {"lost", sums.lost},
          {"newly_exempt", sums.newly_exempt},
          {"newly_required", sums.newly_required},
          {"candidates_before", sums.candidates_before},
          {"candidates_after", sums.candidates_after},
          {"quota_before", sums.quota_before},
          {"quota_after", sums.quota_after}};
}

}  // namespace

Json to_json(const proving::Simulation& simulation, base::Year year) {
  Json institutes = Json::array(), flips = Json::array();
  for (const proving::SimulatedInstitute& each : simulation.institutes) {
    Json one = to_json(each.sums);
    one["org"] = each.org;
    one["name"] = each.name;
    institutes.push_back(std::move(one));
  }
  for (const proving::Flip& each : simulation.flips) {
    flips.push_back({{"employee", each.employee},
                     {"name", each.name},
                     {"org", each.org},
                     {"before", each.before},
                     {"after", each.after},
                     {"because", each.because}});
  }
  return {{"year", year.value()},
          {"before", simulation.before},
          {"after", simulation.after},
          {"changes", simulation.changes},
          {"total", to_json(simulation.total)},
          {"institutes", institutes},
          {"flips", flips}};
}

namespace {

Json without_text(const authoring::Proposal& proposal) {
  const auto& figures = proposal.figures;
  return {{"id", proposal.number},
          {"year", proposal.year.value()},
          {"file", proposal.file},
          {"sha256", proposal.sha256},
          {"basis", proposal.basis},
          {"cases_file", proposal.cases_file},
          {"place", proposal.status},
          {"proposed", proposal.proposed},
          {"proofs", figures.proofs},
          {"cases_passed", figures.cases_passed},
          {"simulated",
           {{"people", figures.people},
            {"required_before", figures.required_before},
            {"required_after", figures.required_after},
            {"met_before", figures.met_before},
            {"met_after", figures.met_after},
            {"gained", figures.gained},
            {"lost", figures.lost},
            {"newly_exempt", figures.newly_exempt},
            {"newly_required", figures.newly_required},
            {"candidates_before", figures.candidates_before},
            {"candidates_after", figures.candidates_after}}}};
}

}  // namespace

Json to_json(const authoring::DraftTrial& trial, base::Year year) {
  Json findings = Json::array();
  for (const base::Findings* found : {&trial.findings, &trial.not_simulated})
    for (const base::Finding& finding : found->kept()) findings.push_back(to_json(finding));
  Json json = {{"findings", findings}};
  json["proofs"] = to_json(trial.proofs);
  json["tests"] = trial.tests ? to_json(*trial.tests) : Json(nullptr);
  json["simulation"] = trial.simulation ? to_json(*trial.simulation, year) : Json(nullptr);
  return json;
}

Json to_json(const std::vector<authoring::ListedProposal>& proposals) {
  Json all = Json::array();
  for (const authoring::ListedProposal& one : proposals) {
    Json json = without_text(one.proposal);
    json["holds"] = one.holds;
    all.push_back(std::move(json));
  }
  return all;
}

Json to_json(const authoring::Proposal& proposal) {
  Json json = without_text(proposal);
  json["text"] = proposal.content;
  json["cases"] = proposal.cases;
  return json;
}

}  // namespace xueshi::json
