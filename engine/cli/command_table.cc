#include "cli/commands.h"

namespace xueshi::cli {

const std::vector<OptionName>& option_names() {
  static const std::vector<OptionName> kNames = {
      {Option::kYear, "--year", "Y", "the reporting year"},
      {Option::kOrg, "--org", "CODE", "code of the institute; without it all, or the acting role's own"},
      {Option::kOut, "--out", "DIR", "folder for the workbooks"},
      {Option::kJobs, "--jobs", "N", "how many institutes at once"},
      {Option::kDryRun, "--dry-run", "", "do everything, then roll it back"},
      {Option::kExplain, "--explain", "", "with the reason for every record"},
      {Option::kName, "--name", "T", "name of the summary"},
      {Option::kFunds, "--funds", "WAN", "funds spent, in 万元, e.g. 5.0"},
      {Option::kAttendance, "--attendance", "N", "attendance, instead of the extracted one"},
      {Option::kPractice, "--practice", "FILE", "text file: 特色经验及做法"},
      {Option::kOverview, "--overview", "FILE", "text file: 执行工作整体概要"},
  };
  return kNames;
}

const std::vector<Command>& commands() {
  using O = Option;
  static const std::vector<Command> kCommands = {
      {"init", "", "Creates the database, or brings it to this program's schema.",
       "xueshi init --db sqlite:academy.db", {}, {}, run_init},
      {"import", "PATH", "Imports one file, or a folder of them, all or nothing.",
       "xueshi import examples/academy --dry-run", {}, {O::kDryRun}, run_import},
      {"import-template", "KIND FILE", "Writes an empty import workbook with headings and drop-down lists.",
       "xueshi import-template people people.xlsx", {}, {}, run_import_template},

      {"policy check", "[FILE]", "Checks one rules file, or all of --home.", "xueshi policy check rules/2024.yaml",
       {}, {}, run_policy_check},
      {"policy show", "", "Shows the resolved rules of a year, each value with its file and line.",
       "xueshi policy show --year 2021", {O::kYear}, {}, run_policy_show},
      {"policy diff", "YEAR YEAR", "Shows what changed between the rules of two years.",
       "xueshi policy diff 2019 2020", {}, {}, run_policy_diff},
      {"policy explain", "EMPLOYEE", "Says why somebody meets the requirement or not, record by record.",
       "xueshi policy explain 10001 --year 2017", {O::kYear}, {}, run_policy_explain},

      {"statement", "EMPLOYEE", "Shows a person's hours and what is missing.", "xueshi statement 10001 --year 2017",
       {O::kYear}, {O::kExplain}, run_statement},

      {"backbone candidates", "", "Lists the people who may be reported.",
       "xueshi backbone candidates --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_backbone_candidates},
      {"backbone report", "EMPLOYEE…", "Reports people as backbone, all or none.",
       "xueshi backbone report 10001 10002 --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_backbone_report},
      {"backbone withdraw", "EMPLOYEE…", "Takes people off the report, all or none.",
       "xueshi backbone withdraw 10001 --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_backbone_withdraw},
      {"backbone finalise", "", "Closes the report for good and freezes its people and hours.",
       "xueshi backbone finalise --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_backbone_finalise},
      {"backbone show", "", "Shows quota, rate, window and status.", "xueshi backbone show --year 2017 --org I001",
       {O::kYear}, {O::kOrg}, run_backbone_show},

      {"summary refresh", "", "Creates the summary, or extracts its figures again.",
       "xueshi summary refresh --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_summary_refresh},
      {"summary set", "", "Sets the typed fields.", "xueshi summary set --funds 5.0 --year 2017 --org I001",
       {O::kYear}, {O::kOrg, O::kName, O::kFunds, O::kAttendance, O::kPractice, O::kOverview}, run_summary_set},
      {"summary submit", "", "Freezes the figures as the next revision.",
       "xueshi summary submit --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_summary_submit},
      {"summary reopen", "", "Opens a submitted summary for changes.",
       "xueshi summary reopen --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_summary_reopen},
      {"summary delete", "[CODE…]", "Deletes summaries, of one institute or of several.",
       "xueshi summary delete I001 I002 --year 2017", {O::kYear}, {O::kOrg}, run_summary_delete},
      {"summary show", "", "Shows a summary.", "xueshi summary show --year 2017 --org I001", {O::kYear}, {O::kOrg},
       run_summary_show},
      {"summary list", "", "Lists the summaries in reach.", "xueshi summary list --year 2017", {}, {O::kYear},
       run_summary_list},

      {"report run", "NAME", "Writes one report of one institute, or of all.",
       "xueshi report run execution --year 2017 --org I001 --out out", {O::kYear, O::kOut}, {O::kOrg},
       run_report_run},
      {"report year-end", "", "Writes the three year-end workbooks of one institute, or of all.",
       "xueshi report year-end --year 2017 --out out", {O::kYear, O::kOut}, {O::kOrg, O::kJobs},
       run_report_year_end},

      {"plugin list", "", "Lists the report plugins and who sees them.", "xueshi plugin list", {}, {O::kOrg},
       run_plugin_list},
      {"plugin new", "FOLDER", "Writes a new plugin to start from.",
       "xueshi plugin new plugins/institutes/I001/my-report", {}, {}, run_plugin_new},
      {"plugin check", "[FOLDER]", "Checks a plugin's manifest, template and program.",
       "xueshi plugin check plugins/execution", {}, {}, run_plugin_check},
      {"plugin test", "[FOLDER]", "Runs a plugin's own cases.", "xueshi plugin test plugins/execution", {}, {},
       run_plugin_test},
      {"plugin run", "FOLDER", "Runs a plugin on an institute's data and prints its rows.",
       "xueshi plugin run plugins/execution --year 2017 --org I001", {O::kYear}, {O::kOrg}, run_plugin_run},
  };
  return kCommands;
}

}  // namespace xueshi::cli
