#include "hours/statement.h"

#include <algorithm>
#include <tuple>

namespace xueshi::hours {

namespace {

using base::Hours;
using policy::Account;
using policy::AccountIndex;
using policy::Policy;

// What every account still has room for; absent means without limit.
class Room {
 public:
  Room(const Policy& policy, const Sums& sums) : policy_(policy), left_(sums.cap) {}

  // What was carried comes before all records.
  void take_carried(const Sums& sums) {
    for (AccountIndex i = 0; i < policy_.accounts.size(); ++i) {
      if (sums.carried[i] > Hours()) take(i, sums.carried[i]);
    }
  }

  // Takes what fits from the leaf up to the root. Where that is less than the record holds, the
  // first account on the way up that has no room left afterwards is the reason.
  RecordLine take(AccountIndex leaf, Hours length) {
    RecordLine line;
    line.account = leaf;
    line.worth = line.counted = length;
    for (std::optional<AccountIndex> at = leaf; at; at = policy_.accounts[*at].parent) {
      if (left_[*at]) line.counted = std::min(line.counted, *left_[*at]);
    }
    for (std::optional<AccountIndex> at = leaf; at; at = policy_.accounts[*at].parent) {
      if (!left_[*at]) continue;
      *left_[*at] -= line.counted;
      bool is_full = *left_[*at] == Hours();
      if (is_full && !line.cut_by && line.counted < length) line.cut_by = at;
    }
    return line;
  }

 private:
  const Policy& policy_;
  std::vector<std::optional<Hours>> left_;
};

// How many shares have to be known before an account's records are taken: those below the account
// that a share is of come first.
std::vector<int> ranks(const Policy& policy) {
  const std::vector<Account>& accounts = policy.accounts;
  std::vector<int> own(accounts.size()), below(accounts.size());
  // In the order in which they are worked out: what a share is of comes before it.
  auto lift = [&](auto& self, AccountIndex at, int rank) -> void {
    own[at] = std::max(own[at], rank);
    for (AccountIndex child : accounts[at].of) self(self, child, rank);
  };
  for (AccountIndex at : policy.order) {
    below[at] = own[at];
    for (AccountIndex child : accounts[at].of) below[at] = std::max(below[at], below[child]);
    if (!accounts[at].share) continue;
    lift(lift, at, below[accounts[at].share->of] + 1);
    below[at] = std::max(below[at], own[at]);
  }
  return own;
}

void sort_records(std::vector<LearningRecord>& records) {
  std::stable_sort(
      records.begin(), records.end(), [](const LearningRecord& a, const LearningRecord& b) {
        return std::tie(a.start, a.number, a.source) < std::tie(b.start, b.number, b.source);
      });
}

Hours longest_training(const Policy& policy, const std::vector<LearningRecord>& records) {
  Hours longest;
  for (const LearningRecord& record : records) {
    if (!record.counts() || year_counted(policy, record) != policy.year) continue;
    auto leaf = policy.find_leaf(record.source, record.category);
    if (leaf && policy.accounts[*leaf].single_training)
      longest = std::max(longest, worth(policy, record));
  }
  return longest;
}

std::optional<std::string> exempt_id(const Policy& policy, const condition::Facts& person) {
  const policy::Exemption* exemption = policy.exemption_for(person);
  if (exemption == nullptr) return std::nullopt;
  return exemption->id;
}

// The accounts of the reporting year, with its own needs.
std::vector<AccountLine> account_lines(const Sums& sums, const std::vector<NeedLine>& needs) {
  std::vector<AccountLine> lines(sums.total.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].total = sums.total[i];
    lines[i].effective = sums.effective[i];
    lines[i].carried = sums.carried[i];
    lines[i].cap = sums.cap[i];
  }
  for (const NeedLine& need : needs) {
    if (!is_yearly(need)) continue;
    AccountLine& line = lines[need.account];
    line.need = std::max(line.need.value_or(Hours()), need.need);
    line.met = line.effective >= *line.need;
  }
  return lines;
}

// What statement and tally have in common.
template <typename Figures>
const Sums& judge(const Policy& policy, const Learner& learner, Reckoning& reckoning,
                  const policy::Requirement& requirement, Figures& figures,
                  std::vector<NeedLine>& needs) {
  const Sums& sums = reckoning.sums({}, {policy.year, policy.year});
  Verdict verdict = reckoning.judge(requirement);
  figures.accounts = account_lines(sums, verdict.needs);
  figures.met = verdict.truth != Truth::kNotMet;
  figures.open = verdict.truth == Truth::kOpen;
  figures.missing = std::move(verdict.missing);
  figures.exempt = exempt_id(policy, learner.facts);
  needs = std::move(verdict.needs);
  return sums;
}

Tally tally_of(const Policy& policy, const Learner& learner, const Ledger& ledger) {
  Tally tally;
  Reckoning reckoning(policy, learner, ledger);
  std::vector<NeedLine> needs;
  judge(policy, learner, reckoning, policy.requirement_for(learner.facts), tally, needs);
  return tally;
}

// The records of the reporting year, one line each.
class Lines {
 public:
  Lines(const Policy& policy, const Sums& sums, Statement& statement)
      : policy_(policy), statement_(statement), room_(policy, sums) {
    room_.take_carried(sums);
  }

