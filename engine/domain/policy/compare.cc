#include "policy/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "condition/classes.h"
#include "policy/amount.h"

namespace xueshi::policy {

namespace {

std::string render(const Policy& policy, const NeedBlock& block, const Over& around) {
  std::vector<std::string> parts;
  for (const Need& need : block.need) {
    parts.push_back(fmt::format("{} ≥ {}", policy.accounts[need.account].label,
                                render_amount(policy, need.account, need.at_least)));
  }
  if (!block.any_of.empty()) {
    std::vector<std::string> groups;
    for (const NeedBlock& group : block.any_of) groups.push_back(render(policy, group, block.over));
    parts.push_back(fmt::format("（{}）之一", base::join(groups, "；或 ")));
  }
  std::string text = base::join(parts, "，");
  std::string over = block.over == around ? "" : render(policy, block.over);
  return over.empty() ? text : over + "：" + text;
}

std::string render(const Policy& policy, const Proration& proration) {
  std::vector<std::string> reasons = proration.absences;
  if (proration.until_left) reasons.insert(reasons.begin(), "离职");
  if (proration.from_hired) reasons.insert(reasons.begin(), "入职");
  std::string only;
  if (proration.only) {
    std::vector<std::string> labels;
    for (AccountIndex each : *proration.only) labels.push_back(policy.accounts[each].label);
    only = fmt::format("{} ", base::join(labels, "、"));
  }
  return fmt::format("{}按在岗月数折算（{}{}）", only, base::join(reasons, "、"),
                     proration.whole_hours ? "，进到整学时" : "");
}

// What one side says of somebody.
std::string outcome(const Policy& policy, const condition::Facts& person) {
  if (const Exemption* exemption = policy.exemption_for(person)) {
    return fmt::format("不纳入考核（{}）",
                       exemption->label.empty() ? exemption->id : exemption->label);
  }
  return render(policy, policy.requirement_for(person));
}

// The people whom either side tells apart, by names of facts.
class Kinds {
 public:
  Kinds(const Policy& before, const Policy& after) : before_(before), after_(after) {
    for (const Policy* policy : {&before, &after}) {
      std::vector<condition::Condition> conditions;
      for (const Requirement& each : policy->requirements) conditions.push_back(each.when);
      for (const Exemption& each : policy->exempt) conditions.push_back(each.when);
      for (condition::FactClasses& fact : condition::classes_of(*policy->people, conditions))
        add(std::move(fact));
    }
  }

  std::vector<KindChange> changes() const {
    std::map<std::pair<std::string, std::string>, std::vector<condition::Kind>> by_outcome;
    std::vector<std::pair<std::string, std::string>> order;
    condition::for_each_kind(facts_, [&](const condition::Kind& kind) {
      std::pair<std::string, std::string> both = {outcome(before_, facts_of(before_, kind)),
                                                  outcome(after_, facts_of(after_, kind))};
      if (both.first == both.second) return true;
      auto [at, fresh] = by_outcome.try_emplace(both);
      if (fresh) order.push_back(both);
      at->second.push_back(kind);
      return true;
    });
    std::vector<KindChange> changes;
    for (const auto& both : order) {
      for (const std::string& who : condition::render(facts_, by_outcome.at(both)))
        changes.push_back({who, both.first, both.second});
    }
    return changes;
  }

 private:
  void add(condition::FactClasses fact) {
    for (condition::FactClasses& known : facts_) {
      if (known.fact.name != fact.fact.name) continue;
      known = condition::joined(known, fact);
      return;
    }
    facts_.push_back(std::move(fact));
  }

  // As that side's vocabulary has them.
  condition::Facts facts_of(const Policy& policy, const condition::Kind& kind) const {
    condition::Facts facts(policy.people->facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
      for (std::size_t j = 0; j < facts_.size(); ++j) {
        if (facts_[j].fact.name == policy.people->facts[i].name)
          facts[i] = facts_[j].first[kind[j]];
      }
    }
    return facts;
  }

  const Policy& before_;
  const Policy& after_;
  std::vector<condition::FactClasses> facts_;
};

std::vector<ValueChange> compare_values(const Policy& before, const Policy& after) {
  std::map<std::string, ValueChange> changes;
  for (const Origin& origin : before.origins)
    changes[origin.path] = {origin.path, origin, std::nullopt};
  for (const Origin& origin : after.origins) {
    changes[origin.path].path = origin.path;
    changes[origin.path].after = origin;
  }
  std::vector<ValueChange> different;
  for (const auto& [path, change] : changes) {
    bool same = change.before && change.after && change.before->value == change.after->value;
    if (!same) different.push_back(change);
  }
  return different;
}

// Everything but who is asked for what, and what the rules are called.
bool have_same_rules(const Policy& a, const Policy& b) {
  return a.year_begins == b.year_begins && a.facts == b.facts && a.sources == b.sources &&
         a.uncounted == b.uncounted && a.entered == b.entered && a.delivered == b.delivered &&
         a.accounts == b.accounts && a.backbone == b.backbone && a.summary == b.summary &&
         a.plans == b.plans && a.classes == b.classes && a.has_backbone == b.has_backbone &&
         a.has_summary == b.has_summary && a.has_plans == b.has_plans;
}

}  // namespace

std::string render(const Policy& policy, const Over& over) {
  switch (over.kind) {
    case Over::Kind::kYear:
      return "";
    case Over::Kind::kCycle:
      return fmt::format("{} 年度起每 {} 年", over.from, over.length);
    case Over::Kind::kPersonal:
      return fmt::format("自本人的{}起每 {} 年", policy.people->facts[over.fact].name, over.length);
    case Over::Kind::kRolling:
      return fmt::format("近 {} 个年度", over.length);
    case Over::Kind::kDays:
      return fmt::format("近 {} 天", over.length);
    case Over::Kind::kMonths:
      return fmt::format("近 {} 个月", over.length);
  }
  return "";
}

std::string render(const Policy& policy, const Requirement& requirement) {
  std::vector<std::string> blocks;
  for (const NeedBlock& block : requirement.blocks) blocks.push_back(render(policy, block, Over{}));
  std::string text = base::join(blocks, "；");
  if (requirement.prorate) text += "；" + render(policy, *requirement.prorate);
  return text;
}

Comparison compare(const Policy& before, const Policy& after) {
  Comparison comparison;
  comparison.kinds = Kinds(before, after).changes();
  comparison.values = compare_values(before, after);
  comparison.same = comparison.kinds.empty() && have_same_rules(before, after);
  return comparison;
}

}  // namespace xueshi::policy
