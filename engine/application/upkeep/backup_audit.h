// The audit trail of a copy: every chain against its own hashes, its head and the witness that lies
// beside the copy.
//
// A dump holds its rows in no order, so that this check takes them as they come; the check of a
// living database (audit/audit_verify.h) walks them in order and within a scope.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "audit/witness.h"
#include "base/finding.h"
#include "store/audit.h"

namespace xueshi::upkeep {

class AuditOfCopy {
 public:
  // Keeps 32 bytes of it.
  void add(const store::AuditEntry& entry);

  // After the last row: "backup.audit" for the first broken row of each chain, "backup.witness" for
  // what the witness says otherwise, and for lines that its key has not signed. What the witness
  // does not know yet is no fault: it is written after the commit. `file` is named in the findings.
  void judge(const std::string& file, const std::vector<store::AuditHead>& heads,
             const audit::Witness& witness, base::Findings& findings);

 private:
  // Twelve bytes of a hash tell rows apart.
  using ShortHash = std::array<unsigned char, 12>;
  struct Row {
    std::int64_t seq;
    ShortHash hash, previous;
  };
  struct Chain {
    std::vector<Row> rows;
    std::int64_t changed = 0;  // the first row whose content does not fit its hash; 0: none
  };
  static ShortHash shorten(const std::string& hash);
  void judge_chain(const std::string& name, Chain& chain, const store::AuditHead& head);
  void judge_witness(const audit::Witness& witness);
  void fault(const char* code, const std::string& message);

  std::map<std::string, Chain> chains_;
  std::string file_;
  base::Findings* findings_ = nullptr;
};

}  // namespace xueshi::upkeep
