// The audit trail: who did what to which item, in which role, and what came of it. Append-only,
// and chained by hash: a chain per institute, in which every row holds the hash of the one before.
//
// The database refuses to change or delete a row (triggers). Who gets round that breaks the chain,
// which `audit verify` finds; who computes it anew meets the heads signed outside the database
// (audit/audit.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "academy/scope.h"
#include "base/fields.h"
#include "database/database.h"

namespace xueshi::store {

struct AuditEntry {
  // Code of the institute that the item belongs to; the root unit's for what belongs to none.
  std::string chain;
  std::int64_t seq = 0;      // within the chain, from 1 without holes; set by append_audit
  std::string at;            // local time, "2017-12-01 09:00"; what `--now` says where it is given
  std::int64_t at_real = 0;  // the machine's own clock, milliseconds since 1970; 0: unknown
  std::string employee;      // who; empty: the machine's operator
  std::string login;
  std::string role;     // academy::word, or "operator"
  std::string org;      // where the role is held
  std::string subject;  // "plan", "backbone", "report", "import" …
  std::string item;     // number within the subject
  std::string action;   // as the graph or the command names it
  std::string remark;   // what the person wrote
  base::Fields before;
  base::Fields after;
  std::string policy;           // version of the rules; empty where none decided
  std::string graph;            // version of the workflow; empty where none decided
  std::string outcome{"done"};  // "done" or "refused"
  std::string detail;           // the blockers of a refusal, one line each: "code message"
  std::string seal;             // what it did to rows (store/seals.h); empty for nothing
  std::string previous;         // hash of the row before, empty for the first; set by append_audit
  std::string hash;             // set by append_audit

  bool operator==(const AuditEntry&) const = default;
};

// The last row of a chain.
struct AuditHead {
  std::string chain;
  std::int64_t seq = 0;
  std::string hash;

  bool operator==(const AuditHead&) const = default;
};
inline AuditHead head_of(const AuditEntry& entry) { return {entry.chain, entry.seq, entry.hash}; }

// What stands between tabs on a line of the trail: backslash, tab and line ends are written `\\`,
// `\t`, `\n`, `\r`.
std::string escape_line(std::string_view text);
std::string unescape_line(std::string_view text);

// How values are stored: one `heading<TAB>value` line each.
std::string encode_audit_values(const base::Fields& values);
base::Fields decode_audit_values(std::string_view text);
// Likewise, of a stored text: what encode_audit_values() never wrote stays visible as it is, so
// that its hash does not fit.
base::Fields read_audit_values(const std::string& text);

// The hash of everything else in the entry, `seq` and `previous` included; one without a seal has
// the hash that it had before there were any.
std::string audit_hash(const AuditEntry& entry);

// True where `at` is not what the machine's clock showed: it was given with `--now`. Two minutes
// apart count as the same: the two are not read at once.
bool is_pretended(const AuditEntry& entry);

// Appends to the entry's chain and returns it with seq, previous and hash. Locks the chain until
// the transaction ends; correct under `read committed` too.
// Requires: a writing transaction, in which chains are appended to in byte order of code (two
// transactions would wait for each other else).
AuditEntry append_audit(database::Transaction& transaction, AuditEntry entry);

// The chain of what belongs to no institute: the root unit's code; empty in an academy without
// units.
std::string root_chain(database::Database& database);

// Nobody else appends to any chain until the transaction ends. For one that has read for minutes
// and could not append any more to a chain that has grown meanwhile (repeatable read). Requires: a
// writing transaction in which nothing was read yet.
void hold_audit(database::Transaction& transaction);

// What to show; an empty text does not filter.
struct AuditFilter {
  std::string subject;
  std::string item;
  std::string who{};      // employee number or login
  std::string action{};   // as it is kept
  std::string outcome{};  // "done" or "refused"
  std::string from{};     // days, "2017-12-01", both included
  std::string to{};
};

// Every entry of the chains whose unit lies in the scope, in order of chain and seq; those of units
// that are not there (any more) only for a scope of everything. Streams.
void for_each_audit(database::Database& database, const academy::Scope& scope,
                    const AuditFilter& filter,
                    const std::function<void(const AuditEntry&)>& on_entry);

// The same as a list that somebody leafs through: the newest first by the machine's clock, then by
// chain and seq downwards.
std::int64_t count_audit(database::Database& database, const academy::Scope& scope,
                         const AuditFilter& filter);
// How many stand before a row and with it; 0 for one that is not in the list.
std::int64_t count_audit_to(database::Database& database, const academy::Scope& scope,
                            const AuditFilter& filter, std::string_view chain, std::int64_t seq);
std::vector<AuditEntry> fetch_audit(database::Database& database, const academy::Scope& scope,
                                    const AuditFilter& filter, std::int64_t begin,
                                    std::int64_t size);

// The entries of one item, in the order in which they were written: certain within a chain, and
// across chains as the machine's clock had it, whatever `--now` said. Not scoped: whoever asks has
// found the item itself within their scope.
std::vector<AuditEntry> fetch_audit_of(database::Database& database, std::string_view subject,
                                       std::string_view item);

// What was done to every item of a subject under a graph – refusals not counted, nor what a file
// changed: an item at a time, by number; the entries of each as fetch_audit_of() has them. For
// verification, not scoped. Streams.
void for_each_trail(
    database::Database& database, std::string_view subject,
    const std::function<void(const std::string& item, const std::vector<AuditEntry>&)>& on_trail);

// Whether anything was done to an item of one of these subjects after row `seq` of a chain, or, in
// other chains, later than `real` (milliseconds since 1970). Requires: at least one subject.
bool has_changes_since(database::Database& database, const std::vector<std::string>& subjects,
                       std::string_view chain, std::int64_t seq, std::int64_t real);

// Every entry with a seal (store/seals.h), in order of chain and seq. For verification, not scoped.
// Streams.
void for_each_sealed(database::Database& database,
                     const std::function<void(const AuditEntry&)>& on_entry);

// For verification, not scoped. Heads hold hashes alone. In byte order of chain.
std::vector<AuditHead> fetch_audit_heads(database::Database& database);
// The last row of one chain; absent where there is none.
std::optional<AuditHead> find_audit_head(database::Database& database, std::string_view chain);
// Every row of every chain, in order of chain and seq: for a copy that is read as a whole, which
// may be of an earlier schema. Streams.
void for_each_audit_row(database::Database& database,
                        const std::function<void(const AuditEntry&)>& on_entry);

// The random id that the database got when it was made (or migrated). Names its files outside.
std::string installation_id(database::Database& database);
// Whether a witness of the trail was ever there, beside this database.
bool was_witnessed(database::Database& database);
// Returns whether that was not known yet.
bool note_witnessed(database::Transaction& transaction);

}  // namespace xueshi::store
