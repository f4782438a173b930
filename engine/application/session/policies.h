// Policies: the rules of a home, year by year. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "base/finding.h"
#include "policy/policy.h"
#include "session/home.h"

namespace xueshi::session {

// The policies of a home, resolved once per year.
class Policies {
 public:
  explicit Policies(const Home& home) : shelf_(home.load_shelf()) {}
  const policy::Shelf& shelf() const { return shelf_; }
  // Throws WrongFiles where the rules of that year are not sound, or none apply.
  const policy::Policy& of(base::Year year) const;
  // Null where the year lies before the first rules file. Throws WrongFiles where the rules are not
  // sound.
  const policy::Policy* find(base::Year year) const;
  // What the policies of all years ask of people, absences and records beside the program's own
  // columns; rules that are not sound ask for nothing.
  policy::FurtherColumns columns() const;

 private:
  struct Resolved {
    std::optional<policy::Policy> policy;
    base::Findings findings;
  };
  const Resolved& resolved(base::Year year) const;
  policy::Shelf shelf_;
  mutable std::mutex mutex_;
  mutable std::map<int, Resolved> by_year_;
};

}  // namespace xueshi::session
