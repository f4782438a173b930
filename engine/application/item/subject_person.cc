// A person whose requirement flag, hire date or rank is put right, whose role ends, or who says how
// they are reached (workflows/person.yaml; S0, S4, D4).
#include <fmt/format.h>

#include <algorithm>

#include "academy/contact.h"
#include "base/fields.h"
#include "base/text.h"
#include "item/deed.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "store/contacts.h"
#include "store/people.h"

namespace xueshi::item {

namespace {

constexpr const char* kOnRecord = "on_record";
constexpr const char* kRole = "角色";
constexpr const char* kRoleUnit = "任职机构";  // 机构编码 is where the person belongs
constexpr const char* kRoles = "任职";         // all of them, in the trail
constexpr const char* kPhone = "联系电话";
constexpr const char* kMobile = "手机号码";
constexpr const char* kWorkEmail = "工作电子邮件";  // as its owner says it; 邮箱 in files

// "所级管理员@I001（至 2017-11-30）"
std::string role_in_words(const academy::RoleGrant& grant) {
  std::string text = fmt::format("{}@{}", academy::label(grant.role), grant.org);
  if (!grant.deputy_for.empty()) text += fmt::format("（代 {}）", grant.deputy_for);
  if (grant.begins) text += fmt::format("（自 {}）", base::render(*grant.begins));
  if (grant.ends) text += fmt::format("（至 {}）", base::render(*grant.ends));
  return text;
}

class PersonSubject : public SubjectWithTables<PersonSubject> {
 public:
  PersonSubject(Deed& deed, academy::Person person)
      : SubjectWithTables(deed),
        person_(std::move(person)),
        contact_(store::fetch_contact(deed.transaction.database(), person_.employee)),
        roles_(store::fetch_every_role(deed.transaction.database(), person_.employee)) {
    load();
  }

  static const std::vector<Need>& needs() {
    static const std::vector<Need> kNeeds = {};
    return kNeeds;
  }
  static const std::vector<Effect>& effects() {
    static const std::vector<Effect> kEffects = {
        {{"end_role", kRole, "", false}, &PersonSubject::end_role}};
    return kEffects;
  }

  std::string_view word() const override { return "person"; }
  std::string number() const override { return person_.employee; }
  std::string unit() const override { return person_.org; }
  std::string learner() const override { return person_.employee; }
  // People are on record; their graph has one place.
  std::string place(std::string_view) const override { return kOnRecord; }
  void set_place(std::string_view, const std::string&) override {}
  condition::Facts facts() const override { return {}; }

  base::Blockers set_fields(const base::Fields& given) override {
    base::Blockers blockers;
    base::Fields fields = given;
    role_ = base::field_or_empty(given, kRole);
    role_unit_ = base::field_or_empty(given, kRoleUnit);
    std::erase_if(fields, [&](const auto& one) {
      return one.first == kRole || one.first == kRoleUnit || set_contact(one, blockers);
    });
    if (fields.empty()) return blockers;
    intake::Rules rules = rules_of(deed_.session);
    base::Fields now = intake::render_row(person_, rules.further.get());
    base::Fields row = overlaid(intake::Kind::kPeople, now, fields, word(), blockers);
    std::vector<intake::CellProblem> problems, before;
    intake::parse_person_row(now, rules, before);
    keep_facts(rules.further.get(), now, before, row);
    auto parsed = intake::parse_person_row(row, rules, problems);
    add_problems(problems, before, fields, word(), deed_, blockers);
    if (!parsed) return blockers;
    auto employment = academy::continued(person_.employment, parsed->employment);
    if (!employment) {
      blockers.push_back(
          {"person.left-before-hired",
           "离职时间早于入职时间，请更正；离职后再入职的人员，须先登记第一次的入职时间"});
      return blockers;
    }
    parsed->facts = academy::with_facts(person_.facts, parsed->facts);
    parsed->employment = *employment;
    person_ = *parsed;
    return blockers;
  }

  void save() override {
    store::save_person(deed_.transaction, person_);
    if (is_contact_given_) store::save_contact(deed_.transaction, person_.employee, contact_);
    if (ended_) store::save_end(deed_.transaction, *ended_);
  }
  base::Fields values() const override {
    base::Fields values = intake::render_row(person_, further_of(deed_.session).get());
    // Who it is, the item says.
    values.erase(values.begin(), values.begin() + 4);
    std::vector<std::string> roles;
    for (const academy::RoleGrant& grant : roles_) roles.push_back(role_in_words(grant));
    values.emplace_back(kRoles, base::join(roles, "、"));
    values.emplace_back(kPhone, contact_.phone);
    values.emplace_back(kMobile, contact_.mobile);
    return values;
  }

