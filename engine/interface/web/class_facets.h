// Facets of the classes that a learner can enrol in: 来源, 类型, 类别, 月份, 项目状态, each value
// with how many there are; for this room's own files.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "html/html.h"
#include "view/classes.h"
#include "web/visit.h"

namespace xueshi::web {

inline constexpr const char* kCanEnrol = "可报名";
bool can_enrol(const view::ClassView& view);
// 可报名, or how they stand on its roster; empty: neither.
std::string state_of_class(const view::ClassView& view);

// What the list can be narrowed by; each value of a class is one word.
struct Facet {
  const char* name;   // in the address
  const char* label;  // 来源
  std::function<std::string(const view::ClassView&)> word_of;
  std::vector<std::string> words{};  // first and in this order, whether any class has them or not
};
std::vector<Facet> class_facets(const Visit& visit);
// Whether a class is what the address asks for; one facet can be left out of the question.
bool fits_facets(const Visit& visit, const std::vector<Facet>& facets, const view::ClassView& view,
                 const Facet* but = nullptr);
// Each value with how many classes have it among those that the other facets leave.
html::Html facets_card(const Visit& visit, const std::vector<Facet>& facets,
                       const std::vector<view::ClassView>& all);

}  // namespace xueshi::web
