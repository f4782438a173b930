#include "web/workflow_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "workflow/render.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using workflow::Definition;
using workflow::Highlight;
using workflow::Transition;

constexpr std::int64_t kBoxWidth = 132, kBoxHeight = 40, kColumnStep = 220, kLayerStep = 110,
                       kMargin = 24, kSide = 150, kHead = 7, kLineHeight = 15;
constexpr const char* kInkColour = "#5b6673";
constexpr const char* kWayColour = "#b3261e";
constexpr const char* kNextColour = "#1a5fb4";

struct Point {
  std::int64_t x = 0, y = 0;
};

WorkflowArrow& arrow_between(std::vector<WorkflowArrow>& arrows, const std::string& from,
                             const std::string& to) {
  for (WorkflowArrow& arrow : arrows)
    if (arrow.from == from && arrow.to == to) return arrow;
  arrows.push_back({from, to, {}, {}, {}, false, false, false});
  return arrows.back();
}

void add_once(std::vector<std::string>& list, const std::string& words) {
  if (!words.empty() && !base::contains(list, words)) list.push_back(words);
}

std::string label_of_step(const Definition& graph, const workflow::Step& step) {
  for (const Transition& transition : graph.transitions)
    if (transition.action == step.action) return transition.label;
  return step.action;
}

bool is_in(const Definition& graph, std::size_t region, const std::string& name) {
  const workflow::Place* place = graph.find_place(name);
  return place != nullptr && place->region == region;
}

void add_steps(const Definition& graph, std::size_t region, const Highlight& way,
               std::vector<WorkflowArrow>& arrows) {
  std::int64_t number = 0;
  for (const workflow::Step& step : way.steps) {
    ++number;
    bool moves = !step.from.empty() && !step.to.empty() && step.from != step.to;
    if (!moves || !is_in(graph, region, step.from) || !is_in(graph, region, step.to)) continue;
    std::size_t before = arrows.size();
    WorkflowArrow& arrow = arrow_between(arrows, step.from, step.to);
    // It passed over vacant offices, or was taken in an earlier version: drawn aside.
    if (arrows.size() > before) {
      arrow.leads_back = true;
      arrow.labels = {label_of_step(graph, step)};
    }
    arrow.steps.push_back(number);
  }
}

class Picture {
 public:
  Picture(const Definition& graph, std::size_t region, const Highlight& way)
      : graph_(graph),
        region_(region),
        way_(way),
        arrows_(arrows_of(graph, region, way)),
        places_(layers_of(graph, region, arrows_)) {}

  Html render() {
    std::int64_t columns = 1, layers = 1;
    for (const PlacedPlace& one : places_) {
      columns = std::max(columns, one.column + 1);
      layers = std::max(layers, one.layer + 1);
    }
    width_ = 2 * kSide + (columns - 1) * kColumnStep + kBoxWidth;
    std::int64_t height = 2 * kMargin + (layers - 1) * kLayerStep + kBoxHeight;
    for (const WorkflowArrow& arrow : arrows_) draw(arrow);
    std::vector<Html> parts = lines_;
    for (const PlacedPlace& one : places_) parts.push_back(box(one));
    parts.insert(parts.end(), words_.begin(), words_.end());
    return element(
        "svg",
        {attr("viewbox", fmt::format("0 0 {} {}", width_, height)), attr("width", width_),
         attr("height", height), attr("role", "img"),
         attr("aria-label", fmt::format("{}：{}", graph_.title, graph_.regions[region_].label))},
        parts);
  }

 private:
  const PlacedPlace& placed(const std::string& name) const {
    return *std::find_if(places_.begin(), places_.end(),
                         [&](const PlacedPlace& one) { return one.place->name == name; });
  }

  std::int64_t columns_in(std::int64_t layer) const {
    return std::count_if(places_.begin(), places_.end(),
                         [&](const PlacedPlace& one) { return one.layer == layer; });
  }

  // The middle of a place's box; each layer stands in the middle of the picture.
  Point middle_of(const PlacedPlace& one) const {
    std::int64_t span = (columns_in(one.layer) - 1) * kColumnStep;
    return {width_ / 2 - span / 2 + one.column * kColumnStep,
            kMargin + kBoxHeight / 2 + one.layer * kLayerStep};
  }

