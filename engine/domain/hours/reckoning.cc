#include "hours/reckoning.h"

#include <algorithm>

namespace xueshi::hours {

namespace {

using base::Hours;
using policy::Account;
using policy::AccountIndex;
using policy::NeedBlock;
using policy::Over;
using policy::Policy;

bool is_in(const Period& period, const Posting& posting) {
  if (period.is_window)
    return posting.start && period.after < *posting.start && *posting.start <= period.to;
  return period.first <= posting.year && posting.year <= period.last;
}

Hours amount_in(const Period& period, const Posting& posting) {
  return period.is_window ? posting.whole : posting.amount;
}

// The seconds of every account; year by year where a cap is one of each year.
class Adding {
 public:
  Adding(const Policy& policy, const Ledger& ledger, const Period& period,
         const std::vector<Hours>& carried)
      : policy_(policy), period_(period), accounts_(policy.accounts.size()) {
    sums_.carried = carried;
    sums_.total.resize(accounts_);
    sums_.cap.resize(accounts_);
    bool by_year = std::any_of(policy.accounts.begin(), policy.accounts.end(),
                               [](const Account& account) { return account.cap_is_per_year; });
    if (by_year) find_years(ledger);
    // The leaves of the whole period, then of each of its years.
    layers_.assign((1 + years_) * accounts_, Hours());
    post(ledger);
  }

  Sums run() {
    // What is carried into the period belongs to its first year.
    for (std::size_t year = 1; year <= years_; ++year) add(year, year == 1);
    add(0, true);
    for (AccountIndex at : policy_.order) {
      for (AccountIndex child : policy_.accounts[at].of) sums_.total[at] += sums_.total[child];
      for (AccountIndex other : policy_.accounts[at].sums) sums_.total[at] += sums_.total[other];
    }
    sums_.effective.assign(layers_.begin(),
                           layers_.begin() + static_cast<std::ptrdiff_t>(accounts_));
    return std::move(sums_);
  }

 private:
  // Windows take records of whatever 年度 they bear.
  void find_years(const Ledger& ledger) {
    first_ = period_.first.value();
    int last = period_.last.value();
    if (period_.is_window) {
      for (const Posting& posting : ledger) {
        if (!is_in(period_, posting)) continue;
        first_ = std::min(first_, posting.year.value());
        last = std::max(last, posting.year.value());
      }
    }
    years_ = static_cast<std::size_t>(last - first_) + 1;
  }

  void post(const Ledger& ledger) {
    bool has_works = std::any_of(ledger.begin(), ledger.end(),
                                 [](const Posting& posting) { return !posting.work.empty(); });
    std::map<std::string, std::size_t> best;
    if (has_works) best = best_records(period_, ledger);
    for (const Posting& posting : ledger) {
      if (!is_in(period_, posting)) continue;
      if (!posting.work.empty() && best.at(posting.work) != posting.record) continue;
      Hours amount = amount_in(period_, posting);
      at(0, posting.leaf) += amount;
      if (years_ > 0)
        at(1 + static_cast<std::size_t>(posting.year.value() - first_), posting.leaf) += amount;
      sums_.total[posting.leaf] += amount;
    }
  }

  Hours& at(std::size_t layer, AccountIndex account) {
    return layers_[layer * accounts_ + account];
  }

  // One year, or, as layer 0, the whole period.
  void add(std::size_t layer, bool takes_carried) {
    for (AccountIndex i : policy_.order) {
      const Account& account = policy_.accounts[i];
      if (account.cap_is_per_year && layer == 0) {
        at(0, i) = Hours();
        for (std::size_t year = 1; year <= years_; ++year) at(0, i) += at(year, i);
        if (years_ == 1) sums_.cap[i] = limit_of(1, account);
        continue;
      }
      Hours& sum = at(layer, i);
      if (account.carries && takes_carried) sum = sums_.carried[i];
      for (AccountIndex child : account.of) sum += at(layer, child);
      for (AccountIndex other : account.sums) sum += at(layer, other);
      std::optional<Hours> limit = limit_of(layer, account);
      if (limit) sum = std::min(sum, *limit);
      if (layer == 0) sums_.cap[i] = limit;
    }
  }

