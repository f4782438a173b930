// Verification of the audit trail: every chain in reach against its own hashes, its head, and the
// witness outside the database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "session/session.h"

namespace xueshi::audit {

// The first broken row of a chain. Codes: audit.hole (a row is missing), audit.previous (it does
// not stand on the one before), audit.content (its hash is not of its content), audit.witness (it
// is not the row that was witnessed), audit.behind (rows that were witnessed are missing),
// audit.head (the head is not of the last row), audit.signature (a line of the witness was not
// signed with the key), audit.witness-line (a line of the witness says nothing; of no chain). What
// is left of a line that a crash tore is a warning.
struct AuditProblem {
  std::string chain;
  std::int64_t seq = 0;
  std::string code;
  std::string message;  // Chinese
};

struct AuditVerification {
  std::int64_t chains = 0;
  std::int64_t rows = 0;
  std::vector<AuditProblem> problems;  // at most one of a kind a chain, in order of chain
  std::vector<std::string> warnings;   // what could not be checked
  std::string witness;                 // the file
  bool ok() const { return problems.empty(); }
};

// For institute and academy administrators. Reads row by row; keeps 40 bytes for every line of the
// witness.
AuditVerification verify_audit(session::Session& session);

}  // namespace xueshi::audit