  Html box(const PlacedPlace& one) const {
    Point at = middle_of(one);
    bool is_now = base::contains(way_.now, one.place->name);
    std::vector<Html> parts;
    auto frame = [&](std::int64_t inset, const char* fill) {
      parts.push_back(element(
          "rect", {attr("x", at.x - kBoxWidth / 2 + inset),
                   attr("y", at.y - kBoxHeight / 2 + inset), attr("width", kBoxWidth - 2 * inset),
                   attr("height", kBoxHeight - 2 * inset), attr("rx", 8), attr("fill", fill),
                   attr("stroke", kInkColour), attr("stroke-width", one.place->start ? 3 : 1)}));
    };
    frame(0, is_now ? "#ffd978" : "#ffffff");
    if (one.place->end) frame(4, is_now ? "#ffd978" : "#ffffff");
    parts.push_back(words_at({at.x, at.y + 4},
                             is_now ? one.place->label + "（现在）" : one.place->label, "middle"));
    return element("g", {}, parts);
  }

  static Html words_at(Point at, const std::string& words, const char* anchor) {
    return element(
        "text",
        {attr("x", at.x), attr("y", at.y), attr("text-anchor", anchor),
         attr("paint-order", "stroke"), attr("stroke", "#ffffff"), attr("stroke-width", 4)},
        {text(words)});
  }

  void draw(const WorkflowArrow& arrow) {
    const PlacedPlace& from = placed(arrow.from);
    const PlacedPlace& to = placed(arrow.to);
    bool is_step_down = to.layer == from.layer + 1 && !arrow.leads_back;
    is_step_down ? draw_down(arrow, middle_of(from), middle_of(to))
                 : draw_aside(arrow, middle_of(from), middle_of(to), !arrow.leads_back);
  }

  void add_line(const WorkflowArrow& arrow, const std::string& path) {
    const char* colour = !arrow.steps.empty() ? kWayColour
                         : arrow.is_next      ? kNextColour
                                              : kInkColour;
    std::vector<html::Attribute> attributes = {
        attr("d", path), attr("fill", "none"), attr("stroke", colour),
        attr("stroke-width", arrow.steps.empty() && !arrow.is_next ? 1 : 3)};
    if (arrow.is_by_itself) attributes.push_back(attr("stroke-dasharray", "2 4"));
    if (arrow.leads_back && !arrow.is_by_itself)
      attributes.push_back(attr("stroke-dasharray", "7 4"));
    lines_.push_back(element("path", attributes));
  }
  void add_head(const WorkflowArrow& arrow, Point tip, std::int64_t dx, std::int64_t dy) {
    const char* colour = !arrow.steps.empty() ? kWayColour
                         : arrow.is_next      ? kNextColour
                                              : kInkColour;
    std::string points = fmt::format("{},{} {},{} {},{}", tip.x, tip.y, tip.x - dx * kHead - dy * 4,
                                     tip.y - dy * kHead - dx * 4, tip.x - dx * kHead + dy * 4,
                                     tip.y - dy * kHead + dx * 4);
    lines_.push_back(element("polygon", {attr("points", points), attr("fill", colour)}));
  }
  void add_words(const WorkflowArrow& arrow, Point at, const char* anchor) {
    std::string first = base::join(arrow.labels, "、");
    if (!arrow.steps.empty()) {
      std::vector<std::string> numbers;
      for (std::int64_t step : arrow.steps) numbers.push_back(std::to_string(step));
      first = fmt::format("[{}] {}", base::join(numbers, ", "), first);
    }
    words_.push_back(words_at(at, first, anchor));
    if (!arrow.who.empty())
      words_.push_back(words_at({at.x, at.y + kLineHeight}, base::join(arrow.who, "、"), anchor));
  }

  void draw_down(const WorkflowArrow& arrow, Point from, Point to) {
    Point begin{from.x, from.y + kBoxHeight / 2}, end{to.x, to.y - kBoxHeight / 2};
    add_line(arrow, fmt::format("M {} {} C {} {}, {} {}, {} {}", begin.x, begin.y, begin.x,
                                begin.y + kLayerStep / 4, end.x, end.y - kLayerStep / 4, end.x,
                                end.y - kHead));
    add_head(arrow, end, 0, 1);
    add_words(arrow, {(begin.x + end.x) / 2 + 6, (begin.y + end.y) / 2 - 4}, "start");
  }

