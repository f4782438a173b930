#include "cli/command_groups.h"

namespace xueshi::cli {

const std::vector<OptionName>& option_names() {
  static const std::vector<OptionName> kNames = {
      {Option::kYear, "--year", "Y", "the reporting year"},
      {Option::kOrg, "--org", "CODE",
       "code of the institute; without it all, or the acting role's own"},
      {Option::kOut, "--out", "DIR", "folder for what is written"},
      {Option::kJobs, "--jobs", "N", "how many at once: institutes, requests"},
      {Option::kKind, "--kind", "K",
       "what the one file holds, whatever its name: people, learning, …"},
      {Option::kDryRun, "--dry-run", "", "only try: nothing is changed"},
      {Option::kExplain, "--explain", "", "with the reason for every record"},
      {Option::kName, "--name", "T", "the name, or for lists a part of it"},
      {Option::kFunds, "--funds", "WAN", "funds spent, in 万元, e.g. 5.0"},
      {Option::kAttendance, "--attendance", "N", "attendance, instead of the extracted one"},
      {Option::kPractice, "--practice", "FILE", "text file: 特色经验及做法"},
      {Option::kOverview, "--overview", "FILE", "text file: 执行工作整体概要"},
      {Option::kComment, "--comment", "TEXT",
       "the reviewer's opinion, or the reason of a withdrawal"},
      {Option::kSet, "--set", "HEADING=VALUE…",
       "a field, by its import heading; may be given several times"},
      {Option::kEach, "--each", "", "each id on its own, with a result per id"},
      {Option::kRevision, "--revision", "N",
       "refuse where the item is not at this revision any more"},
      {Option::kFrom, "--from", "DAY", "from this day on, YYYY-MM-DD"},
      {Option::kTo, "--to", "DAY", "up to this day, YYYY-MM-DD"},
      {Option::kItem, "--item", "ID", "highlight the way that this item took"},
      {Option::kAgainstData, "--against-data", "", "also against the roles in the database"},
      {Option::kNewHires, "--new-hires", "", "people hired in that year"},
      {Option::kRequired, "--required", "", "people with an hours requirement"},
      {Option::kShare, "--share", "", "visible to every unit"},
      {Option::kCount, "--count", "N", "how many (5)"},
      {Option::kLease, "--lease", "SECONDS",
       "how long a job stays with a worker that is not heard of (60)"},
      {Option::kPause, "--pause", "SECONDS",
       "before a job that failed is tried again; each further pause is five times as long (5)"},
      {Option::kState, "--in-state", "STATE", "waiting, running, done or parked"},
      {Option::kOrigin, "--origin", "", "with where each value comes from"},
      {Option::kGrant, "--grant", "ROLE",
       "let this PostgreSQL role do the daily work, and nothing more"},
      {Option::kListen, "--listen", "PLACE",
       "ADDRESS:PORT or unix:FILE to listen on (127.0.0.1:8080); port 0: any that is free"},
      {Option::kPlain, "--plain", "",
       "listen on an address that other machines reach, without encryption"},
      {Option::kOnce, "--once", "", "answer one request from standard input, on standard output"},
      {Option::kHost, "--host", "NAME…",
       "a name by which browsers ask, beside the address itself: xueshi.example.org"},
      {Option::kCoverage, "--coverage", "",
       "also what no case holds: numbers of the rules, ways of the graph"},
      {Option::kAgainst, "--against", "YEAR|FILE", "other rules than those in force that year"},
      {Option::kList, "--list", "", "also who is judged otherwise, and because of which values"},
      {Option::kCases, "--cases", "FILE",
       "the cases, instead of those beside the rules or the graph"},
      {Option::kProxy, "--proxy", "ADDRESS…",
       "a proxy's address, whose X-Forwarded-For and -Proto are believed; unix: of a socket's"},
  };
  return kNames;
}

const std::vector<Command>& commands() {
  static const std::vector<Command> kCommands = [] {
    std::vector<Command> all;
    for (const auto& part : {rules_commands(), training_commands(), year_end_commands(),
                             work_commands(), upkeep_commands()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return kCommands;
}

}  // namespace xueshi::cli
