// Proofs: what holds of rules whoever learns whatever, and the person or account where it does not
// (policy.md §2).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/amount.h"
#include "policy/bounds.h"
#include "policy/cites.h"
#include "policy/idle.h"
#include "policy/numbers.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using base::Hours;
using condition::Condition;
using yaml::Mark;
using yaml::Node;
using Status = Proof::Status;

class Prover {
 public:
  explicit Prover(Parsing& parsing)
      : parsing_(parsing),
        policy_(parsing.policy),
        root_(parsing.layers.merged),
        citations_(parsing.layers),
        numbers_(numbers_in(parsing.layers)) {}

  void run() {
    prove_who();
    prove_exemptions();
    std::size_t before = policy_.proofs.size();
    prove_needs();
    if (policy_.proofs.size() == before)
      proved("reach", "每条要求都达得到，没有一条由其他要求保证");
    prove_caps();
    proved("monotone",
           "多学不会使达标变为未达标：账户只相加、取上限，要求只有“不少于”，由写法保证");
  }

 private:
  void proved(const char* code, std::string message) {
    policy_.proofs.push_back({Status::kProved, code, std::move(message), {}});
  }

  void say(Status status, const char* code, const Mark& mark, std::string message) {
    if (status == Status::kWarning && !is_inherited(mark))
      parsing_.reader.warning(mark, code, message);
    if (status == Status::kError) parsing_.reader.error(mark, code, message);
    if (status == Status::kNote && parsing_.is_strict && !is_inherited(mark))
      parsing_.reader.warning(mark, code, message);
    Citation basis = basis_of(mark);
    policy_.proofs.push_back({status, code, std::move(message), parsing_.layers.place(mark),
                              std::move(basis.source), std::move(basis.article)});
  }

  // Of the number at a mark its own; else what its file is called.
  Citation basis_of(const Mark& mark) const {
    for (const PlacedNumber& number : numbers_) {
      const Mark& at = number.node->mark;
      if (at.layer != mark.layer || at.line != mark.line || at.column != mark.column) continue;
      if (auto citation = citations_.find(number.path, at)) return *citation;
    }
    return {parsing_.layers.source_of(mark.layer), ""};
  }

  // A warning of a file that is extended belongs to its own check.
  bool is_inherited(const Mark& mark) const {
    const std::optional<Mark>& extends = parsing_.layers.extends;
    return extends && mark.layer == 0 && mark.line == extends->line &&
           mark.column == extends->column;
  }

  std::string who(const condition::Facts& facts) const {
    return condition::render(*policy_.people, facts);
  }

  // --- who: gaps, overlaps, what fits nobody ---

  void prove_who() {
    const Node& list = *root_.find("requirements");
    const std::vector<Requirement>& all = policy_.requirements;
    std::vector<Condition> earlier;
    for (std::size_t i = 0; i < all.size(); ++i) {
      prove_reached(all[i].when, earlier, "要求", all[i].id, "requirement-never",
                    list.items[i].mark);
      earlier.push_back(all[i].when);
    }
    if (auto gap = condition::find_gap(*policy_.people, earlier)) {
      say(Status::kError, "requirement-gap", parsing_.cause(list.mark),
          fmt::format("有人不适用任何要求，例如：{}；最后一条要求应适用于所有人（不写 when）",
                      who(*gap)));
    } else {
      proved("gap", fmt::format("每个人都适用一条要求：{} 条要求合起来包括所有人", all.size()));
    }
    prove_overlaps(list);
  }

