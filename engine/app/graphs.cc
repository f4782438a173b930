#include "app/graphs.h"

#include <fmt/format.h>

#include <algorithm>

#include "academy/scope.h"
#include "app/session.h"
#include "base/text.h"
#include "hours/record_facts.h"
#include "intake/headings.h"
#include "seal/hash.h"
#include "training/class_rules.h"
#include "training/plan_rules.h"

namespace xueshi::app {

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

struct SubjectEntry {
  const char* graph;  // the file's stem
  const char* label;
  std::vector<std::string> regions;  // those that the store keeps
  Registry registry;
};

// Asked of every subject alike: the acting person's password, once more.
std::vector<std::string> with_password(std::vector<std::string> needs) {
  needs.emplace_back("password");
  return needs;
}

std::vector<SubjectEntry> make_entries() {
  const std::vector<std::string> stands = {"unit_of_subject", "institute_of_subject", "academy",
                                           "above_subject"};
  const std::vector<std::string> roles = all_roles();
  using intake::Kind;
  return {
      {"plan",
       "培训计划",
       {"review", "publication", "execution", "withdrawal"},
       {"plan",
        training::plan_vocabulary(),
        roles,
        stands,
        with_password({"complete"}),
        {"record_author", "drop_funding_request", "grant_support", "keep_reason", "copy_plan",
         "delete_plan", "set_rank"},
        headings_of(Kind::kPlans, {"资助程度", "排位"})}},
      {"class",
       "培训班",
       {"execution"},
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
       {"person", {}, roles, stands, with_password({}), {}, headings_of(Kind::kPeople)}},
  };
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

// A region that the store has no place for could never be remembered.
void check_regions(const SubjectEntry& entry, const workflow::Definition& definition,
                   const std::string& file, base::Findings& findings) {
  for (const workflow::Region& region : definition.regions) {
    if (std::find(entry.regions.begin(), entry.regions.end(), region.name) != entry.regions.end())
      continue;
    findings.error({file, 0, 0, "", ""}, "workflow.unknown-region",
                   fmt::format("{}没有名为 '{}' 的方面，可用的是：{}", entry.label, region.name,
                               base::join(entry.regions, "、")));
  }
  for (const std::string& region : entry.regions) {
    if (definition.find_region(region)) continue;
    findings.error({file, 0, 0, "", ""}, "workflow.missing-region",
                   fmt::format("{}缺少名为 '{}' 的方面，请在 regions 中补上", entry.label, region));
  }
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

std::optional<Graph> load_graph(const std::string& name, const std::string& file,
                                const std::string& text, base::Findings& findings) {
  std::string subject = workflow::find_subject(text).value_or("");
  const SubjectEntry* entry = find_entry(subject);
  if (entry == nullptr) {
    // Any registry shows what else is wrong with the file's form.
    std::size_t before = findings.errors();
    workflow::parse_definition(entries().front().registry, name, file, text, findings);
    if (findings.errors() == before || !subject.empty()) {
      findings.error({file, 0, 0, "", ""}, "workflow.unknown-subject",
                     fmt::format("'subject: {}' 不是流程的对象{}，可以写：{}", subject,
                                 base::suggest(subject, subjects()), base::join(subjects(), "、")));
    }
    return std::nullopt;
  }
  std::size_t before = findings.errors();
  auto definition = workflow::parse_definition(entry->registry, name, file, text, findings);
  if (definition) check_regions(*entry, *definition, file, findings);
  if (!definition || findings.errors() != before) return std::nullopt;
  return Graph{std::move(*definition), {name, seal::sha256(text).substr(0, 12)}, text};
}

const Graph& Graphs::current(std::string_view subject) const {
  if (auto at = current_.find(subject); at != current_.end()) return *at->second;
  std::string name = graph_name(subject);
  base::Findings findings;
  Home::WorkflowFile file = home_.load_workflow(name, findings);
  std::optional<Graph> graph;
  if (findings.ok()) graph = load_graph(name, file.path, file.text, findings);
  if (graph && graph->definition.subject != subject) {
    findings.error({file.path, 0, 0, "", ""}, "workflow.wrong-subject",
                   fmt::format("文件名为 {} 的流程应写 'subject: {}'", name, subject));
  }
  if (!findings.ok()) throw WrongFiles(findings);
  auto& kept = current_[std::string(subject)];
  kept = std::make_unique<Graph>(std::move(*graph));
  return *kept;
}

const Graph& Graphs::of(store::Database& database, const store::GraphVersion& version,
                        std::string_view subject) const {
  const Graph& newest = current(subject);
  if (version.version.empty() || newest.version == version) return newest;
  auto& kept = kept_[version.name + "@" + version.version];
  if (!kept) {
    base::Findings findings;
    auto text = store::find_graph(database, version);
    std::optional<Graph> graph;
    if (text)
      graph = load_graph(version.name, version.name + "@" + version.version, *text, findings);
    if (!graph) return newest;
    kept = std::make_unique<Graph>(std::move(*graph));
  }
  return *kept;
}

}  // namespace xueshi::app