 private:
  // A fact that no rules allow any more stays as it is, whatever else is changed: it is taken out
  // of the row, with a warning.
  void keep_facts(const intake::Further* further, const base::Fields& now,
                  const std::vector<intake::CellProblem>& before, base::Fields& row) {
    if (further == nullptr) return;
    for (const intake::Heading& heading : further->headings(intake::Kind::kPeople)) {
      auto wrong = std::find_if(before.begin(), before.end(), [&](const auto& problem) {
        return !problem.warning && problem.heading == heading.name;
      });
      std::string name(heading.name), value = base::field_or_empty(now, name);
      if (wrong == before.end() || base::field_or_empty(row, name) != value) continue;
      std::erase_if(row, [&](const auto& cell) { return cell.first == name; });
      deed_.warnings.push_back(
          fmt::format("{}：{}；未改动，照旧保留 '{}'", name, wrong->message, value));
    }
  }

  // Whether that is a way in which they are reached, which is kept where it is a good one.
  bool set_contact(const base::Fields::value_type& given, base::Blockers& blockers) {
    struct Way {
      const char* heading;
      std::string& kept;
      std::optional<std::string> (*fault_of)(std::string_view);
    };
    const Way ways[] = {{kPhone, contact_.phone, academy::fault_of_phone},
                        {kMobile, contact_.mobile, academy::fault_of_mobile},
                        {kWorkEmail, person_.email, academy::fault_of_email}};
    for (const Way& way : ways) {
      if (given.first != way.heading) continue;
      std::string text(base::trim(base::to_half_width(given.second)));
      if (auto fault = way.fault_of(text))
        blockers.push_back({"person.field", fmt::format("{}：{}", way.heading, *fault)});
      way.kept = text;
      return is_contact_given_ = true;
    }
    return false;
  }

  // The last day is yesterday: from now on the role is not held.
  void end_role() {
    academy::RoleGrant& grant = require_role();
    if (!academy::may_grant(deed_.session.actor(), grant.role)) {
      throw base::Refused("person.role-not-below",
                          fmt::format("您是{}，只能免去更低的角色；这一角色由{}免去",
                                      academy::label(deed_.session.actor().role),
                                      academy::label(academy::Role::kAcademyAdmin)));
    }
    auto yesterday = std::chrono::sys_days(deed_.session.today()) - std::chrono::days(1);
    grant.ends = base::Date(yesterday);
    ended_ = grant;
  }

  academy::RoleGrant& require_role() {
    auto role = academy::parse_role(role_);
    if (!role || role_unit_.empty()) {
      throw base::Refused("person.role-missing",
                          "请指明免去哪一个角色：角色（如 培训班管理员）和 任职机构（机构编码）");
    }
    deed_.session.unit_scope(role_unit_);
    auto held = std::find_if(roles_.begin(), roles_.end(), [&](const academy::RoleGrant& grant) {
      bool is_over = grant.ends && *grant.ends < deed_.session.today();
      return grant.role == *role && grant.org == role_unit_ && !is_over;
    });
    if (held == roles_.end()) {
      throw base::Refused("person.no-role", fmt::format("{} 没有担任 {} 的{}", person_.employee,
                                                        role_unit_, academy::label(*role)));
    }
    return *held;
  }

  academy::Person person_;
  academy::Contact contact_;
  bool is_contact_given_ = false;
  std::vector<academy::RoleGrant> roles_;
  std::string role_, role_unit_;
  std::optional<academy::RoleGrant> ended_;
};

std::unique_ptr<Subject> lock(Deed& deed, const std::string& id) {
  auto person = store::lock_person(deed.transaction, deed.session.scope(), id);
  if (!person) refuse_not_found("person", id);
  return std::make_unique<PersonSubject>(deed, *person);
}

}  // namespace

const Kind& person_kind() {
  static const Kind kKind = [] {
    Kind kind{.word = "person",
              .label = "人员",
              .graph = "person",
              .regions = {"upkeep"},
              .places = {kOnRecord},
              .facts = {},
              .fields = headings_of(intake::Kind::kPeople,
                                    {kRole, kRoleUnit, kPhone, kMobile, kWorkEmail}),
              .needs = {},
              .effects = offered_by(PersonSubject::effects()),
              .lock = lock};
    kind.find_standpoint = store::find_person_standpoint;
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
