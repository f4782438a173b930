#include "view/plans.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "audit/audit.h"
#include "base/fields.h"
#include "base/text.h"
#include "intake/one_row.h"
#include "item/inbox.h"
#include "item/kind.h"
#include "item/look.h"
#include "item/subject_plan.h"
#include "item/tally.h"
#include "store/classes.h"
#include "store/rosters.h"
#include "training/plan_rules.h"
#include "yearend/classes.h"

namespace xueshi::view {

namespace {

PlanView view_of(item::Deed& deed, const training::Plan& plan, const item::Outlook& outlook,
                 const item::PlanSubject& subject) {
  session::Session& session = deed.session;
  const session::Graph& graph =
      session.graphs().of(session.database(), subject.item().graph, subject.word());
  return {plan,
          session.unit_name(plan.org),
          graph.definition.label_of(plan.review),
          outlook.waits_for,
          outlook.units,
          "",
          subject.item().revision,
          {},
          outlook.actions,
          outlook.is_mine};
}

// Under which unit it is counted: the institute; the unit itself where it belongs to none, or where
// the institute as a whole is not in the scope.
std::string line_of(const academy::OrgTree& tree, const academy::Scope& scope,
                    const std::string& org) {
  const academy::Org* institute = tree.institute_of(org);
  return institute != nullptr && scope.narrowed_to(institute->code, tree) ? institute->code : org;
}

void add(PlanOverview& sum, const PlanOverview& line) {
  sum.plans += line.plans;
  sum.approved += line.approved;
  sum.published += line.published;
  sum.withdrawn += line.withdrawn;
  sum.classes += line.classes;
  sum.carried_out += line.carried_out;
}

void count(const training::Plan& plan, PlanOverview& line) {
  namespace place = training::place;
  if (plan.withdrawal == place::kWithdrawn) {
    ++line.withdrawn;
    return;
  }
  if (plan.review == place::kDraft) return;
  ++line.plans;
  line.approved += plan.review == place::kApproved ? 1 : 0;
  line.published += plan.publication == place::kPublished ? 1 : 0;
}

// The acting role's unit: templates are a unit's.
std::string own_unit(const session::Session& session) {
  session.require_right(academy::Right::kKeepPlanTemplates);
  const academy::Actor& actor = session.actor();
  return actor.is_operator() ? session.tree().orgs().front().code : actor.org;
}

const store::PlanTemplate& require_template(const std::vector<store::PlanTemplate>& all,
                                            const std::string& own, const std::string& name) {
  for (const store::PlanTemplate& one : all) {
    bool named = one.org == own ? one.name == name : one.org + "/" + one.name == name;
    if (named) return one;
  }
  throw base::Refused(
      "template.not-found",
      fmt::format("没有名为 '{}' 的计划模板；别的单位共享的写作 机构编码/名称", name));
}

// What the audit trail says of a template.
base::Fields values_of(const store::PlanTemplate& one) {
  base::Fields values = one.fields;
  values.emplace_back("共享", one.shared ? "是" : "否");
  return values;
}

std::optional<store::PlanTemplate> find_own(session::Session& session, const std::string& unit,
                                            const std::string& name) {
  for (store::PlanTemplate& one : store::fetch_templates(session.database(), session.scope())) {
    if (one.org == unit && one.name == name) return one;
  }
  return std::nullopt;
}

// One change of a template, with its line in the audit trail; `work` also fills in before and
// after.
template <typename Work>
void change_template(session::Session& session, const std::string& name, const std::string& action,
                     Work work) {
  audit::with_refusals_audited(session, "template", name, action, "", [&] {
    std::vector<store::AuditEntry> appended;
    database::retried([&] {
      database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
      std::string chain = audit::audit_chain(session, own_unit(session));
      store::AuditEntry entry = audit::audit_entry(session, chain, "template", name, action);
      work(transaction, entry);
      appended = audit::append_trail(session, transaction, {entry});
      transaction.commit();
    });
    audit::witness_heads(session, appended);
  });
}

constexpr std::string_view kNotKept[] = {"计划编号",   "年度",     "机构编码", "联系人",
                                         "联系人电话", "资助材料", "详细地址"};

// What a template keeps: not which plan it was, nor of which year and unit, nor whom to call there.
base::Fields template_fields(const training::Plan& plan) {
  base::Fields fields;
  for (auto& [heading, text] : intake::render_row(plan)) {
    bool own = std::find(std::begin(kNotKept), std::end(kNotKept), heading) != std::end(kNotKept);
    if (!own && !text.empty()) fields.emplace_back(heading, text);
  }
  return fields;
}

void check_template_name(const std::string& name) {
  bool clean = base::is_clean_utf8(name) && std::none_of(name.begin(), name.end(), [](char c) {
                 return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
               });
  if (!clean) throw base::Refused("template.wrong-name", "模板名称含有控制字符，或不是 UTF-8 文字");
  if (base::trim(name).empty() || base::characters(name).size() > 200)
    throw base::Refused("template.wrong-name", "模板名称不能为空，也不能超过 200 字");
}

// The month of a template, in the year for which such a plan is made today.
std::string month_of_this_round(const session::Session& session, const store::PlanTemplate& one,
                                const std::string& text) {
  auto month = base::parse_year_month(text);
  if (!month) return text;
  auto kind = training::parse_plan_kind(base::field_or_empty(one.fields, "培训计划类型"));
  base::Year today = base::year_of(session.today());
  month->year = training::year_made_in(kind, today, session.policy(today).plans);
  return base::render(*month);
}

}  // namespace

PlanView show_plan(session::Session& session, const std::string& number) {
  session.require_right(academy::Right::kLookPlans);
  PlanView view;
  look(session, item::RoleBook(session.database(), session.today()), [&](item::Deed& deed) {
    auto plan = store::find_plan(session.database(), session.scope(), number);
    if (!plan) item::refuse_not_found("plan", number);
    item::PlanSubject subject(deed, *plan, false);
    view = view_of(deed, *plan, item::outlook_of(deed, subject), subject);
    view.class_number = store::find_class_of_plan(session.database(), number).value_or("");
    view.verdicts = store::fetch_verdicts(session.database(), "plan", number);
  });
  return view;
}

namespace {

// As lists show them, read together.
std::vector<PlanView> views_of(item::Deed& deed, const std::vector<training::Plan>& plans) {
  database::Database& database = deed.session.database();
  std::vector<std::string> numbers;
  for (const training::Plan& plan : plans) numbers.push_back(plan.number);
  deed.fetched.fetch_items(database, "plan", numbers);
  auto verdicts = store::fetch_verdicts(database, "plan", numbers);
  std::vector<PlanView> views;
  for (const training::Plan& plan : plans) {
    item::PlanSubject subject(deed, plan, false);
    views.push_back(view_of(deed, plan, item::waiting_of(deed, subject), subject));
    if (auto found = verdicts.extract(plan.number))
      views.back().verdicts = std::move(found.mapped());
  }
  return views;
}

// The places of that label; where there are none, a word that is no place.
std::vector<std::string> places_called(session::Session& session, const std::string& label) {
  if (label.empty()) return {};
  std::vector<std::string> places = item::places_meant(
      session, "plan",
      [&](const auto&, const workflow::Place& place) { return place.label == label; });
  return places.empty() ? std::vector<std::string>{""} : places;
}

store::PlanPage page_of(item::Deed& deed, const PlansAsked& asked) {
  session::Session& session = deed.session;
  store::PlanPage page = asked.page;
  page.filter.reviews = places_called(session, asked.review);
  page.filter.publications = places_called(session, asked.publication);
  page.filter.executions = places_called(session, asked.execution);
  page.filter.withdrawals = places_called(session, asked.withdrawal);
  if (asked.is_below) page.filter.not_of = session.actor().org;
  page.filter.only_waiting = asked.only_waiting;
  if (asked.is_below || asked.only_waiting)
    page.filter.waiting = item::numbers_to_decide(deed, item::plan_kind());
  return page;
}

}  // namespace

std::vector<PlanView> list_plans(session::Session& session, std::optional<base::Year> year,
                                 const std::string& org) {
  session.require_right(academy::Right::kLookPlans);
  academy::Scope scope = session.list_scope(org);
  std::vector<PlanView> views;
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    std::vector<training::Plan> plans;
    store::for_each_plan(session.database(), scope, store::PlanFilter{year, {}},
                         [&](const training::Plan& plan) { plans.push_back(plan); });
    views = views_of(deed, plans);
  });
  return views;
}

