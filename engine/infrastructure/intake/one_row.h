// One value as the row of an import file would have it: what people set by heading is checked by
// the rules that imports obey.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "academy/person.h"
#include "base/fields.h"
#include "hours/record.h"
#include "intake/kind.h"
#include "intake/read.h"
#include "training/plan.h"

namespace xueshi::intake {

// Every heading of the kind, with what an import would have to say for this value.
base::Fields render_row(const training::Plan& plan);
base::Fields render_row(const training::TrainingClass& one);
// With what `further` asks for, last; null for nothing.
base::Fields render_row(const hours::LearningRecord& record, const Further* further = nullptr);
base::Fields render_row(const academy::Person& person, const Further* further = nullptr);

// The heading that a person meant: as in files, and without the unit in parentheses. Absent for an
// unknown one.
std::optional<std::string> find_heading(Kind kind, std::string_view given);

// What is wrong with one cell of the row.
struct CellProblem {
  std::string heading;
  std::string code;     // "intake.hours"
  std::string message;  // Chinese
  bool warning = false;
};

// The value of a row; absent with problems where any cell is wrong. Warnings leave it there.
std::optional<training::Plan> parse_plan_row(const base::Fields& row, const Rules& rules,
                                             std::vector<CellProblem>& problems);
std::optional<training::TrainingClass> parse_class_row(const base::Fields& row, const Rules& rules,
                                                       std::vector<CellProblem>& problems);
std::optional<hours::LearningRecord> parse_learning_row(const base::Fields& row, const Rules& rules,
                                                        std::vector<CellProblem>& problems);
std::optional<academy::Person> parse_person_row(const base::Fields& row, const Rules& rules,
                                                std::vector<CellProblem>& problems);

}  // namespace xueshi::intake
