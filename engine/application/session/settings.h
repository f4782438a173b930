// Settings: the global options of a run, resolved: flag beats environment beats xueshi.yaml beats
// default.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/finding.h"

namespace xueshi::session {

// One global option: `--db`, XUESHI_DB, key `db` of xueshi.yaml. A key with an underscore is a flag
// with a hyphen.
struct SettingName {
  const char* key;
  const char* fallback;  // "" where there is none
  const char* help;
  bool is_switch = false;  // true or false; as a flag without a value

  std::string flag() const;  // "--require-password"
};
inline constexpr SettingName kSettings[] = {
    {"db", "sqlite:xueshi.db", "the database: sqlite:FILE or postgresql://…"},
    {"home", "", "folder with rules, workflows, templates and plugins"},
    {"now", "", "pretend it is this moment, e.g. 2017-12-01T09:00:00+08:00"},
    {"as", "", "act as LOGIN[:ROLE@ORG]; without it: the machine's operator"},
    {"state", "", "folder for the witness of the audit trail; without it: beside an SQLite file"},
    {"reports", "reports", "folder into which scheduled reports are published"},
    {"require_password", "false", "--as asks for the person's password", true},
    {"json", "false", "print JSON", true},
    {"quiet", "false", "no talk and no progress on stderr", true},
};

struct Setting {
  std::string value;
  std::string origin;  // "--db", "XUESHI_DB", "xueshi.yaml:2:1", "default"
};

// As it may be shown: a password inside a URL is `***`.
std::string shown(const Setting& setting);

class Settings {
 public:
  // `flags` holds what the command line gave. Reads the environment and `./xueshi.yaml` (absent:
  // fine); mistakes of that file are findings ("config.*").
  static Settings resolve(const std::map<std::string, std::string>& flags,
                          base::Findings& findings);

  const Setting& at(const std::string& key) const { return values_.at(key); }
  const std::string& value(const std::string& key) const { return at(key).value; }
  bool flag(const std::string& key) const { return value(key) == "true"; }
  const std::map<std::string, Setting>& all() const { return values_; }

 private:
  std::map<std::string, Setting> values_;
};

}  // namespace xueshi::session
