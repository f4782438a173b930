// First passwords whose slips are handed over at once: nothing of them stays on the disk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/no_progress.h"
#include "base/progress.h"
#include "session/session.h"

namespace xueshi::login {

struct SlipsInHand {
  std::string workbook;                // the bytes of password-slips.xlsx, kept nowhere else
  std::vector<std::string> employees;  // in the order of the slips
  std::vector<std::string> warnings;
};

// As issue_passwords() (login/passwords.h), which writes into a folder of the state folder that
// only its owner enters and that is gone before this returns. What a process left there that died
// is removed within the hour.
SlipsInHand issue_slips_in_hand(session::Session& session,
                                const std::vector<std::string>& employees, const std::string& org,
                                const base::OnProgress& on_progress = base::no_progress);

// For who cannot be handed them at once: their bytes lie in the state folder, readable to their
// owner alone, until they are fetched, once; not longer than an hour (tidy_slips).
inline constexpr std::int64_t kSlipHours = 1;
void keep_slips(session::Session& session, const std::string& id, const SlipsInHand& slips);
// Absent where they were fetched, or are too old.
std::optional<std::string> fetch_slips(session::Session& session, const std::string& id);
void tidy_slips(session::Session& session);

}  // namespace xueshi::login
