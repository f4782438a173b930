#include "imports/table_columns.h"

#include <set>
#include <span>
#include <string_view>

#include "academy/org.h"
#include "academy/person.h"
#include "base/hours.h"
#include "base/money.h"
#include "base/number.h"
#include "base/text.h"
#include "intake/headings.h"
#include "policy/source.h"
#include "training/plan.h"

namespace xueshi::imports {

namespace {

using intake::Kind;

std::string as_written(const std::string& text) { return text; }
std::int64_t number_in(const std::string& text) { return text.empty() ? 0 : std::stoll(text); }

std::string yes_no(const std::string& text) { return number_in(text) != 0 ? "是" : "否"; }
std::string hours(const std::string& text) {
  return text.empty() ? "" : base::render_exact(base::Hours::of_seconds(number_in(text)));
}
std::string days(const std::string& text) { return base::render_decimal(number_in(text), 3); }
std::string wan(const std::string& text) {
  return base::render_wan(base::Money::of_fen(number_in(text)));
}
std::string filled_in(const std::string& text) {
  return number_in(text) != 0 ? "已填写" : "未填写";
}
std::string level(const std::string& text) {
  return std::string(academy::label(static_cast<academy::OrgLevel>(number_in(text))));
}
std::string spells(const std::string& text) {
  std::vector<std::string> parts;
  for (const academy::Spell& spell : academy::parse_spells(text))
    parts.push_back(base::render(spell.hired) + " 至 " + base::render(spell.left));
  return base::join(parts, "；");
}
std::string post(const std::string& text) {
  auto post = academy::post_of(text);
  return post ? std::string(academy::label(*post)) : "";
}
std::string form(const std::string& text) {
  return std::string(training::label(training::plan_form_of(text)));
}
std::string plan_kind(const std::string& text) {
  return std::string(training::label(training::plan_kind_of(text)));
}

std::string author(const std::string& text) { return text == "0" ? "" : text; }

constexpr std::string_view kFacts = "facts";

// Further columns of people that differ, by name.
void add_facts(const store::ChangedRow::Cell& cell, std::vector<ChangedCell>& cells) {
  auto before = academy::parse_facts(cell.before), after = academy::parse_facts(cell.after);
  std::set<std::string> names;
  for (const auto* facts : {&before, &after})
    for (const auto& [name, value] : *facts) names.insert(name);
  for (const std::string& name : names) {
    if (before[name] != after[name]) cells.push_back({name, before[name], after[name]});
  }
}

struct Column {
  std::string_view heading;
  std::string_view column;
  std::string (*render)(const std::string& stored) = as_written;
  std::string_view in_files = heading;  // the column of files that it follows; empty for none
};

constexpr Column kOrgs[] = {
    {"机构名称", "name"}, {"上级机构编码", "parent"}, {"级别", "level", level}};

constexpr Column kPeople[] = {
    {"姓名", "name"},
    {"登录名", "login"},
    {"机构编码", "org_id"},
    {"岗位类别", "post", post},
    {"是否处级及以上", "division_level", yes_no},
    {"入职时间", "hired"},
    {"离职时间", "left_on"},
    {"此前在职", "earlier_spells", spells, "入职时间"},
    {"是否有学时要求", "hours_required", yes_no},
    {"邮箱", "email"},
    {"", kFacts, as_written, ""},  // a cell each
};

constexpr Column kRoles[] = {{"起始日期", "begins"}, {"截止日期", "ends"}, {"代理", "deputy_for"}};

constexpr Column kHeadcounts[] = {{"单位在职总人数", "headcount"}};

constexpr Column kAbsences[] = {{"结束日期", "ends"}};

constexpr Column kPlans[] = {
    {"年度", "year"},
    {"计划类型", "form", form},
    {"培训计划类型", "kind", plan_kind},
    {"计划名称", "title"},
    {"机构编码", "org_id"},
    {"培训类别", "category"},
    {"培训时间", "month"},
    {"学时", "seconds", hours},
    {"天数", "days_millis", days},
    {"计划参加人数", "headcount"},
    {"所需经费(万元)", "budget_fen", wan},
    {"所需经费(万元)", "budget_given", filled_in},
    {"主办单位", "organiser"},
    {"培训地点", "place_kind"},
    {"详细地址", "address"},
    {"联系人", "contact"},
    {"联系人电话", "phone"},
    {"是否申请院经费支持", "funding_requested", yes_no},
    {"是否精品", "excellence"},
    {"资助材料", "material"},
    {"是否申请专项技术支持", "technical_support", yes_no},
    {"审批情况", "review"},
    {"发布状态", "publication"},
    {"撤销说明", "withdrawal"},
    {"撤销说明", "withdrawal_reason"},
};

constexpr Column kClasses[] = {
    {"计划编号", "plan_id"},
    {"培训名称", "title"},
    {"机构编码", "org_id"},
    {"培训年度", "year"},
    {"培训类别", "category"},
    {"培训开始时间", "start_at"},
    {"培训结束时间", "end_at"},
    {"学时", "seconds", hours},
    {"天数", "days_millis", days},
    {"计划参加人数", "headcount"},
    {"工作人员数", "staff_count"},
    {"所需经费(万元)", "budget_fen", wan},
    {"是否精品", "excellent", yes_no},
    {"具体地点", "venue"},
    {"培训对象", "audience"},
    {"培训目的", "goal"},
    {"培训内容", "content"},
    {"培训成效", "outcome"},
    {"联系人", "contact"},
    {"联系电话", "phone"},
    {"科研岗人数", "research_count"},
    {"管理岗人数", "management_count"},
    {"支撑岗人数", "support_count"},
    {"院外参训人数", "outside_count"},
    {"列支渠道", "funding_channel"},
    {"培训地点", "place_kind"},
    {"是否分院展示", "shown_at_branch"},
    {"适用岗位", "posts"},
    {"培训关键词", "keywords"},
    {"备注", "remark"},
    {"培训方式", "mode"},
    {"主办单位", "organiser"},
    {"联系人Email", "email"},
    {"培训公开范围", "visibility"},
    {"是否允许报名", "enrolment_open"},
    {"报名是否需要审批", "enrolment_reviewed"},
    {"报名开始时间", "enrolment_from"},
    {"报名结束时间", "enrolment_to"},
};

constexpr Column kAttendees[] = {{"学时", "seconds", hours}, {"确认参加", "confirmed", yes_no, ""}};

constexpr Column kLearning[] = {
    {"年度", "year"},
    {"类别", "source_id"},
    {"培训名称", "title"},
    {"主办单位", "organiser"},
    {"开始时间", "start_at"},
    {"结束时间", "end_at"},
    {"学时", "seconds", hours},
    {policy::kWorkColumn, "work"},
    {policy::kAuthorColumn, "author", author},
};

constexpr Column kExams[] = {
    {"年度", "year"}, {"考试名称", "title"}, {"是否合格", "passed", yes_no}};

std::span<const Column> columns_of(Kind kind) {
  switch (kind) {
    case Kind::kOrgs:
      return kOrgs;
    case Kind::kPeople:
      return kPeople;
    case Kind::kRoles:
      return kRoles;
    case Kind::kHeadcounts:
      return kHeadcounts;
    case Kind::kAbsences:
      return kAbsences;
    case Kind::kPlans:
      return kPlans;
    case Kind::kClasses:
      return kClasses;
    case Kind::kAttendees:
      return kAttendees;
    case Kind::kLearning:
      return kLearning;
    case Kind::kExams:
      return kExams;
  }
  return {};
}

}  // namespace

std::vector<std::string> left_out_columns(const intake::Layout& layout) {
  std::vector<std::string> columns;
  for (const Column& column : columns_of(layout.kind())) {
    if (!column.in_files.empty() && !layout.has(column.in_files))
      columns.emplace_back(column.column);
  }
  return columns;
}

std::vector<ChangedCell> changed_cells(Kind kind, const store::ChangedRow& row) {
  std::vector<ChangedCell> cells;
  for (const Column& column : columns_of(kind)) {
    for (const store::ChangedRow::Cell& cell : row.cells) {
      if (cell.column != column.column) continue;
      if (cell.column == kFacts) {
        add_facts(cell, cells);
        continue;
      }
      cells.push_back(
          {std::string(column.heading), column.render(cell.before), column.render(cell.after)});
    }
  }
  return cells;
}

}  // namespace xueshi::imports
