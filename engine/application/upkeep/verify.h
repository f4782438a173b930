// Verify: invariants over the data – what must hold whatever happened – each by name, with the rows
// where one is broken.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/no_progress.h"
#include "base/progress.h"
#include "session/session.h"
#include "upkeep/invariant_result.h"

namespace xueshi::upkeep {

struct DataVerification {
  std::vector<InvariantResult> invariants;  // all of them, broken or not
  bool ok() const;
};

// Checks every invariant within the acting role's scope, from one snapshot (the audit chains of
// the role, all of them, from a second one: their witness is read first). `org`: that unit's alone;
// `year`: what belongs to a year, of that one alone. What concerns the academy as a whole is left
// out where the scope is narrower. For institute and academy administrators. Refuses
// "org.not-found". Throws WrongFiles where the rules of a year with hours are not sound.
DataVerification verify_data(session::Session& session, std::optional<base::Year> year,
                             const std::string& org,
                             const base::OnProgress& on_progress = base::no_progress);

}  // namespace xueshi::upkeep