  std::optional<Hours> limit_of(std::size_t layer, const Account& account) {
    if (!account.share) return account.cap;
    return account.share->part.of(at(layer, account.share->of));
  }

  const Policy& policy_;
  const Period& period_;
  std::size_t accounts_;
  int first_ = 0;
  std::size_t years_ = 0;      // 0: none is asked for
  std::vector<Hours> layers_;  // layer by layer, the accounts of each
  Sums sums_;
};

// All must hold: not met beats met beats open.
Truth both(Truth a, Truth b) {
  if (a == Truth::kNotMet || b == Truth::kNotMet) return Truth::kNotMet;
  return a == Truth::kMet || b == Truth::kMet ? Truth::kMet : Truth::kOpen;
}

// One is enough: met beats open beats not met.
Truth either(Truth a, Truth b) { return std::max(a, b); }

void raise(std::map<AccountIndex, Hours>& missing, AccountIndex account, Hours by) {
  if (by == Hours()) return;
  Hours& most = missing[account];
  most = std::max(most, by);
}

Hours sum_of(const std::map<AccountIndex, Hours>& missing) {
  Hours sum;
  for (const auto& [account, hours] : missing) sum += hours;
  return sum;
}

// The greatest need of an account over the same, anywhere in the group.
std::optional<Hours> greatest_need(const NeedBlock& block, const Over& over, AccountIndex account) {
  std::optional<Hours> greatest;
  auto take = [&](Hours need) { greatest = std::max(greatest.value_or(Hours()), need); };
  if (block.over == over) {
    for (const policy::Need& need : block.need) {
      if (need.account == account) take(need.at_least);
    }
  }
  for (const NeedBlock& group : block.any_of) {
    if (auto need = greatest_need(group, over, account)) take(*need);
  }
  return greatest;
}

}  // namespace

bool is_yearly(const NeedLine& line) {
  return line.over.kind == Over::Kind::kYear && !line.is_alternative;
}

std::map<std::string, std::size_t> best_records(const Period& period, const Ledger& ledger) {
  std::map<std::string, std::map<std::size_t, Hours>> works;
  for (const Posting& posting : ledger) {
    if (!posting.work.empty() && is_in(period, posting))
      works[posting.work][posting.record] += amount_in(period, posting);
  }
  std::map<std::string, std::size_t> best;
  for (const auto& [work, records] : works) {
    auto most = std::max_element(records.begin(), records.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
    best[work] = most->first;
  }
  return best;
}

Sums Reckoning::add_up(const Period& period, const std::vector<Hours>& carried) const {
  return Adding(policy_, ledger_, period, carried).run();
}

bool Reckoning::has_records(const Period& period) const {
  return std::any_of(ledger_.begin(), ledger_.end(),
                     [&](const Posting& posting) { return is_in(period, posting); });
}

const Sums& Reckoning::sums(const Over& over, const Period& period) {
  Key key{over.kind, over.length,         over.from,
          over.fact, period.last.value(), period.is_window ? condition::day_number(period.to) : 0};
  auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  Sums sums = add_up(period, carried_into(over, period));
  return known_.emplace(key, std::move(sums)).first->second;
}

// What is left of a period, as far as it was earned in that period itself: what had been carried
// into it is used up first, so that hours go one period far.
std::vector<Hours> Reckoning::carried_into(const Over& over, const Period& period) {
  std::vector<Hours> carried(policy_.accounts.size());
  bool carries = std::any_of(policy_.accounts.begin(), policy_.accounts.end(),
                             [](const Account& account) { return account.carries.has_value(); });
  if (!carries) return carried;
  std::optional<Period> before = period_before(policy_, learner_, over, period);
  if (!before || !has_records(*before)) return carried;
  const Sums with = sums(over, *before);
  const Sums without = add_up(*before, std::vector<Hours>(policy_.accounts.size()));
  for (AccountIndex i = 0; i < policy_.accounts.size(); ++i) {
    const std::optional<policy::Carry>& carry = policy_.accounts[i].carries;
    if (!carry) continue;
    std::optional<Hours> need = need_over(over, *before, carry->from);
    if (!need) continue;
    Hours left = std::min(with.effective[carry->from] - *need, without.effective[carry->from]);
    if (carry->at_most) left = std::min(left, *carry->at_most);
    carried[i] = std::max(left, Hours());
  }
  return carried;
}

// Of the requirement that fitted in the period's last year; absent where it has none of that
// account.
std::optional<Hours> Reckoning::need_over(const Over& over, const Period& period,
                                          AccountIndex account) const {
  const policy::Requirement& requirement = policy_.requirement_for(
      facts_in(policy_, learner_, period.last), policy_.year.value() - period.last.value());
  std::optional<Hours> greatest;
  for (const NeedBlock& block : requirement.blocks) {
    auto need = greatest_need(block, over, account);
    if (need) greatest = std::max(greatest.value_or(Hours()), *need);
  }
  if (!greatest || !requirement.prorate || !requirement.prorate->applies_to(account))
    return greatest;
  auto there = attendance(policy_, *requirement.prorate, learner_, period);
  return there ? prorate(*requirement.prorate, *there, *greatest) : *greatest;
}

NeedLine Reckoning::judge_need(const policy::Requirement& requirement, const Over& over,
                               const policy::Need& need) {
  PeriodNow now = period_now(policy_, learner_, over);
  NeedLine line;
  line.account = need.account;
  line.over = over;
  line.period = now.period;
  line.need = line.whole = need.at_least;
  line.truth = Truth::kOpen;
  line.is_unknown = now.is_unknown;
  if (!now.period) return line;
  if (requirement.prorate && requirement.prorate->applies_to(need.account))
    line.there = attendance(policy_, *requirement.prorate, learner_, *now.period);
  if (line.there) line.need = prorate(*requirement.prorate, *line.there, line.whole);
  line.effective = sums(over, *now.period).effective[need.account];
  if (now.is_over) line.truth = line.effective >= line.need ? Truth::kMet : Truth::kNotMet;
  return line;
}

Reckoning::Group Reckoning::judge_block(const policy::Requirement& requirement,
                                        const NeedBlock& block, bool is_alternative,
                                        std::vector<NeedLine>& lines) {
  Group result;
  bool is_first = true;
  auto take = [&](Truth truth) {
    result.truth = is_first ? truth : both(result.truth, truth);
    is_first = false;
  };
  for (const policy::Need& need : block.need) {
    NeedLine line = judge_need(requirement, block.over, need);
    line.is_alternative = is_alternative;
    take(line.truth);
    raise(result.missing, line.account, line.missing());
    lines.push_back(std::move(line));
  }
  std::optional<Group> nearest;
  Truth any = Truth::kNotMet;
  for (const NeedBlock& block_of_group : block.any_of) {
    Group group = judge_block(requirement, block_of_group, true, lines);
    any = either(any, group.truth);
    if (!nearest || sum_of(group.missing) < sum_of(nearest->missing)) nearest = std::move(group);
  }
  if (!nearest) return result;
  take(any);
  if (any == Truth::kMet) return result;
  for (const auto& [account, hours] : nearest->missing) raise(result.missing, account, hours);
  return result;
}

Verdict Reckoning::judge(const policy::Requirement& requirement) {
  Verdict verdict;
  bool is_first = true;
  for (const NeedBlock& block : requirement.blocks) {
    Group group = judge_block(requirement, block, false, verdict.needs);
    verdict.truth = is_first ? group.truth : both(verdict.truth, group.truth);
    is_first = false;
    for (const auto& [account, hours] : group.missing) raise(verdict.missing, account, hours);
  }
  return verdict;
}

}  // namespace xueshi::hours
