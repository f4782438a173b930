// Rules as people name them on a command line: a year, or a file that need not lie in the home.
#pragma once

#include <optional>
#include <string>

#include "base/finding.h"
#include "policy/draft.h"
#include "session/home.h"

namespace xueshi::proving {

class RulesFiles {
 public:
  explicit RulesFiles(session::Home home) : home_(std::move(home)), shelf_(home_.load_shelf()) {}
  // Beside the rules of `shelf`.
  RulesFiles(session::Home home, policy::Shelf shelf)
      : home_(std::move(home)), shelf_(std::move(shelf)) {}

  const session::Home& home() const { return home_; }
  const policy::Shelf& shelf() const { return shelf_; }

  struct Named {
    policy::SourceFile file;
    std::optional<base::Year> since;  // absent: later than all
  };
  // A year: the file that is in force then. Absent with a finding ("policy.no-policy",
  // "policy.no-file").
  std::optional<Named> find(const std::string& which, base::Findings& findings) const;

  // As if it were in force in that year. Absent with findings.
  std::optional<policy::Draft> load(const Named& named, base::Findings& findings) const;
  std::optional<policy::Policy> resolve(const std::string& which, base::Year year,
                                        base::Findings& findings) const;
  // What later rules of the shelf that extend the draft would have against it and did not have
  // before, each at its own place. Requires: the draft says since when.
  base::Findings find_broken_later(const Named& draft) const;
  // In the year that it is called by; of a file that no year names, as if later than all.
  static base::Year year_of(const std::string& which);

  // Likewise, but of a draft that no year names the newest of the home's rules.
  base::Year year_for(const std::string& which) const;

  // A path as people read it: relative to the home where it lies there.
  std::string shown(const std::string& file) const;

 private:
  session::Home home_;
  policy::Shelf shelf_;
};

}  // namespace xueshi::proving
