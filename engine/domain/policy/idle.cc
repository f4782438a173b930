#include "policy/idle.h"

#include <fmt/format.h>

#include <algorithm>

#include "policy/amount.h"
#include "policy/bounds.h"

namespace xueshi::policy {

namespace {

using base::Hours;
using Most = std::vector<std::optional<Hours>>;

class IdleCap {
 public:
  explicit IdleCap(const Policy& policy) : policy_(policy) {}

  std::string why(AccountIndex at) const {
    const Account& account = policy_.accounts[at];
    Policy without;
    without.accounts = policy_.accounts;
    without.order = policy_.order;
    without.sources = policy_.sources;
    without.requirements = policy_.requirements;
    without.accounts[at].cap.reset();
    // A cap of each year meets a year's hours, another one those of the longest period.
    auto below = most_hours(without, account.cap_is_per_year ? 1 : longest_years(at))[at];
    if (below && *below <= *account.cap)
      return fmt::format("其下最多只有 {}", render_amount(policy_, at, *below));
    auto most = most_hours(without, longest_years(at));
    auto cover = cover_of(at, at, *account.cap, account.cap_is_per_year, most);
    return cover ? cover->why : "";
  }

 private:
  // The account above which hides whether one has just some hours or more, and why.
  struct Cover {
    AccountIndex by = 0;
    std::string why;
    bool is_full = false;  // the account above is at its limit then, whatever else lies below it
  };

  // Absent where somebody may see it: a need, a sum, and what is carried; the account above it, and
  // one with a share of it, as far as they are not cut themselves. `from`: below it or itself, the
  // account that the hours come from.
  std::optional<Cover> cover_of(AccountIndex at, AccountIndex from, Hours hours, bool per_year,
                                const Most& most) const {
    const Account& account = policy_.accounts[at];
    if (!account.parent || is_asked_for(at)) return std::nullopt;
    std::optional<Cover> cover = cover_by(*account.parent, from, hours, per_year, most);
    for (AccountIndex other = 0; other < policy_.accounts.size() && cover; ++other) {
      const std::optional<Share>& share = policy_.accounts[other].share;
      bool is_hidden = cover->is_full && is_hidden_by(cover->by, other);
      if (!share || share->of != at || is_hidden) continue;
      Hours part = share->part.of(hours);
      const Account& sharer = policy_.accounts[other];
      bool is_cut = sharer.cap && *sharer.cap <= part && !sharer.cap_is_per_year;
      if (!is_cut) cover = cover_of(other, other, part, false, most);
    }
    return cover;
  }

  std::optional<Cover> cover_by(AccountIndex above, AccountIndex from, Hours hours, bool per_year,
                                const Most& most) const {
    const Account& over = policy_.accounts[above];
    auto limit = limit_of(above, per_year, most);
    if (limit && *limit <= hours) {
      return Cover{above,
                   fmt::format("其上 '{}' 的上限 {} 已包括它", over.id,
                               render_amount(policy_, above, *limit)),
                   true};
    }
    if (is_part_of_itself(above, from, most)) {
      return Cover{above,
                   fmt::format("其上 '{}' 最多是 '{}' 的 {}/{}，有没有它都一样", over.id,
                               policy_.accounts[over.share->of].id, over.share->part.numerator,
                               over.share->part.denominator),
                   false};
    }
    return cover_of(above, from, hours, per_year, most);
  }

  // Whether an account lies below one that is full anyway, and nothing looks at it on the way.
  bool is_hidden_by(AccountIndex full, AccountIndex at) const {
    if (at == full) return false;
    std::optional<AccountIndex> step = at;
    for (; step && *step != full; step = policy_.accounts[*step].parent) {
      bool is_shared = std::any_of(
          policy_.accounts.begin(), policy_.accounts.end(),
          [&](const Account& account) { return account.share && account.share->of == *step; });
      if (is_shared || is_asked_for(*step)) return false;
    }
    return step.has_value();
  }

