#include "imports/import_words.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "base/text.h"
#include "hours/record.h"
#include "imports/import_places.h"
#include "intake/fold.h"
#include "item/doubts.h"

namespace xueshi::imports {

namespace {

using intake::Kind;
using store::Conflict;
using store::ConflictKind;

// The kind of file whose rows a conflict refers to, for conflicts about something unknown.
std::optional<Kind> refers_to(ConflictKind kind) {
  switch (kind) {
    case ConflictKind::kUnknownOrg:
      return Kind::kOrgs;
    case ConflictKind::kUnknownPerson:
      return Kind::kPeople;
    case ConflictKind::kUnknownPlan:
      return Kind::kPlans;
    case ConflictKind::kUnknownClass:
      return Kind::kClasses;
    default:
      return std::nullopt;
  }
}

struct Wording {
  const char* code;
  const char* heading;  // of the cell at fault; where a kind lacks it, its first heading
  const char* message;  // {} is the conflict's detail
};

Wording wording(ConflictKind kind) {
  switch (kind) {
    case ConflictKind::kTwiceInFile:
      return {"import.twice", "", "与第 {} 行重复，请只保留一行"};
    case ConflictKind::kUnknownOrg:
      return {"import.unknown-org", "机构编码", "机构 '{}' 不存在，请先导入 orgs 或更正机构编码"};
    case ConflictKind::kUnknownPerson:
      return {"import.unknown-person", "员工编号",
              "没有员工编号为 '{}' 的人员，请先导入 people 或更正员工编号"};
    case ConflictKind::kUnknownPlan:
      return {"import.unknown-plan", "计划编号", "计划 '{}' 不存在，请先导入 plans 或更正计划编号"};
    case ConflictKind::kUnknownClass:
      return {"import.unknown-class", "培训编号",
              "培训班 '{}' 不存在，请先导入 classes 或更正培训编号"};
    case ConflictKind::kPlanHasClass:
      return {"import.plan-has-class", "计划编号",
              "计划 '{}' 不能再有这个培训班：项目计划只有一个培训班，其他计划没有培训班"};
    case ConflictKind::kPlanHandedIn:
      return {"import.plan-handed-in", "计划编号",
              "计划 '{}' 已不是暂存，上报所需的各列不能清空，请补上"};
    case ConflictKind::kLoginTaken:
      return {"import.login-taken", "登录名", "登录名 '{}' 已被他人使用，请改用别的登录名"};
    case ConflictKind::kStatusDiffers:
      return {"import.status-differs", "",
              "已有的状态是 '{}'；导入只给新增的项目设定状态，请改回或在系统中办理"};
    case ConflictKind::kOutOfScope:
      return {"import.out-of-scope", "机构编码", "机构 '{}' 不存在，或不在您的管理范围内"};
    case ConflictKind::kFrozenInstitute:
      return {"import.frozen-institute", "级别",
              "机构 '{}' 已完成骨干人才上报或已提交年度培训总结，级别不能再改；请新建机构，"
              "再把人员改到新机构"};
    case ConflictKind::kHoursPerDay:
      return {"import.hours-per-day", "学时",
              "培训班只有 {} 天，本人参会学时超过每天 24 小时，请核对"};
    case ConflictKind::kLeftBeforeHired:
      return {"import.left-before-hired", "离职时间",
              "离职时间早于入职时间 {}，请更正；离职后再入职的人员，须先登记第一次的入职时间"};
    case ConflictKind::kDeputyWithoutEnd:
      return {"import.deputy-without-end", "截止日期", "代理 {} 须有截止日期，请填写"};
    case ConflictKind::kDeputyOfNobody:
      return {"import.deputy-of-nobody", "代理",
              "{} 在该机构没有这一角色，无从代理：请更正角色、机构编码或代理"};
    case ConflictKind::kDeputyOfOwnRole:
      return {"import.deputy-of-own-role", "代理",
              "本人在该机构已有这一角色，不必代理 {}：请删去这一行，或先填截止日期结束本人的角色"};
    case ConflictKind::kNumberUsed:
      return {"import.number-used", "计划编号", "计划编号 '{}' 曾用于已删除的计划，请换一个编号"};
  }
  return {"import.refused", "", "{}"};
}

// The heading to point at, or the first one where the kind has no such column.
std::string_view existing_heading(Kind kind, std::string_view wanted) {
  auto all = intake::headings(kind);
  for (const intake::Heading& heading : all) {
    if (heading.name == wanted) return heading.name;
  }
  return all.front().name;
}

}  // namespace

std::string_view status_heading(Kind kind, std::string_view status) {
  static const std::map<std::string, const char*, std::less<>> kHeadings = {
      {"review", "审批情况"},
      {"publication", "发布状态"},
      {"withdrawal", "撤销说明"},
      {"execution", "实施状态"},
      {"status", "审核状态"}};
  if (kind == Kind::kLearning) status = "status";
  auto at = kHeadings.find(status);
  return existing_heading(kind, at == kHeadings.end() ? "" : at->second);
}

void add_conflicts(const session::Session& session, const intake::Layout& layout,
                   const std::vector<Conflict>& conflicts, std::int64_t total,
                   const std::set<Kind>& faulty, base::Findings& findings) {
  Kind kind = layout.kind();
  for (const Conflict& conflict : conflicts) {
    auto cause = refers_to(conflict.kind);
    if (cause && faulty.count(*cause)) continue;
    Wording words = wording(conflict.kind);
    bool is_status = conflict.kind == ConflictKind::kStatusDiffers;
    std::string_view heading = is_status ? status_heading(kind, conflict.heading_hint)
                                         : existing_heading(kind, words.heading);
    findings.error(
        layout.place(conflict.row, heading), words.code,
        fmt::format(fmt::runtime(words.message),
                    is_status ? place_label(session, kind, conflict.detail) : conflict.detail));
  }
  if (total > static_cast<std::int64_t>(conflicts.size())) {
    findings.error({layout.source().file, 0, 0, "", ""}, "import.more",
                   fmt::format("此外还有 {} 行与已有数据冲突", total - conflicts.size()));
  }
}

void warn_of_finalised(const session::Session& session, const intake::Layout& layout,
                       const std::map<std::string, store::FinalisedRows>& rows,
                       base::Findings& findings) {
  for (const auto& [institute, of_one] : rows) {
    findings.warning(
        layout.place(of_one.first, intake::headings(layout.kind()).front().name),
        "import.frozen-list",
        fmt::format("{}（{}）已完成该年度的骨干人才上报：本文件有 {} 行是该年度的数据，照常登记，"
                    "已上报的名单不再变化",
                    session.unit_name(institute), institute, of_one.count));
  }
}

void warn_of_somebody_else(const intake::Layout& layout,
                           const std::vector<store::OfSomebodyElse>& rows,
                           base::Findings& findings) {
  for (const store::OfSomebodyElse& one : rows) {
    findings.warning(
        layout.place(one.row, "员工编号"), "import.of-somebody-else",
        fmt::format("内容完全相同的 {} 已登记在 {}（{}）名下，现在两人都有；如果是更正员工编号，"
                    "请核对原来的一条，学习记录可在系统中作废",
                    one.item, one.name, one.employee));
  }
}

void warn_of_roles_elsewhere(const session::Session& session, const intake::Layout& layout,
                             const std::vector<store::RoleElsewhere>& roles,
                             base::Findings& findings) {
  for (const store::RoleElsewhere& one : roles) {
    findings.warning(
        layout.place(one.row, "机构编码"), "import.role-elsewhere",
        fmt::format("{}（{}）在 {}（{}），却是 {}（{}）的{}；不再担任的，请在 roles 中填写截止日期",
                    one.name, one.grant.employee, session.unit_name(one.unit), one.unit,
                    session.unit_name(one.grant.org), one.grant.org,
                    academy::label(one.grant.role)));
  }
}

void warn_of_doubts(const session::Session& session, const intake::Layout& layout,
                    const store::PersonRecords& person, base::Findings& findings) {
  for (const hours::Doubt& doubt : hours::find_doubts(
           person.records, person.employment, intake::twin_form, item::delivered_in(session))) {
    // A file of people moves days of employment, and nothing else that is doubted.
    if (layout.kind() == Kind::kPeople && doubt.kind != hours::DoubtKind::kNotEmployed) continue;
    int row = person.rows[doubt.record];
    if (row == 0 && doubt.kind == hours::DoubtKind::kSameAsClass) row = person.rows[doubt.of_class];
    if (row == 0) continue;
    findings.warning(layout.place(row, intake::headings(layout.kind()).front().name),
                     fmt::format("import.{}", hours::word(doubt.kind)),
                     fmt::format("{}：{}", person.records[doubt.record].employee, doubt.message));
  }
}

void warn_of_correction(const intake::Layout& layout, const store::ChangedRow& row,
                        const std::vector<ChangedCell>& cells, base::Findings& findings) {
  if (layout.kind() != Kind::kLearning || row.place != hours::place::kApproved) return;
  std::vector<std::string> changes;
  for (const ChangedCell& cell : cells)
    changes.push_back(fmt::format("{} {} → {}", cell.heading, cell.before, cell.after));
  findings.warning(
      layout.place(row.row, cells.front().heading), "import.approved-changed",
      fmt::format("已审核通过的学习记录被修改，仍计入学时：{}", base::join(changes, "，")));
}

}  // namespace xueshi::imports
