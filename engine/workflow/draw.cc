#include "workflow/draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "workflow/render.h"

namespace xueshi::workflow {

namespace {

constexpr std::string_view kHead = R"(digraph {
  rankdir=TB; nodesep=0.45; ranksep=0.5; labelloc=t; fontsize=16; compound=true;
  fontname="Noto Sans CJK SC";
  node [fontname="Noto Sans CJK SC", fontsize=11, shape=box, style="rounded,filled", fillcolor=white, margin="0.14,0.06"];
  edge [fontname="Noto Sans CJK SC", fontsize=9, color=gray35, arrowsize=0.7];
)";
constexpr std::string_view kRed = "\"#b3261e\"";

// For text between double quotes.
std::string quoted(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    if (c == '\n') {
      escaped += "\\n";
    } else {
      escaped += c;
    }
  }
  return "\"" + escaped + "\"";
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
    text_ += fmt::format("  label={};\n", quoted(title()));
    collect_arrows();
    collect_steps();
    for (std::size_t region = 0; region < definition_.regions.size(); ++region) add_region(region);
    for (const Arrow& arrow : arrows_) add_arrow(arrow);
    for (const auto& [ends, numbers] : steps_) add_jump(ends, numbers);
    return text_ + "}\n";
  }

 private:
  std::string title() const {
    std::string title = definition_.title;
    if (!highlight_.item.empty()) title += " · " + highlight_.item;
    if (!highlight_.waits_for.empty()) title += "\n等待：" + highlight_.waits_for;
    return title;
  }

  void collect_arrows() {
    for (const Transition& transition : definition_.transitions) {
      if (transition.to.empty()) continue;
      std::vector<std::string> from = transition.from;
      if (transition.is_creation()) from = {""};
      for (const std::string& place : from) {
        Arrow arrow{place, transition.to, show_performers(transition.by), transition.returns,
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
        "margin=12;\n",
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
    std::vector<std::string> lines;
    for (const Transition& transition : definition_.transitions) {
      if (!transition.to.empty() || transition.region != region) continue;
      std::vector<std::string> places;
      for (const std::string& place : transition.from)
        add_once(places, definition_.label_of(place));
      add_once(lines, fmt::format("{}（{}）：{}", transition.label, show_performers(transition.by),
                                  base::join(places, "、")));
    }
    if (lines.empty()) return;
    std::string label = "<b>状态不变的操作</b><br align=\"left\"/>";
    for (const std::string& line : lines) label += marked_up(line) + "<br align=\"left\"/>";
    text_ += fmt::format(
        "    {} [shape=note, style=filled, fillcolor=gray96, color=gray70, fontsize=9, "
        "label=<{}>];\n",
        quoted(" note_" + definition_.regions[region].name), label);
  }

  void add_arrow(const Arrow& arrow) {
    std::string label = base::join(arrow.labels, "\n");
    if (!arrow.who.empty()) label += "\n" + arrow.who;
    std::string style;
    if (arrow.returns) style += ", style=dashed, constraint=false";
    if (arrow.passes_on == PassesOn::kAlways) style += ", style=dotted";
    std::string numbers = take_steps(arrow);
    if (!numbers.empty()) {
      label = numbers + "  " + label;
      style += fmt::format(", penwidth=2.6, color={0}, fontcolor={0}", kRed);
    }
    add_edge(arrow.from, arrow.to, label, style);
    if (arrow.passes_on == PassesOn::kVacant)
      add_edge(arrow.from, arrow.to, "空缺时越过", ", style=dotted");
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

  static std::string show_numbers(const std::vector<std::string>& numbers) {
    return numbers.empty() ? "" : fmt::format("[{}]", base::join(numbers, ", "));
  }

  // A step for which the graph has no single arrow: it passed over vacant offices, or was taken in
  // an earlier version.
  void add_jump(const std::tuple<std::string, std::string, std::string>& ends,
                const std::vector<std::string>& numbers) {
    const auto& [from, to, action] = ends;
    if (definition_.find_place(from) == nullptr || definition_.find_place(to) == nullptr) return;
    add_edge(from, to, fmt::format("{}  {}", show_numbers(numbers), action),
             fmt::format(", penwidth=2.6, color={0}, fontcolor={0}, constraint=false", kRed));
  }

  void add_edge(const std::string& from, const std::string& to, const std::string& label,
                const std::string& style) {
    text_ += fmt::format("  {} -> {} [label={}{}];\n", quoted(from.empty() ? " new" : from),
                         quoted(to), quoted(label), style);
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
