// Running items: what a graph needs to know of an item beside its places, and what reviewers
// decided.
//
// The places stand with the item itself (`plan.review`, `record.status`, …); an item that nothing
// was ever done to has no row here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database/database.h"

namespace xueshi::store {

// Which version of which graph: the hash of its text.
struct GraphVersion {
  std::string name;     // "plan"
  std::string version;  // 12 hexadecimal digits
  bool operator==(const GraphVersion&) const = default;
};

struct RunningItem {
  std::string subject;  // "plan"
  std::string number;   // the key of the item
  GraphVersion graph;
  std::int64_t revision = 0;  // counts what was done to it
  std::string author;         // employee number of who submitted it last; empty: nobody yet, or the
                              // operator
  std::string submitted_as;   // role word of the same; empty likewise
  std::string origin;         // the places where it was first met: "review=draft,publication=…"
};

// Absent where nothing was ever done to the item. Not scoped: whoever asks has found the item
// itself within their scope.
std::optional<RunningItem> find_item(database::Database& database, std::string_view subject,
                                     std::string_view number);
// Adds or changes. The graph version must have been kept (keep_graph).
void save_item(database::Transaction& transaction, const RunningItem& item);
// Those of these items that have one, by number. Not scoped, likewise.
std::map<std::string, RunningItem> fetch_items(database::Database& database,
                                               std::string_view subject,
                                               const std::vector<std::string>& numbers);
// Every item of a subject, by number; for `workflow migrate`.
std::vector<RunningItem> fetch_items(database::Database& database, std::string_view subject);

// Keeps the text of a version where it is not there yet.
void keep_graph(database::Transaction& transaction, const GraphVersion& graph,
                std::string_view content, std::string_view today);
// The text of a kept version; absent for one that never was.
std::optional<std::string> find_graph(database::Database& database, const GraphVersion& graph);
// The kept versions of a graph, oldest first.
struct KeptGraph {
  GraphVersion graph;
  std::string first_used;
  std::int64_t items = 0;  // that run on it
};
std::vector<KeptGraph> fetch_graphs(database::Database& database, std::string_view name);

// Imported items start with the graph of today: makes a running item, at revision 0, of every
// staged row of a plan or class that has none, and of every learning record that waits for
// somebody. Requires: the rows' stage, applied; the graph is kept.
void register_imported(database::Transaction& transaction, std::string_view subject,
                       const GraphVersion& graph);

// One reviewer's decision, shown as 机构(状态).
struct Verdict {
  std::string org;     // code of the unit that decided
  std::string status;  // label: 审批通过
  std::string comment;
  std::string employee;  // who decided; empty: the operator
  std::string name{};    // of the unit, as it is called now; set by fetch_verdicts
};
// The last one of every unit, in the order in which they were made.
std::vector<Verdict> fetch_verdicts(database::Database& database, std::string_view subject,
                                    std::string_view number);
// Those of these items, by number, for lists. Not scoped: the items are.
std::map<std::string, std::vector<Verdict>> fetch_verdicts(database::Database& database,
                                                           std::string_view subject,
                                                           const std::vector<std::string>& numbers);
// Takes the place of what that unit decided before.
void save_verdict(database::Transaction& transaction, std::string_view subject,
                  std::string_view number, const Verdict& verdict);
// Takes everything about an item away, once the item itself is gone.
void delete_item(database::Transaction& transaction, std::string_view subject,
                 std::string_view number);

}  // namespace xueshi::store
