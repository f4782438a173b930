#include "json/statement.h"

#include "hours/explain.h"
#include "policy/amount.h"

namespace xueshi::json {

namespace {

using base::Hours;
using view::StatementView;

Json seconds(const std::optional<Hours>& hours) {
  return hours ? Json(hours->seconds()) : Json(nullptr);
}

Json accounts_json(const StatementView& view) {
  Json accounts = Json::object();
  for (std::size_t i = 0; i < view.policy->accounts.size(); ++i) {
    const hours::AccountLine& line = view.statement.accounts[i];
    accounts[view.policy->accounts[i].id] = {{"label", view.policy->accounts[i].label},
                                             {"unit", policy::unit_word(*view.policy, i)},
                                             {"total_seconds", line.total.seconds()},
                                             {"effective_seconds", line.effective.seconds()},
                                             {"need_seconds", seconds(line.need)},
                                             {"met", line.need ? Json(line.met) : Json(nullptr)}};
  }
  return accounts;
}

// Why a record counts less than its own length; null where all of it counts.
Json reason(const StatementView& view, std::size_t i) {
  std::string text = hours::render_reason(*view.policy, view.statement, i);
  return text.empty() ? Json(nullptr) : Json(text);
}

Json records_json(const StatementView& view) {
  Json records = Json::array();
  for (std::size_t i = 0; i < view.statement.records.size(); ++i) {
    const hours::RecordLine& line = view.statement.lines[i];
    records.push_back(
        {{"id", view.statement.records[i].number},
         {"account", line.account ? Json(view.policy->accounts[*line.account].id) : Json(nullptr)},
         {"seconds", view.statement.records[i].length.seconds()},
         {"counted_seconds", line.counted.seconds()},
         {"reason", reason(view, i)}});
  }
  return records;
}

// Needs beside those of the reporting year alone.
Json needs_json(const StatementView& view) {
  Json needs = Json::array();
  for (const hours::NeedLine& line : view.statement.needs) {
    if (hours::is_yearly(line)) continue;
    Json from = nullptr, to = nullptr;
    if (line.period) {
      from = base::render(hours::first_day(*view.policy, *line.period));
      to = base::render(hours::last_day(*view.policy, *line.period));
    }
    needs.push_back({{"account", view.policy->accounts[line.account].id},
                     {"from", from},
                     {"to", to},
                     {"need_seconds", line.need.seconds()},
                     {"effective_seconds", line.effective.seconds()},
                     {"met", line.truth != hours::Truth::kNotMet},
                     {"open", line.truth == hours::Truth::kOpen}});
  }
  return needs;
}

}  // namespace

Json to_json(const StatementView& view) {
  const hours::Statement& statement = view.statement;
  return {{"employee", view.person.employee},
          {"year", view.policy->year.value()},
          {"policy", view.policy->since.value()},
          {"met", statement.met},
          {"open", statement.open},
          {"needs", needs_json(view)},
          {"exempt", statement.exempt ? Json(*statement.exempt) : Json(false)},
          {"total_seconds", statement.total().seconds()},
          {"effective_seconds", statement.effective().seconds()},
          {"longest_seconds", statement.longest.seconds()},
          {"accounts", accounts_json(view)},
          {"records", records_json(view)},
          {"warnings", view::doubts_of(view)}};
}

Json explained(const StatementView& view) {
  Json json = to_json(view);
  json["sentence"] = hours::explain_sentence(*view.policy, view.statement);
  return json;
}

}  // namespace xueshi::json
