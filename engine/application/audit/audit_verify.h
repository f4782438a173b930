// Verification of the audit trail: every chain in reach against its own hashes, its head, and the
// witness outside the database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/witness.h"
#include "session/session.h"

namespace xueshi::audit {

// The first broken row of a chain. Codes: audit.hole (a row is missing), audit.previous (it does
// not stand on the one before), audit.content (its hash is not of its content), audit.witness (it
// is not the row that was witnessed), audit.behind (rows that were witnessed are missing),
// audit.head (the head is not of the last row), audit.signature (a line of the witness was not
// signed with the key of its time), audit.witness-line (a line of the witness says nothing; of no
// chain), audit.witness-lost and audit.key-lost (what says so is not there; of no chain),
// audit.key-change (another key signs from a line on that is not signed by both; of no chain). What
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

// The machine's operator gives the witness another key: written to the trail of the root unit, and
// to the witness, signed by both keys. Returns the public keys; the old one is empty where it was
// lost. Refuses "audit.operator"; throws base::Error(kDisk).
KeyChange rotate_key(session::Session& session);

// For institute and academy administrators. Reads row by row; keeps 40 bytes for every line of the
// witness.
AuditVerification verify_audit(session::Session& session);

}  // namespace xueshi::audit
