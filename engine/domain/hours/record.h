// Learning records and exams as the store keeps them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/hours.h"

namespace xueshi::hours {

// Places of workflows/learning-record.yaml.
namespace place {
inline constexpr std::string_view kPending = "pending";    // 待审核
inline constexpr std::string_view kApproved = "approved";  // 审核通过
inline constexpr std::string_view kRefused = "refused";    // 审核未通过
inline constexpr std::string_view kReturned = "returned";  // 驳回修改: back to who entered it
inline constexpr std::string_view kVoided = "voided";      // 作废: counts nowhere any more (D18)
}  // namespace place
std::string review_label(std::string_view place);  // pending → 待审核
std::optional<std::string> parse_review_label(std::string_view label_text);  // 待审核 → pending

// The source of hours that a confirmed roster posts to.
inline constexpr std::string_view kRosterSource = "roster";

// One learning record. Its key is (employee, source, number): class and learner's numbers never
// collide.
struct LearningRecord {
  std::string number;  // 来源编号; for a roster posting the class's 培训编号
  std::string employee;
  base::Year year;        // 年度
  std::string source;     // 类别 as imported, or kRosterSource
  std::string title;      // 培训名称
  std::string organiser;  // 主办单位
  base::LocalTime start;
  std::optional<base::LocalTime> end;
  base::Hours length;  // ≥ 0; of a source in other units 3,600 for each
  std::string status{place::kApproved};
  std::string category;  // 培训类别 of the class, of a roster posting; else empty
  // Where the source asks for them (policy.md: `best_of`, `worth: {by: …}`); else empty and 0.
  std::string work;         // 成果编号
  std::int64_t author = 0;  // 作者排序, from 1

  bool operator==(const LearningRecord&) const = default;
  bool counts() const { return status == place::kApproved; }
};

struct Exam {
  std::string number;
  std::string employee;
  base::Year year;
  std::string title;
  bool passed = false;

  bool operator==(const Exam&) const = default;
};

}  // namespace xueshi::hours
