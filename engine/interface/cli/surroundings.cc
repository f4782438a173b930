#include "cli/surroundings.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace xueshi::cli {

namespace {

constexpr std::string_view kOurs = "XUESHI_";

std::string variable_of(const session::SettingName& setting) {
  std::string name(kOurs);
  for (unsigned char c : std::string_view(setting.key)) name += static_cast<char>(std::toupper(c));
  return name;
}

}  // namespace

std::string flag_of(const session::SettingName& setting) {
  std::string flag = std::string("--") + setting.key;
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

const char* help_of(const session::SettingName& setting) {
  static const std::map<std::string_view, const char*> kHelp = {
      {"db", "the database: sqlite:FILE or postgresql://…"},
      {"home", "folder with rules, workflows, templates and plugins"},
      {"now", "pretend it is this moment, e.g. 2017-12-01T09:00:00+08:00"},
      {"as", "act as LOGIN[:ROLE@ORG]; without it: the machine's operator"},
      {"state", "folder for the witness of the audit trail; without it: beside an SQLite file"},
      {"reports", "folder into which scheduled reports are published"},
      {"require_password", "--as asks for the person's password"},
      {"policy_by_deed", "rules that were confirmed hold, whatever their file in rules/ says"},
      {"json", "print JSON"},
      {"quiet", "no talk and no progress on stderr"},
  };
  return kHelp.at(setting.key);
}

session::Environment read_environment() {
  session::Environment environment;
  for (char** at = ::environ; at != nullptr && *at != nullptr; ++at) {
    std::string_view text = *at;
    std::size_t equals = text.find('=');
    if (equals == text.npos || text.substr(0, kOurs.size()) == kOurs) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

std::map<std::string, session::Setting> given_settings(
    const std::map<std::string, std::string>& flags) {
  std::map<std::string, session::Setting> given;
  for (const session::SettingName& setting : session::kSettings) {
    std::string variable = variable_of(setting);
    if (auto flag = flags.find(setting.key); flag != flags.end()) {
      given[setting.key] = {flag->second, flag_of(setting)};
    } else if (const char* value = std::getenv(variable.c_str())) {
      given[setting.key] = {value, variable};
    }
  }
  return given;
}

}  // namespace xueshi::cli
