#include "report/report_inputs.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "item/tally.h"
#include "store/classes.h"
#include "store/plans.h"
#include "store/records.h"
#include "yearend/classes.h"

namespace xueshi::report {

namespace {

using page::Number;
using plugin::Record;
using plugin::RecordSink;

Number two_places(std::int64_t hundredths) { return {hundredths, 2}; }
Number two_places(const base::Percent& percent) { return two_places(percent.hundredths()); }
Number wan(base::Money money) { return {money.fen(), 6}; }

Record record_for(const char* input) { return Record(*plugin::find_input(input)); }

void fill_class(Record& record, const academy::OrgTree& tree, const training::TrainingClass& c,
                const training::Plan* plan) {
  const academy::Org* org = tree.find(c.org);
  record.set("number", c.number).set("name", c.title).set("category", c.category);
  record.set("year", std::int64_t{c.year.value()});
  record.set("start_time", base::render(c.start)).set("end_time", base::render(c.end));
  record.set("excellent", c.excellent)
      .set("audience", c.audience)
      .set("content", c.content)
      .set("goal", c.goal);
  record.set("venue", c.venue).set("headcount", c.headcount).set("staff_count", c.staff_count);
  record.set("budget", wan(c.budget)).set("budget_fen", c.budget.fen()).set("outcome", c.outcome);
  record.set("contact", c.contact).set("phone", c.phone).set("carried_out", c.carried_out());
  record.set("org", org == nullptr ? std::string() : org->name).set("org_code", c.org);
  record.set("organiser", c.organiser).set("plan", c.plan);
  record.set("plan_kind",
             plan == nullptr ? std::string() : std::string(training::label(plan->kind)));
  record.set("seconds", c.hours.seconds()).set("days", Number{c.days_millis, 3});
}

void send_classes(session::Session& session, const InstituteYear& data, const RecordSink& sink) {
  Record record = record_for("classes");
  bool more = true;
  store::for_each_class(
      session.database(), data.scope, data.year,
      [&](const training::TrainingClass& training_class, const training::Plan* plan) {
        if (!more || !yearend::counts(training_class, plan)) return;
        record.clear();
        fill_class(record, session.tree(), training_class, plan);
        more = sink(record);
      });
}

void fill_plan(Record& record, session::Session& session, const training::Plan& plan) {
  const academy::Org* org = session.tree().find(plan.org);
  const workflow::Definition& graph = session.graphs().current("plan").definition;
  record.set("number", plan.number).set("title", plan.title).set("category", plan.category);
  record.set("form", std::string(training::label(plan.form)))
      .set("kind", std::string(training::label(plan.kind)))
      .set("month", training::render_month(plan));
  record.set("seconds", plan.hours.seconds()).set("days", Number{plan.days_millis, 3});
  record.set("headcount", plan.headcount)
      .set("budget", wan(plan.budget))
      .set("budget_fen", plan.budget.fen());
  record.set("org", org == nullptr ? std::string() : org->name).set("org_code", plan.org);
  record.set("organiser", plan.organiser)
      .set("place_kind", plan.place_kind)
      .set("address", plan.address)
      .set("contact", plan.contact)
      .set("phone", plan.phone);
  record.set("funding_requested", plan.funding_requested).set("excellence", plan.excellence);
  if (plan.funding_rank) record.set("rank", *plan.funding_rank);
  record.set("technical_support", plan.technical_support).set("support", plan.support_level);
  record.set("review", graph.label_of(plan.review))
      .set("published", plan.publication == training::place::kPublished)
      .set("carried_out", plan.execution == training::place::kCarriedOut);
}

// What an institute hands in: ranked funding requests, the other ones, the rest.
bool comes_first(const training::Plan& a, const training::Plan& b) {
  auto key = [](const training::Plan& plan) {
    std::int64_t last = std::numeric_limits<std::int64_t>::max();
    std::int64_t rank = plan.funding_requested ? plan.funding_rank.value_or(last) : last;
    return std::make_tuple(!plan.funding_requested, rank, plan.number);
  };
  return key(a) < key(b);
}

void send_plans(session::Session& session, const InstituteYear& data, const RecordSink& sink) {
  std::vector<training::Plan> plans;
  store::for_each_plan(session.database(), data.scope, {data.year, {}},
                       [&](const training::Plan& plan) {
                         bool handed_in = plan.review != training::place::kDraft &&
                                          plan.review != training::place::kRefused &&
                                          plan.withdrawal != training::place::kWithdrawn;
                         if (handed_in) plans.push_back(plan);
                       });
  std::sort(plans.begin(), plans.end(), comes_first);
  Record record = record_for("plans");
  for (const training::Plan& plan : plans) {
    record.clear();
    fill_plan(record, session, plan);
    if (!sink(record)) return;
  }
}

void send_backbone(const InstituteYear& data, const RecordSink& sink) {
  Record record = record_for("backbone");
  for (const yearend::BackboneLine& line : data.backbone.frozen) {
    record.clear();
    record.set("employee", line.employee).set("name", line.name).set("institute", line.institute);
    record.set("department", line.department).set("total_seconds", line.total.seconds());
    record.set("effective_seconds", line.effective.seconds())
        .set("longest_seconds", line.longest.seconds());
    if (!sink(record)) return;
  }
}

void send_summary(const InstituteYear& data, const RecordSink& sink) {
  if (!data.submitted) return;
  const yearend::Summary& summary = *data.submitted;
  const yearend::SummaryFigures& figures = summary.figures;
  Record record = record_for("summary");
  record.set("name", summary.entries.name).set("revision", summary.revision);
  record.set("attendance", summary.attendance())
      .set("execution_rate", two_places(figures.execution_rate()));
  record.set("met", figures.met).set("required", figures.required);
  record.set("completion_rate", two_places(figures.completion_rate()))
      .set("headcount", figures.headcount);
  record.set("backbone_rate", two_places(figures.backbone_rate()));
  record.set("funds", wan(summary.entries.funds.value_or(base::Money())));
  record.set("total_hours", two_places(figures.total_hours.hundredths()));
  record.set("average_hours", two_places(figures.average_hundredths()));
  record.set("practice", summary.entries.practice).set("overview", summary.entries.overview);
  sink(record);
}

plugin::Map account_map(const policy::Policy& policy, const hours::Tally& tally) {
  plugin::Map accounts;
  for (std::size_t i = 0; i < policy.accounts.size(); ++i) {
    const hours::AccountLine& line = tally.accounts[i];
    plugin::Map account;
    account.entries.push_back({"label", policy.accounts[i].label});
    account.entries.push_back({"total_seconds", line.total.seconds()});
    account.entries.push_back({"effective_seconds", line.effective.seconds()});
    if (line.need) account.entries.push_back({"need_seconds", line.need->seconds()});
    accounts.entries.push_back({policy.accounts[i].id, std::move(account)});
  }
  return accounts;
}

std::int64_t missing_seconds(const hours::Tally& tally) {
  base::Hours missing;
  for (const auto& [account, hours] : tally.missing) missing += hours;
  return missing.seconds();
}

void fill_person(Record& record, session::Session& session, const policy::Policy& policy,
                 const academy::Person& person, const hours::OnRecord& on_record) {
  hours::Tally tally = hours::make_tally(
      policy, item::learner_of(session, policy, person, on_record.absences), on_record);
  const academy::Org* unit = session.tree().find(person.org);
  record.set("employee", person.employee).set("name", person.name);
  record.set("department", unit == nullptr ? std::string() : unit->name)
      .set("department_code", person.org);
  record.set("post", person.post ? std::string(academy::label(*person.post)) : std::string());
  record.set("rank", std::string(person.division_level ? "处级及以上" : ""));
  std::optional<base::Date> hired =
      academy::hired_as_of(person.employment, policy.last_day(policy.year));
  record.set("hired", hired ? base::render(*hired) : std::string());
  record.set("hours_required", person.hours_required);
  if (tally.exempt) record.set("exempt", *tally.exempt);
  record.set("met", tally.met).set("total_seconds", tally.total().seconds());
  record.set("effective_seconds", tally.effective().seconds())
      .set("longest_seconds", tally.longest.seconds());
  record.set("missing_seconds", missing_seconds(tally)).set("accounts", account_map(policy, tally));
}

void send_people(session::Session& session, const InstituteYear& data, const RecordSink& sink) {
  const policy::Policy& policy = session.policy(data.year);
  Record record = record_for("people");
  bool more = true;
  store::for_each_person_of_year(
      session.database(), data.scope, hours::reach_of(policy),
      [&](const academy::Person& person, const hours::OnRecord& on_record) {
        if (!more) return;
        record.clear();
        fill_person(record, session, policy, person, on_record);
        more = sink(record);
      });
}

void send_accounts(session::Session& session, const InstituteYear& data, const RecordSink& sink) {
  const policy::Policy& policy = session.policy(data.year);
  Record record = record_for("accounts");
  const policy::Requirement& general = policy.requirements.back();
  for (std::size_t i = 0; i < policy.accounts.size(); ++i) {
    const policy::Account& account = policy.accounts[i];
    record.clear();
    record.set("id", account.id).set("label", account.label);
    if (account.parent) record.set("parent", policy.accounts[*account.parent].id);
    if (account.cap) record.set("cap_seconds", account.cap->seconds());
    for (const policy::Need& need : general.yearly()) {
      if (need.account == i) record.set("need_seconds", need.at_least.seconds());
    }
    if (!sink(record)) return;
  }
}

void send_departments(session::Session& session, const InstituteYear& data,
                      const RecordSink& sink) {
  Record record = record_for("departments");
  std::vector<const academy::Org*> units = session.tree().units_in(data.scope.range());
  std::sort(units.begin(), units.end(),
            [](const auto* a, const auto* b) { return a->code < b->code; });
  for (const academy::Org* unit : units) {
    if (unit->code == data.org) continue;
    record.clear();
    record.set("code", unit->code).set("name", unit->name).set("parent", unit->parent);
    if (!sink(record)) return;
  }
}

}  // namespace

InstituteYear read_institute_year(session::Session& session, const academy::Scope& scope,
                                  const std::string& org, base::Year year) {
  return {org,
          session.tree().find(org)->name,
          year,
          scope,
          store::fetch_backbone(session.database(), scope, org, year),
          store::find_submitted(session.database(), scope, org, year)};
}

plugin::Book book_of(session::Session& session, const InstituteYear& data) {
  plugin::Book book{data.year, data.org, data.name, session.policy(data.year).summary.labels};
  if (data.submitted) {  // labels are frozen with the figures
    book.labels["met"] = data.submitted->label_met;
    book.labels["required"] = data.submitted->label_required;
  }
  return book;
}

plugin::InputSources sources_of(session::Session& session, const InstituteYear& data) {
  return {{"classes", [&](const RecordSink& sink) { send_classes(session, data, sink); }},
          {"plans", [&](const RecordSink& sink) { send_plans(session, data, sink); }},
          {"backbone", [&](const RecordSink& sink) { send_backbone(data, sink); }},
          {"summary", [&](const RecordSink& sink) { send_summary(data, sink); }},
          {"people", [&](const RecordSink& sink) { send_people(session, data, sink); }},
          {"accounts", [&](const RecordSink& sink) { send_accounts(session, data, sink); }},
          {"departments", [&](const RecordSink& sink) { send_departments(session, data, sink); }}};
}

}  // namespace xueshi::report
