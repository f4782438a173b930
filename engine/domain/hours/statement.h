// Statement: one person's hours of one year under its policy, with the reason for every second.
//
// Which second is cut (domain.md §2, D; policy.md §1, "Exactly"): what is carried comes before all
// records; then those of an account whose share is asked for, before those below the cap that it
// makes; else records are taken in order of start, then source number (byte order). Each gives what
// every account up to its root still has room for; the first full account on the way up is the
// reason. A record's counted seconds are what reaches the root, and add up to the root's effective
// hours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hours.h"
#include "condition/condition.h"
#include "hours/ledger.h"
#include "hours/reckoning.h"
#include "hours/record.h"
#include "policy/policy.h"

namespace xueshi::hours {

struct AccountLine {
  base::Hours total;                // approved records posted to it or below, converted
  base::Hours effective;            // what remains under the caps, with what was carried
  base::Hours carried;              // into it, from the period before
  std::optional<base::Hours> cap;   // as it came out: of a share, of that year
  std::optional<base::Hours> need;  // of the year, of the requirement that fits the person
  bool met = true;                  // effective ≥ need; true without a need
  base::Hours missing() const { return met ? base::Hours() : *need - effective; }
};

struct RecordLine {
  std::size_t record = 0;  // into Statement::records
  std::optional<policy::AccountIndex>
      account;          // the leaf; absent where no account takes the source
  base::Hours worth;    // converted; of a record that spreads over years the year's part
  base::Hours counted;  // what reaches the root
  std::optional<policy::AccountIndex>
      cut_by;                // the first full account, where a cap cut something off
  bool counts_once = false;  // the same work counts with another record
};

struct Statement {
  std::vector<AccountLine> accounts;  // parallel to Policy::accounts
  std::vector<LearningRecord>
      records;  // in the order in which they were taken; pending and refused ones too
  std::vector<RecordLine> lines;  // parallel to records
  base::Hours longest;  // single training, by its own hours whatever a cap leaves of it (§4.2)
  bool met = false;     // every need of the requirement that is judged; ignores exemption
  bool open = false;    // nothing is judged yet: met, and outside the rate
  std::vector<NeedLine> needs;  // every need, in the order of the file
  std::map<policy::AccountIndex, base::Hours> missing;
  std::string requirement;            // id of the requirement that fits
  std::optional<std::string> exempt;  // id of the exemption that fits

  base::Hours total() const { return accounts.front().total; }
  base::Hours effective() const { return accounts.front().effective; }
};

// 达标, 未达标; of who has no requirement 不纳入考核 (domain.md §2, D9), and where nothing is
// judged yet 未到期.
std::string_view verdict_label(bool met, bool exempt, bool open = false);
// Why somebody is exempt, as people read it; the exemption's id where the policy gives no label.
std::string exemption_label(const policy::Policy& policy, const std::string& id);

// Requires: the records are this person's, as far as reach_of(policy).
Statement make_statement(const policy::Policy& policy, const Learner& learner,
                         std::vector<LearningRecord> records);

// The same figures without reasons, for the mass. Equal to the statement's (tested).
struct Tally {
  std::vector<AccountLine> accounts;
  base::Hours longest;
  bool met = false;
  bool open = false;
  std::map<policy::AccountIndex, base::Hours> missing;
  std::optional<std::string> exempt;

  base::Hours total() const { return accounts.front().total; }
  base::Hours effective() const { return accounts.front().effective; }
};
// Requires: it reaches as far as reach_of(policy), or farther.
Tally make_tally(const policy::Policy& policy, const Learner& learner, const OnRecord& on_record);

}  // namespace xueshi::hours
