#include "audit/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "audit/witness.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/fields.h"
#include "base/number.h"
#include "base/paging.h"
#include "base/text.h"
#include "seal/hash.h"
#include "store/form_keys.h"
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

// What was refused leaves the form as it is.
bool is_deed(const std::vector<AuditEntry>& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [](const AuditEntry& entry) { return entry.outcome == "done"; });
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

// What no graph has a name for.
using Label = std::pair<const char*, const char*>;
constexpr Label kOtherSubjects[] = {{"audit", "审计记录"},
                                    {"data", "数据"},
                                    {"database", "数据库"},
                                    {"exam", "考试"},
                                    {"headcount", "在职总人数"},
                                    {"absence", "离岗"},
                                    {"import", "文件"},
                                    {"installation", "数据库"},
                                    {"job", "任务"},
                                    {"org", "机构"},
                                    {"password", "密码"},
                                    {"report", "报表"},
                                    {"role", "角色"},
                                    {"roster", "参会人员"},
                                    {"session", "登录"},
                                    {"template", "计划模板"},
                                    {"witness", "审计见证"}};
constexpr Label kOtherActions[] = {{"change", "修改"},
                                   {"confirm", "再次输入密码"},
                                   {"delete", "删除"},
                                   {"download", "下载"},
                                   {"export", "导出"},
                                   {"import", "导入"},
                                   {"issue", "发放"},
                                   {"migrate", "迁移流程版本"},
                                   {"renew", "更换密码后继续"},
                                   {"require-password", "要求密码"},
                                   {"rotate-key", "更换密钥"},
                                   {"save", "保存"},
                                   {"seal", "封存"},
                                   {"share", "共享"},
                                   {"show", "查看"},
                                   {"sign-in", "登录"},
                                   {"sign-out", "退出"},
                                   {"sign-out-others", "退出其他登录"},
                                   {"take", "担任"},
                                   {"take-role", "切换角色"},
                                   {"verify", "核对"}};

template <std::size_t N>
std::string label_of(const Label (&labels)[N], const std::string& word) {
  for (const auto& [known, label] : labels) {
    if (word == known) return label;
  }
  return word;
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

void spend_form(const session::Session& session, database::Transaction& transaction) {
  const session::Form& form = session.form();
  if (form.key.empty()) return;
  if (!store::spend_form_key(transaction, form.key, form.deed, base::milliseconds_since_1970()))
    throw base::Refused("form.used", "这张表单已经提交过，请勿重复提交");
}

std::vector<AuditEntry> append_trail(session::Session& session, database::Transaction& transaction,
                                     std::vector<AuditEntry> entries) {
  if (entries.empty()) return entries;
  if (is_deed(entries)) spend_form(session, transaction);
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

void record_audit(session::Session& session, std::vector<AuditEntry> entries,
                  const std::function<void(database::Transaction&)>& work) {
  if (entries.empty() && !work) return;
  std::vector<AuditEntry> appended;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    if (work) work(transaction);
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

// A refusal names no version: that of new items has the words for it.
AuditWords::AuditWords(session::Session& session) : subjects_(session.graphs().subjects()) {
  base::Findings ignored;
  for (const std::string& subject : subjects_.words()) {
    const session::Graph* current = session.graphs().load_current(subject, ignored);
    if (current != nullptr) graphs_[{subject, ""}] = &current->definition;
    for (const store::KeptGraph& kept :
         store::fetch_graphs(session.database(), subjects_.graph_of(subject))) {
      const session::Graph* graph = session.graphs().find(session.database(), kept.graph, subject);
      if (graph != nullptr) graphs_[{subject, kept.graph.version}] = &graph->definition;
    }
  }
}

const workflow::Definition* AuditWords::find_graph(const AuditEntry& entry) const {
  auto at = graphs_.find({entry.subject, entry.graph});
  return at == graphs_.end() ? nullptr : at->second;
}

AuditEntry AuditWords::translate(AuditEntry entry) const {
  const workflow::Definition* graph = find_graph(entry);
  if (graph == nullptr || entry.graph.empty()) return entry;
  translate_values(*graph, entry.before);
  translate_values(*graph, entry.after);
  return entry;
}

std::string AuditWords::subject_of(const AuditEntry& entry) const {
  if (subjects_.find(entry.subject) != nullptr) return subjects_.label_of(entry.subject);
  return label_of(kOtherSubjects, entry.subject);
}

std::string AuditWords::action_of(const AuditEntry& entry) const {
  const workflow::Definition* graph = find_graph(entry);
  std::string label = graph == nullptr ? entry.action : graph->label_of_action(entry.action);
  return label == entry.action ? label_of(kOtherActions, entry.action) : label;
}

base::Fields AuditWords::subjects() const {
  base::Fields all;
  for (const std::string& word : subjects_.words())
    all.emplace_back(word, subjects_.label_of(word));
  all.insert(all.end(), std::begin(kOtherSubjects), std::end(kOtherSubjects));
  return all;
}

base::Fields AuditWords::actions() const {
  base::Fields all;
  auto add = [&](const std::string& word, const std::string& label) {
    if (base::find_field(all, word) == nullptr) all.emplace_back(word, label);
  };
  for (const std::string& subject : subjects_.words()) {
    auto today = graphs_.find({subject, ""});
    if (today == graphs_.end()) continue;
    for (const workflow::Transition& transition : today->second->transitions)
      add(transition.action, transition.label);
  }
  for (const auto& [word, label] : kOtherActions) add(word, label);
  return all;
}

void show_audit(session::Session& session, const store::AuditFilter& filter, const std::string& org,
                const std::function<void(const AuditEntry&)>& on_entry) {
  academy::Scope scope = with_refusals_audited(session, "audit", org, "show", "",
                                               [&] { return scope_to_show(session, org); });
  store::for_each_audit(session.database(), scope, filter, on_entry);
}

std::string key_of_entry(const AuditEntry& entry) {
  return fmt::format("{} {}", entry.chain, entry.seq);
}

std::optional<EntryKey> parse_entry_key(std::string_view key) {
  std::size_t blank = key.rfind(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  return EntryKey{std::string(key.substr(0, blank)),
                  base::parse_decimal(key.substr(blank + 1), 0).value_or(0)};
}

AuditPage leaf_audit(session::Session& session, const store::AuditFilter& filter,
                     const AuditPlace& place) {
  academy::Scope scope = with_refusals_audited(session, "audit", place.org, "show", "",
                                               [&] { return scope_to_show(session, place.org); });
  AuditWords words(session);
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  AuditPage page;
  page.subjects = words.subjects();
  page.actions = words.actions();
  page.total = store::count_audit(session.database(), scope, filter);
  std::int64_t begin = place.begin;
  if (auto last = parse_entry_key(place.after))
    begin = store::count_audit_to(session.database(), scope, filter, last->chain, last->seq);
  page.begin = base::begin_within(begin, page.total, place.size);
  for (const AuditEntry& entry :
       store::fetch_audit(session.database(), scope, filter, page.begin, place.size))
    page.rows.push_back({words.translate(entry), words.subject_of(entry), words.action_of(entry)});
  return page;
}

}  // namespace xueshi::audit
