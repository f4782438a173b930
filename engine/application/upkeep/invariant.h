// Invariants as a table of named checks; for verify.cc and verify_*.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "session/session.h"
#include "store/soundness.h"
#include "upkeep/invariant_result.h"

namespace xueshi::upkeep {

// What one check works with, and where it says what it found.
struct Examination {
  session::Session& session;
  store::Extent extent;
  bool is_whole;  // the extent holds the whole academy
  InvariantResult& result;

  database::Database& database() const { return session.database(); }
  void look_at(std::int64_t count = 1) { result.checked += count; }
  void skip(std::int64_t count = 1) { result.skipped += count; }
  void report(std::string row);
  // Runs a probe of the store; `row` is a format for its three columns.
  void probe(const char* name, const char* row);
  // The years of the extent that have hours and rules.
  std::vector<base::Year> years() const;
  // Whether a unit lies in the extent.
  bool reaches(const std::string& org) const;
};

struct Invariant {
  const char* name;
  const char* sentence;
  void (*check)(Examination&);
  bool of_academy = false;  // concerns the academy as a whole
};

const std::vector<Invariant>& organisation_invariants();
const std::vector<Invariant>& hours_invariants();
const std::vector<Invariant>& history_invariants();
const std::vector<Invariant>& publication_invariants();
const std::vector<Invariant>& trail_invariants();

}  // namespace xueshi::upkeep
