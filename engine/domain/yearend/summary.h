// The annual summary 年度培训总结: its figures and its gate (domain.md §4.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocker.h"
#include "base/date.h"
#include "base/hours.h"
#include "base/money.h"
#include "base/percent.h"
#include "hours/statement.h"
#include "policy/policy.h"
#include "training/plan.h"

namespace xueshi::yearend {

// Places of workflows/annual-summary.yaml.
namespace place {
inline constexpr std::string_view kDraft = "draft";          // 未提交
inline constexpr std::string_view kSubmitted = "submitted";  // 已提交
}  // namespace place

// Running totals over the people of the year; add every one of them.
class PeopleFigures {
 public:
  void add(const hours::Tally& tally);
  std::int64_t people() const { return people_; }      // everyone of the year
  std::int64_t required() const { return required_; }  // with the requirement
  std::int64_t met() const { return met_; }            // of those, who meet it
  base::Hours total_hours() const { return total_; }   // of everyone: total, not effective (D)
  base::Hours required_hours() const {
    return required_total_;
  }  // of the people with the requirement

 private:
  std::int64_t people_ = 0;
  std::int64_t required_ = 0;
  std::int64_t met_ = 0;
  base::Hours total_;
  base::Hours required_total_;
};

// Over the classes that count (domain.md §4).
struct ClassFigures {
  std::int64_t classes = 0;
  std::int64_t carried_out = 0;
  std::int64_t attendance = 0;  // sum of 计划参加人数
};

// Every figure that is extracted (the grey fields), exact; rounded when shown.
struct SummaryFigures {
  std::int64_t attendance = 0;  // 单位培训总人次 as extracted
  std::int64_t classes = 0;
  std::int64_t carried_out = 0;
  std::int64_t met = 0;
  std::int64_t required = 0;
  std::int64_t headcount = 0;         // 单位在职总人数 (ARP)
  std::int64_t reported = 0;          // backbone people reported
  std::int64_t quota_hundredths = 0;  // of a percent, as the policy says
  std::int64_t average_people = 0;    // over whom the average is taken
  base::Hours average_hours_of;       // whose total is divided
  base::Hours total_hours;

  base::Percent execution_rate() const;
  base::Percent completion_rate() const;
  base::Percent backbone_rate() const;
  std::int64_t average_hundredths() const;  // of an hour, half up; 0 over nobody

  bool operator==(const SummaryFigures&) const = default;
};
SummaryFigures make_figures(const policy::Policy& policy, const PeopleFigures& people,
                            const ClassFigures& classes, std::int64_t headcount,
                            std::int64_t reported);

// The white fields: typed, and they survive a refresh.
struct SummaryEntries {
  std::string name;                        // defaults to `<year>年度培训总结`
  std::optional<std::int64_t> attendance;  // overrides the extracted one
  std::optional<base::Money> funds;        // 单位投入总经费, required for submitting
  std::string practice;                    // 特色经验及做法
  std::string overview;  // 年度“全员能力提升计划”执行工作整体概要

  bool operator==(const SummaryEntries&) const = default;
};

struct Summary {
  base::Year year;
  std::string org;
  std::string status{place::kDraft};
  std::int64_t revision = 0;  // of the last submission; 0: never submitted
  SummaryFigures figures;
  SummaryEntries entries;
  std::string label_met;  // frozen with the rest
  std::string label_required;

  std::int64_t attendance() const { return entries.attendance.value_or(figures.attendance); }
  bool operator==(const Summary&) const = default;
};

// "summary.backbone-not-finalised": only once the backbone report is 已完成上报.
base::Blockers refresh_blockers(std::string_view backbone_status, std::string_view summary_status);

// People and headcount are different populations: a warning, never a refusal. Empty where there is
// none.
std::vector<std::string> population_warnings(const SummaryFigures& figures);

}  // namespace xueshi::yearend
