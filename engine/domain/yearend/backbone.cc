#include "yearend/backbone.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"

namespace xueshi::yearend {

namespace {

std::int64_t rounded(std::int64_t numerator, policy::Rounding rounding) {
  switch (rounding) {
    case policy::Rounding::kHalfUp:
      return base::divide_half_up(numerator, kParts);
    case policy::Rounding::kUp:
      return (numerator + kParts - 1) / kParts;
    case policy::Rounding::kDown:
      return numerator / kParts;
  }
  return 0;
}

void add_common_blockers(std::string_view status, std::optional<std::int64_t> headcount,
                         base::Blockers& blockers) {
  if (status == place::kFinalised) {
    blockers.push_back({"backbone.finalised", "本年度骨干人才已完成上报，不能再修改"});
  }
  if (headcount.value_or(0) <= 0) {
    blockers.push_back({"backbone.no-headcount",
                        "没有本单位本年度的在职总人数（ARP），请先由院管理员导入 headcounts"});
  }
}

std::string window_text(const policy::Window& window) {
  return fmt::format("{} 至 {}", base::render(window.from), base::render(window.to));
}

}  // namespace

std::string_view backbone_label(std::string_view place) {
  return place == place::kFinalised ? "已完成上报" : "尚未完成上报";
}

bool is_candidate(const policy::BackboneRules& rules, const hours::Tally& tally) {
  base::Hours hours =
      rules.total_basis == policy::Basis::kTotal ? tally.total() : tally.effective();
  return rules.total_hours.reached_by(hours) && rules.single_training.reached_by(tally.longest);
}

void sort_backbone(std::vector<BackboneLine>& lines) {
  std::sort(lines.begin(), lines.end(), [](const BackboneLine& a, const BackboneLine& b) {
    return a.total != b.total ? a.total > b.total : a.employee < b.employee;
  });
}

Quota make_quota(const policy::BackboneRules& rules, std::int64_t headcount) {
  std::int64_t numerator = headcount * rules.quota_hundredths;
  return {headcount, base::divide_half_up(numerator, kParts / 100),
          rounded(numerator, rules.quota_rounding), (numerator + kParts - 1) / kParts};
}

base::Percent backbone_rate(const policy::BackboneRules& rules, std::int64_t headcount,
                            std::int64_t reported) {
  return base::Percent(reported * kParts, headcount * rules.quota_hundredths);
}

base::Blockers report_blockers(const policy::Policy& policy, std::string_view status,
                               std::optional<std::int64_t> headcount, base::Date today) {
  base::Blockers blockers;
  add_common_blockers(status, headcount, blockers);
  policy::Window window = policy.window();
  if (today < window.from || today > window.to) {
    blockers.push_back({"backbone.outside-window",
                        fmt::format("今天（{}）不在上报时间范围（{}）内，不能上报或撤销",
                                    base::render(today), window_text(window))});
  }
  return blockers;
}

base::Blockers finalise_blockers(const policy::Policy& policy, std::string_view status,
                                 std::optional<std::int64_t> headcount, base::Date today) {
  base::Blockers blockers;
  add_common_blockers(status, headcount, blockers);
  policy::Window window = policy.window();
  if (today < window.from) {
    blockers.push_back(
        {"backbone.before-window", fmt::format("今天（{}）早于上报起始时间 {}，到时才能完成上报",
                                               base::render(today), base::render(window.from))});
  }
  return blockers;
}

}  // namespace xueshi::yearend
