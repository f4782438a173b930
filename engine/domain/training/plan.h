// Plans 培训计划 and classes 培训班 as people fill them in (S3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/hours.h"
#include "base/money.h"

namespace xueshi::training {

enum class PlanForm { kProject, kOther };  // 项目计划 (has exactly one class), 其他计划 (has none)
enum class PlanKind { kAnnual, kAdded };  // 年度计划 (for next year), 新增计划 (for this year)
std::string_view label(PlanForm form);
std::string_view label(const std::optional<PlanKind>& kind);  // empty where none is chosen yet
std::string_view word(PlanForm form);                         // project, other
// annual, added: as in `edit_year`; empty where none is chosen yet
std::string_view word(const std::optional<PlanKind>& kind);
PlanForm plan_form_of(std::string_view word);
std::optional<PlanKind> plan_kind_of(std::string_view word);
std::optional<PlanForm> parse_plan_form(std::string_view text);
std::optional<PlanKind> parse_plan_kind(std::string_view text);

// Places of workflows/plan.yaml; a plan has four independent facets.
namespace place {
inline constexpr std::string_view kDraft = "draft";                    // 暂存
inline constexpr std::string_view kReported = "reported";              // 已上报
inline constexpr std::string_view kApproved = "approved";              // 审批通过
inline constexpr std::string_view kRefused = "refused";                // 审批未通过
inline constexpr std::string_view kReturned = "returned";              // 驳回修改
inline constexpr std::string_view kUnpublished = "unpublished";        // 未发布
inline constexpr std::string_view kPublished = "published";            // 已发布
inline constexpr std::string_view kNotCarriedOut = "not_carried_out";  // 未实施
inline constexpr std::string_view kCarriedOut = "carried_out";         // 已实施
inline constexpr std::string_view kStanding = "standing";              // 未撤销
inline constexpr std::string_view kWithdrawn = "withdrawn";            // 已撤销
}  // namespace place
// The Chinese label of any place above, and back; absent for a word that is none.
std::string_view place_label(std::string_view place);
std::optional<std::string> parse_place_label(std::string_view label_text);

struct Plan {
  std::string number;  // 计划编号, the key
  base::Year year;
  PlanForm form = PlanForm::kProject;
  std::optional<PlanKind> kind;  // 培训计划类型; a draft may have none yet
  std::string title;             // 计划名称
  std::string org;
  std::string category;                  // 培训类别
  std::optional<base::YearMonth> month;  // 培训时间; a draft may have none yet
  base::Hours hours;                     // 学时
  std::int64_t days_millis = 0;          // 天数 in thousandths of a day
  std::int64_t headcount = 0;            // 计划参加人数
  base::Money budget;                    // 所需经费; 0 while it is not given
  bool budget_given = true;
  std::string organiser;           // 主办单位
  std::string place_kind;          // 培训地点: 本地 or 外埠
  std::string address;             // 详细地址
  std::string contact;             // 联系人
  std::string phone;               // 联系人电话
  bool funding_requested = false;  // 是否申请院经费支持
  std::string excellence;          // 是否精品: a word of the policy; empty means its first
  std::string material;            // 资助材料
  bool technical_support = false;  // 是否申请专项技术支持
  std::string review{place::kDraft};
  std::string publication{place::kUnpublished};
  std::string execution{place::kNotCarriedOut};
  std::string withdrawal{place::kStanding};
  std::string withdrawal_reason;  // 撤销说明
  std::string support_level;      // 资助程度, set by the academy's approval; empty before
  std::optional<std::int64_t> funding_rank;  // 资助计划筛选: 1 is the most wanted; absent: unranked

  bool operator==(const Plan&) const = default;
};

// 培训时间 as "2024-06"; empty where none is chosen yet.
std::string render_month(const Plan& plan);

struct TrainingClass {
  std::string number;  // 培训编号, the key
  std::string plan;    // 计划编号; empty for a class without a plan
  std::string title;
  std::string org;
  base::Year year;  // 培训年度
  std::string category;
  base::LocalTime start;
  base::LocalTime end;
  base::Hours hours;  // 学时
  std::int64_t days_millis = 0;
  std::int64_t headcount = 0;    // 计划参加人数
  std::int64_t staff_count = 0;  // 工作人员数
  base::Money budget;
  bool excellent = false;  // 是否精品
  std::string venue;       // 具体地点
  std::string audience;    // 培训对象
  std::string goal;        // 培训目的
  std::string content;     // 培训内容
  std::string execution{place::kNotCarriedOut};
  std::string outcome;  // 培训成效
  std::string contact;
  std::string phone;
  std::optional<std::int64_t> research_count, management_count, support_count, outside_count;
  std::string funding_channel;     // 列支渠道
  std::string place_kind;          // 培训地点
  std::string shown_at_branch;     // 是否分院展示
  std::string posts;               // 适用岗位
  std::string keywords;            // 培训关键词
  std::string remark;              // 备注
  std::string mode;                // 培训方式
  std::string organiser;           // 主办单位
  std::string email;               // 联系人Email
  std::string visibility;          // 培训公开范围
  std::string enrolment_open;      // 是否允许报名
  std::string enrolment_reviewed;  // 报名是否需要审批
  std::optional<base::LocalTime> enrolment_from, enrolment_to;

  bool operator==(const TrainingClass&) const = default;
  bool carried_out() const { return execution == place::kCarriedOut; }
};

// How somebody came to a class's roster.
enum class Enrolment {
  kNone,      // added by the class's administrators, or admitted
  kWaiting,   // enrolled; the class reviews enrolments
  kRejected,  // not admitted
};
std::string_view word(Enrolment enrolment);  // "", waiting, rejected
Enrolment parse_enrolment(std::string_view text);

// One person on a class's roster 实际参会人员. Confirming posts the hours once the class is carried
// out.
struct Attendee {
  std::string class_number;
  std::string employee;
  std::optional<base::Hours> hours;  // the class's own where absent
  bool confirmed = true;
  Enrolment enrolment = Enrolment::kNone;

  bool operator==(const Attendee&) const = default;
};

}  // namespace xueshi::training
