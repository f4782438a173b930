#include "authoring/workflows.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "authoring/graphviz.h"
#include "base/file.h"
#include "base/text.h"
#include "item/kind.h"
#include "session/files.h"
#include "workflow/draw.h"

namespace xueshi::authoring {

namespace fs = std::filesystem;

namespace {

bool is_schedules(const fs::path& path) { return path.stem() == session::Home::kSchedules; }
bool is_rights(const fs::path& path) { return path.stem() == session::Home::kRights; }

void check_rights(const std::string& file, const std::string& text, WorkflowCheck& check) {
  if (academy::parse_rights(file, text, check.findings)) check.rights = file;
}

void check_one(const fs::path& path, WorkflowCheck& check) {
  std::string file = path.string();
  if (auto graph = session::load_graph(item::graph_subjects(), path.stem().string(), file,
                                       session::read_text(path), check.findings)) {
    graph->file = file;
    check.sound.push_back(std::move(*graph));
  }
}

void warn_unused(const session::Graph& graph, base::Findings& findings) {
  const workflow::Definition& definition = graph.definition;
  if (definition.name == item::graph_subjects().graph_of(definition.subject)) return;
  findings.warning({graph.file, 0, 0, "", ""}, "workflow.unused-file",
                   fmt::format("{}的流程文件名应为 {}.yaml，这个文件不会被使用",
                               item::graph_subjects().label_of(definition.subject),
                               item::graph_subjects().graph_of(definition.subject)));
}

void check_home(const session::Home& home, WorkflowCheck& check) {
  std::vector<fs::path> files = home.list_workflows();
  for (const fs::path& path : files) check_one(path, check);
  for (const session::Graph& graph : check.sound) warn_unused(graph, check.findings);
  base::Findings missing;
  session::Home::WorkflowFile rights = home.load_workflow(session::Home::kRights, missing);
  if (missing.ok()) check_rights(rights.path, rights.text, check);
  check.findings.append(missing);
  if (!files.empty()) return;
  check.findings.error({(home.folder() / "workflows").lexically_normal().string(), 0, 0, "", ""},
                       "workflow.no-file",
                       "文件夹中没有流程文件（*.yaml），请指明 workflows 所在的文件夹");
}

bool is_path(const std::string& reference) {
  fs::path path(reference);
  return path.has_parent_path() || path.extension() == ".yaml";
}

session::Graph load_path(const std::string& path) {
  base::Findings findings;
  std::optional<session::Graph> graph;
  if (session::is_absent(path)) {
    findings.error({path, 0, 0, "", ""}, "workflow.no-file", "文件不存在，请检查路径");
  } else {
    graph = session::load_graph(item::graph_subjects(), fs::path(path).stem().string(), path,
                                session::read_text(path), findings);
  }
  if (!graph) throw session::WrongFiles(findings);
  graph->file = path;
  return *graph;
}

// The kept version whose hash begins so.
session::Graph load_version(session::Session& session, const std::string& name,
                            const std::string& prefix) {
  std::string subject = require_subject(name);
  std::vector<store::GraphVersion> found;
  std::vector<std::string> kept;
  for (const store::KeptGraph& one :
       store::fetch_graphs(session.database(), item::graph_subjects().graph_of(subject))) {
    kept.push_back(one.graph.version);
    if (!prefix.empty() && one.graph.version.rfind(prefix, 0) == 0) found.push_back(one.graph);
  }
  if (found.size() == 1) {
    base::Findings findings;
    const session::Graph* graph =
        session.graphs().load_kept(session.database(), found[0], findings);
    if (graph == nullptr) throw session::WrongFiles(findings);
    return *graph;
  }
  std::string versions = kept.empty() ? "没有任何版本" : base::join(kept, "、");
  if (found.empty()) {
    throw base::Refused(
        "workflow.no-version",
        fmt::format("数据库中没有流程 {} 的版本 '{}'；保存着：{}", name, prefix, versions));
  }
  throw base::Refused("workflow.ambiguous-version",
                      fmt::format("版本 '{}' 不止一个，请多写几位：{}", prefix, versions));
}

}  // namespace

std::string require_subject(const std::string& name) {
  if (auto subject = item::graph_subjects().find_subject_of(name)) return *subject;
  std::vector<std::string> names;
  for (const std::string& subject : item::kind_words())
    names.push_back(item::graph_subjects().graph_of(subject));
  std::string advice = base::suggest(name, names);
  if (advice.empty()) advice = fmt::format("；可以是 {}", base::join(names, "、"));
  throw base::Refused("workflow.unknown-graph",
                      fmt::format("没有名为 '{}' 的流程{}", name, advice));
}

WorkflowCheck check_workflows(const session::Settings& settings, const std::string& file) {
  WorkflowCheck check;
  if (file.empty()) {
    check_home(session::Home(settings.value("home")), check);
    return check;
  }
  if (session::is_absent(file)) {
    check.findings.error({file, 0, 0, "", ""}, "workflow.no-file", "文件不存在，请检查路径");
  } else if (is_schedules(file)) {
    check.findings.warning({file, 0, 0, "", ""}, "workflow.no-graph",
                           "这是定时任务的清单，不是审批流程，没有检查");
  } else if (is_rights(file)) {
    check_rights(file, session::read_text(file), check);
  } else {
    check_one(file, check);
  }
  return check;
}

std::vector<session::Graph> list_workflows(const session::Settings& settings) {
  session::Home home(settings.value("home"));
  session::Graphs graphs(home, item::graph_subjects());
  base::Findings findings;
  std::vector<session::Graph> all;
  for (const std::string& subject : item::kind_words()) {
    base::Findings of_one;
    if (const session::Graph* graph = graphs.load_current(subject, of_one)) all.push_back(*graph);
    findings.append(of_one);
  }
  if (!findings.ok()) throw session::WrongFiles(findings);
  return all;
}

session::Graph require_graph(const session::Settings& settings, const std::string& reference,
                             const OpenSession& open) {
  if (is_path(reference)) return load_path(reference);
  if (std::size_t at = reference.find('@'); at != std::string::npos) {
    return load_version(open(), reference.substr(0, at), reference.substr(at + 1));
  }
  std::string subject = require_subject(reference);
  session::Home home(settings.value("home"));
  return session::Graphs(home, item::graph_subjects()).current(subject);
}

Drawing draw_workflow(const session::Settings& settings, const std::string& reference,
                      const OpenSession& open) {
  session::Graph graph = require_graph(settings, reference, open);
  return {graph.definition.name, workflow::render_dot(graph.definition, {})};
}

Drawing draw_item(session::Session& session, const std::string& reference, const std::string& id) {
  item::ItemView view = item::view_item(session, require_subject(reference), id);
  // A deleted item whose version is not kept any more.
  const session::Graph& graph =
      view.graph != nullptr ? *view.graph : session.graphs().current(view.subject);
  std::string name = graph.definition.name + "-" + view.id;
  std::replace(name.begin(), name.end(), '/', '-');
  return {name, workflow::render_dot(graph.definition, item::highlight_of(view))};
}

DrawnFiles write_drawing(const session::Settings& settings, const Drawing& drawing,
                         const std::string& out) {
  fs::path dot = out, svg;
  if (dot.extension() != ".dot" && dot.extension() != ".svg") dot /= drawing.name + ".dot";
  svg = dot.replace_extension(".dot");
  svg.replace_extension(".svg");
  base::write_file(dot, drawing.dot);
  bool drawn = render_svg(dot, svg, settings.environment());
  return {dot.string(), drawn ? svg.string() : ""};
}

GraphDifference compare_workflows(const session::Settings& settings, const OpenSession& open,
                                  const std::string& before, const std::string& after) {
  GraphDifference difference{
      require_graph(settings, before, open), require_graph(settings, after, open), {}};
  const std::string& old = difference.before.definition.subject;
  const std::string& now = difference.after.definition.subject;
  if (old != now) {
    throw base::Refused("workflow.other-subject",
                        fmt::format("'{}' 是{}的流程，'{}' 是{}的流程，不能比较", before,
                                    item::graph_subjects().label_of(old), after,
                                    item::graph_subjects().label_of(now)));
  }
  difference.changes = workflow::compare(difference.before.definition, difference.after.definition);
  return difference;
}

}  // namespace xueshi::authoring
