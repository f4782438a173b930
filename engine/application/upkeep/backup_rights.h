// Who may copy a whole database; for the use cases of backups.
#pragma once

#include "session/settings.h"

namespace xueshi::upkeep {

// Refuses "backup.operator" where `--as` names a person: a copy knows no scope.
void require_machine_operator(const session::Settings& settings);

}  // namespace xueshi::upkeep
