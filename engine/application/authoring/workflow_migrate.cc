#include "authoring/workflow_migrate.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "authoring/workflows.h"
#include "item/deed.h"
#include "item/kind.h"
#include "item/look.h"

namespace xueshi::authoring {

namespace {

constexpr const char* kVersion = "流程版本";

std::vector<std::string> subjects_of(const std::string& name) {
  if (name.empty()) return item::kind_words();
  return {require_subject(name)};
}

// Why it cannot stand where it stands in the new version.
std::vector<std::string> reasons_against(item::Deed& deed, const item::Subject& subject,
                                         const session::Graph& graph) {
  const workflow::Definition& definition = graph.definition;
  const session::Graph* old =
      deed.session.graphs().find(deed.transaction.database(), subject.item().graph, subject.word());
  std::vector<std::string> reasons;
  for (std::size_t region = 0; region < definition.regions.size(); ++region) {
    std::string place = subject.place(definition.regions[region].name);
    const workflow::Place* there = definition.find_place(place);
    if (there != nullptr && there->region == region) continue;
    std::string label = old == nullptr ? place : old->definition.label_of(place);
    reasons.push_back(fmt::format(
        "{}现为“{}”（{}），{}", definition.regions[region].label, label, place,
        there == nullptr
            ? std::string("新版本中没有这个状态")
            : fmt::format("新版本中这个状态属于“{}”", definition.regions[there->region].label)));
  }
  return reasons;
}

void move(item::Deed& deed, item::Subject& subject, const session::Graph& graph) {
  store::RunningItem& item = subject.item();
  store::AuditEntry entry =
      audit::audit_entry(deed.session, audit::audit_chain(deed.session, subject.unit()),
                         std::string(subject.word()), subject.number(), "migrate");
  entry.before = {{kVersion, item.graph.version}};
  audit::put_after(entry, {{kVersion, graph.version.version}});
  entry.graph = graph.version.version;
  deed.trail.push_back(std::move(entry));
  item.graph = graph.version;
  ++item.revision;
  store::keep_graph(deed.transaction, graph.version, graph.text,
                    base::render(deed.session.today()));
  store::save_item(deed.transaction, item);
}

void migrate_one(item::Deed& deed, const store::RunningItem& item, const session::Graph& graph,
                 std::vector<Migration>& migrations) {
  std::unique_ptr<item::Subject> subject = item::require_kind(item.subject).lock(deed, item.number);
  // Somebody else may have moved it until it was locked.
  std::string from = subject->item().graph.version;
  if (from == graph.version.version) return;
  migrations.push_back({item.subject, subject->shown(), from, graph.version.version,
                        reasons_against(deed, *subject, graph)});
  if (migrations.back().can_move() && !deed.transaction.reads_only()) move(deed, *subject, graph);
}

std::vector<Migration> migrate_all(item::Deed& deed, const std::string& name) {
  std::vector<Migration> migrations;
  for (const std::string& subject : subjects_of(name)) {
    const session::Graph& graph = deed.session.graphs().current(subject);
    std::vector<store::RunningItem> items =
        store::fetch_items(deed.transaction.database(), subject);
    std::sort(items.begin(), items.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    for (const store::RunningItem& item : items) {
      if (item.graph.version != graph.version.version) migrate_one(deed, item, graph, migrations);
    }
  }
  return migrations;
}

}  // namespace

std::vector<Migration> migrate_items(session::Session& session, const std::string& name,
                                     bool dry_run) {
  std::vector<Migration> migrations;
  const std::string about = name.empty() ? "all" : name;
  auto check_role = [&] { session.require_right(academy::Right::kRunMigrations); };
  if (dry_run) {
    check_role();
    look(session, item::RoleBook(session.database(), session.today()),
         [&](item::Deed& deed) { migrations = migrate_all(deed, name); });
    return migrations;
  }
  item::transact(session, {"workflow", about, "migrate"}, false, [&](item::Deed& deed) {
    check_role();
    migrations = migrate_all(deed, name);
  });
  return migrations;
}

}  // namespace xueshi::authoring
