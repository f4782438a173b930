// The graph files of a home, and the versions of them that the database keeps: checking, listing,
// drawing, comparing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "item/item_view.h"
#include "session/graphs.h"
#include "session/session.h"
#include "session/settings.h"

namespace xueshi::authoring {

struct WorkflowCheck {
  base::Findings findings;
  std::vector<session::Graph> sound;  // in the order of their files
  std::string rights;                 // the file of rights, where it was checked and is sound
};

// One file, whose stem is the graph's name, or with an empty path every graph of the home and its
// rights (rights.yaml). A graph that no subject uses, or a list of schedules, is a warning. Needs
// no database.
WorkflowCheck check_workflows(const session::Settings& settings, const std::string& file);

// Adds who is missing for the sound graphs: an office of a verdict that nobody holds at a unit in
// scope, and who decides in its place ("workflow.vacant-office", a warning; an error where nobody
// stands above). For institute and academy administrators.
void check_offices(session::Session& session, WorkflowCheck& check);

// How to open the session of who asks; called only where the database is needed.
using OpenSession = std::function<session::Session&()>;

// The graph of every subject, in the order of the subjects. Throws WrongFiles where any is not
// sound. Needs no database.
std::vector<session::Graph> list_workflows(const session::Settings& settings);

// The subject whose graph is meant by "plan", "summary" or "annual-summary". Refuses
// "workflow.unknown-graph".
std::string require_subject(const std::string& name);

// A graph as people name it: "plan", "summary" or "annual-summary" (the home's), a path, or
// "plan@0123" (the version kept in the database whose hash begins so). Only the last needs a
// database. Refuses "workflow.unknown-graph", "workflow.no-version", "workflow.ambiguous-version";
// throws WrongFiles where it is not sound.
session::Graph require_graph(const session::Settings& settings, const std::string& reference,
                             const OpenSession& open);

struct Drawing {
  std::string name;  // "plan", or "plan-P1"
  std::string dot;
};
Drawing draw_workflow(const session::Settings& settings, const std::string& reference,
                      const OpenSession& open);
// With the way that an item took and what can be done now, on its own version of the graph.
// `reference` is a graph's name. Refuses as require_graph() and view_item().
Drawing draw_item(session::Session& session, const std::string& reference, const std::string& id);

struct DrawnFiles {
  std::string dot;
  std::string svg;  // empty: `dot` is not installed
};
// Into a folder, or as the file of that name where `out` ends with .dot or .svg.
DrawnFiles write_drawing(const session::Settings& settings, const Drawing& drawing,
                         const std::string& out);

struct GraphDifference {
  session::Graph before, after;
  std::vector<std::string> changes;  // Chinese, a line each
};
// Refuses "workflow.other-subject" for graphs of different subjects, and as require_graph().
GraphDifference compare_workflows(const session::Settings& settings, const OpenSession& open,
                                  const std::string& before, const std::string& after);

}  // namespace xueshi::authoring
