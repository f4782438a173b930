// Who may copy a whole database; for the use cases of backups.
#pragma once

#include "app/settings.h"

namespace xueshi::app {

// Refuses "backup.operator" where `--as` names a person: a copy knows no scope.
void require_machine_operator(const Settings& settings);

}  // namespace xueshi::app
