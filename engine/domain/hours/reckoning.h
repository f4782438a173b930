// Reckoning: the hours of every account over a period, and whether what is needed is there.
//
// An account's own effective hours are min(cap, sum of its children's), in seconds; a share is cut
// down to the second; what is carried comes from the period before, itself reckoned the same way.
// Verdicts have three values, so that a cycle that is not over holds nobody back (policy.md §1,
// "Exactly").
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "hours/ledger.h"
#include "hours/period.h"

namespace xueshi::hours {

// Of records of one work, the one that brings the most in the period; of equal ones the first. By
// Posting::work.
std::map<std::string, std::size_t> best_records(const Period& period, const Ledger& ledger);

// Accounts, parallel to Policy::accounts.
struct Sums {
  std::vector<base::Hours> total;               // what was posted to it or below
  std::vector<base::Hours> effective;           // what remains under the caps
  std::vector<std::optional<base::Hours>> cap;  // as it came out; of a cap per year of one year
  std::vector<base::Hours> carried;             // into leaves that carry
};

enum class Truth { kNotMet, kOpen, kMet };

// One need, judged.
struct NeedLine {
  policy::AccountIndex account = 0;
  policy::Over over;
  std::optional<Period> period;
  base::Hours need;  // prorated
  base::Hours effective;
  Truth truth = Truth::kMet;
  bool is_alternative = false;           // of an `any_of`
  bool is_unknown = false;               // no period, since the person's own year is missing
  base::Hours whole;                     // need, before it was prorated
  std::optional<Attendance> there = {};  // where it was
  base::Hours missing() const { return effective >= need ? base::Hours() : need - effective; }
};

// Of the reporting year alone, and no alternative: what an account's line shows.
bool is_yearly(const NeedLine& line);

struct Verdict {
  Truth truth = Truth::kMet;
  std::vector<NeedLine> needs;
  // What is missing of each account: the greatest of its needs that are not met, or open; of
  // alternatives that of the group with the fewest seconds missing.
  std::map<policy::AccountIndex, base::Hours> missing;
};

class Reckoning {
 public:
  // Holds on to all three.
  Reckoning(const policy::Policy& policy, const Learner& learner, const Ledger& ledger)
      : policy_(policy), learner_(learner), ledger_(ledger) {}

  // Over a period, with what needs over the same carry into it.
  const Sums& sums(const policy::Over& over, const Period& period);
  Verdict judge(const policy::Requirement& requirement);

 private:
  struct Group {
    Truth truth = Truth::kMet;
    std::map<policy::AccountIndex, base::Hours> missing;
  };
  Group judge_block(const policy::Requirement& requirement, const policy::NeedBlock& block,
                    bool is_alternative, std::vector<NeedLine>& lines);
  NeedLine judge_need(const policy::Requirement& requirement, const policy::Over& over,
                      const policy::Need& need);

  bool has_records(const Period& period) const;
  std::vector<base::Hours> carried_into(const policy::Over& over, const Period& period);
  std::optional<base::Hours> need_over(const policy::Over& over, const Period& period,
                                       policy::AccountIndex account) const;
  Sums add_up(const Period& period, const std::vector<base::Hours>& carried) const;

  const policy::Policy& policy_;
  const Learner& learner_;
  const Ledger& ledger_;
  using Key = std::tuple<policy::Over::Kind, int, int, std::size_t, int, std::int64_t>;
  std::map<Key, Sums> known_;
};

}  // namespace xueshi::hours
