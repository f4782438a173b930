// What the graph of plans asks of a plan before it is reported, asked of a row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/cells.h"
#include "policy/policy.h"
#include "training/plan.h"
#include "workflow/definition.h"

namespace xueshi::intake {

// The checks on the way from 暂存 to 已上报 that a row can answer: headings that must be filled in,
// and conditions over what the row tells. What else the graph asks – by whom, when – is for who
// takes the step.
class PlanChecks {
 public:
  // `graph` may be null: then nothing is asked.
  explicit PlanChecks(const workflow::Definition* graph);

  // "intake.empty" for each heading that must be filled in, of a plan that is no draft any more;
  // warnings "intake.<code>" for what could not be reported like this: plans of earlier years come
  // in all the same. `rules` may be null: then only the headings are asked for.
  void check(Cells& cells, const training::Plan& plan, const policy::Policy* rules) const;

 private:
  void require(Cells& cells, const workflow::Check& check) const;
  void warn(Cells& cells, const training::Plan& plan, const policy::PlanRules& rules,
            const workflow::Check& check, std::string_view column) const;

  const workflow::Definition* graph_;
  std::vector<const workflow::Check*> checks_;
};

}  // namespace xueshi::intake
