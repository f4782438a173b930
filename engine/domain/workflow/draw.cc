#include "workflow/draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "workflow/render.h"

namespace xueshi::workflow {

namespace {

constexpr std::string_view kHead = R"(digraph {
  rankdir=TB; nodesep=0.45; ranksep=0.5; labelloc=t; fontsize=16;
  fontname="Noto Sans CJK SC";
  node [fontname="Noto Sans CJK SC", fontsize=11, shape=box, style="rounded,filled", fillcolor=white, margin="0.14,0.06"];
  edge [fontname="Noto Sans CJK SC", fontsize=9, color=gray35, arrowsize=0.7];
)";
constexpr std::string_view kRed = "\"#b3261e\"";
constexpr std::string_view kBlue = "\"#1a5fb4\"";

// For text between double quotes.
std::string quoted(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "\"" + escaped + "\"";
}

// For the lines beside an arrow: left-justified and a little away from it.
std::string beside(std::string_view text) {
  std::string lines;
  for (const std::string& line : base::split(text, '\n')) {
    std::string in_quotes = quoted("  " + line);
    lines += in_quotes.substr(1, in_quotes.size() - 2) + "\\l";
  }
  return "\"" + lines + "\"";
}

// For text in a label of markup.
std::string marked_up(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

// One arrow: all transitions between two places that look alike.
struct Arrow {
  std::string from;
  std::string to;
  std::string who;
  bool returns = false;
  PassesOn passes_on = PassesOn::kNever;
  std::vector<std::string> labels{};
  std::vector<std::string> actions{};

  bool is_like(const Arrow& other) const {
    return from == other.from && to == other.to && who == other.who && returns == other.returns &&
           passes_on == other.passes_on;
  }
};

class Drawing {
 public:
  Drawing(const Definition& definition, const Highlight& highlight)
      : definition_(definition), highlight_(highlight) {}

  std::string render() {
    text_ = kHead;
    text_ += fmt::format("  label=<{}>;\n", title());
    collect_arrows();
    collect_steps();
    for (std::size_t region = 0; region < definition_.regions.size(); ++region) add_region(region);
    for (const auto& [ends, numbers] : steps_) add_jump(ends, numbers);
    return text_ + "}\n";
  }

 private:
  std::string title() const {
    std::string title = marked_up(definition_.title);
    if (!highlight_.item.empty()) title += " · " + marked_up(highlight_.item);
    std::string rows = fmt::format("<tr><td>{}</td></tr>", title);
    if (!highlight_.waits_for.empty()) rows += small("等待：" + highlight_.waits_for, 12, "black");
    std::string legend = "粗框：起点　双框：终点　虚线：退回　点线：不经人办理";
    if (!highlight_.now.empty()) legend += "　黄底：现在";
    if (!highlight_.steps.empty()) legend += "　红线：走过的步骤，[ ] 中是次序";
    if (!highlight_.next.empty()) legend += "　蓝字：现在可以办理";
    rows += small(legend, 9, "gray45");
    return fmt::format("<table border=\"0\" cellspacing=\"0\" cellpadding=\"2\">{}</table>", rows);
  }

  static std::string small(const std::string& text, int size, std::string_view color) {
    return fmt::format("<tr><td><font point-size=\"{}\" color=\"{}\">{}</font></td></tr>", size,
                       color, marked_up(text));
  }

  void collect_arrows() {
    for (const Transition& transition : definition_.transitions) {
      if (transition.to.empty()) continue;
      std::vector<std::string> from = transition.from;
      if (transition.is_creation()) from = {""};
      for (const std::string& place : from) {
        Arrow arrow{place, transition.to, show_performers(transition.by, "\n"), transition.returns,
                    transition.passes_on};
        auto at = std::find_if(arrows_.begin(), arrows_.end(),
                               [&](const Arrow& one) { return one.is_like(arrow); });
        if (at == arrows_.end()) at = arrows_.insert(at, arrow);
        add_once(at->labels, transition.label);
        add_once(at->actions, transition.action);
      }
    }
  }

  // Steps that move the item, by their ends and action, with their numbers.
  void collect_steps() {
    int number = 0;
    for (const Step& step : highlight_.steps) {
      ++number;
      if (!step.to.empty() && step.to != step.from)
        steps_[{step.from, step.to, step.action}].push_back(std::to_string(number));
    }
  }

  void add_region(std::size_t region) {
    text_ += fmt::format(
        "  subgraph {} {{\n    label={}; fontsize=12; style=\"rounded\"; color=gray70; "
        "margin=24;\n",
        quoted("cluster_" + definition_.regions[region].name),
        quoted(definition_.regions[region].label));
    if (has_creation(region)) {
      text_ += fmt::format(
          "    {} [shape=circle, style=filled, fillcolor=black, label=\"\", width=0.14, "
          "fixedsize=true];\n",
          quoted(" new"));
    }
    for (const Place& place : definition_.places) {
      if (place.region == region) add_place(place);
    }
    add_staying(region);
    for (const Arrow& arrow : arrows_) {
      if (definition_.find_place(arrow.to)->region == region) add_arrow(arrow);
    }
    text_ += "  }\n";
  }

  bool has_creation(std::size_t region) const {
    return std::any_of(definition_.transitions.begin(), definition_.transitions.end(),
                       [&](const Transition& transition) {
                         return transition.is_creation() && transition.region == region;
                       });
  }

  void add_place(const Place& place) {
    std::string shape;
    if (place.start) shape += ", penwidth=2.2";
    if (place.end) shape += ", peripheries=2";
    const State& now = highlight_.now;
    if (std::find(now.begin(), now.end(), place.name) != now.end())
      shape += ", fillcolor=\"#ffd978\"";
    text_ += fmt::format(
        "    {} [label=<{}<br/><font point-size=\"8\" color=\"gray45\">{}</font>>{}];\n",
        quoted(place.name), marked_up(place.label), marked_up(place.name), shape);
  }

  // What leaves the item where it is, as a list rather than as loops at every place.
  void add_staying(std::size_t region) {
    std::vector<std::pair<std::string, std::vector<std::string>>> staying;
    for (const Transition& transition : definition_.transitions) {
      if (!transition.to.empty() || transition.region != region) continue;
      std::string action =
          fmt::format("{}（{}）", transition.label, show_performers(transition.by, "、"));
      auto at = std::find_if(staying.begin(), staying.end(),
                             [&](const auto& one) { return one.first == action; });
      if (at == staying.end()) at = staying.insert(at, {action, {}});
      for (const std::string& place : transition.from)
        add_once(at->second, definition_.label_of(place));
    }
    if (staying.empty()) return;
    std::string rows = "<tr><td align=\"left\"><b>状态不变的操作</b></td></tr>";
    for (const auto& [action, places] : staying) {
      rows += fmt::format("<tr><td align=\"left\">{}：{}</td></tr>", marked_up(action),
                          marked_up(base::join(places, "、")));
    }
    text_ += fmt::format(
        "    {} [shape=note, style=filled, fillcolor=gray96, color=gray70, fontsize=9, "
        "margin=\"0.04,0.02\", label=<<table border=\"0\" cellspacing=\"0\" "
        "cellpadding=\"1\">{}</table>>];\n",
        quoted(" note_" + definition_.regions[region].name), rows);
  }

  void add_arrow(const Arrow& arrow) {
    std::vector<std::string> lines = arrow.labels;
    if (!arrow.who.empty()) lines.push_back(arrow.who);
    if (arrow.passes_on == PassesOn::kVacant) lines.push_back("（空缺时越过）");
    std::string style;
    if (arrow.returns) style += ", style=dashed, constraint=false";
    if (arrow.passes_on != PassesOn::kNever) style += ", style=dotted, penwidth=1.4";
    std::string numbers = take_steps(arrow);
    if (!numbers.empty()) {
      lines.front() = numbers + " " + lines.front();
      style += fmt::format(", penwidth=2.6, color={}", kRed);
    }
    bool is_next = can_be_next(arrow);
    if (is_next && numbers.empty()) style += fmt::format(", penwidth=2, color={}", kBlue);
    if (is_next || !numbers.empty()) style += fmt::format(", fontcolor={}", is_next ? kBlue : kRed);
    add_edge(arrow.from, arrow.to, base::join(lines, "\n"), style);
  }

  // The numbers of the steps that went this way, which are then drawn.
  std::string take_steps(const Arrow& arrow) {
    std::vector<std::string> numbers;
    for (const std::string& action : arrow.actions) {
      auto at = steps_.find({arrow.from, arrow.to, action});
      if (at == steps_.end()) continue;
      numbers.insert(numbers.end(), at->second.begin(), at->second.end());
      steps_.erase(at);
    }
    return show_numbers(numbers);
  }

  bool can_be_next(const Arrow& arrow) const {
    return std::any_of(highlight_.next.begin(), highlight_.next.end(), [&](const Step& step) {
      return step.from == arrow.from && step.to == arrow.to &&
             std::find(arrow.actions.begin(), arrow.actions.end(), step.action) !=
                 arrow.actions.end();
    });
  }

  static std::string show_numbers(const std::vector<std::string>& numbers) {
    return numbers.empty() ? "" : fmt::format("[{}]", base::join(numbers, ", "));
  }

  // A step for which the graph has no single arrow: it passed over vacant offices, or was taken in
  // an earlier version.
  void add_jump(const std::tuple<std::string, std::string, std::string>& ends,
                const std::vector<std::string>& numbers) {
    const auto& [from, to, action] = ends;
    if (definition_.find_place(from) == nullptr || definition_.find_place(to) == nullptr) return;
    add_edge(from, to, fmt::format("{} {}", show_numbers(numbers), label_of(action, to)),
             fmt::format(", penwidth=2.6, color={0}, fontcolor={0}, constraint=false", kRed));
  }

  std::string label_of(const std::string& action, const std::string& to) const {
    for (const Transition& transition : definition_.transitions) {
      if (transition.action == action && transition.to == to) return transition.label;
    }
    return action;
  }

  void add_edge(const std::string& from, const std::string& to, const std::string& label,
                const std::string& style) {
    text_ += fmt::format("    {} -> {} [label={}{}];\n", quoted(from.empty() ? " new" : from),
                         quoted(to), beside(label), style);
  }

  const Definition& definition_;
  const Highlight& highlight_;
  std::vector<Arrow> arrows_;
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::string>> steps_;
  std::string text_;
};

}  // namespace

std::string render_dot(const Definition& definition, const Highlight& highlight) {
  return Drawing(definition, highlight).render();
}

}  // namespace xueshi::workflow
