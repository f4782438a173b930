// Output: results on stdout as text or JSON, talk and progress on stderr.
#pragma once

#include <climits>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/blocker.h"
#include "base/finding.h"
#include "cli/json.h"
#include "session/session.h"

namespace xueshi::cli {

// A table of text: columns padded to their display width.
struct Table {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
};

// A blocker as the audit trail keeps it, "plan.role …", as one is told: "… [plan.role]".
std::string refusal_line(const std::string& kept);

inline const char* yes_no(bool value) { return value ? "是" : "否"; }

class Output {
 public:
  Output(bool json, bool quiet) : json_(json), quiet_(quiet) {}

  // Whose notices are told, on stderr and in JSON: before anything else goes there.
  using TakeNotices = std::function<std::vector<session::Notice>()>;
  void listen(TakeNotices take_notices) { take_notices_ = std::move(take_notices); }
  // What has not been told yet; returns it.
  std::vector<std::string> tell_notices() const;

  bool json() const { return json_; }
  void print(Json json) const;               // stdout; an object with `notices` where there are any
  void line(const std::string& text) const;  // stdout
  void text(const std::string& text) const;  // stdout, byte for byte
  // "label：text" on stdout; nothing where the text is empty.
  void field(const char* label, const std::string& text) const;
  void table(const Table& table) const;         // stdout
  void talk(const std::string& text) const;     // stderr, unless --quiet
  void warning(const std::string& text) const;  // stderr, always
  // Findings on stdout where they are the result (checks, imports); as JSON {"findings": […]}.
  // Of warnings of one file and kind the first `most_alike`, and how many more there are.
  void findings(const base::Findings& findings, int most_alike = INT_MAX) const;
  // Likewise, with further keys in JSON.
  void findings(const base::Findings& findings, const Json& further) const;
  void blockers(const base::Blockers& blockers) const;
  // A bar on a terminal, nothing elsewhere.
  void progress(const std::string& step, std::int64_t done, std::int64_t size);
  void end_progress();

 private:
  bool json_;
  bool quiet_;
  TakeNotices take_notices_;
  bool bar_shown_ = false;
  int last_permille_ = -1;
  std::string last_step_;
};

}  // namespace xueshi::cli
