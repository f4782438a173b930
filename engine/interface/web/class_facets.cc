#include "web/class_facets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "session/session.h"
#include "web/list.h"
#include "web/paging.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using view::ClassView;

// 本单位 where it is held by an institute's own unit, else 全院.
std::function<std::string(const ClassView&)> facet_source(const Visit& visit) {
  const academy::OrgTree& tree = visit.session->tree();
  const academy::Org* own = tree.institute_of(visit.session->actor().org);
  return [&tree, own](const ClassView& view) {
    const academy::Org* institute = tree.institute_of(view.training_class.org);
    return own != nullptr && institute == own ? "本单位" : "全院";
  };
}

// 资助程度, as the rules of a year name them.
std::string support_of(const policy::Policy* policy, const char* kind) {
  if (policy == nullptr) return "";
  auto at = policy->plans.support.find(kind);
  return at == policy->plans.support.end() ? "" : at->second;
}

std::function<std::string(const ClassView&)> facet_kind(const Visit& visit) {
  const session::Policies& policies = visit.session->policies();
  return [&policies](const ClassView& view) {
    if (!view.support_level.empty()) return view.support_level;
    return support_of(policies.find(view.training_class.year),
                      view.training_class.excellent ? "excellent" : "plain");
  };
}

std::vector<std::string> kinds_of_year(const Visit& visit) {
  const policy::Policy* policy = visit.session->policies().find(year_of(visit));
  std::vector<std::string> words;
  for (const char* kind : {"excellent", "funded", "plain"}) {
    std::string word = support_of(policy, kind);
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

std::string facet_month(const ClassView& view) {
  return fmt::format("{}月", std::stoi(base::render(view.training_class.start).substr(5, 2)));
}

bool fits_facet(const Visit& visit, const Facet& facet, const ClassView& view) {
  std::string asked = visit.query(facet.name);
  return asked.empty() || facet.word_of(view) == asked;
}

Html facet_link(const Visit& visit, const Facet& facet, const std::string& word,
                std::int64_t count) {
  std::string label = fmt::format("{}({})", word.empty() ? "全部" : word, count);
  if (visit.query(facet.name) == word) return element("b", {}, {text(label)});
  return link_to(with_query(visit, {{facet.name, word}}), label);
}

// Counted among what the other facets leave.
Html facet_line(const Visit& visit, const std::vector<Facet>& facets, const Facet& facet,
                const std::vector<ClassView>& all) {
  std::vector<std::string> words = facet.words;
  std::int64_t total = 0;
  std::map<std::string, std::int64_t> counts;
  for (const ClassView& view : all) {
    std::string word = facet.word_of(view);
    if (!word.empty() && !base::contains(words, word)) words.push_back(word);
    if (!fits_facets(visit, facets, view, &facet)) continue;
    ++counts[word];
    ++total;
  }
  std::vector<Html> links = {facet_link(visit, facet, "", total)};
  for (const std::string& word : words) {
    links.push_back(text(" "));
    links.push_back(facet_link(visit, facet, word, counts[word]));
  }
  return element("div", {}, {element("dt", {}, {text(facet.label)}), element("dd", {}, links)});
}

}  // namespace

bool can_enrol(const ClassView& view) { return base::contains(view.actions, "enrol"); }

// 可报名, or how they stand on its roster.
std::string state_of_class(const ClassView& view) {
  if (can_enrol(view)) return kCanEnrol;
  return view.attendees.empty() ? "" : view::standing_label(view.attendees.front());
}

std::vector<Facet> class_facets(const Visit& visit) {
  std::vector<std::string> months;
  for (int month = 1; month <= 12; ++month) months.push_back(fmt::format("{}月", month));
  return {{"source", "来源", facet_source(visit), {"本单位", "全院"}},
          {"kind", "类型", facet_kind(visit), kinds_of_year(visit)},
          {"category", "类别", [](const ClassView& view) { return view.training_class.category; }},
          {"month", "月份", facet_month, months},
          {"state", "项目状态", state_of_class}};
}

bool fits_facets(const Visit& visit, const std::vector<Facet>& facets, const ClassView& view,
                 const Facet* but) {
  return std::all_of(facets.begin(), facets.end(), [&](const Facet& facet) {
    return &facet == but || fits_facet(visit, facet, view);
  });
}

Html facets_card(const Visit& visit, const std::vector<Facet>& facets,
                 const std::vector<ClassView>& all) {
  std::vector<Html> lines;
  for (const Facet& facet : facets) lines.push_back(facet_line(visit, facets, facet, all));
  return card({element("dl", {attr("class", "details")}, lines)});
}

}  // namespace xueshi::web
