// Cases beside the graphs, run (`workflow test`): what a graph says about single items, as those
// who make it write it down. Needs no database.
//
//   cases:
//     - name: 逐级审批
//       facts: {unit: department, submitted_as: class_admin, kind: annual}
//       steps:
//         - {do: submit, by: author, not: [learner], to: at_department}
//         - {do: approve, by: department_admin, not: [class_admin], to: at_institute}
//         - {do: edit, by: author, refused: place}
//       ends: [at_institute]
//
// Roles are words: of the graph's offices, `author`, `learner`, `program`. What a case does not say
// does not stand in the way: needs are met but those `unmet`, offices are held but those `vacant`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/finding.h"
#include "session/settings.h"

namespace xueshi::authoring {

struct TestedWalk {
  std::string file;
  int line = 0;
  std::string name;
  std::vector<std::string> problems;  // Chinese, a sentence each; none: passed
};

// A transition from one place that no case goes, or that none refuses to a wrong role.
struct UncoveredEdge {
  base::Place place;  // of the transition
  std::string action, label;
  std::string from, to;    // places; `from` empty where it creates, `to` where the item stays
  bool is_walked = false;  // but never refused
};

struct WorkflowTests {
  base::Findings findings;  // of the graphs and of the cases; with errors nothing was run
  std::vector<TestedWalk> walks;
  std::vector<UncoveredEdge> uncovered;
  std::size_t failed() const;
};

// `which`: a graph as people name it ("plan", "learning-record"), a graph file, or nothing: every
// graph of the home that has cases. `cases`: a file of cases; empty: workflows/tests/<name>.yaml
// beside the graph. `covers`: also the edges that no case goes, or refuses.
WorkflowTests test_workflows(const session::Settings& settings, const std::string& which,
                             const std::string& cases, bool covers);

}  // namespace xueshi::authoring