  // Of records that are worth something this year by the ledger, in the order of their ranks.
  void take(const Ledger& ledger) {
    const std::vector<LearningRecord>& records = statement_.records;
    for (std::size_t i = 0; i < records.size(); ++i) {
      RecordLine line;
      line.record = i;
      line.account = policy_.find_leaf(records[i].source, records[i].category);
      line.worth = worth(policy_, records[i]);
      statement_.lines.push_back(line);
    }
    std::map<std::string, std::size_t> best = best_records({policy_.year, policy_.year}, ledger);
    std::vector<int> rank = ranks(policy_);
    std::vector<const Posting*> taken;
    for (const Posting& posting : ledger) {
      if (is_taken(posting)) taken.push_back(&posting);
    }
    std::stable_sort(taken.begin(), taken.end(), [&](const Posting* a, const Posting* b) {
      return rank[a->leaf] < rank[b->leaf];
    });
    for (const Posting* posting : taken) take(*posting, best);
  }

 private:
  bool is_taken(const Posting& posting) const { return posting.year == policy_.year; }

  void take(const Posting& posting, const std::map<std::string, std::size_t>& best) {
    RecordLine& line = statement_.lines[posting.record];
    line.worth = posting.amount;
    line.counts_once = !posting.work.empty() && best.at(posting.work) != posting.record;
    if (line.counts_once) return;
    line = room_.take(posting.leaf, posting.amount);
    line.record = posting.record;
  }

  const Policy& policy_;
  Statement& statement_;
  Room room_;
};

}  // namespace

std::string exemption_label(const Policy& policy, const std::string& id) {
  for (const policy::Exemption& one : policy.exempt) {
    if (one.id == id && !one.label.empty()) return one.label;
  }
  return id;
}

std::string_view verdict_label(bool met, bool exempt, bool open) {
  if (exempt) return "不纳入考核";
  if (open) return "未到期";
  return met ? "达标" : "未达标";
}

Statement make_statement(const Policy& policy, const Learner& learner,
                         std::vector<LearningRecord> records) {
  Statement statement;
  sort_records(records);
  Ledger ledger = post(policy, records);
  Reckoning reckoning(policy, learner, ledger);
  const policy::Requirement& requirement = policy.requirement_for(learner.facts);
  statement.requirement = requirement.id;
  statement.longest = longest_training(policy, records);
  const Sums& sums = judge(policy, learner, reckoning, requirement, statement, statement.needs);
  // The reporting year's own, and those of earlier years that spread into it.
  std::vector<bool> is_shown(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) is_shown[i] = records[i].year == policy.year;
  for (const Posting& posting : ledger) {
    if (posting.year == policy.year) is_shown[posting.record] = true;
  }
  std::vector<std::size_t> place(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    place[i] = statement.records.size();
    if (is_shown[i]) statement.records.push_back(std::move(records[i]));
  }
  for (Posting& posting : ledger) posting.record = place[posting.record];
  Lines(policy, sums, statement).take(ledger);
  return statement;
}

Tally make_tally(const Policy& policy, const Learner& learner, const OnRecord& on_record) {
  if (on_record.by_record) {
    std::vector<LearningRecord> records = on_record.records;
    sort_records(records);  // of equal records of one work the first counts
    Tally tally = tally_of(policy, learner, post(policy, records));
    tally.longest = longest_training(policy, records);
    return tally;
  }
  Tally tally = tally_of(policy, learner, post(policy, on_record.sums));
  for (const SourceSum& sum : on_record.sums) {
    std::optional<AccountIndex> leaf = policy.find_leaf(sum.source);
    if (leaf && policy.accounts[*leaf].single_training)
      tally.longest = std::max(tally.longest, sum.longest);
  }
  return tally;
}

}  // namespace xueshi::hours
