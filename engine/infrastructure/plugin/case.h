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

// Rows that are kept instead of printed, by sheet.
class RowList : public page::RowSink {
 public:
  explicit RowList(const page::Template& page) : rows(page.sheets.size()) {}
  void turn_to(std::size_t sheet) override { at_ = sheet; }
  void add(const page::Row& row) override { rows[at_].push_back(row); }
  std::vector<std::vector<page::Row>> rows;

 private:
  std::size_t at_ = 0;
};

// Rows as expected.csv writes them; `plugin run` prints the same. Of several sheets one after the
// other, each below a line with its name. The cell of a spread is `线上=12; 线下=3`. Requires: rows
// for every sheet.
std::string render_csv(const page::Template& page, const std::vector<std::vector<page::Row>>& rows);

}  // namespace xueshi::plugin
