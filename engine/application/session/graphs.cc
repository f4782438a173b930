#include "session/graphs.h"

#include <fmt/format.h>

#include <algorithm>

#include "academy/scope.h"
#include "base/text.h"
#include "hours/record_facts.h"
#include "intake/headings.h"
#include "seal/hash.h"
#include "session/wrong_files.h"
#include "training/class_rules.h"
#include "training/plan_rules.h"

namespace xueshi::session {

namespace {

using workflow::Registry;

std::vector<std::string> all_roles() {
  using academy::Role;
  std::vector<std::string> words;
  for (Role role : {Role::kLearner, Role::kClassAdmin, Role::kDepartmentAdmin,
                    Role::kInstituteAdmin, Role::kAcademyAdmin}) {
    words.emplace_back(academy::word(role));
  }
  return words;
}

std::vector<std::string> headings_of(intake::Kind kind, std::vector<std::string> more = {}) {
  for (const intake::Heading& heading : intake::headings(kind)) more.emplace_back(heading.name);
  return more;
}

std::vector<std::string> role_labels() {
  std::vector<std::string> labels;
  for (const std::string& word : all_roles())
    labels.emplace_back(academy::label(*academy::parse_role(word)));
  return labels;
}

struct SubjectEntry {
  const char* graph;  // the file's stem
  const char* label;
  std::vector<std::string> regions;  // those that the store keeps
  std::vector<std::string> places;   // those that the engine knows by name
  Registry registry;
};

// Asked of every subject alike: the acting person's password, once more.
std::vector<std::string> with_password(std::vector<std::string> needs) {
  needs.emplace_back("password");
  return needs;
}

std::vector<SubjectEntry> write_entries() {
  const std::vector<std::string> stands = {"unit_of_subject", "institute_of_subject", "academy",
                                           "above_subject"};
  const std::vector<std::string> roles = all_roles();
  using intake::Kind;
  return {
      {"plan",
       "培训计划",
       {"review", "publication", "execution", "withdrawal"},
       {"draft", "reported", "approved", "refused", "unpublished", "published", "not_carried_out",
        "carried_out", "standing", "withdrawn"},
       {"plan",
        training::plan_vocabulary(),
        roles,
        stands,
        with_password({"complete"}),
        {"record_author", "drop_funding_request", "grant_support", "keep_reason", "copy_plan",
         "delete_plan", "set_rank", "warn_of_edit_year"},
        headings_of(Kind::kPlans, {"资助程度", "排位"})}},
      {"class",
       "培训班",
       {"execution"},
       {"not_carried_out", "carried_out", "deleted"},
       {"class",
        training::class_vocabulary(),
        roles,
        stands,
        with_password({"people"}),
        {"record_author", "carry_out_plan", "post_hours", "take_figures", "restore_figures",
         "add_attendee", "remove_attendee", "confirm_attendee", "enrol_attendee", "admit_attendee",
         "reject_attendee"},
        headings_of(Kind::kClasses, {"员工编号"})}},
      {"learning-record",
       "学习记录",
       {"review"},
       {"pending", "approved", "refused"},
       {"learning",
        hours::record_vocabulary(),
        roles,
        stands,
        with_password({}),
        {},
        headings_of(Kind::kLearning)}},
      {"backbone",
       "骨干人才上报",
       {"status"},
       {"open", "finalised"},
       {"backbone",
        {},
        roles,
        stands,
        with_password({"reporting", "people", "candidates", "reported", "finalising"}),
        {"report_people", "withdraw_people", "freeze_report"},
        {"员工编号"}}},
      {"annual-summary",
       "年度培训总结",
       {"status"},
       {"draft", "submitted"},
       {"summary",
        {},
        roles,
        stands,
        with_password({"backbone_finalised", "created", "funds"}),
        {"extract_figures", "freeze_figures", "delete_summary"},
        {"名称", "单位投入总经费(万元)", "单位培训总人次", "特色经验及做法", "执行工作整体概要"}}},
      {"person",
       "人员",
       {"upkeep"},
       {"on_record"},
       {"person", {}, roles, stands, with_password({}), {}, headings_of(Kind::kPeople)}},
  };
}

std::vector<SubjectEntry> make_entries() {
  std::vector<SubjectEntry> made = write_entries();
  for (SubjectEntry& entry : made) {
    entry.registry.regions = entry.regions;
    entry.registry.places = entry.places;
    entry.registry.role_labels = role_labels();
  }
  return made;
}

const std::vector<SubjectEntry>& entries() {
  static const std::vector<SubjectEntry> kEntries = make_entries();
  return kEntries;
}

const SubjectEntry* find_entry(std::string_view subject) {
  for (const SubjectEntry& entry : entries()) {
    if (entry.registry.subject == subject) return &entry;
  }
  return nullptr;
}

// A file whose subject is none of ours: what it is taken for, so that what else is wrong is said
// too. What only another subject could judge is not.
void check_strange(const std::string& name, const std::string& file, const std::string& text,
                   const std::string& subject, base::Findings& findings) {
  auto near = base::find_near(subject, subjects());
  std::string advice = base::suggest(subject, subjects());
  if (!near) advice = fmt::format("，可以写：{}", base::join(subjects(), "、"));
  base::Findings found;
  const SubjectEntry& taken_for = near ? *find_entry(*near) : entries().front();
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
bool is_taken_by_another(const std::string& name, const std::string& subject) {
  return std::any_of(entries().begin(), entries().end(), [&](const SubjectEntry& entry) {
    return entry.graph == name && entry.registry.subject != subject;
  });
}

store::GraphVersion version_of(const std::string& name, const std::string& text) {
  return {name, seal::sha256(text).substr(0, 12)};
}

}  // namespace

const std::vector<std::string>& subjects() {
  static const std::vector<std::string> kWords = [] {
    std::vector<std::string> words;
    for (const SubjectEntry& entry : entries()) words.push_back(entry.registry.subject);
    return words;
  }();
  return kWords;
}

const Registry* find_registry(std::string_view subject) {
  const SubjectEntry* entry = find_entry(subject);
  return entry == nullptr ? nullptr : &entry->registry;
}

std::string subject_label(std::string_view subject) {
  const SubjectEntry* entry = find_entry(subject);
  return entry == nullptr ? std::string(subject) : entry->label;
}

std::string graph_name(std::string_view subject) {
  const SubjectEntry* entry = find_entry(subject);
  return entry == nullptr ? std::string(subject) : entry->graph;
}

std::optional<std::string> find_subject_of(std::string_view graph) {
  for (const SubjectEntry& entry : entries()) {
    if (entry.graph == graph || entry.registry.subject == graph) return entry.registry.subject;
  }
  return std::nullopt;
}

std::optional<Graph> load_graph(const std::string& name, const std::string& file,
                                const std::string& text, base::Findings& findings) {
  auto subject = workflow::find_subject(file, text);
  const SubjectEntry* entry = find_entry(subject ? subject->word : "");
  if (entry == nullptr) {
    check_strange(name, file, text, subject ? subject->word : "", findings);
    return std::nullopt;
  }
  std::size_t before = findings.errors();
  auto definition = workflow::parse_definition(entry->registry, name, file, text, findings);
  if (definition && is_taken_by_another(name, entry->registry.subject)) {
    findings.error(
        subject->place, "workflow.wrong-subject",
        fmt::format("文件名为 {} 的流程应写 'subject: {}'", name, *find_subject_of(name)));
  }
  if (!definition || findings.errors() != before) return std::nullopt;
  return Graph{std::move(*definition), version_of(name, text), text};
}

const Graph* Graphs::load_current(std::string_view subject, base::Findings& findings) const {
  if (auto at = current_.find(subject); at != current_.end()) return at->second.get();
  std::string name = graph_name(subject);
  Home::WorkflowFile file = home_.load_workflow(name, findings);
  if (!findings.ok()) return nullptr;
  std::optional<Graph> graph = load_graph(name, file.path, file.text, findings);
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
  auto [at, fresh] = kept_.try_emplace(version.name + "@" + version.version);
  if (at->second) return at->second.get();
  auto text = store::find_graph(database, version);
  if (!text) {
    findings.error({at->first, 0, 0, "", ""}, "workflow.no-version",
                   "数据库中没有保存流程的这个版本，请检查版本号");
    return nullptr;
  }
  std::optional<Graph> graph = load_graph(version.name, at->first, *text, findings);
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
                 fmt::format("{}按流程的这个版本办理，而本程序已不能读取它；请由院管理员执行 "
                             "workflow migrate {} 迁移到新版本，或改用当时的程序",
                             subject_label(subject), version.name));
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
