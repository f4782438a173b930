#include <fmt/format.h>

#include <map>

#include "authoring/policies.h"
#include "cli/commands.h"
#include "cli/json.h"

namespace xueshi::cli {

namespace {

Json to_json(const policy::Origin& origin) {
  return {{"value", origin.value},
          {"file", origin.file},
          {"line", origin.line},
          {"source", origin.source}};
}

base::Year year_argument(const std::string& text) {
  auto year = base::parse_year(text);
  if (!year) throw UsageError{fmt::format("'{}' is not a year between 1900 and 2999", text)};
  return *year;
}

}  // namespace

int run_policy_check(Invocation& invocation) {
  std::string file = invocation.arguments.empty() ? "" : invocation.arguments[0];
  authoring::PolicyCheck check = authoring::check_policies(invocation.settings, file);
  if (invocation.output.json() || !check.findings.empty())
    invocation.output.findings(check.findings);
  if (!check.findings.ok()) return kRefused;
  for (const std::string& name : check.files) invocation.output.talk(fmt::format("{}：通过", name));
  return kDone;
}

int run_policy_show(Invocation& invocation) {
  policy::Policy policy = authoring::resolve_policy(invocation.settings, *invocation.year);
  if (invocation.output.json()) {
    Json values = Json::object();
    for (const policy::Origin& origin : policy.origins) values[origin.path] = to_json(origin);
    invocation.output.print({{"year", policy.year.value()},
                             {"since", policy.since.value()},
                             {"title", policy.title},
                             {"source", policy.source},
                             {"values", values}});
    return kDone;
  }
  invocation.output.line(fmt::format("{}年度适用 {} 起的规定：{}（{}）", policy.year.value(),
                                     policy.since.value(), policy.title, policy.source));
  Table table{{"键", "值", "出处", "依据"}, {}};
  for (const policy::Origin& origin : policy.origins) {
    table.rows.push_back(
        {origin.path, origin.value, fmt::format("{}:{}", origin.file, origin.line), origin.source});
  }
  invocation.output.table(table);
  return kDone;
}

int run_policy_diff(Invocation& invocation) {
  policy::Policy before =
      authoring::resolve_policy(invocation.settings, year_argument(invocation.arguments[0]));
  policy::Policy after =
      authoring::resolve_policy(invocation.settings, year_argument(invocation.arguments[1]));
  std::vector<authoring::PolicyChange> changes = authoring::compare_policies(before, after);
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const authoring::PolicyChange& change : changes) {
      all.push_back({{"path", change.path},
                     {"before", change.before ? to_json(*change.before) : Json(nullptr)},
                     {"after", change.after ? to_json(*change.after) : Json(nullptr)}});
    }
    invocation.output.print(all);
    return kDone;
  }
  if (changes.empty()) invocation.output.line("没有差别");
  for (const authoring::PolicyChange& change : changes) {
    auto text = [](const std::optional<policy::Origin>& origin) {
      return origin ? fmt::format("{}（{}:{}）", origin->value, origin->file, origin->line)
                    : std::string("无");
    };
    invocation.output.line(
        fmt::format("{}: {} → {}", change.path, text(change.before), text(change.after)));
  }
  return kDone;
}

}  // namespace xueshi::cli