PlansPage leaf_plans(session::Session& session, const PlansAsked& asked) {
  session.require_right(academy::Right::kLookPlans);
  academy::Scope scope = session.list_scope(asked.org);
  PlansPage page;
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    store::PlanRows found = store::fetch_plan_page(session.database(), scope, page_of(deed, asked));
    page = {views_of(deed, found.rows), found.total, found.begin};
  });
  return page;
}

std::vector<PlanOverview> overview_plans(session::Session& session, base::Year year,
                                         const std::string& org) {
  session.require_right(academy::Right::kLookPlanRates);
  academy::Scope scope = session.list_scope(org);
  const academy::OrgTree& tree = session.tree();
  std::map<std::string, PlanOverview> lines;
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  store::for_each_plan(
      session.database(), scope, store::PlanFilter{year, {}},
      [&](const training::Plan& plan) { count(plan, lines[line_of(tree, scope, plan.org)]); });
  store::for_each_class(session.database(), scope, year,
                        [&](const training::TrainingClass& one, const training::Plan* plan) {
                          if (!yearend::counts(one, plan)) return;
                          PlanOverview& line = lines[line_of(tree, scope, one.org)];
                          ++line.classes;
                          line.carried_out += one.carried_out() ? 1 : 0;
                        });
  std::vector<PlanOverview> all;
  PlanOverview sum;
  sum.name = "合计";
  for (auto& [code, line] : lines) {
    line.org = code;
    line.name = session.unit_name(code);
    add(sum, line);
    all.push_back(line);
  }
  all.push_back(sum);
  return all;
}

