#include "item/item_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "audit/audit.h"
#include "base/fields.h"
#include "base/text.h"
#include "item/deed.h"
#include "item/kind.h"
#include "item/look.h"
#include "store/rosters.h"

namespace xueshi::item {

namespace {

using store::AuditEntry;
using workflow::Definition;

// Names of those who acted, asked for once each.
class Names {
 public:
  explicit Names(database::Database& database) : database_(database) {}
  std::string of(const AuditEntry& entry) {
    if (entry.employee.empty()) return "本机操作员";
    const std::string* deputised = base::find_field(entry.after, audit::kDeputyHeading);
    std::string name = of(entry.employee, entry.login);
    return deputised == nullptr ? name : fmt::format("{}（代{}）", name, of(*deputised, ""));
  }

 private:
  std::string of(const std::string& employee, const std::string& login) {
    auto [at, fresh] = known_.try_emplace(employee);
    if (!fresh) return at->second;
    auto person = store::find_attendable_person(database_, employee);
    at->second = person ? person->name : login.empty() ? employee : login;
    return at->second;
  }

  database::Database& database_;
  std::map<std::string, std::string> known_;
};

std::string label_of_action(const Definition* definition, const HistoryEntry& step) {
  const std::string& action = step.entry.action;
  if (action == "migrate") return "迁移流程版本";
  if (action == audit::kImportAction) return "由文件修改";
  return definition == nullptr ? action : definition->label_of_action(action, step.to);
}

// Which region moved, in the words of the version that it moved under.
HistoryEntry read_step(const Definition* definition, AuditEntry entry) {
  HistoryEntry step;
  step.entry = std::move(entry);
  if (definition != nullptr) {
    for (const workflow::Region& region : definition->regions) {
      const std::string* to = base::find_field(step.entry.after, region.name);
      if (to == nullptr) continue;
      const std::string* from = base::find_field(step.entry.before, region.name);
      step.region = region.name;
      step.region_label = region.label;
      step.to = *to;
      step.from = from == nullptr ? "" : *from;
      step.to_label = definition->full_label_of(step.to);
      step.from_label = step.from.empty() ? "" : definition->full_label_of(step.from);
    }
  }
  step.label = label_of_action(definition, step);
  return step;
}

void read_history(session::Session& session, database::Database& database,
                  std::vector<AuditEntry> entries, ItemView& view) {
  Names names(database);
  for (AuditEntry& entry : entries) {
    store::GraphVersion version{graph_subjects().graph_of(view.subject), entry.graph};
    const session::Graph* graph =
        entry.graph.empty() ? view.graph : session.graphs().find(database, version, view.subject);
    HistoryEntry step =
        read_step(graph == nullptr ? nullptr : &graph->definition, std::move(entry));
    step.who = names.of(step.entry);
    view.history.push_back(std::move(step));
  }
}

void read_next(const Case& now, ItemView& view) {
  const Definition& definition = now.graph().definition;
  workflow::State effective = workflow::effective_state(now.situation());
  for (const workflow::Transition* transition : workflow::open_transitions(now.situation())) {
    const std::string& region = definition.regions[transition->region].name;
    view.next.push_back(
        {{region, effective[transition->region], transition->to, transition->action},
         transition->label,
         now.desk().describe(transition->by)});
  }
}

// Whether the action is another role's to take.
bool is_for_others(const base::Blockers& blockers) {
  return std::any_of(blockers.begin(), blockers.end(),
                     [](const base::Blocker& blocker) { return blocker.code.ends_with(".role"); });
}

// One over people is about each of them, not about the item.
void read_barred(const Case& now, ItemView& view) {
  constexpr const char* kPeople = "员工编号";
  const Definition& definition = now.graph().definition;
  std::set<std::string> asked;
  for (const workflow::Transition& transition : definition.transitions) {
    bool is_asked = transition.is_for_people() && !transition.is_creation() &&
                    !workflow::action_sets(definition, transition.action, kPeople) &&
                    asked.insert(transition.action).second;
    if (!is_asked) continue;
    base::Blockers blockers = now.ask({transition.action, true, {}, false});
    if (blockers.empty() || is_for_others(blockers)) continue;
    view.barred.push_back({transition.action, transition.label, std::move(blockers)});
  }
}

std::string find_current_version(const session::Session& session, const std::string& subject) {
  base::Findings ignored;
  const session::Graph* current = session.graphs().load_current(subject, ignored);
  return current == nullptr ? "" : current->version.version;
}

void read_present(Deed& deed, const Subject& subject, ItemView& view) {
  Case now(deed, subject);
  const Definition& definition = now.graph().definition;
  workflow::Situation situation = now.situation();
  for (std::size_t i = 0; i < situation.state.size(); ++i) {
    view.places.push_back({definition.regions[i].name, definition.regions[i].label,
                           situation.state[i], definition.label_of(situation.state[i])});
  }
  std::vector<workflow::Performer> deciders = workflow::waits_for(situation);
  for (const Seat& seat : now.desk().seats(deciders)) view.waits_for.push_back(render(seat));
  if (!deciders.empty()) {
    view.waits_for_words = now.desk().describe(deciders);
    view.notes = subject.waiting_notes();
  }
  view.graph = &now.graph();
  view.actions = workflow::possible_actions(situation);
  read_next(now, view);
  read_barred(now, view);
}

ItemView view_present(Deed& deed, const Subject& subject) {
  ItemView view;
  view.subject = subject.word();
  view.id = subject.shown();
  view.current_version = find_current_version(deed.session, view.subject);
  read_present(deed, subject, view);
  database::Database& database = deed.transaction.database();
  std::vector<AuditEntry> entries =
      store::fetch_audit_of(database, subject.word(), subject.number());
  // Who looked for it in vain, out of reach, is no part of its history.
  std::string in_vain = view.subject + ".not-found";
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const AuditEntry& entry) {
                                 return entry.outcome == "refused" &&
                                        entry.detail.rfind(in_vain, 0) == 0;
                               }),
                entries.end());
  read_history(deed.session, database, std::move(entries), view);
  return view;
}

