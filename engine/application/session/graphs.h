// The approval graphs of a home, proved before use, and what each kind of subject offers to them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "database/database.h"
#include "session/home.h"
#include "store/items.h"
#include "workflow/definition.h"

namespace xueshi::session {

// One version of a graph, ready for use.
struct Graph {
  workflow::Definition definition;
  store::GraphVersion version;
  std::string text;
  std::string file{};  // where it was read; "plan@0123456789ab" for a kept version
};

// The words of the subjects, in the order of the documents: plan class learning backbone summary
// person.
const std::vector<std::string>& subjects();
// Null for a word that is none.
const workflow::Registry* find_registry(std::string_view subject);
// The Chinese name of a subject: 培训计划.
std::string subject_label(std::string_view subject);
// The file that a subject's graph stands in: "learning-record".
std::string graph_name(std::string_view subject);

// The subject that a graph's name, or a subject's own word, means; absent for a word that is none.
std::optional<std::string> find_subject_of(std::string_view graph);

// Parses and proves a file; which subject it is for, it says itself ("workflow.unknown-subject",
// "workflow.wrong-subject" where its name belongs to another).
std::optional<Graph> load_graph(const std::string& name, const std::string& file,
                                const std::string& text, base::Findings& findings);

class Graphs {
 public:
  explicit Graphs(const Home& home) : home_(home) {}

  // The version that new items of a subject start with. Throws WrongFiles where the file is not
  // sound.
  const Graph& current(std::string_view subject) const;
  // The version that an item runs on; the current one for an item that nothing was done to yet (an
  // empty version). Throws WrongFiles ("workflow.unreadable-version") where this program cannot
  // read it any more: other rules than those the item started with are never taken silently.
  const Graph& of(database::Database& database, const store::GraphVersion& version,
                  std::string_view subject) const;
  // The same, for who only wants its labels; null where it is not sound.
  const Graph* find(database::Database& database, const store::GraphVersion& version,
                    std::string_view subject) const;

  // The same as current() and of(), telling what is wrong: null with findings.
  const Graph* load_current(std::string_view subject, base::Findings& findings) const;
  const Graph* load_kept(database::Database& database, const store::GraphVersion& version,
                         base::Findings& findings) const;

 private:
  const Home& home_;
  mutable std::map<std::string, std::unique_ptr<Graph>, std::less<>> current_;
  mutable std::map<std::string, std::unique_ptr<Graph>> kept_;
};

}  // namespace xueshi::session
