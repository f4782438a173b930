// 我的档案, and the lines that a learner's page shows (domain.md §5; S2 Q2, S4).
#pragma once

#include <string>
#include <vector>

#include "hours/statement.h"

namespace xueshi::hours {

// The lines of the policy's `archive`, filled with the reporting year's approved records – their
// own hours, before any conversion or cap: 实际时长, of those that are entered in hours – and
// exams: "培训项目2个，其中系列讲座1个，外部培训1个， 实际时长4小时。". Behind them one for each
// account that none of them counts, and for each source that no account takes, where anything of it
// is on record. A policy without `archive` has a line for every leaf, and one of the exams where
// there are any.
std::vector<std::string> render_archive(const policy::Policy& policy, const Statement& statement,
                                        const std::vector<Exam>& exams);

// The three lines of a learner's page – 网络学时, 培训学时, 总学时: the root's children in reverse,
// then the root. One with a requirement of its own says 达标 or 未达标, the root whether everything
// required is met, another shows hours only.
std::vector<std::string> render_lines(const policy::Policy& policy, const Statement& statement);

// "2016年度您已完成16小时10分，再学83小时50分将达到100小时的目标（总学时）", one per account with a
// requirement, in effective hours; a met one says so. None for who is exempt.
std::vector<std::string> render_progress(const policy::Policy& policy, const Statement& statement);

}  // namespace xueshi::hours
