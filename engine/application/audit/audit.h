// Audit: what use cases write into the audit trail, and who may look at it.
//
// A change and its entry are committed together. The heads are then witnessed outside the database
// (audit/witness.h); where that is not possible the change stands, and a notice of the session says
// so ("audit.not-witnessed").
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/blocker.h"
#include "base/fields.h"
#include "session/session.h"
#include "store/audit.h"
#include "workflow/definition.h"

namespace xueshi::audit {

// As faces say them.
using store::AuditEntry;
using store::AuditFilter;
using store::is_pretended;

// The heading under which an entry says whom somebody acted for; no file has it.
inline constexpr const char* kDeputyHeading = "代行";

// The action of what a file changed: no graph decided.
inline constexpr const char* kImportAction = "import";

// The chain of a unit's items: the code of the institute at or above it, else of the root; empty in
// an academy without units.
std::string audit_chain(const session::Session& session, const std::string& org);

// Which rules decide in that year: "2020:" and a hash of the text of every file up to it; empty
// where there are none.
std::string policy_version(const session::Session& session, base::Year year);

// An entry of that chain, with who acts, in which role, and when; the rest is the use case's.
store::AuditEntry audit_entry(const session::Session& session, const std::string& chain,
                              const std::string& subject, const std::string& item,
                              const std::string& action);

// Adds what is there now. An entry may have said already whom its actor acts for.
void put_after(store::AuditEntry& entry, const base::Fields& values);

// The one-time key of the form that the session stands for is spent in the deed's own transaction,
// where there is one: append_trail does so for what stands in the trail. Refuses "form.used".
void spend_form(const session::Session& session, database::Transaction& transaction);

// Appends to each entry's chain, in the order in which everybody locks chains, with what the
// transaction did to rows (store/seals.h): of each institute with its own last entry – of an
// import the one that says so –, else with the first of all. Returns them as they stand there.
// Refuses "audit.key-lost": what nobody can witness is not done; "form.used": another deed
// spent the session's form. Requires: a writing transaction;
// other rows are locked before it.
std::vector<store::AuditEntry> append_trail(session::Session& session,
                                            database::Transaction& transaction,
                                            std::vector<store::AuditEntry> entries);

// What a use case appended in its transaction, once that is committed: remembers the new head of
// each chain outside the database. Never throws.
void witness_heads(session::Session& session, const std::vector<store::AuditEntry>& appended);

// Does the work and appends entries of any chains, in a transaction of its own, and witnesses them.
// Requires: no transaction is open on the session; `work` may be done again.
void record_audit(session::Session& session, std::vector<store::AuditEntry> entries,
                  const std::function<void(database::Transaction&)>& work = nullptr);

// Appends a refusal in a transaction of its own, to the chain of `org` (empty: of the acting role's
// unit). Never throws: what cannot be written must not hide the refusal; a notice says so
// ("audit.not-written").
// Requires: no transaction is open on the session.
void audit_refusal(session::Session& session, const std::string& subject, const std::string& item,
                   const std::string& action, const base::Blockers& blockers,
                   const std::string& org = "");

// Runs `work`; where it throws base::Refused, the refusal is audited on its way out.
template <typename Work>
auto with_refusals_audited(session::Session& session, const std::string& subject,
                           const std::string& item, const std::string& action,
                           const std::string& org, Work work) {
  try {
    return work();
  } catch (const base::Refused& refused) {
    audit_refusal(session, subject, item, action, refused.blockers(), org);
    throw;
  }
}

// Regions and places of the trail in the words of the graph that they were written under. Made
// before the entries are fetched: it asks the database for the graphs that it keeps.
class AuditWords {
 public:
  explicit AuditWords(session::Session& session);
  // The entry with the labels of its regions and places, where its version of the graph is known.
  store::AuditEntry translate(store::AuditEntry entry) const;
  // What was dealt with and what was done, as people call it: "培训计划", "上报"; the word itself
  // where it has no name.
  std::string subject_of(const store::AuditEntry& entry) const;
  std::string action_of(const store::AuditEntry& entry) const;
  // Everything that an entry may be about, and what may be done; word, label. Actions that several
  // graphs have stand under the first one's label.
  base::Fields subjects() const;
  base::Fields actions() const;

 private:
  const workflow::Definition* find_graph(const store::AuditEntry& entry) const;

  const session::Subjects& subjects_;
  std::map<std::pair<std::string, std::string>, const workflow::Definition*> graphs_;
};

// The entries in reach, in order of chain and number: all, of a subject, or of one item; of the
// units below `org` where one is given. For institute and academy administrators. Refuses
// "org.not-found". Streams.
void show_audit(session::Session& session, const store::AuditFilter& filter, const std::string& org,
                const std::function<void(const store::AuditEntry&)>& on_entry);

// "I001 17", the chain and number of an entry: names it in a list.
struct EntryKey {
  std::string chain;
  std::int64_t seq = 0;
};
std::string key_of_entry(const store::AuditEntry& entry);
std::optional<EntryKey> parse_entry_key(std::string_view key);  // absent for what is none

// The same as a list that somebody leafs through, the newest first. `after`: the key of the last
// row before; else `begin` counts. What lies beyond the end is the last
// page.
struct AuditPlace {
  std::string org;
  std::string after;
  std::int64_t begin = 0;
  std::int64_t size = 20;
};
struct AuditRow {
  AuditEntry entry;             // in the words of its graph
  std::string subject, action;  // as people call them
};
struct AuditPage {
  std::vector<AuditRow> rows;
  base::Fields subjects, actions;  // that may be asked for: the word, and what people call it
  std::int64_t total = 0;
  std::int64_t begin = 0;
};
AuditPage leaf_audit(session::Session& session, const store::AuditFilter& filter,
                     const AuditPlace& place);

}  // namespace xueshi::audit
