#include "audit/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "audit/witness.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/fields.h"
#include "base/text.h"
#include "seal/hash.h"
#include "store/seals.h"

namespace xueshi::audit {

namespace {

using store::AuditEntry;

constexpr std::size_t kVersionDigits = 12;

// What somebody gave may be no text at all, which the databases treat differently.
std::string clean(const std::string& text) { return base::is_clean_utf8(text) ? text : "?"; }

std::string detail_of(const base::Blockers& blockers) {
  std::vector<std::string> lines;
  for (const base::Blocker& blocker : blockers)
    lines.push_back(clean(blocker.code + " " + blocker.message));
  return base::join(lines, "\n");
}

void translate_values(const workflow::Definition& definition, base::Fields& values) {
  for (auto& [heading, value] : values) {
    auto region = definition.find_region(heading);
    if (!region) continue;
    heading = definition.regions[*region].label;
    value = definition.full_label_of(value);
  }
}

// On another machine, or where the witness was lost: never without a word.
void note_new_key(session::Session& session, const Witness& witness,
                  const std::vector<AuditEntry>& appended) {
  std::error_code error;
  if (std::filesystem::exists(witness.key_file(), error)) return;
  std::map<std::string, std::int64_t> first;  // of each chain: its rows stand in order
  for (const AuditEntry& entry : appended) first.try_emplace(entry.chain, entry.seq);
  bool is_first =
      std::all_of(first.begin(), first.end(), [](const auto& one) { return one.second == 1; });
  if (is_first) return;
  session.note(
      {"audit.new-key", fmt::format("为审计见证生成了新的密钥 {}：此前的审计记录没有它的见证",
                                    witness.key_file().lexically_normal().string())});
}

// What happened to one row stays together, in the order in which it happened.
// Requires: there are entries, in order of chain.
void seal(std::vector<AuditEntry>& entries, const std::vector<store::Seal>& seals) {
  auto entry_of = [&](const std::string& place) -> AuditEntry& {
    auto behind = std::upper_bound(
        entries.begin(), entries.end(), place,
        [](const std::string& chain, const AuditEntry& entry) { return chain < entry.chain; });
    bool is_there = behind != entries.begin() && std::prev(behind)->chain == place;
    return is_there ? *std::prev(behind) : entries.front();
  };
  AuditEntry* before = nullptr;
  for (std::size_t i = 0; i < seals.size(); ++i) {
    bool goes_on = i > 0 && !seals[i].key.empty() && seals[i].key == seals[i - 1].key &&
                   seals[i].table == seals[i - 1].table;
    AuditEntry& entry = goes_on ? *before : entry_of(seals[i].place);
    entry.seal += store::encode_seals({seals[i]});
    before = &entry;
  }
}

academy::Scope scope_to_show(const session::Session& session, const std::string& org) {
  session.require_right(academy::Right::kLookAudit);
  return session.list_scope(org);
}

}  // namespace

std::string audit_chain(const session::Session& session, const std::string& org) {
  const academy::OrgTree& tree = session.tree();
  if (tree.find(org) != nullptr) {
    if (const academy::Org* institute = tree.institute_of(org)) return institute->code;
  }
  return tree.orgs().empty() ? "" : tree.orgs().front().code;
}

std::string policy_version(const session::Session& session, base::Year year) {
  std::vector<std::string_view> parts;
  int newest = 0;
  for (const auto& [from, file] : session.policies().shelf().by_year) {
    if (from > year.value()) break;
    parts.push_back(file.text);
    newest = from;
  }
  if (parts.empty()) return "";
  return fmt::format("{}:{}", newest, seal::sha256(parts).substr(0, kVersionDigits));
}

AuditEntry audit_entry(const session::Session& session, const std::string& chain,
                       const std::string& subject, const std::string& item,
                       const std::string& action) {
  const academy::Actor& actor = session.actor();
  AuditEntry entry;
  entry.chain = chain;
  entry.at = base::render(session.clock().now());
  entry.at_real = base::milliseconds_since_1970();
  entry.employee = actor.employee;
  entry.login = actor.login;
  entry.role = actor.is_operator() ? "operator" : std::string(academy::word(actor.role));
  entry.org = actor.org;
  if (!actor.deputy_for.empty()) entry.after.emplace_back(kDeputyHeading, actor.deputy_for);
  entry.subject = clean(subject);
  entry.item = clean(item);
  entry.action = clean(action);
  return entry;
}

void put_after(AuditEntry& entry, const base::Fields& values) {
  entry.after.insert(entry.after.end(), values.begin(), values.end());
}

std::vector<AuditEntry> append_trail(session::Session& session, database::Transaction& transaction,
                                     std::vector<AuditEntry> entries) {
  if (entries.empty()) return entries;
  Witness witness = Witness::of(session.settings(), session.database());
  witness.require_key();
  std::stable_sort(entries.begin(), entries.end(),
                   [](const AuditEntry& a, const AuditEntry& b) { return a.chain < b.chain; });
  seal(entries, store::take_seals(transaction));
  if (witness.has_heads() && store::note_witnessed(transaction))
    seal(entries, {store::seal_of_flag(store::kWitnessedFlag)});
  for (AuditEntry& entry : entries) entry = store::append_audit(transaction, std::move(entry));
  return entries;
}

void witness_heads(session::Session& session, const std::vector<AuditEntry>& appended) {
  std::map<std::string, store::AuditHead> heads;
  for (const AuditEntry& entry : appended) heads[entry.chain] = store::head_of(entry);
  std::vector<store::AuditHead> last;
  for (const auto& [chain, head] : heads) last.push_back(head);
  if (last.empty()) return;
  try {
    Witness witness = Witness::of(session.settings(), session.database());
    note_new_key(session, witness, appended);
    witness.add(last);
  } catch (const base::Error& error) {
    session.note({"audit.not-witnessed",
                  fmt::format("改动已写入数据库，但审计见证没有写成：{}", error.what())});
  } catch (const base::Refused& refused) {
    session.note({"audit.not-witnessed", fmt::format("改动已写入数据库，但审计见证没有写成：{}",
                                                     refused.blockers().front().message)});
  }
}

void record_audit(session::Session& session, std::vector<AuditEntry> entries) {
  if (entries.empty()) return;
  std::vector<AuditEntry> appended;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    appended = append_trail(session, transaction, entries);
    transaction.commit();
  });
  witness_heads(session, appended);
}

