// 我的档案, and the lines that a learner's page shows (domain.md §5; S2 Q2, S4).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/percent.h"
#include "hours/statement.h"

namespace xueshi::hours {

struct ArchiveItem {
  std::int64_t count = 0;
  base::Hours hours;  // approved, before any cap: 实际时长
};

// The six lines of S2 Q2. Which line a record stands on is its source's affair, never an account's.
struct Archive {
  ArchiveItem classes;                                      // 培训项目
  std::int64_t lecture_series = 0;                          // 其中系列讲座
  ArchiveItem external;                                     // 外部培训
  ArchiveItem self_study;                                   // 在职自学
  ArchiveItem study_abroad;                                 // 公派留学
  ArchiveItem platform;                                     // 在线学习课程
  ArchiveItem other_online;                                 // 外部网络学习
  std::vector<std::pair<std::string, ArchiveItem>> others;  // sources that a policy added
  std::int64_t exams = 0;
  std::int64_t exams_passed = 0;
};

Archive make_archive(const Statement& statement, const std::vector<Exam>& exams);

// "培训项目2个，其中系列讲座1个，外部培训1个，实际时长4小时。" and five more; 培训项目 are classes
// and external trainings.
std::vector<std::string> render(const Archive& archive);

// The three lines of a learner's page – 网络学时, 培训学时, 总学时: the root's children in reverse,
// then the root. One with a requirement of its own says 达标 or 未达标, the root whether everything
// required is met, another shows hours only.
std::vector<std::string> render_lines(const policy::Policy& policy, const Statement& statement);

// "2016年度您已完成16小时10分，再学83小时50分将达到100小时的目标（总学时）", one per account with a
// requirement, in effective hours; a met one says so. None for who is exempt.
std::vector<std::string> render_progress(const policy::Policy& policy, const Statement& statement);

}  // namespace xueshi::hours
