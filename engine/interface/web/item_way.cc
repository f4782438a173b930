#include "web/item_way.h"

#include <fmt/format.h>

#include <algorithm>

#include "web/list.h"
#include "web/workflow_picture.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::flag;
using html::Html;
using html::text;

bool moved_in(const workflow::Highlight& way, const std::string& region) {
  return std::any_of(way.steps.begin(), way.steps.end(), [&](const workflow::Step& step) {
    return step.region == region && !step.from.empty() && step.from != step.to;
  });
}

std::string place_in(const item::ItemView& view, const std::string& region) {
  for (const item::RegionPlace& place : view.places)
    if (place.region == region) return place.label;
  return "";
}

Html pictures_of(const item::ItemView& view) {
  if (view.graph == nullptr) return {};
  const workflow::Definition& graph = view.graph->definition;
  workflow::Highlight way = item::highlight_of(view);
  std::vector<Html> parts;
  for (std::size_t region = 0; region < graph.regions.size(); ++region) {
    const workflow::Region& one = graph.regions[region];
    std::string place = place_in(view, one.name);
    std::string words = place.empty() ? one.label : fmt::format("{}：{}", one.label, place);
    parts.push_back(element(
        "details", {flag("open", moved_in(way, one.name))},
        {element("summary", {}, {text("流程图：" + words)}), framed_picture(graph, region, way)}));
  }
  parts.push_back(legend_of(way));
  return html::join(parts);
}

// As the picture counts them.
bool is_step(const item::HistoryEntry& entry) {
  return entry.entry.outcome == "done" && !entry.region.empty();
}

Html way_cell(const char* heading, const std::string& words) {
  return element("td", {attr("data-h", heading)}, {text(words)});
}

Html table_of(const item::ItemView& view) {
  std::vector<Html> headings, rows;
  for (const char* heading : {"次序", "时间", "办理人", "操作", "从", "到", "说明"})
    headings.push_back(element("th", {attr("scope", "col")}, {text(heading)}));
  std::int64_t number = 0;
  for (const item::HistoryEntry& entry : view.history) {
    if (is_step(entry)) ++number;
    bool is_refused = entry.entry.outcome == "refused";
    rows.push_back(element("tr", {},
                           {way_cell("次序", is_step(entry) ? fmt::format("[{}]", number) : ""),
                            way_cell("时间", entry.entry.at), way_cell("办理人", entry.who),
                            way_cell("操作", entry.label + (is_refused ? "（未办成）" : "")),
                            way_cell("从", workflow::without_name(entry.from_label)),
                            way_cell("到", workflow::without_name(entry.to_label)),
                            way_cell("说明", entry.entry.remark)}));
  }
  return element("table", {attr("class", "cards")},
                 {element("caption", {}, {text("每一步：时间、办理人和意见")}),
                  element("thead", {}, {element("tr", {}, headings)}), element("tbody", {}, rows)});
}

}  // namespace

Html way_of(const item::ItemView& view) {
  Html table = view.history.empty()
                   ? element("p", {attr("class", "empty")}, {text("还没有办理过。")})
                   : table_of(view);
  return card({pictures_of(view), table}, "办理经过");
}

Html framed_picture(const workflow::Definition& graph, std::size_t region,
                    const workflow::Highlight& way) {
  return element("div",
                 {attr("class", "scroll"), attr("tabindex", "0"), attr("role", "region"),
                  attr("aria-label", graph.regions[region].label)},
                 {picture_of(graph, region, way)});
}

Html legend_of(const workflow::Highlight& way) {
  std::string legend = "粗框：起点；双框：终点；虚线：退回；点线：不经人办理。";
  if (!way.steps.empty())
    legend += "红线：走过的步骤，[ ] 中是次序；黄底：现在；蓝线：现在可以办理。";
  return element("p", {attr("class", "soft")}, {text(legend)});
}

}  // namespace xueshi::web