  // Each pair once. The one for everybody else is behind all others by intention.
  void prove_overlaps(const Node& list) {
    const std::vector<Requirement>& all = policy_.requirements;
    bool is_found = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        if (all[j].when.always()) continue;
        auto both = condition::find_overlap(*policy_.people, all[i].when, all[j].when);
        if (!both) continue;
        is_found = true;
        say(Status::kNote, "overlap", parsing_.cause(list.items[j].mark),
            fmt::format("要求 '{}' 和 '{}' 有人都适用，例如：{}；以写在前面的 '{}' 为准", all[i].id,
                        all[j].id, who(*both), all[i].id));
      }
    }
    if (!is_found) proved("overlap", "没有人同时适用两条写明条件的要求");
  }

  void prove_reached(const Condition& when, const std::vector<Condition>& earlier, const char* kind,
                     const std::string& id, const char* code, const Mark& mark) {
    if (condition::find_beside(*policy_.people, when, earlier)) return;
    bool fits_nobody = !condition::find_beside(*policy_.people, when, {});
    std::string why = fits_nobody       ? "它的条件互相矛盾，没有人适用"
                      : earlier.empty() ? "没有人适用"
                                        : fmt::format("前面的{}已包括它的所有人", kind);
    say(Status::kWarning, code, parsing_.cause(mark),
        fmt::format("{} '{}' 永远用不上：{}，请删去或调整次序", kind, id, why));
  }

  void prove_exemptions() {
    const Node* given = root_.find("exempt");
    std::vector<Condition> earlier;
    for (std::size_t i = 0; i < policy_.exempt.size(); ++i) {
      const Mark& mark = given->is_map() ? given->find_entry(policy_.exempt[i].id)->key_mark
                                         : given->items[i].mark;
      prove_reached(policy_.exempt[i].when, earlier, "豁免", policy_.exempt[i].id, "exempt-never",
                    mark);
      earlier.push_back(policy_.exempt[i].when);
    }
  }

  // --- needs: within reach, and none for nothing ---

  // A group of needs with the node that it was read from.
  struct Written {
    const Requirement& requirement;
    const NeedBlock& block;
    const Node& node;
    Mark mark_of(AccountIndex account, const Policy& policy) const {
      const Node::Entry* entry = node.find_entry(policy.accounts[account].id);
      return entry != nullptr ? entry->value.mark : node.mark;
    }
  };

  void prove_needs() {
    const Node& list = *root_.find("requirements");
    for (std::size_t i = 0; i < policy_.requirements.size(); ++i) {
      const Requirement& requirement = policy_.requirements[i];
      const Node& need = *list.items[i].find("need");
      std::vector<Written> blocks;
      for (std::size_t j = 0; j < requirement.blocks.size(); ++j) {
        blocks.push_back(
            {requirement, requirement.blocks[j], need.is_sequence() ? need.items[j] : need});
      }
      for (const Written& block : blocks) {
        prove_reach(block, false);
        prove_alternatives(block);
      }
      prove_idle_needs(requirement, blocks);
    }
  }

  bool is_reachable(const NeedBlock& block) const {
    auto most = most_hours(policy_, block.over);
    bool all = std::all_of(block.need.begin(), block.need.end(), [&](const Need& need) {
      return !most[need.account] || *most[need.account] >= need.at_least;
    });
    bool any = block.any_of.empty() ||
               std::any_of(block.any_of.begin(), block.any_of.end(),
                           [&](const NeedBlock& group) { return is_reachable(group); });
    return all && any;
  }

  void prove_reach(const Written& written, bool is_alternative) {
    auto most = most_hours(policy_, written.block.over);
    for (const Need& need : written.block.need) {
      const std::optional<Hours>& bound = most[need.account];
      if (!bound || *bound >= need.at_least) continue;
      const Account& account = policy_.accounts[need.account];
      say(is_alternative ? Status::kWarning : Status::kError, "out-of-reach",
          parsing_.cause(written.mark_of(need.account, policy_), "", cap_marks(need.account)),
          fmt::format("要求 '{}' {}：账户 '{}' 最多计入 {}{}，要求却是 {}，请调整其一",
                      written.requirement.id,
                      is_alternative ? "的这一选择谁也达不到" : "永远达不到", account.id,
                      render_amount(policy_, need.account, *bound), why_bounded(need.account),
                      render_amount(policy_, need.account, need.at_least)));
    }
  }

  // Where a bound comes from.
  std::string why_bounded(AccountIndex at) const {
    const Account& account = policy_.accounts[at];
    if (account.share)
      return fmt::format("（'{}' 的份额）", policy_.accounts[account.share->of].id);
    if (account.cap) {
      const Node& cap = *root_.find("accounts")->find(account.id)->find("cap");
      return fmt::format("（第 {} 行的上限）", parsing_.layers.place(cap.mark).line);
    }
    return "（其下各账户上限之和）";
  }

  // Of the account and of what lies below it.
  std::vector<Mark> cap_marks(AccountIndex at) const {
    std::vector<Mark> marks;
    const Account& account = policy_.accounts[at];
    const Node* written = root_.find("accounts")->find(account.id);
    if (const Node* cap = written->find("cap")) marks.push_back(cap->mark);
    for (AccountIndex child : account.of) {
      for (const Mark& mark : cap_marks(child)) marks.push_back(mark);
    }
    return marks;
  }

  void prove_alternatives(const Written& written) {
    const std::vector<NeedBlock>& groups = written.block.any_of;
    if (groups.empty()) return;
    const Node& list = *written.node.find("any_of");
    bool any = std::any_of(groups.begin(), groups.end(),
                           [&](const NeedBlock& group) { return is_reachable(group); });
    for (std::size_t i = 0; i < groups.size(); ++i) {
      prove_reach({written.requirement, groups[i], list.items[i]}, any);
      prove_alternatives({written.requirement, groups[i], list.items[i]});
      for (std::size_t j = 0; j < groups.size(); ++j) {
        if (i == j || !implies(groups[i], groups[j])) continue;
        if (j > i && implies(groups[j], groups[i])) continue;  // equal ones: the later is said
        say(Status::kWarning, "idle-alternative", parsing_.cause(list.items[i].mark),
            fmt::format("要求 '{}' 的第 {} 个选择是多余的：达到它的人必定达到第 {} 个",
                        written.requirement.id, i + 1, j + 1));
        break;
      }
    }
  }

  bool implies(const NeedBlock& a, const NeedBlock& b) const {
    if (a.over != b.over || !a.any_of.empty() || !b.any_of.empty()) return false;
    std::vector<Hours> least = least_hours(policy_, a.need, most_hours(policy_, a.over));
    return std::all_of(b.need.begin(), b.need.end(),
                       [&](const Need& need) { return least[need.account] >= need.at_least; });
  }

  // A need that the others over the same years make sure of.
  void prove_idle_needs(const Requirement& requirement, const std::vector<Written>& blocks) {
    // Needs that are prorated and others are not of one measure.
    if (requirement.prorate && requirement.prorate->only) return;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Over& over = blocks[i].block.over;
      for (std::size_t k = 0; k < blocks[i].block.need.size(); ++k) {
        const Need& need = blocks[i].block.need[k];
        std::vector<Need> others;
        for (std::size_t j = 0; j < blocks.size(); ++j) {
          if (blocks[j].block.over != over) continue;
          const std::vector<Need>& all = blocks[j].block.need;
          for (std::size_t l = 0; l < all.size(); ++l) {
            if (i != j || k != l) others.push_back(all[l]);
          }
        }
        if (least_hours(policy_, others, most_hours(policy_, over))[need.account] < need.at_least)
          continue;
        say(Status::kWarning, "idle-need", parsing_.cause(blocks[i].mark_of(need.account, policy_)),
            fmt::format("要求 '{}' 中 '{}' 的 {} 是多余的：达到其他要求的人必定达到它",
                        requirement.id, policy_.accounts[need.account].id,
                        render_amount(policy_, need.account, need.at_least)));
      }
    }
  }

  // --- caps: none that never cuts ---

  void prove_caps() {
    bool is_found = false;
    for (AccountIndex at = 0; at < policy_.accounts.size(); ++at) {
      const Account& account = policy_.accounts[at];
      if (!account.cap) continue;
      std::string why = why_idle(policy_, at);
      if (why.empty()) continue;
      is_found = true;
      const Node& cap = *root_.find("accounts")->find(account.id)->find("cap");
      say(Status::kWarning, "idle-cap", parsing_.cause(cap.mark),
          fmt::format("账户 '{}' 的上限 {} 不起作用：{}", account.id,
                      render_amount(policy_, at, *account.cap), why));
    }
    if (!is_found) proved("caps", "每个上限都可能用上");
  }

  Parsing& parsing_;
  Policy& policy_;
  const Node& root_;
  Citations citations_;
  std::vector<PlacedNumber> numbers_;
};

}  // namespace

std::string render(const Proof& proof) {
  static constexpr const char* kStatus[] = {"已证明", "注意", "警告", "错误"};
  std::string where =
      proof.place.line > 0 ? fmt::format("{}:{}: ", proof.place.file, proof.place.line) : "";
  return fmt::format("{}：{}{}", kStatus[static_cast<std::size_t>(proof.status)], where,
                     proof.message);
}

void prove(Parsing& parsing) { Prover(parsing).run(); }

}  // namespace xueshi::policy
