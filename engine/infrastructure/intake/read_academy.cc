// Units, people, roles, headcounts.
#include <fmt/format.h>

#include "base/text.h"
#include "intake/fields.h"
#include "intake/fold.h"
#include "intake/read.h"
#include "intake/read_rows.h"
#include "intake/rules_of_year.h"

namespace xueshi::intake {

namespace {

struct OrgSlots {
  Slot code = slot_of(Kind::kOrgs, "机构编码");
  Slot name = slot_of(Kind::kOrgs, "机构名称");
  Slot parent = slot_of(Kind::kOrgs, "上级机构编码");
  Slot level = slot_of(Kind::kOrgs, "级别");
};

void parse_org(const OrgSlots& at, Cells& cells, academy::Org& org) {
  parse_org_code(cells, at.code, org.code);
  parse_name(cells, at.name, org.name);
  parse_org_code(cells, at.parent, org.parent);
  std::string_view level = parse_choice(cells, at.level);
  org.level = academy::parse_org_level(level).value_or(academy::OrgLevel::kDepartment);
  if (!org.code.empty() && org.code == org.parent) {
    cells.error(at.parent, "intake.own-parent", "机构不能是自己的上级，请更正上级机构编码");
  }
}

struct PersonSlots {
  Slot employee = slot_of(Kind::kPeople, "员工编号");
  Slot name = slot_of(Kind::kPeople, "姓名");
  Slot login = slot_of(Kind::kPeople, "登录名");
  Slot org = slot_of(Kind::kPeople, "机构编码");
  Slot post = slot_of(Kind::kPeople, "岗位类别");
  Slot division_level = slot_of(Kind::kPeople, "是否处级及以上");
  Slot hired = slot_of(Kind::kPeople, "入职时间");
  Slot left = slot_of(Kind::kPeople, "离职时间");
  Slot hours_required = slot_of(Kind::kPeople, "是否有学时要求");
  Slot email = slot_of(Kind::kPeople, "邮箱");
};

// Columns that the file does not have say nothing.
void parse_facts(const Further* further, Cells& cells, academy::Person& person) {
  person.facts.clear();
  if (further == nullptr) return;
  Slot slot = headings(Kind::kPeople).size();
  for (const Heading& heading : further->headings(Kind::kPeople)) {
    std::string name(heading.name);
    if (cells.has_column(slot))
      person.facts[name] = parse_fact(cells, slot, further->columns().find_facts(name));
    ++slot;
  }
}

void parse_person(const PersonSlots& at, Cells& cells, academy::Person& person,
                  const Rules& rules) {
  parse_key(cells, at.employee, person.employee);
  parse_name(cells, at.name, person.name);
  parse_key(cells, at.login, person.login);
  if (person.login.empty()) person.login = person.employee;
  parse_key(cells, at.org, person.org);
  std::string_view post = parse_choice(cells, at.post);
  person.post = post.empty() ? std::nullopt : academy::parse_post(post);
  person.division_level = parse_yes_no(cells, at.division_level, false);
  person.employment.hired = parse_day(cells, at.hired);
  person.employment.left = parse_day(cells, at.left);
  person.hours_required = parse_yes_no(cells, at.hours_required, true);
  parse_name(cells, at.email, person.email);
  check_not_future(cells, at.hired, person.employment.hired, rules.today);
  check_not_future(cells, at.left, person.employment.left, rules.today);
  parse_facts(rules.further.get(), cells, person);
}

struct RoleSlots {
  Slot employee = slot_of(Kind::kRoles, "员工编号");
  Slot role = slot_of(Kind::kRoles, "角色");
  Slot org = slot_of(Kind::kRoles, "机构编码");
  Slot begins = slot_of(Kind::kRoles, "起始日期");
  Slot ends = slot_of(Kind::kRoles, "截止日期");
  Slot deputy_for = slot_of(Kind::kRoles, "代理");
};

// More spellings than the heading names are accepted: 研究所管理员 and 院所管理员 are 所级管理员
// too.
academy::Role parse_role(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return academy::Role::kLearner;
  std::optional<academy::Role> role = academy::parse_role(cells.text(slot));
  if (!role) role = academy::parse_role(fold(cells.text(slot)));
  if (role && *role != academy::Role::kLearner) return *role;
  std::vector<std::string> words;
  for (std::string_view word : choices_of(cells.heading(slot))) words.emplace_back(word);
  add_unknown_word(cells, slot, "intake.choice", "“角色”的可选值", words);
  return academy::Role::kLearner;
}

void check_term(const RoleSlots& at, Cells& cells, const academy::RoleGrant& grant) {
  if (grant.begins && grant.ends && *grant.ends < *grant.begins) {
    cells.error(at.ends, "intake.ends-before-it-begins",
                fmt::format("截止日期 {} 早于起始日期 {}，请更正", base::render(*grant.ends),
                            base::render(*grant.begins)));
  }
  if (grant.deputy_for.empty()) return;
  if (grant.deputy_for == grant.employee)
    cells.error(at.deputy_for, "intake.own-deputy", "不能代理自己：应为被代理人的员工编号");
  if (!grant.ends && !cells.given(at.ends))
    cells.error(at.ends, "intake.deputy-without-end", "代理须有截止日期，请填写");
}

void parse_grant(const RoleSlots& at, Cells& cells, academy::RoleGrant& grant) {
  parse_key(cells, at.employee, grant.employee);
  grant.role = parse_role(cells, at.role);
  parse_key(cells, at.org, grant.org);
  grant.begins = parse_day(cells, at.begins);
  grant.ends = parse_day(cells, at.ends);
  parse_key(cells, at.deputy_for, grant.deputy_for);
  check_term(at, cells, grant);
}

struct HeadcountSlots {
  Slot org = slot_of(Kind::kHeadcounts, "机构编码");
  Slot year = slot_of(Kind::kHeadcounts, "年度");
  Slot count = slot_of(Kind::kHeadcounts, "单位在职总人数");
};

void parse_headcount(const HeadcountSlots& at, Cells& cells, Headcount& headcount,
                     RulesOfYear& rules) {
  parse_key(cells, at.org, headcount.org);
  headcount.year = parse_year(cells, at.year);
  headcount.count = parse_count(cells, at.count);
  rules.find(cells, at.year, headcount.year);
}

struct AbsenceSlots {
  Slot employee = slot_of(Kind::kAbsences, "员工编号");
  Slot reason = slot_of(Kind::kAbsences, "事由");
  Slot begins = slot_of(Kind::kAbsences, "开始日期");
  Slot ends = slot_of(Kind::kAbsences, "结束日期");
};

void parse_absence(const AbsenceSlots& at, Cells& cells, AbsenceRow& row, const Further* further) {
  parse_key(cells, at.employee, row.employee);
  parse_name(cells, at.reason, row.absence.reason);
  if (further != nullptr) {
    const std::string* word = find_alike(further->columns().reasons, row.absence.reason);
    if (word != nullptr) {
      row.absence.reason = *word;
    } else if (!row.absence.reason.empty()) {
      const std::vector<std::string>& known = further->columns().reasons;
      cells.warning(
          at.reason, "intake.unknown-reason",
          known.empty()
              ? fmt::format("现有规定都不按事由折算要求：'{}' 会登记，但不减少要求",
                            row.absence.reason)
              : fmt::format("没有规定按事由 '{}' 折算要求：会登记，但不减少要求；规定中有：{}",
                            row.absence.reason, base::join(known, "、")));
    }
  }
  std::optional<base::Date> begins = parse_day(cells, at.begins), ends = parse_day(cells, at.ends);
  row.absence.from = begins.value_or(base::Date());
  row.absence.to = ends.value_or(base::Date());
  if (!begins || !ends || *begins <= *ends) return;
  cells.error(at.ends, "intake.ends-before-it-begins",
              fmt::format("结束日期 {} 早于开始日期 {}，请更正", base::render(*ends),
                          base::render(*begins)));
}

}  // namespace

std::optional<Layout> read_orgs(sheet::Reader& reader, const Rules&, base::Findings& findings,
                                const OnRow<academy::Org>& on_row) {
  OrgSlots at;
  return read_rows(Kind::kOrgs, reader, findings, on_row,
                   [&](Cells& cells, academy::Org& org) { parse_org(at, cells, org); });
}

std::optional<Layout> read_people(sheet::Reader& reader, const Rules& rules,
                                  base::Findings& findings, const OnRow<academy::Person>& on_row) {
  PersonSlots at;
  return read_rows(
      Kind::kPeople, reader, findings, on_row,
      [&](Cells& cells, academy::Person& person) { parse_person(at, cells, person, rules); },
      rules.further);
}

std::optional<Layout> read_roles(sheet::Reader& reader, const Rules&, base::Findings& findings,
                                 const OnRow<academy::RoleGrant>& on_row) {
  RoleSlots at;
  return read_rows(Kind::kRoles, reader, findings, on_row,
                   [&](Cells& cells, academy::RoleGrant& grant) { parse_grant(at, cells, grant); });
}

std::optional<Layout> read_headcounts(sheet::Reader& reader, const Rules& rules,
                                      base::Findings& findings, const OnRow<Headcount>& on_row) {
  HeadcountSlots at;
  RulesOfYear years(rules);
  return read_rows(
      Kind::kHeadcounts, reader, findings, on_row,
      [&](Cells& cells, Headcount& headcount) { parse_headcount(at, cells, headcount, years); });
}

std::optional<Layout> read_absences(sheet::Reader& reader, const Rules& rules,
                                    base::Findings& findings, const OnRow<AbsenceRow>& on_row) {
  AbsenceSlots at;
  return read_rows(Kind::kAbsences, reader, findings, on_row, [&](Cells& cells, AbsenceRow& row) {
    parse_absence(at, cells, row, rules.further.get());
  });
}

}  // namespace xueshi::intake
