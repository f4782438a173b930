// Fields that people set by heading, checked as an import checks its cells.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/blocker.h"
#include "base/fields.h"
#include "intake/one_row.h"
#include "item/subject.h"
#include "session/session.h"

namespace xueshi::item {

// What the checks of an import need: the policies, today, and the 培训类别 that stands there.
intake::Rules rules_of(const session::Session& session, const std::string& standing_category = "");

// The graph of plans, for the checks of an import; calling it throws WrongFiles where its file is
// not sound. Requires: the session outlives it.
std::function<const workflow::Definition&()> plan_graph_of(const session::Session& session);

// What the policies ask for beside the program's own columns.
std::shared_ptr<const intake::Further> further_of(const session::Session& session);

// The row with the given values in their cells. Unknown headings and the same one twice are
// blockers
// ("<subject>.unknown-field", "<subject>.field-twice"); values are checked by who parses the row.
base::Fields overlaid(intake::Kind kind, base::Fields row, const base::Fields& fields,
                      std::string_view subject, base::Blockers& blockers);

// Errors become blockers "<subject>.field", each naming its heading; warnings go to the deed: those
// about a heading that was given, and those that the row did not have before.
void add_problems(const std::vector<intake::CellProblem>& problems,
                  const std::vector<intake::CellProblem>& before, const base::Fields& fields,
                  std::string_view subject, Deed& deed, base::Blockers& blockers);

// The headings of an import of that kind, and more of the subject's own.
std::vector<std::string> headings_of(intake::Kind kind, std::vector<std::string> more = {});

// The value of a heading; empty where it was not given.
std::string field_of(const base::Fields& fields, std::string_view heading);

}  // namespace xueshi::item
