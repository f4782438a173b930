// Workflow pictures: a graph drawn in layers, from its start down to its ends, with the way that an
// item took.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"
#include "workflow/definition.h"
#include "workflow/draw.h"

namespace xueshi::web {

// One arrow: all transitions from one place to another.
struct WorkflowArrow {
  std::string from, to;  // places
  std::vector<std::string> labels;
  std::vector<std::string> who;     // may take it, each once
  std::vector<std::int64_t> steps;  // of the item that went this way, from 1
  bool leads_back = false;
  bool is_by_itself = false;  // nobody takes it
  bool is_next = false;       // can be taken now
};

// Of one region; those of steps that an earlier version knew, too.
std::vector<WorkflowArrow> arrows_of(const workflow::Definition& graph, std::size_t region,
                                     const workflow::Highlight& way);

// Where each place of a region stands: rows from the top, and its place in the row. Every arrow
// that does not lead back goes downwards.
struct PlacedPlace {
  const workflow::Place* place;
  std::int64_t layer = 0;
  std::int64_t column = 0;
};
std::vector<PlacedPlace> layers_of(const workflow::Definition& graph, std::size_t region,
                                   const std::vector<WorkflowArrow>& arrows);

// One region as SVG.
html::Html picture_of(const workflow::Definition& graph, std::size_t region,
                      const workflow::Highlight& way);

}  // namespace xueshi::web
