// The approval graphs of a home, proved before use, and what each kind of subject offers to them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/home.h"
#include "base/finding.h"
#include "store/database.h"
#include "store/items.h"
#include "workflow/definition.h"

namespace xueshi::app {

// One version of a graph, ready for use.
struct Graph {
  workflow::Definition definition;
  store::GraphVersion version;
  std::string text;
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

// Parses and proves a file; which subject it is for, it says itself ("workflow.unknown-subject").
std::optional<Graph> load_graph(const std::string& name, const std::string& file,
                                const std::string& text, base::Findings& findings);

class Graphs {
 public:
  explicit Graphs(const Home& home) : home_(home) {}

  // The version that new items of a subject start with. Throws WrongFiles where the file is not
  // sound.
  const Graph& current(std::string_view subject) const;
  // A version that was kept; the current one where it was never kept or can no longer be read.
  const Graph& of(store::Database& database, const store::GraphVersion& version,
                  std::string_view subject) const;

 private:
  const Home& home_;
  mutable std::map<std::string, std::unique_ptr<Graph>, std::less<>> current_;
  mutable std::map<std::string, std::unique_ptr<Graph>> kept_;
};

}  // namespace xueshi::app
