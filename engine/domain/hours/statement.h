// Statement: one person's hours of one year under its policy, with the reason for every second.
//
// Which second is cut (domain.md §2, D): records are taken in order of start, then source number
// (byte order); each gives what every account up to the root still has room for; the first full
// account on the way up is the reason. An account's own effective hours are min(cap, sum of its
// children's); a record's counted seconds are what reaches the root, and add up to the root's
// effective hours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hours.h"
#include "condition/condition.h"
#include "hours/record.h"
#include "policy/policy.h"

namespace xueshi::hours {

struct AccountLine {
  base::Hours total;                // approved records posted to it or below
  base::Hours effective;            // what remains under the caps
  std::optional<base::Hours> need;  // of the requirement that fits the person
  bool met = true;                  // effective ≥ need; true without a need
  base::Hours missing() const { return met ? base::Hours() : *need - effective; }
};

struct RecordLine {
  std::size_t record = 0;  // into Statement::records
  std::optional<policy::AccountIndex>
      account;          // the leaf; absent where no account takes the source
  base::Hours counted;  // what reaches the root
  std::optional<policy::AccountIndex>
      cut_by;  // the first full account, where a cap cut something off
};

struct Statement {
  std::vector<AccountLine> accounts;  // parallel to Policy::accounts
  std::vector<LearningRecord>
      records;  // in the order in which they were taken; pending and refused ones too
  std::vector<RecordLine> lines;  // parallel to records
  base::Hours longest;      // single training, by its own hours whatever a cap leaves of it (§4.2)
  bool met = false;         // every need of the requirement; ignores exemption
  std::string requirement;  // id of the requirement that fits
  std::optional<std::string> exempt;  // id of the exemption that fits

  base::Hours total() const { return accounts.front().total; }
  base::Hours effective() const { return accounts.front().effective; }
};

// 达标, 未达标; of who has no requirement 不纳入考核 (domain.md §2, D9).
std::string_view verdict_label(bool met, bool exempt);
// Why somebody is exempt, as people read it; the exemption's id where the policy gives no label.
std::string exemption_label(const policy::Policy& policy, const std::string& id);

// Requires: every record belongs to this person and to policy.year.
Statement make_statement(const policy::Policy& policy, const condition::Facts& person,
                         std::vector<LearningRecord> records);

// The sum and the longest of one person's approved records of one source, as the database adds them
// up.
struct SourceSum {
  std::string source;
  base::Hours sum;
  base::Hours longest;
};

// The same figures without reasons, for the mass: needs no single record. Equal to the statement's
// (tested).
struct Tally {
  std::vector<AccountLine> accounts;
  base::Hours longest;
  bool met = false;
  std::optional<std::string> exempt;

  base::Hours total() const { return accounts.front().total; }
  base::Hours effective() const { return accounts.front().effective; }
};
Tally make_tally(const policy::Policy& policy, const condition::Facts& person,
                 const std::vector<SourceSum>& sums);

}  // namespace xueshi::hours
