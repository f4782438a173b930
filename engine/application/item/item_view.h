// One item on its way through its graph: where it stands, whom it waits for, and its history.
//
// Nothing is locked and nothing changed by looking.
#pragma once

#include <string>
#include <vector>

#include "item/act.h"
#include "session/graphs.h"
#include "session/session.h"
#include "store/audit.h"
#include "workflow/draw.h"

namespace xueshi::item {

// An entry of the audit trail about the item, in the words of the graph that it was made under.
struct HistoryEntry {
  store::AuditEntry entry;
  std::string who;    // name, or login, or number; 本机操作员
  std::string label;  // of the action
  std::string region_label;
  // The place that it left and the one it came to; all empty where it stayed, `from` also where it
  // was made.
  std::string region, from, to;
  std::string from_label, to_label;
};

// Something that can be done now, and by whom.
struct NextAction {
  workflow::Step step;  // `to` is empty where the item stays
  std::string label;
  std::string who;  // "计算机网络信息中心 的所级管理员"
};

// Something of the acting role's that cannot be done now, with every reason.
struct BarredAction {
  std::string action;
  std::string label;
  base::Blockers blockers;
};

struct ItemView {
  std::string subject;
  std::string id;
  const session::Graph* graph = nullptr;  // the version it runs on; lives as long as the session
  std::string current_version;            // of new items; empty where the file is not sound
  bool is_deleted = false;                // then only the history is left
  std::vector<RegionPlace> places;
  std::vector<std::string> waits_for;  // "所级管理员@I001"; empty where nobody has to decide
  std::string waits_for_words;         // the same in words
  std::vector<std::string> notes;      // what the reviewer should know before the verdict; Chinese
  std::vector<NextAction> next;
  std::vector<std::string> actions;  // that the acting role can take now
  // Actions on the item itself; those that are other roles' are left out.
  std::vector<BarredAction> barred;
  std::vector<HistoryEntry> history;
};

// An item of that subject. Refuses "<subject>.not-found". A deleted one is found by whoever may see
// the audit trail of its institute.
ItemView view_item(session::Session& session, const std::string& subject, const std::string& id);

// An item of any subject. Refuses "workflow.not-found", "workflow.ambiguous-id" (naming the
// subjects). A plan's class that has the plan's number is not meant.
ItemView view_item(session::Session& session, const std::string& id);

// The steps that were taken, and what can be done now, for a drawing.
workflow::Highlight highlight_of(const ItemView& view);

}  // namespace xueshi::item
