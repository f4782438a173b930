// Graphs: the approval graphs of a home, proved before use.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
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

// What the program offers to the graph of one kind of items.
struct SubjectGraph {
  std::string graph;  // the file's stem: "learning-record"
  std::string label;  // 学习记录
  workflow::Registry registry;
  std::vector<std::string> retired{};  // needs that only kept versions name
};

// All of them, in the order of the documents (item/kind.h makes them).
class Subjects {
 public:
  explicit Subjects(std::vector<SubjectGraph> all) : all_(std::move(all)) {}

  const std::vector<SubjectGraph>& all() const { return all_; }
  // Their words: plan class learning backbone summary person.
  std::vector<std::string> words() const;
  // Null for a word that is none.
  const SubjectGraph* find(std::string_view word) const;
  // The Chinese name of a subject; the word itself where it is none.
  std::string label_of(std::string_view word) const;
  // The file that its graph stands in; the word itself where it is none.
  std::string graph_of(std::string_view word) const;
  // The subject that a graph's name, or a subject's own word, means; absent for a word that is
  // none.
  std::optional<std::string> find_subject_of(std::string_view graph) const;

 private:
  std::vector<SubjectGraph> all_;
};

// Parses and proves a file; which subject it is for, it says itself ("workflow.unknown-subject",
// "workflow.wrong-subject" where its name belongs to another). A kept version may name what files
// do not any more.
enum class Origin { kFile, kKept };
std::optional<Graph> load_graph(const Subjects& subjects, const std::string& name,
                                const std::string& file, const std::string& text,
                                base::Findings& findings, Origin origin = Origin::kFile);

// The graphs of a home, each parsed once. Any thread.
class Graphs {
 public:
  // Requires: both outlive it.
  Graphs(const Home& home, const Subjects& subjects) : home_(home), subjects_(subjects) {}

  const Subjects& subjects() const { return subjects_; }

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
  const Graph* load_current_locked(std::string_view subject, base::Findings& findings) const;
  const Graph* load_kept_locked(database::Database& database, const store::GraphVersion& version,
                                base::Findings& findings) const;

  const Home& home_;
  const Subjects& subjects_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<Graph>, std::less<>> current_;
  mutable std::map<std::string, std::unique_ptr<Graph>> kept_;
};

}  // namespace xueshi::session
