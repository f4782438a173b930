// Registries as `item` registers them, a small graph to build on, and stand-ins for people.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "../sheet/error_cases.h"
#include "workflow/definition.h"
#include "workflow/item.h"

namespace xueshi::test {

// Facts in a row; the atom of each has its name.
class VocabularyOf {
 public:
  VocabularyOf& flag(const std::string& name) { return add({name, kFlag, {}, true}); }
  VocabularyOf& choice(const std::string& name, std::vector<std::string> words,
                       bool always_known = true) {
    return add({name, condition::FactType::kChoice, std::move(words), always_known});
  }
  VocabularyOf& text(const std::string& name) {
    return add({name, condition::FactType::kText, {}, false});
  }
  condition::Vocabulary done() { return vocabulary_; }

 private:
  static constexpr condition::FactType kFlag = condition::FactType::kFlag;
  VocabularyOf& add(condition::FactDeclaration fact) {
    vocabulary_.atoms.push_back(
        {fact.name, vocabulary_.facts.size(), condition::Comparison::kEquals, {}});
    vocabulary_.facts.push_back(std::move(fact));
    return *this;
  }
  condition::Vocabulary vocabulary_;
};

inline const std::vector<std::string> kUnits = {"department", "institute", "branch", "academy"};
inline const std::vector<std::string> kSubmitters = {"class_admin", "department_admin",
                                                     "institute_admin", "academy_admin"};

// As item/kind.cc offers it to every kind.
inline workflow::Offered password_need() {
  workflow::Offered need = "password";
  need.by_hand = true;
  return need;
}

inline workflow::Registry registry(const std::string& subject) {
  workflow::Registry made;
  made.subject = subject;
  made.roles = {"learner", "class_admin", "department_admin", "institute_admin", "academy_admin"};
  made.stands = {"unit_of_subject", "institute_of_subject", "academy", "above_subject"};
  return made;
}

inline workflow::Registry plan_registry() {
  workflow::Registry made = registry("plan");
  made.facts = VocabularyOf()
                   .choice("kind", {"annual", "added"})
                   .choice("form", {"project", "other"})
                   .choice("unit", kUnits)
                   .choice("submitted_as", kSubmitters)
                   .flag("funding_requested")
                   .flag("this_year")
                   .flag("editable_year")
                   .flag("needs_nobody")
                   .flag("acting_needs_nobody")
                   .text("category")
                   .flag("technical_category")
                   .flag("excellent")
                   .flag("material")
                   .flag("technical_support")
                   .done();
  made.needs = {"money", password_need()};
  made.effects = {"record_author",
                  "copy_plan",
                  {"delete_plan", "", "", false},
                  {"set_rank", "排位", "", true},
                  "warn_of_edit_year",
                  "warn_of_new_submission",
                  "drop_funding_request",
                  "grant_support",
                  "carry_out_plan",
                  "keep_reason"};
  made.fields = {"机构编码",
                 "排位",
                 "撤销说明",
                 "年度",
                 "计划类型",
                 "培训计划类型",
                 "计划名称",
                 "培训类别",
                 "培训时间",
                 "学时",
                 "天数",
                 "计划参加人数",
                 "所需经费(万元)",
                 "主办单位",
                 "培训地点",
                 "详细地址",
                 "联系人",
                 "联系人电话",
                 "是否申请院经费支持",
                 "是否精品",
                 "资助材料",
                 "是否申请专项技术支持",
                 "资助程度"};
  made.words = {"technical_categories"};
  return made;
}

inline workflow::Registry class_registry() {
  workflow::Registry made = registry("class");
  made.facts = VocabularyOf()
                   .flag("has_plan")
                   .flag("changes")
                   .flag("this_year")
                   .flag("plan_published")
                   .flag("plan_withdrawn")
                   .flag("plan_approved")
                   .flag("same_institute")
                   .flag("enrolment_open")
                   .flag("enrolment_time")
                   .choice("plan_kind", {"annual", "added"}, false)
                   .choice("unit", kUnits)
                   .choice("submitted_as", kSubmitters)
                   .text("visibility")
                   .choice("attendee", {"none", "enrolled", "refused", "listed", "confirmed"})
                   .done();
  made.creation = workflow::Creation::kByFile;
  made.needs = {{"people", "员工编号", "", true},
                {"required_columns", "", "员工编号", true},
                password_need()};
  made.effects = {"record_author"};
  for (const char* once : {"carry_out_plan", "post_hours", "take_figures", "restore_figures"})
    made.effects.emplace_back(once, "", "员工编号", true);
  for (const char* of_each : {"add_attendee", "remove_attendee", "confirm_attendee",
                              "enrol_attendee", "admit_attendee", "reject_attendee"})
    made.effects.emplace_back(of_each, "员工编号", "", true);
  made.fields = {
      "计划编号",     "机构编码",       "培训年度",     "培训名称",     "培训类别",
      "培训开始时间", "培训结束时间",   "学时",         "天数",         "计划参加人数",
      "工作人员数",   "所需经费(万元)", "是否精品",     "具体地点",     "培训对象",
      "培训目的",     "培训内容",       "联系人",       "联系电话",     "科研岗人数",
      "管理岗人数",   "支撑岗人数",     "院外参训人数", "列支渠道",     "培训地点",
      "是否分院展示", "适用岗位",       "培训关键词",   "备注",         "培训方式",
      "主办单位",     "联系人Email",    "培训公开范围", "是否允许报名", "报名是否需要审批",
      "报名开始时间", "报名结束时间",   "培训成效",     "员工编号"};
  return made;
}

inline workflow::Registry learning_registry() {
  workflow::Registry made = registry("learning");
  made.facts = VocabularyOf()
                   .choice("entered_by", {"learner", "administrator"})
                   .choice("asked_by", {"learner", "administrator"})
                   .text("source")
                   .flag("delivered")
                   .done();
  made.effects = {
      "record_author", {"delete_record", "", "", false}, {"warn_of_correction", "", "", false}};
  made.fields = {"员工编号", "年度",     "类别",     "培训名称",
                 "主办单位", "开始时间", "结束时间", "学时"};
  return made;
}

inline workflow::Registry backbone_registry() {
  workflow::Registry made = registry("backbone");
  made.needs = {"reporting", "people", "candidates", "reported", "finalising", password_need()};
  made.effects = {"report_people", "withdraw_people", "freeze_report"};
  made.fields = {"员工编号"};
  return made;
}

inline workflow::Registry summary_registry() {
  workflow::Registry made = registry("summary");
  made.needs = {"backbone_finalised", "created", "funds"};
  made.effects = {"extract_figures", "freeze_figures", "delete_summary"};
  made.fields = {"名称", "单位投入总经费(万元)", "单位培训总人次", "特色经验及做法",
                 "执行工作整体概要"};
  return made;
}

inline workflow::Registry person_registry() {
  workflow::Registry made = registry("person");
  made.creation = workflow::Creation::kNever;
  made.regions = {"upkeep"};
  made.places = {"on_record"};
  made.needs = {password_need()};
  made.effects = {{"end_role", "角色", "", false}};
  made.fields = {"是否有学时要求", "入职时间", "离职时间", "是否处级及以上", "岗位类别",
                 "角色",           "任职机构", "联系电话", "手机号码",       "工作电子邮件"};
  return made;
}

struct Shipped {
  std::string name;
  workflow::Registry registry;
};

inline std::vector<Shipped> shipped_graphs() {
  return {{"plan", plan_registry()},
          {"class", class_registry()},
          {"learning-record", learning_registry()},
          {"backbone", backbone_registry()},
          {"annual-summary", summary_registry()},
          {"person", person_registry()}};
}

inline std::string read_graph(const std::string& name) {
  return read_text(XUESHI_SOURCE_DIR "/workflows/" + name + ".yaml");
}

// A graph without mistakes; one with any fails the test.
inline workflow::Definition parse_sound(const workflow::Registry& registry, const std::string& name,
                                        const std::string& text) {
  base::Findings findings;
  auto definition = workflow::parse_definition(registry, name, name + ".yaml", text, findings);
  for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  return definition.value_or(workflow::Definition());
}

inline workflow::Definition shipped(const std::string& name) {
  for (const Shipped& one : shipped_graphs()) {
    if (one.name == name) return parse_sound(one.registry, name, read_graph(name));
  }
  return {};
}

// What parsing a text against the plan's registry says, one finding a line, less the excerpts.
inline std::vector<std::string> findings_of(const std::string& text) {
  base::Findings findings;
  workflow::parse_definition(plan_registry(), "plan", "p.yaml", text, findings);
  std::vector<std::string> lines;
  for (base::Finding finding : findings.kept()) {
    finding.place.excerpt.clear();
    lines.push_back(base::render(finding));
  }
  return lines;
}

// A person who fills some offices and is, or is not, the author or the learner of the item.
class Person : public workflow::Standing {
 public:
  Person& holds(const std::string& role) { return roles_.insert(role), *this; }
  Person& author() { return author_ = true, *this; }
  Person& party() { return party_ = true, *this; }
  Person& learner() { return is_learner_ = true, *this; }
  Person& vacant(const std::string& role) { return vacant_.insert(role), *this; }

