#include "hours/gain.h"

#include <fmt/format.h>

#include "base/text.h"
#include "policy/amount.h"

namespace xueshi::hours {

namespace {

using base::Hours;
using policy::AccountIndex;
using policy::Policy;

bool is_same(const LearningRecord& a, const LearningRecord& b) {
  return a.number == b.number && (a.source == kRosterSource) == (b.source == kRosterSource);
}

// The first full account from the leaf up.
std::optional<AccountIndex> full_above(const Policy& policy, const Statement& statement,
                                       AccountIndex leaf) {
  for (std::optional<AccountIndex> at = leaf; at; at = policy.accounts[*at].parent) {
    const std::optional<Hours>& cap = statement.accounts[*at].cap;
    if (cap && statement.accounts[*at].effective >= *cap) return at;
  }
  return std::nullopt;
}

// Decimal where that is exact, else to the second.
std::string in_unit(const Policy& policy, AccountIndex account, Hours hours) {
  if (!unit_of(policy, account).empty()) return render_amount(policy, account, hours);
  constexpr std::int64_t kSecondsOfHundredth = 36;
  if (hours.seconds() % kSecondsOfHundredth != 0) return base::render_exact(hours);
  return base::render_decimal(hours) + " 学时";
}

std::string counted_line(const Policy& policy, const Gain& gain) {
  std::string line = "对您可计入 " + in_unit(policy, 0, gain.counted);
  if (!gain.has_account) return line + "：本年度的规定没有账户计入这一类别";
  if (gain.counted == gain.length) return line;
  line += fmt::format("（共 {}）", in_unit(policy, 0, gain.length));
  if (!gain.cut_by) return line;
  return line + fmt::format(
                    "：'{}' 最多计入 {}，其余只计入总学时", policy.accounts[*gain.cut_by].label,
                    render_effective(policy, *gain.cut_by, *gain.after.accounts[*gain.cut_by].cap));
}

std::string missing_line(const Policy& policy, const Gain& gain) {
  const Statement& after = gain.after;
  if (after.exempt)
    return fmt::format("{}年度您不纳入考核：{}", policy.year.value(),
                       exemption_label(policy, *after.exempt));
  std::vector<std::string> parts;
  for (const auto& [account, missing] : after.missing)
    parts.push_back(
        fmt::format("{} {}", policy.accounts[account].label, in_unit(policy, account, missing)));
  return parts.empty()
             ? fmt::format("计入后即达到{}年度的要求", policy.year.value())
             : fmt::format("计入后{}年度还差 {}", policy.year.value(), base::join(parts, "、"));
}

}  // namespace

Gain try_record(const Policy& policy, const Learner& learner, std::vector<LearningRecord> records,
                LearningRecord record) {
  std::erase_if(records, [&](const LearningRecord& each) { return is_same(each, record); });
  Statement before = make_statement(policy, learner, records);
  record.status = place::kApproved;
  Gain gain;
  gain.length = worth(policy, record);
  std::optional<AccountIndex> leaf = policy.find_leaf(record.source, record.category);
  gain.has_account = leaf.has_value();
  records.push_back(std::move(record));
  gain.after = make_statement(policy, learner, std::move(records));
  gain.counted = gain.after.effective() - before.effective();
  if (leaf && gain.counted < gain.length) gain.cut_by = full_above(policy, gain.after, *leaf);
  return gain;
}

std::vector<std::string> render(const Policy& policy, const Gain& gain) {
  return {counted_line(policy, gain), missing_line(policy, gain)};
}

}  // namespace xueshi::hours
