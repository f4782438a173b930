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
  explicit Room(const Policy& policy) : policy_(policy), left_(policy.accounts.size()) {
    for (std::size_t i = 0; i < left_.size(); ++i) left_[i] = policy.accounts[i].cap;
  }

  // Takes what fits from the leaf up to the root. Where that is less than the record holds, the
  // first account on the way up that has no room left afterwards is the reason.
  RecordLine take(AccountIndex leaf, Hours length) {
    RecordLine line;
    line.account = leaf;
    line.counted = length;
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

void sort_records(std::vector<LearningRecord>& records) {
  std::stable_sort(
      records.begin(), records.end(), [](const LearningRecord& a, const LearningRecord& b) {
        return std::tie(a.start, a.number, a.source) < std::tie(b.start, b.number, b.source);
      });
}

// Leaves are filled in; inner accounts become min(cap, sum of what is below), children before
// parents.
void add_up(const Policy& policy, std::vector<AccountLine>& lines) {
  for (std::size_t i = policy.accounts.size(); i-- > 0;) {
    const Account& account = policy.accounts[i];
    for (AccountIndex child : account.of) {
      lines[i].total += lines[child].total;
      lines[i].effective += lines[child].effective;
    }
    if (account.of.empty()) lines[i].effective = lines[i].total;
    if (account.cap) lines[i].effective = std::min(lines[i].effective, *account.cap);
  }
}

// Marks needs; returns whether all of them are met.
bool judge(const policy::Requirement& requirement, std::vector<AccountLine>& lines) {
  bool met = true;
  for (const policy::Need& need : requirement.need) {
    AccountLine& line = lines[need.account];
    line.need = need.at_least;
    line.met = line.effective >= need.at_least;
    met = met && line.met;
  }
  return met;
}

std::optional<std::string> exempt_id(const Policy& policy, const condition::Facts& person) {
  const policy::Exemption* exemption = policy.exemption_for(person);
  if (exemption == nullptr) return std::nullopt;
  return exemption->id;
}

}  // namespace

std::string exemption_label(const Policy& policy, const std::string& id) {
  for (const policy::Exemption& one : policy.exempt) {
    if (one.id == id && !one.label.empty()) return one.label;
  }
  return id;
}

std::string_view verdict_label(bool met, bool exempt) {
  if (exempt) return "不纳入考核";
  return met ? "达标" : "未达标";
}

Statement make_statement(const Policy& policy, const condition::Facts& person,
                         std::vector<LearningRecord> records) {
  Statement statement;
  statement.accounts.resize(policy.accounts.size());
  sort_records(records);
  Room room(policy);
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::optional<AccountIndex> leaf = policy.find_leaf(records[i].source);
    RecordLine line;
    line.account = leaf;
    if (leaf && records[i].counts()) {
      line = room.take(*leaf, records[i].length);
      statement.accounts[*leaf].total += records[i].length;
      if (policy.accounts[*leaf].single_training) {
        statement.longest = std::max(statement.longest, records[i].length);
      }
    }
    line.record = i;
    statement.lines.push_back(line);
  }
  statement.records = std::move(records);
  add_up(policy, statement.accounts);
  const policy::Requirement& requirement = policy.requirement_for(person);
  statement.requirement = requirement.id;
  statement.met = judge(requirement, statement.accounts);
  statement.exempt = exempt_id(policy, person);
  return statement;
}

Tally make_tally(const Policy& policy, const condition::Facts& person,
                 const std::vector<SourceSum>& sums) {
  Tally tally;
  tally.accounts.resize(policy.accounts.size());
  for (const SourceSum& sum : sums) {
    std::optional<AccountIndex> leaf = policy.find_leaf(sum.source);
    if (!leaf) continue;
    tally.accounts[*leaf].total += sum.sum;
    if (policy.accounts[*leaf].single_training)
      tally.longest = std::max(tally.longest, sum.longest);
  }
  add_up(policy, tally.accounts);
  tally.met = judge(policy.requirement_for(person), tally.accounts);
  tally.exempt = exempt_id(policy, person);
  return tally;
}

}  // namespace xueshi::hours