// An item that is gone: what the audit trail in reach tells of it. Absent where it tells nothing.
std::optional<ItemView> find_deleted(Deed& deed, const std::string& subject,
                                     const std::string& id) {
  database::Database& database = deed.transaction.database();
  if (store::find_item(database, subject, id)) return std::nullopt;  // there, but out of reach
  std::vector<AuditEntry> entries;
  store::for_each_audit(database, deed.session.scope(), {subject, id},
                        [&](const AuditEntry& entry) { entries.push_back(entry); });
  auto last = std::find_if(entries.rbegin(), entries.rend(),
                           [](const AuditEntry& entry) { return entry.outcome == "done"; });
  if (last == entries.rend()) return std::nullopt;
  ItemView view;
  view.subject = subject;
  view.id = id;
  view.is_deleted = true;
  view.current_version = find_current_version(deed.session, subject);
  view.graph = deed.session.graphs().find(
      database, {graph_subjects().graph_of(subject), last->graph}, subject);
  read_history(deed.session, database, std::move(entries), view);
  return view;
}

// Null where there is none within reach; `why` then says so.
std::unique_ptr<Subject> find_subject(Deed& deed, const std::string& subject, const std::string& id,
                                      base::Blockers& why) {
  try {
    return require_kind(subject).lock(deed, id);
  } catch (const base::Refused& refused) {
    why = refused.blockers();
    return nullptr;
  }
}

[[noreturn]] void refuse_ambiguous(const std::vector<std::string>& found, const std::string& id) {
  std::vector<std::string> labels;
  for (const std::string& subject : found)
    labels.push_back(fmt::format("{}（{}）", graph_subjects().label_of(subject), subject));
  throw base::Refused("workflow.ambiguous-id",
                      fmt::format("编号 '{}' 不止一种：{}；请写明是哪一种，例如 {} {}", id,
                                  base::join(labels, "、"), found.front(), id));
}

