// Case: tests/<case>/ of a plugin – an input as a person writes it, and the rows that must come out
// of it.
//
//   input.yaml    year, institute, labels, and under `inputs:` a list of rows for each declared
//   input expected.csv  the template's keys, then a line a row
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/finding.h"
#include "plugin/host.h"

namespace xueshi::plugin {

struct CaseResult {
  std::string name;         // the folder's name
  base::Findings findings;  // a wrong input file, or the plugin's failure
  std::string difference;   // "" where the rows are as expected; else lines with - and +
  std::string log;          // what the plugin printed
  bool passed() const { return findings.ok() && difference.empty(); }
};

// The cases of a plugin, in byte order.
std::vector<std::filesystem::path> find_cases(const Plugin& plugin);
// Runs one. With `rewrite`, expected.csv is replaced by what came out (then look at the diff).
CaseResult run_case(Host& host, const Plugin& plugin, const std::filesystem::path& folder,
                    bool rewrite = false);

// Rows as expected.csv writes them; `plugin run` prints the same.
std::string render_csv(const page::Template& page, const std::vector<page::Row>& rows);

}  // namespace xueshi::plugin
