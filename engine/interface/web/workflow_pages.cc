#include "web/workflow_pages.h"

#include <fmt/format.h>

#include "authoring/workflows.h"
#include "base/text.h"
#include "item/item_view.h"
#include "json/workflows.h"
#include "web/item_way.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/workflow_picture.h"
#include "workflow/render.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

// Where everybody has somebody, and where not.
Html vacancies_of(const Visit& visit) {
  authoring::WorkflowCheck check = authoring::check_workflows(visit.session->settings(), "");
  authoring::check_offices(*visit.session, check);
  std::vector<Html> lines;
  for (const base::Finding& finding : check.findings.kept())
    lines.push_back(element("li", {}, {text(finding.message)}));
  if (lines.empty()) return card({element("p", {}, {text("各级审批都有人担任。")})}, "空缺");
  return card({element("ul", {}, lines)}, fmt::format("空缺和问题（{}）", lines.size()));
}

Html arrow_table(const workflow::Definition& graph, std::size_t region,
                 const std::vector<WorkflowArrow>& arrows) {
  std::vector<Html> headings, rows;
  for (const char* heading : {"从", "到", "操作", "办理人", "走过的步骤"})
    headings.push_back(element("th", {attr("scope", "col")}, {text(heading)}));
  for (const WorkflowArrow& arrow : arrows) {
    std::vector<std::string> steps;
    for (std::int64_t step : arrow.steps) steps.push_back(std::to_string(step));
    std::string done = base::join(steps, "、");
    if (arrow.is_next) done += done.empty() ? "现在可以办理" : "；现在可以办理";
    rows.push_back(
        element("tr", {},
                {element("td", {attr("data-h", "从")}, {text(graph.label_of(arrow.from))}),
                 element("td", {attr("data-h", "到")}, {text(graph.label_of(arrow.to))}),
                 element("td", {attr("data-h", "操作")}, {text(base::join(arrow.labels, "、"))}),
                 element("td", {attr("data-h", "办理人")}, {text(base::join(arrow.who, "、"))}),
                 element("td", {attr("data-h", "走过的步骤")}, {text(done)})}));
  }
  if (rows.empty()) return {};
  return element(
      "details", {},
      {element("summary", {}, {text("列表：" + graph.regions[region].label)}),
       element("table", {attr("class", "cards")},
               {element("caption", {}, {text(graph.regions[region].label)}),
                element("thead", {}, {element("tr", {}, headings)}), element("tbody", {}, rows)})});
}

// What leaves an item where it is.
Html staying_of(const workflow::Definition& graph, std::size_t region) {
  std::vector<Html> lines;
  for (const workflow::Transition& transition : graph.transitions) {
    if (!transition.to.empty() || transition.region != region) continue;
    std::vector<std::string> places;
    for (const std::string& place : transition.from) places.push_back(graph.label_of(place));
    lines.push_back(element("li", {},
                            {text(fmt::format("{}（{}）：{}", transition.label,
                                              workflow::show_performers(transition.by, "、"),
                                              base::join(places, "、")))}));
  }
  if (lines.empty()) return {};
  return element("details", {},
                 {element("summary", {}, {text("状态不变的操作")}), element("ul", {}, lines)});
}

}  // namespace

http::Response show_workflows(const Visit& visit) {
  std::vector<session::Graph> graphs = authoring::list_workflows(visit.session->settings());
  if (visit.request.wants_json()) {
    json::Json rows = json::Json::array();
    for (const session::Graph& graph : graphs) rows.push_back(json::to_json(graph));
    return rows_answer(std::move(rows));
  }
  List list;
  list.caption = "审批流程";
  list.paging.total = static_cast<std::int64_t>(graphs.size());
  list.columns = {{"名称"}, {"对象"}, {"版本"}, {"状态", "", true}, {"流转", "", true}, {"依据"}};
  for (const session::Graph& graph : graphs) {
    const workflow::Definition& definition = graph.definition;
    list.rows.push_back(
        {{link_to(Url({"admin", "workflows", definition.name}), definition.title),
          text(visit.session->graphs().subjects().label_of(definition.subject)),
          text(graph.version.version), text(std::to_string(definition.places.size())),
          text(std::to_string(definition.transitions.size())), text(definition.source)},
         "",
         "",
         false});
  }
  return show(visit, {"审批流程", html::join({render(visit, list), vacancies_of(visit)})});
}

http::Response show_workflow(const Visit& visit) {
  std::string subject = authoring::require_subject(visit.part("graph"));
  std::string id = visit.query("id");
  workflow::Highlight way;
  const session::Graph* graph = &visit.session->graphs().current(subject);
  if (!id.empty()) {
    item::ItemView view = item::view_item(*visit.session, subject, id);
    way = item::highlight_of(view);
    if (view.graph != nullptr) graph = view.graph;
  }
  const workflow::Definition& definition = graph->definition;
  if (visit.request.wants_json()) {
    std::string name = id.empty() ? definition.name : definition.name + "-" + id;
    return json_answer(200, {{"name", name}, {"dot", workflow::render_dot(definition, way)}});
  }
  std::vector<Html> main = {element("p", {}, {text(definition.source)}), legend_of(way)};
  if (!way.waits_for.empty()) main.push_back(element("p", {}, {text("等待：" + way.waits_for)}));
  for (std::size_t region = 0; region < definition.regions.size(); ++region) {
    main.push_back(card({framed_picture(definition, region, way), staying_of(definition, region),
                         arrow_table(definition, region, arrows_of(definition, region, way))},
                        definition.regions[region].label));
  }
  Page page{id.empty() ? definition.title : fmt::format("{} · {}", definition.title, id),
            html::join(main)};
  if (visit.visitor->actor.role >= academy::Role::kInstituteAdmin)
    page.crumbs = {{"审批流程", Url({"admin", "workflows"})}};
  return show(visit, page);
}

}  // namespace xueshi::web
