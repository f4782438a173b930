#include "imports/left_out.h"

#include <span>
#include <string_view>

#include "intake/headings.h"

namespace xueshi::imports {

namespace {

using intake::Kind;

struct Column {
  std::string_view heading;
  std::string_view column;
};

constexpr Column kOrgs[] = {{"上级机构编码", "parent"}};

constexpr Column kPeople[] = {
    {"登录名", "login"},   {"岗位类别", "post"},    {"是否处级及以上", "division_level"},
    {"入职时间", "hired"}, {"离职时间", "left_on"}, {"是否有学时要求", "hours_required"},
    {"邮箱", "email"},
};

constexpr Column kPlans[] = {
    {"主办单位", "organiser"},
    {"培训地点", "place_kind"},
    {"详细地址", "address"},
    {"联系人", "contact"},
    {"联系人电话", "phone"},
    {"是否申请院经费支持", "funding_requested"},
    {"是否精品", "excellence"},
    {"资助材料", "material"},
    {"是否申请专项技术支持", "technical_support"},
    {"审批情况", "review"},
    {"发布状态", "publication"},
    {"撤销说明", "withdrawal"},
    {"撤销说明", "withdrawal_reason"},
};

constexpr Column kClasses[] = {
    {"计划编号", "plan_id"},
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

constexpr Column kAttendees[] = {{"学时", "seconds"}};
constexpr Column kLearning[] = {{"主办单位", "organiser"}, {"结束时间", "end_at"}};

std::span<const Column> columns_of(Kind kind) {
  switch (kind) {
    case Kind::kOrgs:
      return kOrgs;
    case Kind::kPeople:
      return kPeople;
    case Kind::kPlans:
      return kPlans;
    case Kind::kClasses:
      return kClasses;
    case Kind::kAttendees:
      return kAttendees;
    case Kind::kLearning:
      return kLearning;
    case Kind::kRoles:
    case Kind::kHeadcounts:
    case Kind::kExams:
      break;  // every column of these must be there
  }
  return {};
}

}  // namespace

std::vector<std::string> left_out_columns(const intake::Layout& layout) {
  std::vector<std::string> columns;
  for (const Column& column : columns_of(layout.kind())) {
    if (!layout.has(intake::slot_of(layout.kind(), column.heading)))
      columns.emplace_back(column.column);
  }
  return columns;
}

}  // namespace xueshi::imports
