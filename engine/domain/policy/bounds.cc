#include "policy/bounds.h"

#include <algorithm>

namespace xueshi::policy {

namespace {

using base::Hours;
using Most = std::optional<Hours>;

void limit(Most& most, Hours cap) { most = most ? std::min(*most, cap) : cap; }

Most sum_of(const std::vector<Most>& all, const std::vector<AccountIndex>& of) {
  Hours sum;
  for (AccountIndex each : of) {
    if (!all[each]) return std::nullopt;
    sum += *all[each];
  }
  return sum;
}

bool is_worthless(const Source& source) {
  bool is_nothing = source.worth.numerator == 0 && (!source.step || source.step->numerator <= 0);
  return is_nothing || source.at_most == Hours();
}

// Of `roster:讲座`, a source and its category, the category's own entry or the source's; of
// `roster` also those of categories that no leaf takes.
bool gives_nothing(const Policy& policy, const std::string& takes) {
  std::size_t colon = takes.find(':');
  const Source* source = colon == std::string::npos
                             ? policy.find_source(takes)
                             : policy.find_source(takes.substr(0, colon), takes.substr(colon + 1));
  return source != nullptr && is_worthless(*source) &&
         std::all_of(policy.sources.begin(), policy.sources.end(), [&](const Source& each) {
           return !each.name.starts_with(takes + ":") || is_worthless(each);
         });
}

bool is_empty_leaf(const Policy& policy, const Account& account) {
  return !account.takes.empty() &&
         std::all_of(account.takes.begin(), account.takes.end(),
                     [&](const std::string& takes) { return gives_nothing(policy, takes); });
}

bool asks_for(const NeedBlock& block, AccountIndex account) {
  return std::any_of(block.need.begin(), block.need.end(),
                     [&](const Need& need) { return need.account == account; }) ||
         std::any_of(block.any_of.begin(), block.any_of.end(),
                     [&](const NeedBlock& group) { return asks_for(group, account); });
}

// With what `carried` gives for each account that carries.
template <typename Carried>
std::vector<Most> most_with(const Policy& policy, int years, const Carried& carried) {
  std::vector<Most> most(policy.accounts.size());
  for (AccountIndex at : policy.order) {
    const Account& account = policy.accounts[at];
    if (account.carries) {
      most[at] = carried(*account.carries);
    } else if (!account.of.empty()) {
      most[at] = sum_of(most, account.of);
    } else if (!account.sums.empty()) {
      most[at] = sum_of(most, account.sums);
    } else if (is_empty_leaf(policy, account)) {
      most[at] = Hours();
    }
    if (account.cap) {
      std::int64_t times = account.cap_is_per_year ? years : 1;
      limit(most[at], Hours::of_seconds(account.cap->seconds() * times));
    }
    if (account.share && most[account.share->of])
      limit(most[at], account.share->part.of(*most[account.share->of]));
    if (account.share && account.share->part.numerator == 0) most[at] = Hours();
  }
  return most;
}

}  // namespace

bool is_needed(const Policy& policy, AccountIndex account) {
  return std::any_of(
      policy.requirements.begin(), policy.requirements.end(), [&](const Requirement& requirement) {
        return std::any_of(requirement.blocks.begin(), requirement.blocks.end(),
                           [&](const NeedBlock& block) { return asks_for(block, account); });
      });
}

std::vector<Most> most_hours(const Policy& policy, int years) {
  // Carried is never more than what was earned in the period before.
  std::vector<Most> earned = most_with(policy, years, [](const Carry&) -> Most { return Hours(); });
  return most_with(policy, years, [&](const Carry& carry) -> Most {
    if (!is_needed(policy, carry.from)) return Hours();  // what no need asks for carries nothing
    Most most = carry.at_most;
    if (earned[carry.from]) limit(most, *earned[carry.from]);
    return most;
  });
}

std::vector<Most> most_hours(const Policy& policy, const Over& over) {
  return most_hours(policy, over.most_years());
}

std::vector<Hours> least_hours(const Policy& policy, const std::vector<Need>& needs,
                               const std::vector<Most>& most) {
  std::vector<Hours> least(policy.accounts.size());
  for (const Need& need : needs) least[need.account] = std::max(least[need.account], need.at_least);
  auto raise = [&](AccountIndex at, Hours to) {
    if (to <= least[at]) return false;
    least[at] = to;
    return true;
  };
  // More than there can be is never reached: nothing follows from it.
  auto is_reachable = [&] {
    for (AccountIndex at = 0; at < least.size(); ++at) {
      if (most[at] && least[at] > *most[at]) return false;
    }
    return true;
  };
  for (bool has_changed = true; has_changed && is_reachable();) {
    has_changed = false;
    for (AccountIndex at = 0; at < policy.accounts.size(); ++at) {
      const Account& account = policy.accounts[at];
      const std::vector<AccountIndex>& parts = account.of.empty() ? account.sums : account.of;
      // What is below it adds up to it, under its caps.
      Hours below;
      for (AccountIndex part : parts) below += least[part];
      if (account.cap) below = std::min(below, *account.cap);
      if (account.share) below = std::min(below, account.share->part.of(least[account.share->of]));
      has_changed = raise(at, below) || has_changed;
      // What the others cannot give, each must.
      for (AccountIndex part : parts) {
        Hours others;
        bool is_bounded = true;
        for (AccountIndex other : parts) {
          if (other == part) continue;
          is_bounded = is_bounded && most[other].has_value();
          others += most[other].value_or(Hours());
        }
        if (is_bounded) has_changed = raise(part, least[at] - others) || has_changed;
      }
      // A share is there only as far as what it is of.
      if (account.share && account.share->part.numerator > 0) {
        const Fraction& whole = account.share->part;
        auto needed = static_cast<__int128>(least[at].seconds()) * whole.denominator;
        Hours of = Hours::of_seconds(
            static_cast<std::int64_t>((needed + whole.numerator - 1) / whole.numerator));
        has_changed = raise(account.share->of, of) || has_changed;
      }
    }
  }
  return least;
}

}  // namespace xueshi::policy
