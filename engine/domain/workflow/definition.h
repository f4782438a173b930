// Definition: one approval graph 审批流程, as a file says it and as it was proved sound.
//
// An item has one or more regions (a plan: review, publication, execution, withdrawal), each a
// graph with its own start; the item stands at one place of each. The graph owns *may I*: who may
// take which transition from where, under which conditions. What a transition does to the item
// beside moving it is an effect, named here and carried out by the subject's kind (item/kind.h). A
// definition never changes once loaded; a running item is a value of its own (item.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "condition/condition.h"
#include "yaml/node.h"

namespace xueshi::workflow {

// A need or an effect by its name, and the transitions that may name it: where it could do nothing,
// it is a finding.
struct Offered {
  std::string name;
  std::string beside{};        // only where the action may set this heading; empty: anywhere
  std::string never_beside{};  // never where the action may set this heading
  bool on_creation = true;     // also of a `create`
  bool by_hand = false;        // only where a person takes it, who can be asked for something

  Offered(std::string its_name) : name(std::move(its_name)) {}  // NOLINT: a name alone is one
  Offered(const char* its_name) : name(its_name) {}             // NOLINT
  Offered(std::string its_name, std::string with, std::string without, bool creates)
      : name(std::move(its_name)),
        beside(std::move(with)),
        never_beside(std::move(without)),
        on_creation(creates) {}
};

// Who makes new items of a subject: nobody by a graph's `create`; people; files alone, whose rows
// are asked whether they may, so that `create` has checks and nothing that is done or answered.
enum class Creation { kNever, kByPeople, kByFile };

// What the owner of a kind of subject offers to its graphs; anything else in a file is a finding.
struct Registry {
  std::string subject;                 // "plan": the `subject:` of the file
  condition::Vocabulary facts;         // what `when:` may ask beside the places of the regions
  std::vector<std::string> roles;      // "institute_admin"
  std::vector<std::string> stands;     // where a role may stand: "unit_of_subject"
  std::vector<Offered> needs;          // beside `comment` and the checks of the file: "people"
  std::vector<Offered> effects;        // "post_hours"
  std::vector<std::string> fields;     // headings that `sets:` may name: "培训名称"
  std::vector<std::string> regions{};  // those that a graph must have; empty: any
  std::vector<std::string> places{};   // those that the program knows by name, and must find
  std::vector<std::string> words{};    // that sentences may have in braces, beside the fields
  // Needs that files do not name any more, and kept versions still do.
  std::vector<std::string> retired{};
  std::vector<std::string> role_labels{};   // of the roles, in Chinese; empty: the roles themselves
  Creation creation = Creation::kByPeople;  // who makes new ones
};

struct Place {
  std::string name;
  std::string label;
  std::size_t region = 0;  // into Definition::regions
  bool start = false;
  bool end = false;
  std::string hint{};  // Chinese: what somebody may do who is stopped by it; may be empty
  yaml::Mark mark{};
};

struct Region {
  std::string name;
  std::string label;
};

// An office is opaque here: item/desk.h knows who fills it.
struct Office {
  std::string role;     // "institute_admin"
  std::string at;       // "institute_of_subject"
  std::string label{};  // of the role: 所级管理员
  bool operator==(const Office& other) const { return role == other.role && at == other.at; }
};

// Who may take a transition.
struct Performer {
  enum class Kind {
    kAuthor,         // `author`: whoever acts as author of the subject
    kLearner,        // `learner`: the learner whom it is about, or who enrols
    kAdministrator,  // `administrator`: any administrator who sees it
    kProgram,        // `program`: nobody by hand; another transition's effect
    kOffice,         // `{role: …, at: …}`
  };
  Kind kind = Kind::kProgram;
  Office office{};  // of kOffice
  bool operator==(const Performer&) const = default;
};

// `passes_on:` – the item moves on along a transition without anybody taking it: at once, or where
// nobody holds the offices of the place's verdicts.
enum class PassesOn { kNever, kVacant, kAlways };

struct Transition {
  std::string action;             // `do:`
  std::string label;              // the action where the file gives none
  std::vector<std::string> from;  // place names of one region; empty for `create`
  std::string to;                 // empty: the item stays
  std::size_t region = 0;
  std::vector<Performer> by;  // empty only where it passes on always
  condition::Condition when;  // over the registry's facts, then one fact a region
  std::vector<std::string> needs;
  std::vector<std::string> effects;
  std::vector<std::string> sets;
  bool verdict = false;  // a reviewer's decision: kept, and barred to author and learner
  bool not_own = false;  // barred to the learner whom it is about
  bool returns = false;  // leads back; the only way a loop may be
  PassesOn passes_on = PassesOn::kNever;
  yaml::Mark mark;  // of the block