  // Round the boxes between: downwards at the left, back at the right.
  void draw_aside(const WorkflowArrow& arrow, Point from, Point to, bool is_left) {
    std::int64_t side = is_left ? -1 : 1;
    std::int64_t bulge = side * (40 + 14 * (is_left ? left_++ : right_++));
    Point begin{from.x + side * kBoxWidth / 2, from.y}, end{to.x + side * kBoxWidth / 2, to.y};
    std::int64_t far =
        is_left ? std::min(begin.x, end.x) + bulge : std::max(begin.x, end.x) + bulge;
    add_line(arrow, fmt::format("M {} {} C {} {}, {} {}, {} {}", begin.x, begin.y, far, begin.y,
                                far, end.y, end.x + side * kHead, end.y));
    add_head(arrow, end, -side, 0);
    std::int64_t y = (begin.y + end.y) / 2;
    add_words(arrow, {(begin.x + end.x + 6 * far) / 8, y}, is_left ? "end" : "start");
  }

  const Definition& graph_;
  std::size_t region_;
  const Highlight& way_;
  std::vector<WorkflowArrow> arrows_;
  std::vector<PlacedPlace> places_;
  std::vector<Html> lines_, words_;
  std::int64_t width_ = 0, left_ = 0, right_ = 0;
};

}  // namespace

std::vector<WorkflowArrow> arrows_of(const Definition& graph, std::size_t region,
                                     const Highlight& way) {
  std::vector<WorkflowArrow> arrows;
  for (const Transition& transition : graph.transitions) {
    if (transition.to.empty() || transition.region != region) continue;
    for (const std::string& from : transition.from) {
      if (from == transition.to) continue;
      std::size_t before = arrows.size();
      WorkflowArrow& arrow = arrow_between(arrows, from, transition.to);
      bool is_new = arrows.size() > before;
      bool is_by_itself = transition.passes_on == workflow::PassesOn::kAlways;
      arrow.leads_back = transition.returns || (!is_new && arrow.leads_back);
      arrow.is_by_itself = is_by_itself && (is_new || arrow.is_by_itself);
      bool is_passed_over = transition.passes_on == workflow::PassesOn::kVacant;
      add_once(arrow.labels, transition.label + (is_passed_over ? "（空缺时越过）" : ""));
      add_once(arrow.who, workflow::show_performers(transition.by, "、"));
      arrow.is_next =
          arrow.is_next ||
          std::any_of(way.next.begin(), way.next.end(), [&](const workflow::Step& step) {
            return step.from == from && step.to == transition.to &&
                   step.action == transition.action;
          });
    }
  }
  add_steps(graph, region, way, arrows);
  return arrows;
}

std::vector<PlacedPlace> layers_of(const Definition& graph, std::size_t region,
                                   const std::vector<WorkflowArrow>& arrows) {
  std::vector<PlacedPlace> places;
  std::map<std::string, std::int64_t> layers;
  for (const workflow::Place& place : graph.places) {
    if (place.region != region) continue;
    places.push_back({&place, 0, 0});
    layers[place.name] = 0;
  }
  // The longest way from above; as many rounds as there are places, since no loop goes downwards.
  for (std::size_t round = 0; round < places.size(); ++round) {
    for (const WorkflowArrow& arrow : arrows) {
      if (!arrow.leads_back && layers.count(arrow.from) > 0 && layers.count(arrow.to) > 0)
        layers[arrow.to] = std::max(layers[arrow.to], layers[arrow.from] + 1);
    }
  }
  std::map<std::int64_t, std::int64_t> taken;
  for (PlacedPlace& one : places) {
    one.layer = std::min(layers[one.place->name], static_cast<std::int64_t>(places.size()) - 1);
    one.column = taken[one.layer]++;
  }
  return places;
}

Html picture_of(const Definition& graph, std::size_t region, const Highlight& way) {
  return Picture(graph, region, way).render();
}

}  // namespace xueshi::web
