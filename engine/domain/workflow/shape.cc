// The shape of the graph, with Boost.Graph: places are vertices, every way from one to the next is
// an edge that knows its transition. Regions are parts of one graph that no edge connects.
#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <set>

#include "base/text.h"
#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

struct Way {
  std::size_t transition = 0;
};
using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property, Way>;
using Vertices = std::vector<std::size_t>;
using Colors = std::vector<boost::default_color_type>;

std::size_t index_of(const Definition& definition, const std::string& place) {
  return static_cast<std::size_t>(definition.find_place(place) - definition.places.data());
}

template <typename Wanted>
Graph graph_of(const Definition& definition, Wanted wanted) {
  Graph graph(definition.places.size());
  for (std::size_t i = 0; i < definition.transitions.size(); ++i) {
    const Transition& transition = definition.transitions[i];
    if (transition.to.empty() || !wanted(transition)) continue;
    for (const std::string& from : transition.from) {
      boost::add_edge(index_of(definition, from), index_of(definition, transition.to), Way{i},
                      graph);
    }
  }
  return graph;
}

template <typename AnyGraph>
std::vector<bool> reach(const AnyGraph& graph, const Vertices& roots) {
  Colors colors(boost::num_vertices(graph), boost::white_color);
  auto color_map =
      boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, graph));
  for (std::size_t root : roots) {
    if (colors[root] != boost::white_color) continue;
    boost::queue<std::size_t> queue;
    boost::breadth_first_visit(graph, root, queue, boost::default_bfs_visitor(), color_map);
  }
  std::vector<bool> reached;
  for (boost::default_color_type color : colors) reached.push_back(color != boost::white_color);
  return reached;
}

template <typename Wanted>
Vertices places_where(const Definition& definition, Wanted wanted) {
  Vertices found;
  for (std::size_t i = 0; i < definition.places.size(); ++i) {
    if (wanted(definition.places[i])) found.push_back(i);
  }
  return found;
}

struct Loop {
  Vertices places;             // in order; the last leads to the first again
  std::size_t transition = 0;  // the one that closes it
};

// Every edge back to a place that is still open closes a loop.
class LoopFinder : public boost::default_dfs_visitor {
 public:
  LoopFinder(std::vector<Loop>& loops, Vertices& came_from)
      : loops_(&loops), came_from_(&came_from) {}

  template <typename Edge>
  void tree_edge(Edge edge, const Graph& graph) {
    (*came_from_)[target(edge, graph)] = source(edge, graph);
  }

  template <typename Edge>
  void back_edge(Edge edge, const Graph& graph) {
    Vertices places;
    std::size_t first = target(edge, graph);
    for (std::size_t at = source(edge, graph); at != first; at = (*came_from_)[at])
      places.push_back(at);
    places.push_back(first);
    std::reverse(places.begin(), places.end());
    loops_->push_back({std::move(places), graph[edge].transition});
  }

 private:
  std::vector<Loop>* loops_;
  Vertices* came_from_;
};

// One loop for each edge that closes one, followed from the starts on; ways that differ in nothing
// but the action are one.
std::vector<Loop> find_loops(const Graph& graph, const Vertices& starts) {
  std::vector<Loop> loops;
  Vertices came_from(boost::num_vertices(graph));
  Colors colors(boost::num_vertices(graph), boost::white_color);
  auto color_map =
      boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, graph));
  Vertices roots = starts;
  for (std::size_t i = 0; i < boost::num_vertices(graph); ++i) roots.push_back(i);
  for (std::size_t root : roots) {
    if (colors[root] != boost::white_color) continue;
    boost::depth_first_visit(graph, root, LoopFinder(loops, came_from), color_map);
  }
  std::set<Vertices> seen;
  std::vector<Loop> unique;
  for (Loop& loop : loops) {
    if (seen.insert(loop.places).second) unique.push_back(std::move(loop));
  }
  return unique;
}

std::string render_loop(const Definition& definition, const Loop& loop) {
  std::vector<std::string> names;
  for (std::size_t place : loop.places) names.push_back(definition.places[place].name);
  names.push_back(names.front());
  return base::join(names, " → ");
}

Vertices starts_of(const Definition& definition) {
  return places_where(definition, [](const Place& place) { return place.start; });
}

void check_starts(Parsing& parsing) {
  const Definition& definition = parsing.definition;
  for (std::size_t region = 0; region < definition.regions.size(); ++region) {
    const Place* first = nullptr;
    for (const Place& place : definition.places) {
      if (place.region != region || !place.start) continue;
      if (first != nullptr) {
        parsing.reader.error(
            place.mark, "two-starts",
            fmt::format("“{}”有两个起点，'{}' 和 '{}'，请只保留一个 start: true",
                        definition.regions[region].label, first->name, place.name));
      }
      if (first == nullptr) first = &place;
    }
    if (first != nullptr) continue;
    parsing.reader.error(parsing.region_marks[region], "no-start",
                         fmt::format("“{}”没有起点，请给开始的状态写上 start: true",
                                     definition.regions[region].label));
  }
}

