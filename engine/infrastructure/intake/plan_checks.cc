#include "intake/plan_checks.h"

#include "base/text.h"
#include "intake/layout.h"
#include "training/plan_rules.h"
#include "workflow/item.h"

namespace xueshi::intake {

namespace {

// Headings that only people set (资助程度) are none of the file's.
bool is_of_file(std::string_view heading) {
  for (const Heading& known : headings(Kind::kPlans)) {
    if (known.name == heading) return true;
  }
  return false;
}

// The row, as the sentences of a graph tell of it.
class RowWords : public workflow::Needs {
 public:
  RowWords(const Cells& cells, const policy::PlanRules& rules) : cells_(cells), rules_(rules) {}

  base::Blockers ask(std::string_view) const override { return {}; }
  std::vector<std::string> missing(const workflow::Check&) const override { return {}; }
  std::string say(const std::string& word) const override {
    if (word == training::kTechnicalCategories) return training::technical_categories(rules_);
    if (!is_of_file(word)) return word;
    std::string_view text = cells_.text(slot_of(Kind::kPlans, word));
    return text.empty() ? std::string(workflow::kNothing) : std::string(text);
  }

 private:
  const Cells& cells_;
  const policy::PlanRules& rules_;
};

}  // namespace

PlanChecks::PlanChecks(const workflow::Definition* graph) : graph_(graph) {
  if (graph == nullptr) return;
  checks_ =
      workflow::checks_on_the_way(*graph, training::place::kDraft, training::place::kReported);
}

void PlanChecks::check(Cells& cells, const training::Plan& plan,
                       const policy::Policy* rules) const {
  for (const workflow::Check* check : checks_) {
    std::string_view column = training::column_of(check->when);
    if (!check->filled.empty() && plan.review != training::place::kDraft) require(cells, *check);
    if (rules != nullptr && !column.empty()) warn(cells, plan, rules->plans, *check, column);
  }
}

void PlanChecks::require(Cells& cells, const workflow::Check& check) const {
  for (const std::string& heading : check.filled) {
    if (!is_of_file(heading)) continue;
    Slot slot = slot_of(Kind::kPlans, heading);
    bool has_finding = cells.heading(slot).required && !cells.heading(slot).may_be_empty;
    if (!has_finding) cells.require(slot);
  }
}

void PlanChecks::warn(Cells& cells, const training::Plan& plan, const policy::PlanRules& rules,
                      const workflow::Check& check, std::string_view column) const {
  condition::Facts facts = training::facts_of(plan, rules, {});
  facts.resize(graph_->vocabulary.facts.size());  // places, which none of these asks for
  auto refusal = workflow::find_refusal(*graph_, check, facts, RowWords(cells, rules));
  if (!refusal) return;
  cells.warning(slot_of(Kind::kPlans, column), "intake." + check.code, refusal->message);
}

}  // namespace xueshi::intake