void audit_refusal(session::Session& session, const std::string& subject, const std::string& item,
                   const std::string& action, const base::Blockers& blockers,
                   const std::string& org) {
  std::string chain = audit_chain(session, org.empty() ? session.actor().org : org);
  AuditEntry entry = audit_entry(session, chain, subject, item, action);
  entry.outcome = "refused";
  entry.detail = detail_of(blockers);
  try {
    record_audit(session, {entry});
  } catch (const base::Error& error) {
    session.note({"audit.not-written", fmt::format("这次拒绝没有写入审计记录：{}", error.what())});
  } catch (const base::Refused& refused) {
    session.note({"audit.not-written",
                  fmt::format("这次拒绝没有写入审计记录：{}", refused.blockers().front().message)});
  }
}

AuditWords::AuditWords(session::Session& session) {
  const session::Subjects& subjects = session.graphs().subjects();
  for (const std::string& subject : subjects.words()) {
    for (const store::KeptGraph& kept :
         store::fetch_graphs(session.database(), subjects.graph_of(subject))) {
      const session::Graph* graph = session.graphs().find(session.database(), kept.graph, subject);
      if (graph != nullptr) graphs_[{subject, kept.graph.version}] = &graph->definition;
    }
  }
}

AuditEntry AuditWords::translate(AuditEntry entry) const {
  auto at = graphs_.find({entry.subject, entry.graph});
  if (at == graphs_.end()) return entry;
  translate_values(*at->second, entry.before);
  translate_values(*at->second, entry.after);
  return entry;
}

void show_audit(session::Session& session, const store::AuditFilter& filter, const std::string& org,
                const std::function<void(const AuditEntry&)>& on_entry) {
  academy::Scope scope = with_refusals_audited(session, "audit", org, "show", "",
                                               [&] { return scope_to_show(session, org); });
  store::for_each_audit(session.database(), scope, filter, on_entry);
}

}  // namespace xueshi::audit