template <typename Wanted>
bool any_place(const Definition& definition, std::size_t region, Wanted wanted) {
  return std::any_of(definition.places.begin(), definition.places.end(),
                     [&](const Place& place) { return place.region == region && wanted(place); });
}

bool has_start(const Definition& definition, std::size_t region) {
  return any_place(definition, region, [](const Place& place) { return place.start; });
}

bool has_end(const Definition& definition, std::size_t region) {
  return any_place(definition, region, [](const Place& place) { return place.end; });
}

bool has_places(const Definition& definition, std::size_t region) {
  return any_place(definition, region, [](const Place&) { return true; });
}

// Where a misspelt edge may lead anywhere, or come from anywhere.
std::set<std::size_t> regions_of(const Definition& definition,
                                 const std::set<std::string>& places) {
  std::set<std::size_t> regions;
  for (const std::string& place : places) regions.insert(definition.find_place(place)->region);
  return regions;
}

void check_reachable(Parsing& parsing, const Graph& graph) {
  const Definition& definition = parsing.definition;
  std::vector<bool> reached = reach(graph, places_where(definition, [&](const Place& place) {
                                      return place.start || parsing.led_to.count(place.name) > 0;
                                    }));
  std::set<std::size_t> unclear = regions_of(definition, parsing.leads_somewhere);
  for (std::size_t i = 0; i < definition.places.size(); ++i) {
    const Place& place = definition.places[i];
    if (reached[i] || unclear.count(place.region)) continue;
    if (!has_start(definition, place.region)) continue;  // that is the mistake
    parsing.reader.error(
        place.mark, "unreachable",
        fmt::format("从起点走不到状态 '{}'，请补上通向它的流转，或删去它", place.name));
  }
}

void check_ends(Parsing& parsing, const Graph& graph) {
  const Definition& definition = parsing.definition;
  std::vector<bool> ends =
      reach(boost::make_reverse_graph(graph), places_where(definition, [&](const Place& place) {
              return place.end || parsing.leads_somewhere.count(place.name) > 0;
            }));
  std::set<std::size_t> unclear = regions_of(definition, parsing.led_to);
  for (std::size_t region = 0; region < definition.regions.size(); ++region) {
    if (has_places(definition, region) && !has_end(definition, region)) {
      parsing.reader.error(parsing.region_marks[region], "no-end",
                           fmt::format("“{}”没有终点，请给办结的状态写上 end: true",
                                       definition.regions[region].label));
    }
  }
  for (std::size_t i = 0; i < definition.places.size(); ++i) {
    const Place& place = definition.places[i];
    if (ends[i] || unclear.count(place.region)) continue;
    if (!has_end(definition, place.region)) continue;  // that is the mistake
    parsing.reader.error(place.mark, "no-end",
                         fmt::format("状态 '{}' 走不到任何终点，请补上从它出发的流转，或写上 "
                                     "end: true",
                                     place.name));
  }
}

void check_loops(Parsing& parsing) {
  const Definition& definition = parsing.definition;
  Graph forward = graph_of(definition, [](const Transition& one) { return !one.returns; });
  for (const Loop& loop : find_loops(forward, starts_of(definition))) {
    const Transition& closing = definition.transitions[loop.transition];
    parsing.reader.error(
        closing.mark, "unmarked-loop",
        loop.places.size() == 1
            ? fmt::format("“{}”回到原处：{}；状态不变的请去掉 to，确实要重来的写上 returns: true",
                          closing.label, render_loop(definition, loop))
            : fmt::format("“{}”绕成了一圈：{}；请给其中退回的流转写上 returns: true", closing.label,
                          render_loop(definition, loop)));
  }
}

void check_passing(Parsing& parsing) {
  const Definition& definition = parsing.definition;
  Graph passing =
      graph_of(definition, [](const Transition& one) { return one.passes_on != PassesOn::kNever; });
  for (const Loop& loop : find_loops(passing, starts_of(definition))) {
    const Transition& closing = definition.transitions[loop.transition];
    parsing.reader.error(
        closing.mark, "endless-passing",
        fmt::format("自动转出的流转绕成了一圈，会没完没了：{}；请去掉其中一个 passes_on",
                    render_loop(definition, loop)));
  }
}

}  // namespace

void check_shape(Parsing& parsing) {
  Graph graph = graph_of(parsing.definition, [](const Transition&) { return true; });
  check_starts(parsing);
  check_reachable(parsing, graph);
  check_ends(parsing, graph);
  check_loops(parsing);
  check_passing(parsing);
}

}  // namespace xueshi::workflow
