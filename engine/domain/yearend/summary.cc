#include "yearend/summary.h"

#include <fmt/format.h>

#include "base/number.h"
#include "yearend/backbone.h"

namespace xueshi::yearend {

namespace {
constexpr std::int64_t kSecondsPerHundredth = 36;
}  // namespace

void PeopleFigures::add(const hours::Tally& tally) {
  ++people_;
  total_ += tally.total();
  if (tally.exempt || tally.open) return;
  ++required_;
  met_ += tally.met ? 1 : 0;
  required_total_ += tally.total();
}

base::Percent SummaryFigures::execution_rate() const { return {carried_out, classes}; }
base::Percent SummaryFigures::completion_rate() const { return {met, required}; }

base::Percent SummaryFigures::backbone_rate() const {
  if (headcount == 0) return {};
  return {reported * kParts, headcount * quota_hundredths};
}

std::int64_t SummaryFigures::average_hundredths() const {
  if (average_people == 0) return 0;
  return base::divide_half_up(average_hours_of.seconds(), average_people * kSecondsPerHundredth);
}

SummaryFigures make_figures(const policy::Policy& policy, const PeopleFigures& people,
                            const ClassFigures& classes, std::int64_t headcount,
                            std::int64_t reported) {
  bool everyone = policy.summary.average_over_everyone;
  SummaryFigures figures;
  figures.attendance = classes.attendance;
  figures.classes = classes.classes;
  figures.carried_out = classes.carried_out;
  figures.met = people.met();
  figures.required = people.required();
  figures.headcount = headcount;
  figures.reported = reported;
  figures.quota_hundredths = policy.backbone.quota_hundredths;
  figures.average_people = everyone ? people.people() : people.required();
  figures.average_hours_of = everyone ? people.total_hours() : people.required_hours();
  figures.total_hours = people.total_hours();
  return figures;
}

base::Blockers refresh_blockers(std::string_view backbone_status, std::string_view summary_status) {
  base::Blockers blockers;
  if (backbone_status != place::kFinalised) {
    blockers.push_back(
        {"summary.backbone-not-finalised", "骨干人才尚未完成上报，请先完成上报，再做年度培训总结"});
  }
  if (summary_status == place::kSubmitted) {
    blockers.push_back({"summary.submitted", "总结已提交，请先办理“修改”再刷新数据"});
  }
  return blockers;
}

std::vector<std::string> population_warnings(const SummaryFigures& figures) {
  std::vector<std::string> warnings;
  if (figures.headcount > 0 && figures.required > figures.headcount) {
    warnings.push_back(
        fmt::format("需达标人数 {} 大于单位在职总人数 {}：前者是本系统中的人员，后者以 ARP "
                    "为准，请核对人员标记",
                    figures.required, figures.headcount));
  }
  return warnings;
}

}  // namespace xueshi::yearend
