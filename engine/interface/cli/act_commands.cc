#include <fmt/format.h>

#include "base/blocker.h"
#include "base/fields.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/act_output.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/json.h"
#include "cli/secret.h"
#include "cli/ways.h"
#include "item/act.h"
#include "json/act_result.h"

namespace xueshi::cli {

namespace {

using item::ActResult;

std::string places_of(const ActResult& result) {
  std::vector<std::string> places;
  for (const item::RegionPlace& place : result.places)
    places.push_back(fmt::format("{}：{}", place.region_label, place.label));
  return base::join(places, "，");
}

// "P1,P2" and further words, each an id.
std::vector<std::string> ids_of(const std::vector<std::string>& words) {
  std::vector<std::string> ids;
  for (const std::string& word : words) {
    for (const std::string& id : base::split(base::to_half_width(word), ',')) {
      if (!base::trim(id).empty()) ids.emplace_back(base::trim(id));
    }
  }
  return ids;
}

// What would come of it: "N2：可以办理；实施状态：未实施；须由 所级管理员@I01 审批".
void show_trial(const ActResult& result, const Output& output) {
  for (const std::string& warning : result.warnings) output.warning(warning);
  std::string line = fmt::format("{}：可以办理", result.id);
  if (!result.places.empty()) line += fmt::format("；办理后 {}", places_of(result));
  if (!result.waits_for.empty()) line += fmt::format("，等待 {} 审批", result.waits_for);
  output.line(line);
}

int create(Invocation& invocation, const std::string& subject) {
  session::Session& session = invocation.session();
  item::CreateRequest request{subject, fields_of(invocation)};
  request.password_again = read_password_again(item::password_reason(session, request));
  show(item::create(session, request), invocation.output);
  return kDone;
}

}  // namespace

Json to_json(const ActResult& result) {
  ActResult with = result;
  for (base::Blocker& blocker : with.blockers)
    blocker.message = with_way(blocker.code, blocker.message);
  return json::to_json(with);
}

void show(const ActResult& result, const Output& output) {
  for (const std::string& warning : result.warnings) output.warning(warning);
  if (output.json()) return output.print(to_json(result));
  if (!result.done()) {
    for (const base::Blocker& blocker : result.blockers)
      output.line(fmt::format("{}：{} [{}]", result.id, with_way(blocker.code, blocker.message),
                              blocker.code));
    return;
  }
  std::string line = fmt::format("{}：已办理", result.id);
  if (!result.places.empty()) line += "；" + places_of(result);
  if (!result.waits_for.empty()) line += fmt::format("；等待 {} 审批", result.waits_for);
  if (!result.created.empty()) line += fmt::format("；新编号 {}", result.created);
  output.line(line);
}

int ask_only(session::Session& session, const item::ActRequest& request, const Output& output) {
  base::Blockers blockers;
  std::vector<ActResult> results;
  for (const std::string& id : request.each ? request.ids : std::vector<std::string>{""}) {
    item::ActRequest one = request;
    if (request.each) one.ids = {id};
    item::Trial trial = item::try_act(session, one);
    for (base::Blocker& blocker : trial.blockers) {
      if (request.each) blocker.message = fmt::format("{}：{}", id, blocker.message);
      blockers.push_back(std::move(blocker));
    }
    results.insert(results.end(), trial.results.begin(), trial.results.end());
  }
  if (!blockers.empty()) throw base::Refused(blockers);
  Json after = Json::array();
  for (const ActResult& result : results) after.push_back(to_json(result));
  if (output.json()) return output.print({{"allowed", true}, {"after", after}}), kDone;
  for (const ActResult& result : results) show_trial(result, output);
  output.line("试运行：没有改动");
  return kDone;
}

item::ActRequest act_on_year(session::Session& session, const char* subject, const char* action,
                             base::Year year, const std::vector<std::string>& orgs) {
  item::ActRequest request;
  request.subject = subject;
  request.action = action;
  for (std::string org : orgs) {
    session.institute_scope(org);
    request.ids.push_back(fmt::format("{}/{}", org, year.value()));
  }
  return request;
}

base::Fields fields_of(const Invocation& invocation) {
  base::Fields fields;
  for (const std::string& given : invocation.all(Option::kSet)) {
    std::size_t equals = given.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw UsageError{
          fmt::format("--set {}: write HEADING=VALUE, e.g. --set 计划参加人数=60", given)};
    }
    fields.emplace_back(base::trim(given.substr(0, equals)), given.substr(equals + 1));
  }
  return fields;
}

int run_act(Invocation& invocation) {
  const std::vector<std::string>& words = invocation.arguments;
  item::ActRequest request;
  request.subject = words.front();
  request.action = words.back();
  request.ids = ids_of({words.begin() + 1, words.end() - 1});
  request.comment = invocation.text(Option::kComment);
  request.fields = fields_of(invocation);
  request.each = invocation.has(Option::kEach);
  if (invocation.has(Option::kRevision))
    request.revision = invocation.number(Option::kRevision, 0, 0, 1'000'000'000);
  // An institute's year may be named by its code and --year.
  if (invocation.year) {
    for (std::string& id : request.ids) id += fmt::format("/{}", invocation.year->value());
  }
  session::Session& session = invocation.session();
  if (invocation.has(Option::kDryRun)) return ask_only(session, request, invocation.output);
  request.password_again = read_password_again(item::password_reason(session, request));
  std::vector<ActResult> results = item::act(session, request);
  // One item answers for itself; several with a list.
  if (!request.each && results.size() == 1) return show(results.front(), invocation.output), kDone;
  bool all_done = true;
  Json all = Json::array();
  for (const ActResult& result : results) {
    all_done = all_done && result.done();
    all.push_back(to_json(result));
    if (!invocation.output.json()) show(result, invocation.output);
  }
  if (invocation.output.json()) invocation.output.print(all);
  return all_done ? kDone : kRefused;
}

int run_plan_create(Invocation& invocation) { return create(invocation, "plan"); }
int run_learning_create(Invocation& invocation) { return create(invocation, "learning"); }

}  // namespace xueshi::cli
