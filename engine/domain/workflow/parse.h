// The steps of reading and proving one graph file; for this room's own files.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "workflow/definition.h"
#include "yaml/reader.h"

namespace xueshi::workflow {

struct Parsing {
  const Registry& registry;
  yaml::Reader& reader;
  Definition& definition;
  std::vector<yaml::Mark> region_marks{};  // of each region's key
  // `fields:` – lists of headings by name.
  std::vector<std::pair<std::string, std::vector<std::string>>> field_lists{};
  // `all_of:` – lists of checks by name.
  std::vector<std::pair<std::string, std::vector<std::string>>> check_lists{};

  // Needs and effects of the program, as they stand in the file.
  struct Said {
    std::size_t transition;  // into Definition::transitions
    const Offered* offered;
    yaml::Mark mark;
  };
  std::vector<Said> said{};

  // Ends of edges whose other end is a mistake: the shape of the graph around them is not known,
  // and nothing is said about it.
  std::set<std::string> leads_somewhere{};
  std::set<std::string> led_to{};
};

// `entry` may be null: then there is one region.
void parse_regions(Parsing& parsing, const yaml::Node& root, const yaml::Node::Entry* entry);
// `entry` may be null: then there is no place. After it the vocabulary of conditions is complete.
void parse_places(Parsing& parsing, const yaml::Node::Entry* entry);
void parse_checks(Parsing& parsing, const yaml::Node& node);
void parse_field_lists(Parsing& parsing, const yaml::Node& node);
// A list of headings of the registry, each once.
std::vector<std::string> read_headings(Parsing& parsing, const yaml::Node& node);
// False where there is no list of them.
bool parse_transitions(Parsing& parsing, const yaml::Node& node);

// Whether every need and effect stands where it does something.
void check_offered(Parsing& parsing);

// Starts, ends, reachability and loops.
void check_shape(Parsing& parsing);

// Whether what happens is always exactly one thing: overlaps and gaps of conditions.
void check_choices(Parsing& parsing);

// The entry of a key, or of one that is a misspelling of it (which has its finding already); null
// where there is neither. What hangs on it is then no second mistake.
const yaml::Node::Entry* find_meant(const yaml::Node& map, const std::vector<std::string>& known,
                                    const std::string& key);

// Adds "workflow.wrong-name" for a name that cannot be stored, typed or drawn everywhere.
void check_name(Parsing& parsing, const std::string& name, const yaml::Mark& mark);

// Adds "workflow.unknown-field" for what is neither a heading nor, where these are allowed, the
// name of a list of them.
void refuse_field(Parsing& parsing, const yaml::Node& node, const std::vector<std::string>& known);

// "，是否应为 'draft'？", or else "，可用的状态：draft、reported".
std::string advise(const std::string& given, const std::vector<std::string>& known,
                   std::string_view what);

}  // namespace xueshi::workflow
