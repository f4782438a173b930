// Press: makes the workbooks of an institute's year, all from one snapshot. Publishes nothing:
// what it returns is verified and on the disk, and waits beside its final name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugin/host.h"
#include "plugin/shelf.h"
#include "report/provenance.h"
#include "report/report_inputs.h"
#include "report/report_result.h"
#include "session/session.h"
#include "workbook/publish.h"

namespace xueshi::report {

// The report that stands for the three workbooks which every institute hands in (domain.md §4).
inline constexpr const char* kYearEnd = "year-end";

// How the audit trail names workbooks, and that one was made.
inline constexpr const char* kReportSubject = "report";
inline constexpr const char* kExport = "export";

// One workbook that was made, or why there is none.
struct Made {
  ReportResult result{};
  std::optional<workbook::PartFile> part{};  // where it was made
  Provenance from{};                         // likewise
};

// A report that an institute sees, and why it cannot be made now (nothing: it can).
struct Prospect {
  std::string report;
  std::string title;
  std::vector<std::string> reasons;
};

class Press {
 public:
  // Finds the plugins of the session's home. `folder`: where the workbooks will go.
  Press(session::Session& session, std::string folder);

  const std::string& folder() const { return folder_; }
  // Whether the institute sees a report of that name; always for kYearEnd.
  bool has(const std::string& report, const std::string& org) const;
  // "年度培训总结"; the name itself where nobody makes it any more.
  std::string title_of(const std::string& report, const std::string& org);
  // One report, or the three. Throws base::Error where the machine is at fault (database, disk,
  // process), WrongFiles where the rules of the year are. Requires: no transaction is open.
  std::vector<Made> make(const std::string& report, base::Year year, const std::string& org);
  // What could be made of an institute's year, without making it: those of the year-end first.
  // Requires: no transaction is open.
  std::vector<Prospect> look_ahead(base::Year year, const std::string& org);

 private:
  const plugin::Plugin* load(const plugin::PluginPlace& place, std::vector<std::string>& reasons);
  Made make_one(const std::string& report, const InstituteYear& data);
  Prospect prospect_of(const std::string& report, const InstituteYear& data);
  std::vector<std::string> bars(const plugin::Plugin& plugin, const page::Fields& fields) const;
  Made print(const plugin::Plugin& plugin, const plugin::Book& book, const InstituteYear& data);

  struct Loaded {
    std::optional<plugin::Plugin> plugin;
    std::vector<std::string> findings;
  };
  session::Session& session_;
  std::string folder_;
  plugin::Shelf shelf_;
  plugin::Host host_;
  std::map<std::string, Loaded> loaded_;
};

}  // namespace xueshi::report
