#include "session/graphs.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "seal/hash.h"
#include "session/wrong_files.h"

namespace xueshi::session {

namespace {

// A file whose subject is none of ours: what it is taken for, so that what else is wrong is said
// too. What only another subject could judge is not.
void check_strange(const Subjects& subjects, const std::string& name, const std::string& file,
                   const std::string& text, const std::string& subject, base::Findings& findings) {
  std::vector<std::string> words = subjects.words();
  auto near = base::find_near(subject, words);
  std::string advice = base::suggest(subject, words);
  if (!near) advice = fmt::format("，可以写：{}", base::join(words, "、"));
  base::Findings found;
  const SubjectGraph& taken_for = near ? *subjects.find(*near) : subjects.all().front();
  workflow::parse_definition(taken_for.registry, name, file, text, found);
  for (base::Finding finding : found.kept()) {
    bool own = finding.code == "workflow.wrong-subject";
    if (own) {
      finding.code = "workflow.unknown-subject";
      finding.message = fmt::format("'{}' 不是流程的对象{}", subject, advice);
    }
    bool certain = own || finding.code == "workflow.missing-key" ||
                   finding.code == "workflow.unknown-key" || finding.code.rfind("yaml.", 0) == 0;
    if (near || certain) findings.add(std::move(finding));
  }
}

// The graph of another subject stands in a file of that name.
bool is_taken_by_another(const Subjects& subjects, const std::string& name,
                         const std::string& subject) {
  return std::any_of(subjects.all().begin(), subjects.all().end(), [&](const SubjectGraph& one) {
    return one.graph == name && one.registry.subject != subject;
  });
}

store::GraphVersion version_of(const std::string& name, const std::string& text) {
  return {name, seal::sha256(text).substr(0, 12)};
}

}  // namespace

std::vector<std::string> Subjects::words() const {
  std::vector<std::string> words;
  for (const SubjectGraph& one : all_) words.push_back(one.registry.subject);
  return words;
}

const SubjectGraph* Subjects::find(std::string_view word) const {
  auto at = std::find_if(all_.begin(), all_.end(),
                         [&](const SubjectGraph& one) { return one.registry.subject == word; });
  return at == all_.end() ? nullptr : &*at;
}

std::string Subjects::label_of(std::string_view word) const {
  const SubjectGraph* one = find(word);
  return one == nullptr ? std::string(word) : one->label;
}

std::string Subjects::graph_of(std::string_view word) const {
  const SubjectGraph* one = find(word);
  return one == nullptr ? std::string(word) : one->graph;
}

std::optional<std::string> Subjects::find_subject_of(std::string_view graph) const {
  for (const SubjectGraph& one : all_) {
    if (one.graph == graph || one.registry.subject == graph) return one.registry.subject;
  }
  return std::nullopt;
}

std::optional<Graph> load_graph(const Subjects& subjects, const std::string& name,
                                const std::string& file, const std::string& text,
                                base::Findings& findings, Origin origin) {
  auto subject = workflow::find_subject(file, text);
  const SubjectGraph* entry = subjects.find(subject ? subject->word : "");
  if (entry == nullptr) {
    check_strange(subjects, name, file, text, subject ? subject->word : "", findings);
    return std::nullopt;
  }
  std::size_t before = findings.errors();
  workflow::Registry registry = entry->registry;
  if (origin == Origin::kKept) registry.retired = entry->retired;
  auto definition = workflow::parse_definition(registry, name, file, text, findings);
  if (definition && is_taken_by_another(subjects, name, entry->registry.subject)) {
    findings.error(
        subject->place, "workflow.wrong-subject",
        fmt::format("文件名为 {} 的流程应写 'subject: {}'", name, *subjects.find_subject_of(name)));
  }
  if (!definition || findings.errors() != before) return std::nullopt;
  return Graph{std::move(*definition), version_of(name, text), text};
}

const Graph* Graphs::load_current(std::string_view subject, base::Findings& findings) const {
  std::lock_guard lock(mutex_);
  return load_current_locked(subject, findings);
}

const Graph* Graphs::load_current_locked(std::string_view subject, base::Findings& findings) const {
  if (auto at = current_.find(subject); at != current_.end()) return at->second.get();
  std::string name = subjects_.graph_of(subject);
  Home::WorkflowFile file = home_.load_workflow(name, findings);
  if (!findings.ok()) return nullptr;
  std::optional<Graph> graph = load_graph(subjects_, name, file.path, file.text, findings);
  if (!graph) return nullptr;
  graph->file = file.path;
  auto& kept = current_[std::string(subject)];
  kept = std::make_unique<Graph>(std::move(*graph));
  return kept.get();
}

const Graph& Graphs::current(std::string_view subject) const {
  base::Findings findings;
  const Graph* graph = load_current(subject, findings);
  if (graph == nullptr) throw WrongFiles(findings);
  return *graph;
}

const Graph* Graphs::load_kept(database::Database& database, const store::GraphVersion& version,
                               base::Findings& findings) const {
  std::lock_guard lock(mutex_);
  return load_kept_locked(database, version, findings);
}

const Graph* Graphs::load_kept_locked(database::Database& database,
                                      const store::GraphVersion& version,
                                      base::Findings& findings) const {
  auto [at, fresh] = kept_.try_emplace(version.name + "@" + version.version);
  if (at->second) return at->second.get();
  auto text = store::find_graph(database, version);
  if (!text) {
    findings.error({at->first, 0, 0, "", ""}, "workflow.no-version",
                   "数据库中没有保存流程的这个版本，请检查版本号");
    return nullptr;
  }
  std::optional<Graph> graph =
      load_graph(subjects_, version.name, at->first, *text, findings, Origin::kKept);
  if (!graph) return nullptr;
  graph->file = at->first;
  graph->version = version;
  at->second = std::make_unique<Graph>(std::move(*graph));
  return at->second.get();
}

const Graph& Graphs::of(database::Database& database, const store::GraphVersion& version,
                        std::string_view subject) const {
  if (version.version.empty()) return current(subject);
  base::Findings findings, of_current;
  // A file that is being changed, and is wrong, concerns no item that runs on a version of before.
  const Graph* newest = load_current(subject, of_current);
  if (newest != nullptr && newest->version == version) return *newest;
  if (const Graph* kept = load_kept(database, version, findings)) return *kept;
  findings.error({fmt::format("{}@{}", version.name, version.version), 0, 0, "", ""},
                 "workflow.unreadable-version",
                 fmt::format("{}按流程的这个版本办理，而本程序已不能读取它；请由院管理员把它迁移到"
                             "流程的新版本，或改用当时的程序",
                             subjects_.label_of(subject)));
  throw WrongFiles(findings);
}

const Graph* Graphs::find(database::Database& database, const store::GraphVersion& version,
                          std::string_view subject) const {
  base::Findings ignored;
  if (version.version.empty()) return load_current(subject, ignored);
  const Graph* newest = load_current(subject, ignored);
  if (newest != nullptr && newest->version == version) return newest;
  return load_kept(database, version, ignored);
}

}  // namespace xueshi::session
