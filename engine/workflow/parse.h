// The steps of reading and proving one graph file; for this room's own files.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "workflow/definition.h"
#include "yaml/reader.h"

namespace xueshi::workflow {

struct Parsing {
  const Registry& registry;
  yaml::Reader& reader;
  Definition& definition;
  std::vector<yaml::Mark> region_marks{};  // of each region's key

  // Ends of edges whose other end is a name that resembles no place: the shape of the graph around
  // them is not known, and nothing is said about it.
  std::set<std::string> leads_somewhere{};
  std::set<std::string> led_to{};
};

// The regions and places; then the vocabulary of the conditions is complete.
void parse_places(Parsing& parsing, const yaml::Node& root);
void parse_checks(Parsing& parsing, const yaml::Node& node);
void parse_transitions(Parsing& parsing, const yaml::Node& node);

// Starts, ends, reachability and loops.
void check_shape(Parsing& parsing);

// Whether what happens is always exactly one thing: overlaps and gaps of conditions.
void check_choices(Parsing& parsing);

// Adds "workflow.wrong-name" for a name that cannot be stored, typed or drawn everywhere.
void check_name(Parsing& parsing, const std::string& name, const yaml::Mark& mark);

// "，是否应为 'draft'？", or else "，可用的状态：draft、reported".
std::string advise(const std::string& given, const std::vector<std::string>& known,
                   std::string_view what);

}  // namespace xueshi::workflow