// What belongs to another one with the same number is asked for by its own kind.
void drop_owned(std::vector<std::string>& found,
                const std::function<bool(const Kind& kind)>& is_owned) {
  auto has = [&](std::string_view word) {
    return std::find(found.begin(), found.end(), word) != found.end();
  };
  for (const Kind* kind : kinds()) {
    if (kind->owner == nullptr || !has(kind->owner) || !has(kind->word) || !is_owned(*kind))
      continue;
    found.erase(std::find(found.begin(), found.end(), kind->word));
  }
}

bool is_ambiguous(const base::Blockers& why) {
  return !why.empty() && why.front().code.ends_with(".ambiguous");
}

// An id of another kind may be read as an institute's year before the first rules.
bool is_there(Deed& deed, const std::string& subject, const std::string& id, base::Blockers& why) {
  try {
    return find_subject(deed, subject, id, why) != nullptr;
  } catch (const session::WrongFiles&) {
    return false;
  }
}

std::optional<ItemView> find_present_of_any(Deed& deed, const std::string& id,
                                            base::Blockers& ambiguous) {
  std::vector<std::string> found;
  for (const std::string& subject : kind_words()) {
    base::Blockers why;
    if (is_there(deed, subject, id, why)) found.push_back(subject);
    if (is_ambiguous(why)) ambiguous = why;
  }
  drop_owned(found, [&](const Kind& kind) { return kind.is_owned(deed, id); });
  if (found.size() > 1) refuse_ambiguous(found, id);
  if (found.empty()) return std::nullopt;
  return view_present(deed, *require_kind(found.front()).lock(deed, id));
}

std::optional<ItemView> find_deleted_of_any(Deed& deed, const std::string& id) {
  std::vector<std::string> found;
  for (const std::string& subject : kind_words()) {
    if (find_deleted(deed, subject, id)) found.push_back(subject);
  }
  drop_owned(found, [](const Kind&) { return true; });  // it went with its owner
  if (found.size() > 1) refuse_ambiguous(found, id);
  if (found.empty()) return std::nullopt;
  return find_deleted(deed, found.front(), id);
}

}  // namespace

ItemView view_item(session::Session& session, const std::string& subject, const std::string& id) {
  ItemView view;
  look(session, RoleBook(session.database(), session.today()), [&](Deed& deed) {
    base::Blockers why;
    if (auto found = find_subject(deed, subject, id, why)) {
      view = view_present(deed, *found);
    } else if (auto deleted = find_deleted(deed, subject, id)) {
      view = *deleted;
    } else {
      throw base::Refused(why);
    }
  });
  return view;
}

ItemView view_item(session::Session& session, const std::string& id) {
  ItemView view;
  look(session, RoleBook(session.database(), session.today()), [&](Deed& deed) {
    base::Blockers ambiguous;
    auto found = find_present_of_any(deed, id, ambiguous);
    if (!found) found = find_deleted_of_any(deed, id);
    if (!found && !ambiguous.empty()) throw base::Refused(ambiguous);
    if (!found) {
      throw base::Refused(
          "workflow.not-found",
          fmt::format("找不到编号为 '{}' 的事项：编号有误，或不在您的管理范围内", id));
    }
    view = *found;
  });
  return view;
}

workflow::Highlight highlight_of(const ItemView& view) {
  workflow::Highlight highlight;
  highlight.item = view.id;
  for (const HistoryEntry& step : view.history) {
    if (step.entry.outcome != "done" || step.region.empty()) continue;
    highlight.steps.push_back({step.region, step.from, step.to, step.entry.action});
  }
  for (const RegionPlace& place : view.places) highlight.now.push_back(place.place);
  highlight.waits_for = view.waits_for_words;
  for (const NextAction& action : view.next) highlight.next.push_back(action.step);
  return highlight;
}

}  // namespace xueshi::item