std::vector<store::PlanTemplate> list_templates(session::Session& session) {
  session.require_right(academy::Right::kKeepPlanTemplates);
  return store::fetch_templates(session.database(), session.scope());
}

void save_template(session::Session& session, const std::string& plan, const std::string& name,
                   bool shared) {
  std::string unit = own_unit(session);
  check_template_name(name);
  change_template(session, name, "save", [&](database::Transaction& transaction, auto& entry) {
    auto found = store::find_plan(session.database(), session.scope(), plan);
    if (!found) item::refuse_not_found("plan", plan);
    auto kept = find_own(session, unit, name);
    store::PlanTemplate one{0, name, unit, shared || (kept && kept->shared),
                            template_fields(*found)};
    if (kept) entry.before = values_of(*kept);
    audit::put_after(entry, values_of(one));
    store::save_template(transaction, session.scope(), one);
  });
}

void share_template(session::Session& session, const std::string& name) {
  std::string unit = own_unit(session);
  change_template(session, name, "share", [&](database::Transaction& transaction, auto& entry) {
    store::PlanTemplate one =
        require_template(store::fetch_templates(session.database(), session.scope()), unit, name);
    if (one.org != unit) {
      throw base::Refused("template.not-own", "只能共享本单位的计划模板");
    }
    entry.before = values_of(one);
    one.shared = true;
    audit::put_after(entry, values_of(one));
    store::save_template(transaction, session.scope(), one);
  });
}

void delete_template(session::Session& session, const std::string& name) {
  std::string unit = own_unit(session);
  change_template(session, name, "delete", [&](database::Transaction& transaction, auto& entry) {
    auto kept = find_own(session, unit, name);
    if (kept) entry.before = values_of(*kept);
    if (!kept || !store::delete_template(transaction, session.scope(), unit, name)) {
      throw base::Refused("template.not-found",
                          fmt::format("本单位没有名为 '{}' 的计划模板", name));
    }
  });
}

base::Fields fields_of_template(session::Session& session, const std::string& name) {
  std::vector<store::PlanTemplate> all = list_templates(session);
  const store::PlanTemplate& one = require_template(all, own_unit(session), name);
  base::Fields fields = one.fields;
  for (auto& [heading, text] : fields)
    if (heading == "培训时间") text = month_of_this_round(session, one, text);
  return fields;
}

item::ActResult use_template(session::Session& session, const std::string& name,
                             const base::Fields& fields) {
  base::Fields merged = fields;
  for (const auto& field : fields_of_template(session, name)) {
    bool given = std::any_of(fields.begin(), fields.end(), [&](const auto& own) {
      return intake::find_heading(intake::Kind::kPlans, own.first) == field.first;
    });
    if (!given) merged.push_back(field);
  }
  return item::create(session, {"plan", merged});
}

}  // namespace xueshi::view