  bool is_creation() const { return from.empty(); }
  bool starts_at(std::string_view place) const;
  bool is_for_people()
      const;  // somebody may ask for it; not `by: program` alone, not always passing
  // The item is taken to stand where this leads without anything being done: a vacant office is
  // passed over, an effect never is.
  bool passes_silently() const;
};

// A named condition, or headings that must be filled in, with the sentence that refuses where it
// does not hold. Blocker code: "<subject>.<code>". In braces the sentences name headings, words of
// the registry, and `missing`, the headings that are empty: 还没有填写 {missing}.
struct Check {
  std::string name;
  std::string code;  // the name with - for _ where the file gives none
  condition::Condition when;
  std::vector<std::string> filled{};  // headings; then `when` asks nothing
  std::string otherwise;              // Chinese
  std::string lifted_by;              // Chinese: who can lift it, or what to do; may be empty
  // Where it does not hold, the item is as if it were not there for who asks:
  // "<subject>.not-found".
  bool hides = false;
  yaml::Mark mark;
};

struct Definition {
  std::string name;  // the file's stem: "plan", "learning-record"
  std::string title;
  std::string source;
  std::string subject;
  std::vector<Region> regions;
  std::vector<Place> places;
  std::vector<Check> checks;
  std::vector<Transition> transitions;
  condition::Vocabulary vocabulary;  // the registry's facts, then one choice fact a region

  const Place* find_place(std::string_view name) const;  // null where there is none
  const Check* find_check(std::string_view name) const;  // likewise
  std::optional<std::size_t> find_region(std::string_view name) const;
  const Place& start_of(std::size_t region) const;
  // The label of a place; the name itself for one that this version does not have.
  std::string label_of(std::string_view place) const;
  // Likewise, with its name where another place has the same label: "已上报（at_institute）".
  std::string full_label_of(std::string_view place) const;
  // The label of an action – of its transition to that place, else of its first; the action itself
  // where this version has none.
  std::string label_of_action(std::string_view action, std::string_view to = "") const;
  // Every action that people can take, in the order of the file, each once.
  std::vector<std::string> actions() const;
  // The places with that label, in the order of the file: what a list calls one status.
  std::vector<std::string> places_labelled(std::string_view label) const;
};

// A full label as people call it: 已上报 of "已上报（at_institute）". The names of places are for
// who writes graphs.
std::string without_name(const std::string& full_label);

// Parses and proves one file. Every mistake at once, by line, code "workflow.…": form (unknown-key,
// missing-key, wrong-kind, unknown-word, wrong-value, wrong-name, duplicate-word, unknown-fact),
// names (unknown-place, unknown-region, missing-region, unknown-role, unknown-stand, unknown-need,
// unknown-effect, unknown-field, misplaced-word, duplicate-name, wrong-subject), shape of the graph
// (no-start, two-starts, not-a-start, two-regions, unreachable, no-end, ambiguous, gap,
// unmarked-loop, endless-passing, passes-on, nobody). Absent where any was found. `name` is the
// file's stem.
std::optional<Definition> parse_definition(const Registry& registry, const std::string& name,
                                           const std::string& file, std::string_view text,
                                           base::Findings& findings);

// The `subject:` of a file, so that the right registry can be handed over. Absent where the text is
// no readable YAML map with one.
struct GivenSubject {
  std::string word;
  base::Place place;
};
std::optional<GivenSubject> find_subject(const std::string& file, std::string_view text);

// Whether an action, in any of its transitions, may set a heading: it is then asked about that.
bool action_sets(const Definition& definition, std::string_view action, std::string_view heading);

// Adds those who may take a transition by hand, each once.
void add_by_hand(const Transition& transition, std::vector<Performer>& all);

// Who may give the verdicts from a place, each once; the program gives none.
std::vector<Performer> verdict_performers(const Definition& definition, std::string_view place);

// The checks that people's transitions from one place to another need, in the order of the file,
// each once.
std::vector<const Check*> checks_on_the_way(const Definition& definition, std::string_view from,
                                            std::string_view to);

// The places that an item can come to for which `given` holds from beginning to end, in the order
// of the file; what other conditions ask beside it is taken to be possible.
std::vector<const Place*> places_reached(const Definition& definition,
                                         const condition::Condition& given);

// What changed from one version to another, in Chinese, a line each, places first, then
// transitions; empty where nothing did.
std::vector<std::string> compare(const Definition& before, const Definition& after);

}  // namespace xueshi::workflow
