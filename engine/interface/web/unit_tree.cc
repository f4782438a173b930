#include "web/unit_tree.h"

#include "web/list.h"
#include "web/paging.h"

namespace xueshi::web {

namespace {

using academy::Org;
using academy::OrgLevel;
using html::attr;
using html::element;
using html::Html;
using html::text;

struct Tree {
  const Visit& visit;
  const academy::OrgTree& units;
  std::string chosen;
};

bool is_above(const Tree& tree, const Org& unit) {
  const Org* chosen = tree.units.find(tree.chosen);
  return chosen != nullptr &&
         tree.units.range_of(unit.code).contains(tree.units.range_of(chosen->code).lo);
}

Html entry(const Tree& tree, const Org& unit) {
  std::vector<html::Attribute> attributes = {
      html::link("href", with_query(tree.visit, {{"org", unit.code}}))};
  if (unit.code == tree.chosen) attributes.push_back(attr("aria-current", "true"));
  return element("a", attributes, {text(unit.name)});
}

Html branch(const Tree& tree, const std::vector<const Org*>& reached, const Org& unit,
            bool is_top) {
  std::vector<Html> parts = {entry(tree, unit)};
  bool is_open = is_top || is_above(tree, unit) || unit.level == OrgLevel::kBranch;
  std::vector<Html> below;
  if (is_open) {
    for (const Org* each : reached)
      if (each->parent == unit.code) below.push_back(branch(tree, reached, *each, false));
  }
  if (!below.empty()) parts.push_back(element("ul", {}, below));
  return element("li", {}, parts);
}

}  // namespace

Html unit_tree(const Visit& visit) {
  const academy::OrgTree& units = visit.session->tree();
  academy::OrgRange range = visit.session->scope().range();
  std::vector<const Org*> reached = units.units_in(range);
  if (reached.empty()) return {};
  std::string chosen = visit.query("org").empty() ? reached.front()->code : visit.query("org");
  Tree tree{visit, units, chosen};
  Html top = element("ul", {}, {branch(tree, reached, *reached.front(), true)});
  // On a phone it is in the way of what one came for.
  bool is_phone = visit.request.header("user-agent").find("Mobile") != std::string::npos;
  return element("details", {html::flag("open", !is_phone)},
                 {element("summary", {}, {text("组织机构")}), top});
}

}  // namespace xueshi::web
