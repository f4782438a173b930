#include "json/classes.h"

#include <initializer_list>
#include <utility>

#include "json/plans.h"

namespace xueshi::json {

namespace {

using view::AttendeeView;
using view::ClassView;

// What a class is, without its money, plan and figures.
Json learner_json(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  return {{"id", one.number},
          {"title", one.title},
          {"org", one.org},
          {"unit", view.unit},
          {"start", base::render(one.start)},
          {"end", base::render(one.end)},
          {"hours", number(one.hours)},
          {"visibility", text_or_null(one.visibility)}};
}

Json count_or_null(const std::optional<std::int64_t>& count) {
  return count ? Json(*count) : Json(nullptr);
}

Json time_or_null(const std::optional<base::LocalTime>& time) {
  return time ? Json(base::render(*time)) : Json(nullptr);
}

// Everything else that a file of classes says.
void add_particulars(const training::TrainingClass& one, Json& json) {
  json["category"] = one.category;
  json["staff_count"] = one.staff_count;
  json["excellent"] = one.excellent;
  for (const auto& [key, text] : std::initializer_list<std::pair<const char*, const std::string*>>{
           {"place_kind", &one.place_kind},
           {"venue", &one.venue},
           {"audience", &one.audience},
           {"goal", &one.goal},
           {"content", &one.content},
           {"outcome", &one.outcome},
           {"contact", &one.contact},
           {"phone", &one.phone},
           {"email", &one.email},
           {"organiser", &one.organiser},
           {"funding_channel", &one.funding_channel},
           {"posts", &one.posts},
           {"keywords", &one.keywords},
           {"mode", &one.mode},
           {"remark", &one.remark},
           {"shown_at_branch", &one.shown_at_branch},
           {"visibility", &one.visibility},
           {"enrolment_open", &one.enrolment_open},
           {"enrolment_reviewed", &one.enrolment_reviewed}})
    json[key] = text_or_null(*text);
  json["research_count"] = count_or_null(one.research_count);
  json["management_count"] = count_or_null(one.management_count);
  json["support_count"] = count_or_null(one.support_count);
  json["outside_count"] = count_or_null(one.outside_count);
  json["enrolment_from"] = time_or_null(one.enrolment_from);
  json["enrolment_to"] = time_or_null(one.enrolment_to);
}

Json attendees_json(const ClassView& view) {
  Json attendees = Json::array();
  for (const AttendeeView& each : view.attendees) {
    attendees.push_back({{"employee", each.attendee.employee},
                         {"name", each.name},
                         {"unit", each.unit},
                         {"confirmed", each.attendee.confirmed},
                         {"seconds", each.hours.seconds()},
                         {"status", view::standing_label(each)}});
  }
  return attendees;
}

}  // namespace

Json to_json(const ClassView& view) {
  if (view.for_learner) return learner_json(view);
  const training::TrainingClass& one = view.training_class;
  Json json = {{"id", one.number},
               {"plan", one.plan.empty() ? Json(nullptr) : Json(one.plan)},
               {"title", one.title},
               {"org", one.org},
               {"year", one.year.value()},
               {"start", base::render(one.start)},
               {"end", base::render(one.end)},
               {"hours", number(one.hours)},
               {"days", static_cast<double>(one.days_millis) / 1000.0},
               {"headcount", one.headcount},
               {"budget", number(one.budget)},
               {"carried_out", one.carried_out()},
               {"revision", view.revision}};
  if (view.is_withdrawn) json["withdrawn"] = true;
  add_particulars(one, json);
  json["reviews"] = to_json(view.verdicts);
  if (view.change_pending()) json["change_pending"] = true;
  if (view.change_pending()) json["waits_for"] = view.waits_for;
  return json;
}

Json shown(const ClassView& view) {
  Json json = to_json(view);
  json["attendees"] = attendees_json(view);
  json["actions"] = view.actions;
  return json;
}

}  // namespace xueshi::json
