// Surroundings: how the command line and its environment name the settings, and what else the
// process finds around it.
#pragma once

#include <map>
#include <string>

#include "session/settings.h"

namespace xueshi::cli {

// "--require-password": the key with hyphens.
std::string flag_of(const session::SettingName& setting);
// The setting's line in the help.
const char* help_of(const session::SettingName& setting);

// The environment without our own variables: a setting may hold a password, and child programs get
// what is left.
session::Environment read_environment();

// What was given: by flag (key to value), else by variable (XUESHI_DB).
std::map<std::string, session::Setting> given_settings(
    const std::map<std::string, std::string>& flags);

}  // namespace xueshi::cli
