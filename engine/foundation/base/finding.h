// Finding: one mistake in a file that a person wrote, with its place and advice.
//
// Checks never stop at the first mistake: they add findings and go on, so that a person sees all of
// them at once. Messages are Chinese (clerks and institutes read them), codes are English and
// stable
// (`tests/errors/<code>/` has the smallest wrong file of each).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xueshi::base {

enum class Severity { kError, kWarning };

// Where a finding is. Lines, rows and columns count from 1; 0 means "no such part".
struct Place {
  std::string file;     // as the person named it
  int line = 0;         // line of a text file, row of a table
  int column = 0;       // column in characters (not bytes) of a text file, column of a table
  std::string cell;     // "Sheet1!B2" for workbooks, else empty
  std::string excerpt;  // the offending line of a text file, else empty

  bool operator==(const Place&) const = default;
};

struct Finding {
  Severity severity = Severity::kError;
  Place place;
  std::string code;     // "policy.unknown-key"
  std::string message;  // Chinese, ends without a full stop, says what to do

  bool operator==(const Finding&) const = default;
};

// "rules/2024.yaml:7:3: 未知的键 … [policy.unknown-key]", then the excerpt with a caret where there
// is one. Warnings say 警告： after the place.
std::string render(const Finding& finding);

// "rules/2024.yaml:7:3", "people.xlsx:Sheet1!B2", "people.csv:4:2"; only the parts that are there.
std::string render(const Place& place);

// The findings of one check, in the order in which they were made. Keeps the first kKept of each
// severity and counts the rest, so that a file of a million mistakes costs no memory.
class Findings {
 public:
  static constexpr std::size_t kKept = 1000;
  using OnFinding = std::function<void(const Finding&)>;

  // Hands over every one that is added from now on, also those that are not kept.
  void tell(OnFinding on_finding) { on_finding_ = std::move(on_finding); }

  void add(Finding finding);
  void error(Place place, std::string code, std::string message);
  void warning(Place place, std::string code, std::string message);
  void append(const Findings& other);

  // True where nothing stands in the way: no finding, or warnings only.
  bool ok() const { return errors_ == 0; }
  bool empty() const { return errors_ + warnings_ == 0; }
  std::size_t errors() const { return errors_; }      // all of them, also those not kept
  std::size_t warnings() const { return warnings_; }  // likewise
  const std::vector<Finding>& kept() const { return kept_; }

  // Sorts what is kept by file, line and column; checks that run over several passes call it at the
  // end.
  void sort_by_place();

 private:
  std::vector<Finding> kept_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  OnFinding on_finding_;
};

// Those that are kept, one after the other.
std::string render(const Findings& findings, std::string_view between);

}  // namespace xueshi::base
