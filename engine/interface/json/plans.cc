#include "json/plans.h"

namespace xueshi::json {

namespace place = training::place;

Json to_json(const std::vector<view::Verdict>& verdicts) {
  Json reviews = Json::array();
  for (const view::Verdict& verdict : verdicts) {
    reviews.push_back(
        {{"org", verdict.org}, {"status", verdict.status}, {"comment", verdict.comment}});
  }
  return reviews;
}

Json to_json(const view::PlanView& view) {
  const training::Plan& plan = view.plan;
  return {{"id", plan.number},
          {"year", plan.year.value()},
          {"title", plan.title},
          {"org", plan.org},
          {"form", std::string(training::label(plan.form))},
          {"kind", text_or_null(std::string(training::label(plan.kind)))},
          {"category", plan.category},
          {"month", text_or_null(training::render_month(plan))},
          {"hours", number(plan.hours)},
          {"days", static_cast<double>(plan.days_millis) / 1000.0},
          {"headcount", plan.headcount},
          {"budget", plan.budget_given ? Json(number(plan.budget)) : Json(nullptr)},
          {"organiser", text_or_null(plan.organiser)},
          {"place_kind", text_or_null(plan.place_kind)},
          {"address", text_or_null(plan.address)},
          {"contact", text_or_null(plan.contact)},
          {"phone", text_or_null(plan.phone)},
          {"material", text_or_null(plan.material)},
          {"technical_support", plan.technical_support},
          {"review", view.review_label},
          {"published", plan.publication == place::kPublished},
          {"carried_out", plan.execution == place::kCarriedOut},
          {"withdrawn", plan.withdrawal == place::kWithdrawn},
          {"funding_requested", plan.funding_requested},
          {"excellence", plan.excellence},
          {"funding_rank", plan.funding_rank ? Json(*plan.funding_rank) : Json(nullptr)},
          {"support", text_or_null(plan.support_level)},
          {"waits_for", text_or_null(view.waits_for)},
          {"revision", view.revision},
          {"reviews", to_json(view.verdicts)},
          {"withdrawal_reason", text_or_null(plan.withdrawal_reason)}};
}

Json shown(const view::PlanView& view) {
  Json json = to_json(view);
  json["class"] = text_or_null(view.class_number);
  json["actions"] = view.actions;
  return json;
}

Json to_json(const view::PlanOverview& line) {
  return {{"org", text_or_null(line.org)},   {"plans", line.plans},
          {"approved", line.approved},       {"published", line.published},
          {"withdrawn", line.withdrawn},     {"classes", line.classes},
          {"carried_out", line.carried_out}, {"rate", number(line.rate())}};
}

Json to_json(const view::PlanTemplate& one) {
  return {{"name", one.name},
          {"org", one.org},
          {"shared", one.shared},
          {"fields", to_json(one.fields)}};
}

}  // namespace xueshi::json