  bool is_one_of(const std::vector<workflow::Performer>& performers) const override {
    return std::any_of(performers.begin(), performers.end(), [&](const auto& one) {
      using Kind = workflow::Performer::Kind;
      if (one.kind == Kind::kAuthor) return author_;
      return one.kind == Kind::kOffice && roles_.count(one.office.role) > 0;
    });
  }
  bool are_vacant(const std::vector<workflow::Performer>& performers) const override {
    return std::all_of(performers.begin(), performers.end(),
                       [&](const auto& one) { return vacant_.count(one.office.role) > 0; });
  }
  bool is_party() const override { return party_; }
  bool is_learner() const override { return is_learner_; }
  std::string describe(const std::vector<workflow::Performer>& performers) const override {
    std::string text;
    for (const auto& one : performers) {
      bool office = one.kind == workflow::Performer::Kind::kOffice;
      text += (text.empty() ? "" : "或") + (office ? one.office.role : std::string("编制单位"));
    }
    return text;
  }

 private:
  std::set<std::string> roles_, vacant_;
  bool author_ = false;
  bool party_ = false;
  bool is_learner_ = false;
};

// Needs that are all met, but for those named.
class Unmet : public workflow::Needs {
 public:
  explicit Unmet(std::set<std::string> unmet = {}) : unmet_(std::move(unmet)) {}
  base::Blockers ask(std::string_view need) const override {
    if (unmet_.count(std::string(need)) == 0) return {};
    return {{"plan." + std::string(need), "尚未满足"}};
  }
  std::vector<std::string> missing(const workflow::Check& check) const override {
    std::vector<std::string> empty;
    for (const std::string& heading : check.filled) {
      if (unmet_.count(heading) > 0) empty.push_back(heading);
    }
    return empty;
  }
  std::string say(const std::string& word) const override { return "某" + word; }

 private:
  std::set<std::string> unmet_;
};

}  // namespace xueshi::test
