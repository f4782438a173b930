// Settings: what a whole run goes by – database, home, moment … –, resolved: what a face was given
// beats xueshi.yaml beats default.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/finding.h"

namespace xueshi::session {

// One of them: a key of xueshi.yaml. What a face calls it is the face's own.
struct SettingName {
  const char* key;
  const char* fallback;    // "" where there is none
  bool is_switch = false;  // true or false
};
inline constexpr SettingName kSettings[] = {
    {"db", "sqlite:xueshi.db"},           // sqlite:FILE or postgresql://…
    {"home", ""},                         // folder with rules, workflows, templates and plugins
    {"now", ""},                          // the moment that it is taken to be
    {"as", ""},                           // LOGIN[:ROLE@ORG]; empty: the machine's operator
    {"state", ""},                        // folder of the witness of the audit trail
    {"reports", "reports"},               // folder into which scheduled reports are published
    {"require_password", "false", true},  // who acts as a person gives that person's password
    {"policy_by_deed", "false", true},  // rules that were confirmed hold, whatever their file says
    {"json", "false", true},
    {"quiet", "false", true},
};

struct Setting {
  std::string value;
  std::string origin;  // as the face names it; "xueshi.yaml:2:1", "default"
};

// As it may be shown: a password inside a URL is `***`.
std::string shown(const Setting& setting);

// Variables of the process, as a face hands them in: name to value.
using Environment = std::map<std::string, std::string>;

class Settings {
 public:
  // `given`: key to what the face was given, whichever way. `environment`: what else is known of
  // the machine, and what child programs get. Reads `./xueshi.yaml` (absent: fine); mistakes of it
  // are findings ("config.*"). Throws base::Error(kDisk) where it cannot be read.
  static Settings resolve(const std::map<std::string, Setting>& given, Environment environment,
                          base::Findings& findings);

  const Setting& at(const std::string& key) const { return values_.at(key); }
  const std::string& value(const std::string& key) const { return at(key).value; }
  bool flag(const std::string& key) const { return value(key) == "true"; }
  const std::map<std::string, Setting>& all() const { return values_; }
  // "" for a variable that is not set.
  std::string variable(const std::string& name) const;
  const Environment& environment() const { return environment_; }

 private:
  Environment environment_;
  std::map<std::string, Setting> values_;
};

}  // namespace xueshi::session
