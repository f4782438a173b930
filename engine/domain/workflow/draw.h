// Drawing a graph as Graphviz DOT, with the way that one item took.
#pragma once

#include <string>
#include <vector>

#include "workflow/definition.h"
#include "workflow/item.h"

namespace xueshi::workflow {

struct Step {
  std::string region;
  std::string from;  // empty: created
  std::string to;
  std::string action;
};

struct Highlight {
  std::string item;         // "计划 P1"
  std::vector<Step> steps;  // in the order in which they were taken
  State now;                // filled; empty: none is highlighted
  std::string waits_for;  // "计算机网络信息中心 的所级管理员"; empty where nobody has to act
  std::vector<Step> next{};  // what can be done now
};

// DOT text: one cluster a region, labels in Chinese, the steps of an item bold, its places filled,
// what can be done now in blue, who acts next written below its title. Same definition, same bytes.
std::string render_dot(const Definition& definition, const Highlight& highlight);

}  // namespace xueshi::workflow
