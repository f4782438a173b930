// ReportResult: what came of one report of one institute.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace xueshi::report {

enum class ReportStatus {
  kWritten,
  kUpToDate,  // the path already holds what was published
  kNotReady,  // what it prints is not there yet: `reasons` say what to do
  kFailed,    // the plugin or its files are wrong, or it could not be made: `reasons` say why
};

struct ReportResult {
  std::string org;
  std::string report;
  std::string path{};  // of the workbook, where there is one
  ReportStatus status = ReportStatus::kWritten;
  std::vector<std::string> reasons{};  // Chinese; a plugin's failure names the row at hand
  std::string fault{};                 // of a plugin, for logs: place and code, nobody's data
  std::vector<std::string> warnings{};
  std::string log{};          // what the plugin printed
  std::int64_t revision = 0;  // of the publication, where it was made
  std::string receipt{};      // likewise
  bool could_not = false;     // database, disk, process: not the report's own fault
  bool made() const {
    return status == ReportStatus::kWritten || status == ReportStatus::kUpToDate;
  }
};

}  // namespace xueshi::report