  // Whether an account's share – or the share of what that is of – is of what lies below it
  // elsewhere than `at`: that alone is always enough for it, where no less than the share comes up
  // to what both lie below.
  bool is_part_of_itself(AccountIndex above, AccountIndex at, const Most& most) const {
    std::vector<AccountIndex> way = way_up(at);
    way.erase(std::find(way.begin(), way.end(), above) + 1, way.end());
    auto is_on_way = [&](AccountIndex one) {
      return one != at && std::find(way.begin(), way.end(), one) != way.end();
    };
    auto share = policy_.accounts[above].share;
    if (!share) return false;
    std::optional<Hours> enough;
    if (most[share->of]) enough = share->part.of(*most[share->of]);
    auto may_cut = [&](const Account& account) {
      return account.share || (account.cap && (!enough || *account.cap < *enough));
    };
    for (; share && is_proper(share->part); share = policy_.accounts[share->of].share) {
      if (share->of == at || is_on_way(share->of)) return false;
      for (auto step = policy_.accounts[share->of].parent; step;
           step = policy_.accounts[*step].parent) {
        if (is_on_way(*step)) return true;
        if (*step == at || may_cut(policy_.accounts[*step])) break;
      }
    }
    return false;
  }
  static bool is_proper(const Fraction& part) { return part.numerator <= part.denominator; }

  // What an account never goes beyond, whatever lies below it: hours of a year where `per_year`,
  // which its cap of a whole period holds, too.
  std::optional<Hours> limit_of(AccountIndex at, bool per_year, const Most& most) const {
    const Account& account = policy_.accounts[at];
    std::optional<Hours> limit;
    if (account.cap && (per_year || !account.cap_is_per_year)) limit = account.cap;
    if (!account.share || !most[account.share->of]) return limit;
    Hours share = account.share->part.of(*most[account.share->of]);
    return limit ? std::min(*limit, share) : share;
  }

  // That a need which looks at the account, or at one above it, is added up over; a statement's is
  // one. Of all needs where accounts look at each other across the tree.
  int longest_years(AccountIndex at) const {
    std::vector<AccountIndex> way = way_up(at);
    bool is_seen_elsewhere =
        std::any_of(policy_.accounts.begin(), policy_.accounts.end(), [&](const Account& account) {
          return account.share || account.carries || !account.sums.empty();
        });
    int longest = 1;
    for (const Requirement& requirement : policy_.requirements) {
      for (const NeedBlock& block : requirement.blocks) {
        for (AccountIndex one = 0; one < policy_.accounts.size(); ++one) {
          bool looks = is_seen_elsewhere || std::find(way.begin(), way.end(), one) != way.end();
          if (looks) longest = std::max(longest, longest_years(block, one));
        }
      }
    }
    return longest;
  }
  // 0 where the block does not ask for the account.
  static int longest_years(const NeedBlock& block, AccountIndex at) {
    bool asks = std::any_of(block.need.begin(), block.need.end(),
                            [&](const Need& need) { return need.account == at; });
    int longest = asks ? block.over.most_years() : 0;
    for (const NeedBlock& group : block.any_of)
      longest = std::max(longest, longest_years(group, at));
    return longest;
  }

  // The account and all above it.
  std::vector<AccountIndex> way_up(AccountIndex at) const {
    std::vector<AccountIndex> way = {at};
    while (policy_.accounts[way.back()].parent) way.push_back(*policy_.accounts[way.back()].parent);
    return way;
  }

  // Whether a need, a sum or what is carried looks at its own effective hours.
  bool is_asked_for(AccountIndex at) const {
    if (is_needed(policy_, at)) return true;
    return std::any_of(
        policy_.accounts.begin(), policy_.accounts.end(), [&](const Account& account) {
          return std::find(account.sums.begin(), account.sums.end(), at) != account.sums.end() ||
                 (account.carries && account.carries->from == at);
        });
  }

  const Policy& policy_;
};

}  // namespace

std::string why_idle(const Policy& policy, AccountIndex at) { return IdleCap(policy).why(at); }

}  // namespace xueshi::policy
