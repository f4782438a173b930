#include "item/subject_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/fields.h"
#include "base/number.h"
#include "base/text.h"
#include "item/deed.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "store/plans.h"
#include "store/rosters.h"
#include "training/plan_rules.h"

namespace xueshi::item {

namespace {

namespace place_of = training::place;

constexpr const char* kSupportLevel = "资助程度";
constexpr const char* kReason = "撤销说明";
constexpr const char* kRank = "排位";
constexpr std::int64_t kMostRank = 10'000;

std::string* region_of(training::Plan& plan, std::string_view region) {
  if (region == "review") return &plan.review;
  if (region == "publication") return &plan.publication;
  if (region == "execution") return &plan.execution;
  return region == "withdrawal" ? &plan.withdrawal : nullptr;
}

// What the rules of its year do not know of a draft's excellence is none.
void bring_to_year(training::Plan& draft, const policy::PlanRules& then) {
  if (!base::contains(then.excellence, draft.excellence))
    draft.excellence = then.excellence.empty() ? "" : then.excellence.front();
}

}  // namespace

PlanSubject::PlanSubject(Deed& deed, training::Plan plan, bool is_new)
    : SubjectWithTables(deed), plan_(std::move(plan)), is_new_(is_new) {
  load();
}

std::string PlanSubject::place(std::string_view region) const {
  if (is_new_) return "";
  const std::string* at = region_of(const_cast<training::Plan&>(plan_), region);
  return at == nullptr ? "" : *at;
}

void PlanSubject::set_place(std::string_view region, const std::string& place) {
  if (std::string* at = region_of(plan_, region)) *at = place;
}

const policy::PlanRules& PlanSubject::rules() const {
  return deed_.session.policy(plan_.year).plans;
}

std::string PlanSubject::submitted_as() const {
  if (!item().submitted_as.empty()) return item().submitted_as;
  return training::roles_of_route().front();
}

// Whether its route would leave it approved at once.
bool PlanSubject::needs_nobody(const condition::Facts& facts) const {
  const session::Graph& graph =
      deed_.session.graphs().of(deed_.transaction.database(), item().graph, word());
  auto review = graph.definition.find_region("review");
  workflow::State state = workflow::start_state(graph.definition);
  if (!review) return false;
  state[*review] = place_of::kReported;
  const workflow::Transition* route = workflow::find_passing(graph.definition, state, facts);
  return route != nullptr && route->to == place_of::kApproved;
}

condition::Facts PlanSubject::facts() const {
  const academy::Org* unit = deed_.session.tree().find(plan_.org);
  training::PlanCircumstances circumstances{
      unit != nullptr ? unit->level : academy::OrgLevel::kDepartment, submitted_as(), false, false,
      deed_.session.today()};
  condition::Facts facts = training::facts_of(plan_, rules(), circumstances);
  circumstances.needs_nobody = needs_nobody(facts);
  training::PlanCircumstances acting = circumstances;
  const academy::Actor& actor = deed_.session.actor();
  acting.submitted_as = actor.is_operator() ? training::roles_of_route().front()
                                            : std::string(academy::word(actor.role));
  circumstances.acting_needs_nobody = needs_nobody(training::facts_of(plan_, rules(), acting));
  return training::facts_of(plan_, rules(), circumstances);
}

// One of those that the policy of the year names; any where it names none.
void PlanSubject::set_support_level(const std::string& value, base::Blockers& blockers) {
  std::vector<std::string> known;
  for (const auto& [kind, name] : rules().support) known.push_back(name);
  if (!known.empty() && !base::contains(known, value)) {
    std::string advice = base::suggest(value, known);
    blockers.push_back(
        {"plan.field", fmt::format("资助程度：没有 '{}'{}{}可以是：{}", value, advice,
                                   advice.empty() ? "，" : "", base::join(known, "、"))});
    return;
  }
  plan_.support_level = value;
}

// What a new plan has before anybody fills it in. The number comes with saving; an import would
// miss it.
base::Fields PlanSubject::blank_row() const {
  base::Fields row = intake::render_row(plan_);
  for (auto& [heading, text] : row) {
    if (heading == "计划编号") {
      text = "-";
    } else if (heading != "年度" && heading != "机构编码" && heading != "计划类型") {
      text.clear();
    }
  }
  return row;
}

base::Blockers PlanSubject::set_fields(const base::Fields& fields) {
  base::Blockers blockers;
  base::Fields cells;
  set_own_fields(fields, cells, blockers);
  if (!cells.empty() || is_new_) set_cells(cells, blockers);
  return blockers;
}

// Headings that no import knows; the others are left in `cells`.
void PlanSubject::set_own_fields(const base::Fields& fields, base::Fields& cells,
                                 base::Blockers& blockers) {
  for (const auto& [heading, value] : fields) {
    if (heading == kSupportLevel) {
      set_support_level(value, blockers);
    } else if (heading == kRank) {
      set_rank(value, blockers);
    } else if (heading == kReason) {
      set_reason(value, blockers);
    } else {
      cells.emplace_back(heading, value);
    }
  }
}

void PlanSubject::set_rank(const std::string& value, base::Blockers& blockers) {
  is_rank_given_ = true;
  plan_.funding_rank = base::parse_decimal(value, 0);
  if (!plan_.funding_rank || *plan_.funding_rank < 1 || *plan_.funding_rank > kMostRank)
    blockers.push_back({"plan.field", fmt::format("排位：'{}' 应为从 1 开始的整数", value)});
}

void PlanSubject::set_reason(const std::string& value, base::Blockers& blockers) {
  if (!deed_.comment.empty() && deed_.comment != value) {
    blockers.push_back(
        {"plan.reason-twice", "撤销说明给了两个不同的内容（意见和栏目），请只保留一个"});
  }
  deed_.comment = value;
}

// As an import would take them; what the graph moves stays.
void PlanSubject::set_cells(const base::Fields& cells, base::Blockers& blockers) {
  base::Fields row =
      overlaid(intake::Kind::kPlans, is_new_ ? blank_row() : intake::render_row(plan_), cells,
               word(), blockers);
  choose_kind(cells, row, blockers);
  std::vector<intake::CellProblem> problems, had;
  intake::Rules taken = rules_of(deed_.session, plan_.category);
  if (!is_new_) intake::parse_plan_row(intake::render_row(plan_), taken, had);
  auto parsed = intake::parse_plan_row(row, taken, problems);
  add_problems(problems, had, cells, word(), deed_, blockers);
  if (!parsed) return;
  training::Plan before = plan_;
  plan_ = *parsed;
  check_reach(before, blockers);
  plan_.number = before.number;
  plan_.review = before.review;
  plan_.publication = before.publication;
  plan_.execution = before.execution;
  plan_.withdrawal = before.withdrawal;
  plan_.withdrawal_reason = before.withdrawal_reason;
  plan_.support_level = before.support_level;
  if (plan_.funding_requested) plan_.funding_rank = before.funding_rank;
}

// A kind is chosen once. By it a plan is of a year: that of a draft which had none goes with it.
void PlanSubject::choose_kind(const base::Fields& cells, base::Fields& row,
                              base::Blockers& blockers) {
  std::string given(base::trim(field_of(row, "培训计划类型")));
  training::Plan chosen = plan_;
  chosen.kind = training::parse_plan_kind(given);
  if (is_new_ || chosen.kind == plan_.kind || (!chosen.kind && !given.empty())) return;
  auto say = [&](std::string_view heading, std::string_view text) {
    for (auto& [name, cell] : row) {
      if (name == heading) cell = text;
    }
  };
  if (plan_.kind) {
    say("培训计划类型", training::label(plan_.kind));
    blockers.push_back(
        {"plan.kind-chosen",
         fmt::format("培训计划类型已定为 {}，不能再改，请另建计划", training::label(plan_.kind))});
    return;
  }
  base::Year today = base::year_of(deed_.session.today());
  bool fits = training::is_editable_year(chosen, today, rules());
  if (fits || !training::is_editable_year(plan_, today, rules())) return;
  chosen.year = training::year_made_in(chosen.kind, today, rules());
  bring_to_year(chosen, deed_.session.policy(chosen.year).plans);
  say("年度", std::to_string(chosen.year.value()));
  if (field_of(cells, "是否精品").empty()) say("是否精品", chosen.excellence);
  deed_.warnings.push_back(fmt::format("计划的年度改为 {}", chosen.year.value()));
}

// Nothing is told of a unit out of reach, not even its name.
void PlanSubject::check_reach(const training::Plan& before, base::Blockers& blockers) {
  const academy::OrgTree& tree = deed_.session.tree();
  bool is_reached = tree.find(plan_.org) != nullptr &&
                    deed_.session.scope().narrowed_to(plan_.org, tree).has_value();
  if (is_reached) return;
  blockers.push_back(
      {"plan.org-not-found",
       fmt::format("机构编码：找不到机构 '{}'：编码有误，或不在您的管理范围内", plan_.org)});
  plan_.org = before.org;
}

const std::vector<PlanSubject::Need>& PlanSubject::needs() {
  static const std::vector<Need> kNeeds = {{"complete", &PlanSubject::completeness}};
  return kNeeds;
}

const std::vector<PlanSubject::Effect>& PlanSubject::effects() {
  static const std::vector<Effect> kEffects = {
      {"record_author", &PlanSubject::record_author},
      {"drop_funding_request", &PlanSubject::drop_funding_request},
      {"grant_support", &PlanSubject::grant_support},
      {"keep_reason", &PlanSubject::keep_reason},
      {"copy_plan", &PlanSubject::copy},
      {{"delete_plan", "", "", false}, &PlanSubject::remove},
      {{"set_rank", kRank, "", true}, &PlanSubject::make_room_for_rank},
      {"warn_of_edit_year", &PlanSubject::warn_of_edit_year},
      {"warn_of_new_submission", &PlanSubject::warn_of_new_submission},
  };
  return kEffects;
}

// `complete` of versions that were kept before checks could ask for headings: what today's graph
// asks of a plan that is reported, and that version does not.
base::Blockers PlanSubject::completeness() const {
  const session::Graphs& graphs = deed_.session.graphs();
  const workflow::Definition& today = graphs.current(word()).definition;
  const workflow::Definition& own =
      graphs.of(deed_.transaction.database(), item().graph, word()).definition;
  workflow::State state = this->state(today);
  if (state.empty()) state = workflow::start_state(today);
  condition::Facts facts = workflow::with_places(this->facts(), state);
  base::Blockers blockers;
  for (const workflow::Check* check :
       workflow::checks_on_the_way(today, place_of::kDraft, place_of::kReported)) {
    if (own.find_check(check->name) != nullptr) continue;
    if (auto refusal = workflow::find_refusal(today, *check, facts, *this))
      blockers.push_back(std::move(*refusal));
  }
  return blockers;
}

// Nothing is planned yet where a figure is 0; nothing may be what it costs.
base::Fields PlanSubject::filled_in() const {
  base::Fields values = this->values();
  for (auto& [heading, text] : values) {
    bool is_none = (heading == "学时" && plan_.hours == base::Hours()) ||
                   (heading == "天数" && plan_.days_millis == 0) ||
                   (heading == "计划参加人数" && plan_.headcount == 0);
    if (is_none) text.clear();
  }
  return values;
}

std::string PlanSubject::say(const std::string& word) const {
  if (word == training::kTechnicalCategories) return training::technical_categories(rules());
  return Subject::say(word);
}

void PlanSubject::drop_funding_request() { training::drop_funding_request(plan_, rules()); }

void PlanSubject::grant_support() {
  if (plan_.support_level.empty()) plan_.support_level = default_support(plan_, rules());
}

void PlanSubject::keep_reason() { plan_.withdrawal_reason = deed_.comment; }

// Those of the institute's year at that position or behind it move back by one, each with its own
// line in the trail.
void PlanSubject::make_room_for_rank() {
  if (!is_rank_given_) {
    throw base::Refused("plan.no-rank", "请给出排位的位次，1 为最优先");
  }
  const academy::OrgTree& tree = deed_.session.tree();
  const academy::Org* institute = tree.institute_of(plan_.org);
  auto scope =
      deed_.session.scope().narrowed_to(institute != nullptr ? institute->code : plan_.org, tree);
  if (!scope) refuse_not_found("plan", plan_.number);
  std::vector<training::Plan> requests =
      store::lock_funding_requests(deed_.transaction, *scope, plan_.year);
  std::int64_t wanted = *plan_.funding_rank;
  bool taken = std::any_of(requests.begin(), requests.end(), [&](const training::Plan& other) {
    return other.number != plan_.number && other.funding_rank == wanted;
  });
  for (const training::Plan& other : requests) {
    if (!taken || other.number == plan_.number || other.funding_rank.value_or(0) < wanted) continue;
    PlanSubject moved(deed_, other, false);
    moved.plan_.funding_rank = *other.funding_rank + 1;
    keep_change(deed_, moved, deed_.action);
  }
  auto count = static_cast<std::int64_t>(requests.size());
  std::int64_t usual = rules().funding_requests;
  if (usual > 0 && count > usual) {
    deed_.warnings.push_back(fmt::format("本单位 {} 年度有 {} 个计划申请院经费支持，超过 {} 个",
                                         plan_.year.value(), count, usual));
  }
}

void PlanSubject::warn_of_new_submission() {
  deed_.warnings.push_back("这份计划原已审批通过，修改后须重新审批");
}

// What goes back to its author is of little use once they can no longer edit it (domain.md §3).
void PlanSubject::warn_of_edit_year() {
  base::Year today = base::year_of(deed_.session.today());
  if (!plan_.kind || training::is_editable_year(plan_, today, rules())) return;
  base::Year edited = training::edit_year_of(*plan_.kind, plan_.year, rules());
  deed_.warnings.push_back(fmt::format(
      "该计划只能在 {} 年修改，驳回后编制单位已不能修改，可以改为审批未通过", edited.value()));
}

// 直接引用: a new draft at the acting role's own unit, for the year in which such a plan is made
// now.
void PlanSubject::copy() {
  const academy::Actor& actor = deed_.session.actor();
  training::Plan draft = training::copy_as_draft(plan_);
  if (!actor.is_operator()) draft.org = actor.org;
  base::Year wanted =
      training::year_made_in(draft.kind, base::year_of(deed_.session.today()), rules());
  if (draft.month) {
    draft.month->year = base::Year(draft.month->year.value() + wanted.value() - draft.year.value());
  }
  draft.year = wanted;
  const policy::PlanRules& then = deed_.session.policy(wanted).plans;
  bring_to_year(draft, then);
  if (!draft.category.empty() && !base::contains(then.categories, draft.category)) {
    deed_.warnings.push_back(fmt::format("培训类别 '{}' 在 {} 年度已不使用，请修改新计划",
                                         draft.category, wanted.value()));
  }
  PlanSubject made(deed_, draft, true);
  base::Blockers blockers = take_action(deed_, made, {"create", false, {}, true});
  if (!blockers.empty()) throw base::Refused(blockers);
  deed_.created = made.number();
}

// The class of a plan goes with it, asked by its own graph.
void PlanSubject::remove() {
  is_removed_ = true;
  auto number = store::find_class_of_plan(deed_.transaction.database(), plan_.number);
  if (!number) return;
  std::unique_ptr<Subject> one = class_kind().lock(deed_, *number);
  base::Blockers blockers = take_action(deed_, *one, {"remove", false, {}, true});
  if (!blockers.empty()) throw base::Refused(blockers);
}

void PlanSubject::save() {
  database::Transaction& transaction = deed_.transaction;
  if (is_removed_) return store::delete_plan(transaction, plan_.number);
  if (is_new_) {
    plan_.number = store::free_plan_number(transaction, plan_.org, plan_.year);
    is_new_ = false;
  }
  store::save_plan(transaction, deed_.session.scope(), plan_,
                   training::is_excellent(plan_, rules()));
}

base::Fields PlanSubject::values() const {
  base::Fields values = intake::render_row(plan_);
  values.emplace_back(kSupportLevel, plan_.support_level);
  values.emplace_back(kReason, plan_.withdrawal_reason);
  values.emplace_back(kRank, plan_.funding_rank ? std::to_string(*plan_.funding_rank) : "");
  return values;
}

namespace {

std::unique_ptr<Subject> lock(Deed& deed, const std::string& id) {
  auto plan = store::lock_plan(deed.transaction, deed.session.scope(), id);
  if (!plan) refuse_not_found("plan", id);
  return std::make_unique<PlanSubject>(deed, *plan, false);
}

std::unique_ptr<Subject> make(Deed& deed) {
  training::Plan plan;
  plan.org = deed.session.actor().org;
  plan.kind = training::parse_plan_kind(field_of(deed.fields, "培训计划类型"));
  base::Year today = base::year_of(deed.session.today());
  plan.year = training::year_made_in(plan.kind, today, deed.session.policy(today).plans);
  return std::make_unique<PlanSubject>(deed, plan, true);
}

std::vector<std::optional<Waiting>> look_at_waiting(Deed& deed,
                                                    const std::vector<store::WaitingRow>& rows) {
  std::vector<std::string> numbers = store::numbers_of(rows);
  std::map<std::string, training::Plan> plans;
  store::for_each_plan(deed.session.database(), deed.session.scope(), numbers,
                       [&](const training::Plan& plan) { plans.emplace(plan.number, plan); });
  deed.fetched.fetch_items(deed.session.database(), "plan", numbers);
  std::vector<std::optional<Waiting>> all;
  for (const std::string& number : numbers) {
    auto at = plans.find(number);
    all.emplace_back();
    if (at == plans.end()) continue;
    const training::Plan& plan = at->second;
    all.back() = Waiting{std::make_unique<PlanSubject>(deed, plan, false), plan.title, plan.review};
  }
  return all;
}

}  // namespace

const Kind& plan_kind() {
  static const Kind kKind = [] {
    auto word = [](std::string_view place) { return std::string(place); };
    Kind kind{.word = "plan",
              .label = "培训计划",
              .graph = "plan",
              .regions = {"review", "publication", "execution", "withdrawal"},
              .places = {word(place_of::kDraft), word(place_of::kReported),
                         word(place_of::kApproved), word(place_of::kRefused),
                         word(place_of::kUnpublished), word(place_of::kPublished),
                         word(place_of::kNotCarriedOut), word(place_of::kCarriedOut),
                         word(place_of::kStanding), word(place_of::kWithdrawn)},
              .facts = training::plan_vocabulary(),
              .fields = headings_of(intake::Kind::kPlans, {kSupportLevel, kRank}),
              .needs = {},
              .effects = offered_by(PlanSubject::effects()),
              .lock = lock};
    kind.make = make;
    kind.piles = {{"plan", {store::WaitingKind::kPlan}}};
    kind.look_at_waiting = look_at_waiting;
    kind.find_standpoint = store::find_plan_standpoint;
    kind.file = intake::Kind::kPlans;
    kind.words = {std::string(training::kTechnicalCategories)};
    for (const PlanSubject::Need& need : PlanSubject::needs())
      kind.retired.push_back(need.offered.name);
    kind.changes = {"edit"};
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
