// A person whose requirement flag, hire date or rank is put right (workflows/person.yaml; S0).
#include "base/fields.h"
#include "item/deed.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "store/people.h"

namespace xueshi::item {

namespace {

constexpr const char* kOnRecord = "on_record";

class PersonSubject : public Subject {
 public:
  PersonSubject(Deed& deed, academy::Person person) : Subject(deed), person_(std::move(person)) {
    load();
  }

  std::string_view word() const override { return "person"; }
  std::string number() const override { return person_.employee; }
  std::string unit() const override { return person_.org; }
  std::string learner() const override { return person_.employee; }
  // People are on record; their graph has one place.
  std::string place(std::string_view) const override { return kOnRecord; }
  void set_place(std::string_view, const std::string&) override {}
  condition::Facts facts() const override { return {}; }

  base::Blockers set_fields(const base::Fields& fields) override {
    base::Blockers blockers;
    if (fields.empty()) return blockers;
    base::Fields row =
        overlaid(intake::Kind::kPeople, intake::render_row(person_), fields, word(), blockers);
    intake::Rules rules = rules_of(deed_.session);
    std::vector<intake::CellProblem> problems, before;
    intake::parse_person_row(intake::render_row(person_), rules, before);
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
    person_ = *parsed;
    person_.employment = *employment;
    return blockers;
  }

  void save() override { store::save_person(deed_.transaction, person_); }
  base::Fields values() const override {
    base::Fields values = intake::render_row(person_);
    // Who it is, the item says.
    values.erase(values.begin(), values.begin() + 4);
    return values;
  }

 private:
  academy::Person person_;
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
              .fields = headings_of(intake::Kind::kPeople),
              .needs = {},
              .effects = {},
              .lock = lock};
    kind.find_standpoint = store::find_person_standpoint;
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
