// Rows → values: one function a kind. All findings of a file at once, each at its true row and
// column.
//
// What is checked here is what one row can tell: headings, cells, the values of a row against each
// other and against the policy of the row's year. Whether a unit, person, plan or class exists, and
// whether a key is there twice, is for who knows the database; Layout gives such findings their
// place.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "academy/org.h"
#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "base/finding.h"
#include "hours/record.h"
#include "intake/further.h"
#include "intake/layout.h"
#include "intake/values.h"
#include "policy/policy.h"
#include "sheet/sheet.h"
#include "training/plan.h"
#include "workflow/definition.h"

namespace xueshi::intake {

struct Rules {
  // The policy of a reporting year; null before the first one, which is a finding. Asked once a
  // year and file.
  std::function<const policy::Policy*(base::Year)> policy_of;
  base::Date today;  // dates after it are a warning
  // 培训类别 of the one value that is changed: what stands there already may stay, though its year
  // does not use it any more.
  std::string standing_category{};
  // What policies ask for beside the program's own columns; null for nothing.
  std::shared_ptr<const Further> further{};
  // The graph of plans, whose checks of what is reported the rows of `plans` are held against; no
  // function where nothing is.
  std::function<const workflow::Definition&()> plan_graph{};
};

// Called for every row without an error, in the order of the file. Rows with an error are not
// handed over: after them, findings of other files about unknown units, people or classes may only
// follow from them.
template <typename T>
using OnRow = std::function<void(const T&, const RowPlace&)>;

// Each reads the file to its end, or to where it turns out to be damaged (reader.failed()). Absent
// where the headings are wrong; else the layout that the RowPlaces of the callback point to while
// reading, for places made later. Requires: the reader is at its first row.
std::optional<Layout> read_orgs(sheet::Reader& reader, const Rules& rules, base::Findings& findings,
                                const OnRow<academy::Org>& on_row);
std::optional<Layout> read_people(sheet::Reader& reader, const Rules& rules,
                                  base::Findings& findings, const OnRow<academy::Person>& on_row);
std::optional<Layout> read_roles(sheet::Reader& reader, const Rules& rules,
                                 base::Findings& findings, const OnRow<academy::RoleGrant>& on_row);
std::optional<Layout> read_headcounts(sheet::Reader& reader, const Rules& rules,
                                      base::Findings& findings, const OnRow<Headcount>& on_row);
std::optional<Layout> read_absences(sheet::Reader& reader, const Rules& rules,
                                    base::Findings& findings, const OnRow<AbsenceRow>& on_row);
std::optional<Layout> read_plans(sheet::Reader& reader, const Rules& rules,
                                 base::Findings& findings, const OnRow<training::Plan>& on_row);
std::optional<Layout> read_classes(sheet::Reader& reader, const Rules& rules,
                                   base::Findings& findings,
                                   const OnRow<training::TrainingClass>& on_row);
std::optional<Layout> read_attendees(sheet::Reader& reader, const Rules& rules,
                                     base::Findings& findings,
                                     const OnRow<training::Attendee>& on_row);
std::optional<Layout> read_learning(sheet::Reader& reader, const Rules& rules,
                                    base::Findings& findings,
                                    const OnRow<hours::LearningRecord>& on_row);
std::optional<Layout> read_exams(sheet::Reader& reader, const Rules& rules,
                                 base::Findings& findings, const OnRow<hours::Exam>& on_row);

}  // namespace xueshi::intake
