// Command: one line of the command table, which carries its own help. Other programs
// rely on names, options and exit codes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "login/passwords.h"
#include "session/session.h"
#include "session/settings.h"

namespace xueshi::cli {

// Options of single commands; the global ones are session::kSettings.
enum class Option {
  kYear,         // --year Y
  kOrg,          // --org CODE
  kOut,          // --out DIR
  kJobs,         // --jobs N
  kDryRun,       // --dry-run
  kKind,         // --kind K
  kExplain,      // --explain
  kName,         // --name T
  kFunds,        // --funds 5.0
  kAttendance,   // --attendance N
  kPractice,     // --practice FILE
  kOverview,     // --overview FILE
  kComment,      // --comment TEXT
  kSet,          // --set HEADING=VALUE, any number of times
  kEach,         // --each
  kRevision,     // --revision N
  kFrom,         // --from DAY
  kTo,           // --to DAY
  kItem,         // --item ID
  kAgainstData,  // --against-data
  kNewHires,     // --new-hires
  kRequired,     // --required
  kShare,        // --share
  kCount,        // --count N
  kLease,        // --lease SECONDS
  kPause,        // --pause SECONDS
  kState,        // --in-state STATE
  kOrigin,       // --origin
  kGrant,        // --grant ROLE
  kListen,       // --listen ADDRESS:PORT
  kPlain,        // --plain
  kOnce,         // --once
  kHost,         // --host NAME, any number of times
  kCases,        // --cases FILE
  kCoverage,     // --coverage
  kAgainst,      // --against YEAR|FILE
  kList,         // --list
  kWith,         // --with FILE
  kStrict,       // --strict
  kPropose,      // --propose
  kProxy,        // --proxy ADDRESS, any number of times
};

struct OptionName {
  Option option;
  const char* flag;      // "--year"
  const char* argument;  // "Y"; "" for a switch; "X…" may be given several times
  const char* help;
};
const std::vector<OptionName>& option_names();

// What the command line gave to one command.
struct Invocation {
  session::Workplace& workplace;
  const session::Settings& settings;  // the workplace's
  Output& output;
  std::vector<std::string> arguments;  // positional
  std::optional<base::Year> year;
  std::map<Option, std::vector<std::string>>
      options;  // those that were given; a switch without values

  // The session of who acts (--as), who is asked for their password where one is needed. Opened by
  // the first call. Throws as Session and login::sign_in() do.
  session::Session& session(login::Purpose purpose = login::Purpose::kWork);

  bool has(Option option) const { return options.count(option) > 0; }
  std::optional<std::string> find(Option option) const;  // the value, absent where it was not given
  std::string text(Option option) const { return find(option).value_or(""); }
  std::vector<std::string> all(Option option) const;  // of one that may be given several times
  std::string org() const { return text(Option::kOrg); }
  // A whole number; `fallback` where the option was not given. Throws UsageError below `least` or
  // above `most`.
  int number(Option option, int fallback, int least, int most) const;

  std::optional<session::Session> opened{};
  std::optional<std::string> password{};  // that the session was opened with
};

// Exit codes of the contract.
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsage = 2;
inline constexpr int kCouldNot = 3;

// Thrown for a command line that parses but makes no sense. Exit 2.
struct UsageError {
  std::string message;
};

struct Command {
  const char* name;       // "backbone report"
  const char* arguments;  // "EMPLOYEE…": "" none, "X" one, "[X]" at most one, "X…" one or more
  const char* sentence;   // "Reports people as backbone."
  const char* example;    // "xueshi backbone report 10001 10002 --year 2017 --org I001"
  std::vector<Option> required;
  std::vector<Option> optional;
  int (*run)(Invocation&);
  const char* note = "";       // more to say below the help
  const char* year_help = "";  // of --year, where it is not the reporting year
};

// Every command, in the order of the help.
const std::vector<Command>& commands();

// Parses, runs, renders what went wrong. Returns the exit code.
int run_command_line(int argc, const char* const* argv);

}  // namespace xueshi::cli
