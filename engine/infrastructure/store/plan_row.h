// A row of `plan` on its way out; for this room's own files.
#pragma once

#include "database/session.h"
#include "training/plan.h"

namespace xueshi::store {

// Requires the aliases l (plan) and lo (its unit).
inline constexpr const char* kPlanColumns =
    "l.number, l.year, l.form, l.kind, l.title, lo.code, l.category, l.month, l.seconds, "
    "l.days_millis, l.headcount,"
    " l.budget_fen, l.budget_given, l.organiser, l.place_kind, l.address, l.contact, l.phone, "
    "l.funding_requested, "
    "l.excellence,"
    " l.material, l.technical_support, l.review, l.publication, l.execution, l.withdrawal, "
    "l.withdrawal_reason, l.support_level, l.funding_rank";

// Columns of a plan; all of them null where an outer join found none.
struct PlanRow {
  database::Nullable<std::string> number, form, kind, title, org, category, month, organiser,
      place_kind, address, contact, phone, excellence, material, review, publication, execution,
      withdrawal, withdrawal_reason, support_level;
  database::Nullable<long long> rank;
  database::Nullable<long long> year, seconds, days, headcount, budget, budget_given, funding,
      technical;

  void bind(database::Statement& rows) {
    auto add = [&](auto&... columns) { (rows.exchange(database::into(columns)), ...); };
    add(number, year, form, kind, title, org, category, month, seconds, days, headcount, budget,
        budget_given, organiser, place_kind, address, contact, phone, funding, excellence, material,
        technical, review, publication, execution, withdrawal, withdrawal_reason, support_level,
        rank);
  }

  training::Plan plan() const {
    training::Plan plan;
    plan.number = number.value;
    plan.year = base::Year(static_cast<int>(year.value));
    plan.form = training::plan_form_of(form.value);
    plan.kind = training::plan_kind_of(kind.value);
    plan.title = title.value;
    plan.org = org.value;
    plan.category = category.value;
    plan.month = base::parse_year_month(month.value);
    plan.hours = base::Hours::of_seconds(seconds.value);
    plan.days_millis = days.value;
    plan.headcount = headcount.value;
    plan.budget = base::Money::of_fen(budget.value);
    plan.budget_given = budget_given.value != 0;
    plan.organiser = organiser.value;
    plan.place_kind = place_kind.value;
    plan.address = address.value;
    plan.contact = contact.value;
    plan.phone = phone.value;
    plan.funding_requested = funding.value != 0;
    plan.excellence = excellence.value;
    plan.material = material.value;
    plan.technical_support = technical.value != 0;
    plan.review = review.value;
    plan.publication = publication.value;
    plan.execution = execution.value;
    plan.withdrawal = withdrawal.value;
    plan.withdrawal_reason = withdrawal_reason.value;
    plan.support_level = support_level.value;
    plan.funding_rank = database::to_number(rank);
    return plan;
  }
};

}  // namespace xueshi::store
