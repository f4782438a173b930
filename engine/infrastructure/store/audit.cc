#include "store/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "base/fields.h"
#include "base/text.h"
#include "database/big_query.h"
#include "database/session.h"
#include "seal/hash.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

constexpr const char* kColumns =
    "chain, seq, at, at_real, employee, login, role, org, subject, item, action, remark, "
    "before_text,"
    " after_text, policy, graph, outcome, detail, seal, previous, hash";

char unescaped(char letter) {
  switch (letter) {
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    default:
      return letter;
  }
}

// The chain's last row, locked against other writers; made where the chain is new.
AuditHead lock_head(database::Database& database, const std::string& chain) {
  database::Sql& sql = database.session().sql;
  sql << "insert into audit_head (chain, seq, hash) values (:chain, 0, '') on conflict do nothing",
      database::use(chain, "chain");
  // SQLite's writing transactions exclude each other anyway.
  const char* lock = database.is_postgresql() ? " for update" : "";
  AuditHead head{chain, 0, ""};
  long long seq = 0;
  sql << fmt::format("select seq, hash from audit_head where chain = :chain{}", lock),
      database::into(seq), database::into(head.hash), database::use(chain, "chain");
  head.seq = seq;
  return head;
}

void insert_entry(database::Sql& sql, const AuditEntry& entry) {
  long long seq = entry.seq, at_real = entry.at_real;
  std::string before = encode_audit_values(entry.before), after = encode_audit_values(entry.after);
  sql << fmt::format(
      "insert into audit ({}) values (:chain, :seq, :at, :at_real, :employee, :login, :role, :org,"
      " :subject, :item, :action, :remark, :before, :after, :policy, :graph, :outcome, :detail,"
      " :seal, :previous, :hash)",
      kColumns),
      database::use(entry.chain, "chain"), database::use(seq, "seq"), database::use(entry.at, "at"),
      database::use(at_real, "at_real"), database::use(entry.employee, "employee"),
      database::use(entry.login, "login"), database::use(entry.role, "role"),
      database::use(entry.org, "org"), database::use(entry.subject, "subject"),
      database::use(entry.item, "item"), database::use(entry.action, "action"),
      database::use(entry.remark, "remark"), database::use(before, "before"),
      database::use(after, "after"), database::use(entry.policy, "policy"),
      database::use(entry.graph, "graph"), database::use(entry.outcome, "outcome"),
      database::use(entry.detail, "detail"), database::use(entry.seal, "seal"),
      database::use(entry.previous, "previous"), database::use(entry.hash, "hash");
}

// The root's range begins at 0; it alone holds the chains of units that are not there (any more).
bool may_hold_all(const academy::Scope& scope) { return scope.range().lo == 0; }

// Elsewhere the units come first, so that their chains are found along the key.
std::string tables_of(const academy::Scope& scope) {
  return may_hold_all(scope) ? "audit a left join org o on o.code = a.chain"
                             : "org o join audit a on a.chain = o.code";
}

// A learning record is kept as EMPLOYEE/NUMBER, but people name it, and are refused, by its number
// alone as well: whichever is asked for, both are found.
std::string item_is(const std::string& subject, const std::string& item, database::Values& values) {
  if (subject != "learning") return "a.item = " + values.add(item);
  std::size_t slash = item.find('/');
  if (slash != std::string::npos) {
    std::string key = values.add(item);
    return fmt::format("a.item in ({}, {})", key, values.add(item.substr(slash + 1)));
  }
  std::string tail = "/" + item, number = values.add(item);
  auto length = static_cast<std::int64_t>(base::characters(tail).size());
  std::string from = values.add(length - 1);
  return fmt::format("(a.item = {} or substr(a.item, length(a.item) - {}) = {})", number, from,
                     values.add(tail));
}

std::string condition_of(const academy::Scope& scope, const AuditFilter& filter,
                         database::Values& values) {
  std::string text = in_scope(scope);
  if (may_hold_all(scope)) {
    text = fmt::format("({} or (o.lo is null and {} >= (select count(*) from org)))", text,
                       scope.range().hi);
  }
  if (!scope.employee().empty()) text = "1 = 0";
  if (!filter.subject.empty()) text += " and a.subject = " + values.add(filter.subject);
  if (!filter.item.empty()) text += " and " + item_is(filter.subject, filter.item, values);
  if (!filter.who.empty()) {
    text += " and (a.employee = " + values.add(filter.who);
    text += " or a.login = " + values.add(filter.who) + ")";
  }
  if (!filter.action.empty()) text += " and a.action = " + values.add(filter.action);
  if (!filter.outcome.empty()) text += " and a.outcome = " + values.add(filter.outcome);
  if (!filter.from.empty()) text += " and a.at >= " + values.add(filter.from);
  if (!filter.to.empty()) text += " and a.at < " + values.add(filter.to + " 99");
  return text;
}

std::string columns_of(const std::string& alias) {
  std::vector<std::string> names;
  for (const std::string& name : base::split(kColumns, ','))
    names.push_back(alias + "." + std::string(base::trim(name)));
  return base::join(names, ", ");
}

// `columns`: those of the entry, of `a`; `tables`: `audit a`, perhaps with its unit `o`; `rest`:
// conditions and order, with `values`.
void stream(database::Database& database, const std::string& columns, const std::string& tables,
            const std::string& rest, database::Values values,
            const std::function<void(const AuditEntry&)>& on_entry) {
  AuditEntry entry;
  long long seq = 0, at_real = 0;
  std::string before, after;
  database::BigQuery rows(database.session(), "audit",
                          fmt::format("select {} from {} where {}", columns, tables, rest),
                          std::move(values));
  rows.bind(entry.chain, seq, entry.at, at_real, entry.employee, entry.login, entry.role, entry.org,
            entry.subject, entry.item, entry.action, entry.remark, before, after, entry.policy,
            entry.graph, entry.outcome, entry.detail, entry.seal, entry.previous, entry.hash);
  while (rows.fetch()) {
    entry.seq = seq;
    entry.at_real = at_real;
    entry.before = read_audit_values(before);
    entry.after = read_audit_values(after);
    on_entry(entry);
  }
}

void stream(database::Database& database, const std::string& tables, const std::string& rest,
            database::Values values, const std::function<void(const AuditEntry&)>& on_entry) {
  stream(database, columns_of("a"), tables, rest, std::move(values), on_entry);
}

// Chains into one another. A clock that was put back does not carry an entry before its own chain's
// earlier ones. Requires: in order of chain and seq.
std::vector<AuditEntry> merged(const std::vector<AuditEntry>& entries) {
  std::vector<std::pair<std::int64_t, const AuditEntry*>> order;
  for (const AuditEntry& entry : entries) {
    bool goes_on = !order.empty() && order.back().second->chain == entry.chain;
    std::int64_t at = goes_on ? std::max(order.back().first, entry.at_real) : entry.at_real;
    order.emplace_back(at, &entry);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<AuditEntry> result;
  for (const auto& [at, entry] : order) result.push_back(*entry);
  return result;
}

}  // namespace

std::string escape_line(std::string_view text) {
  std::string result;
  for (char c : text) {
    switch (c) {
      case '\\':
        result += "\\\\";
        break;
      case '\t':
        result += "\\t";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string unescape_line(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool is_escape = text[i] == '\\' && i + 1 < text.size();
    result += is_escape ? unescaped(text[++i]) : text[i];
  }
  return result;
}

std::string encode_audit_values(const base::Fields& values) {
  std::string text;
  for (const auto& [heading, value] : values)
    text += escape_line(heading) + "\t" + escape_line(value) + "\n";
  return text;
}

base::Fields decode_audit_values(std::string_view text) {
  base::Fields values;
  for (const std::string& line : base::split(text, '\n')) {
    std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    values.emplace_back(unescape_line(std::string_view(line).substr(0, tab)),
                        unescape_line(std::string_view(line).substr(tab + 1)));
  }
  return values;
}

base::Fields read_audit_values(const std::string& text) {
  base::Fields values = decode_audit_values(text);
  return encode_audit_values(values) == text ? values : base::Fields{{"", text}};
}

std::string audit_hash(const AuditEntry& entry) {
  std::string seq = std::to_string(entry.seq), at_real = std::to_string(entry.at_real);
  std::string before = encode_audit_values(entry.before), after = encode_audit_values(entry.after);
  std::vector<std::string_view> parts = {entry.previous, entry.chain,    seq,         entry.at,
                                         at_real,        entry.employee, entry.login, entry.role,
                                         entry.org,      entry.subject,  entry.item,  entry.action,
                                         entry.remark,   before,         after,       entry.policy,
                                         entry.graph,    entry.outcome,  entry.detail};
  if (!entry.seal.empty()) parts.push_back(entry.seal);
  return seal::sha256(parts);
}

bool is_pretended(const AuditEntry& entry) {
  using namespace std::chrono;
  std::optional<base::LocalTime> said = base::parse_local_time(entry.at);
  if (!said || entry.at_real == 0) return false;
  auto real = floor<minutes>(milliseconds(entry.at_real) + std::chrono::hours(8));  // Asia/Shanghai
  auto told = sys_days(said->date).time_since_epoch() + minutes(said->minute);
  return abs(real - told) >= minutes(2);
}

AuditEntry append_audit(database::Transaction& transaction, AuditEntry entry) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    AuditHead head = lock_head(transaction.database(), entry.chain);
    entry.seq = head.seq + 1;
    entry.previous = head.hash;
    entry.hash = audit_hash(entry);
    insert_entry(sql, entry);
    long long seq = entry.seq;
    sql << "update audit_head set seq = :seq, hash = :hash where chain = :chain",
        database::use(seq, "seq"), database::use(entry.hash, "hash"),
        database::use(entry.chain, "chain");
    return entry;
  });
}

std::string root_chain(database::Database& database) {
  return database::guarded([&] {
    std::string code;
    database.session().sql << "select coalesce((select code from org order by lo limit 1), '')",
        database::into(code);
    return code;
  });
}

void hold_audit(database::Transaction& transaction) {
  database::Database& database = transaction.database();
  // SQLite's writing transactions exclude each other anyway.
  if (!database.is_postgresql()) return;
  // The snapshot of repeatable read is taken by the first query, which this is not.
  database::guarded(
      [&] { database.session().sql << "lock table audit_head in share row exclusive mode"; });
}

void for_each_audit(database::Database& database, const academy::Scope& scope,
                    const AuditFilter& filter,
                    const std::function<void(const AuditEntry&)>& on_entry) {
  database::guarded([&] {
    database::Values values;
    std::string condition = condition_of(scope, filter, values);
    stream(database, tables_of(scope), condition + " order by a.chain, a.seq", std::move(values),
           on_entry);
  });
}

std::int64_t count_audit(database::Database& database, const academy::Scope& scope,
                         const AuditFilter& filter) {
  return database::guarded([&] {
    database::Values values;
    std::string where = condition_of(scope, filter, values);
    return database::ask_number(
        database.session().sql,
        fmt::format("select count(*) from {} where {}", tables_of(scope), where),
        std::move(values));
  });
}

std::int64_t count_audit_to(database::Database& database, const academy::Scope& scope,
                            const AuditFilter& filter, std::string_view chain, std::int64_t seq) {
  return database::guarded([&] {
    database::Values values;
    std::string where = condition_of(scope, filter, values);
    std::string row = "b.chain = " + values.add(chain);
    row += " and b.seq = " + values.add(seq);
    return database::ask_number(
        database.session().sql,
        fmt::format("select count(*) from {} where {} and exists (select 1 from audit b where {}"
                    " and (a.at_real > b.at_real or (a.at_real = b.at_real and (a.chain < b.chain"
                    " or (a.chain = b.chain and a.seq >= b.seq)))))",
                    tables_of(scope), where, row),
        std::move(values));
  });
}

std::vector<AuditEntry> fetch_audit(database::Database& database, const academy::Scope& scope,
                                    const AuditFilter& filter, std::int64_t begin,
                                    std::int64_t size) {
  return database::guarded([&] {
    std::vector<AuditEntry> entries;
    database::Values values;
    std::string condition = condition_of(scope, filter, values);
    condition += fmt::format(" order by a.at_real desc, a.chain, a.seq desc limit {} offset {}",
                             size, begin);
    stream(database, tables_of(scope), condition, std::move(values),
           [&](const AuditEntry& entry) { entries.push_back(entry); });
    return entries;
  });
}

void for_each_audit_row(database::Database& database,
                        const std::function<void(const AuditEntry&)>& on_entry) {
  database::guarded([&] {
    constexpr int kFirstWithSeals = 6;
    std::string columns = columns_of("a");
    if (database.schema_version() < kFirstWithSeals)
      columns.replace(columns.find("a.seal"), 6, "'' as seal");
    stream(database, columns, "audit a", "1 = 1 order by a.chain, a.seq", {}, on_entry);
  });
}

std::vector<AuditEntry> fetch_audit_of(database::Database& database, std::string_view subject,
                                       std::string_view item) {
  return database::guarded([&] {
    std::vector<AuditEntry> entries;
    database::Values values;
    std::string of = "a.subject = " + values.add(subject);
    of += " and a.item = " + values.add(item);
    stream(database, "audit a", of + " order by a.chain, a.seq", std::move(values),
           [&](const AuditEntry& entry) { entries.push_back(entry); });
    return merged(entries);
  });
}

void for_each_trail(
    database::Database& database, std::string_view subject,
    const std::function<void(const std::string& item, const std::vector<AuditEntry>&)>& on_trail) {
  database::guarded([&] {
    std::vector<AuditEntry> entries;
    auto hand_over = [&] {
      if (!entries.empty()) on_trail(entries.front().item, merged(entries));
      entries.clear();
    };
    database::Values values;
    std::string of = "a.subject = " + values.add(subject);
    stream(database, "audit a",
           of + " and a.outcome = 'done' and length(a.graph) > 0 order by a.item, a.chain, a.seq",
           std::move(values), [&](const AuditEntry& entry) {
             if (!entries.empty() && entries.front().item != entry.item) hand_over();
             entries.push_back(entry);
           });
    hand_over();
  });
}

void for_each_sealed(database::Database& database,
                     const std::function<void(const AuditEntry&)>& on_entry) {
  database::guarded([&] {
    stream(database, "audit a", "length(a.seal) > 0 order by a.chain, a.seq", {}, on_entry);
  });
}

std::optional<AuditHead> find_audit_head(database::Database& database, std::string_view chain) {
  return database::guarded([&]() -> std::optional<AuditHead> {
    AuditHead head{std::string(chain), 0, ""};
    long long seq = 0;
    database::Sql& sql = database.session().sql;
    sql << "select seq, hash from audit_head where chain = :chain", database::into(seq),
        database::into(head.hash), database::use(head.chain, "chain");
    if (!sql.got_data()) return std::nullopt;
    head.seq = seq;
    return head;
  });
}

bool has_changes_since(database::Database& database, const std::vector<std::string>& subjects,
                       std::string_view chain, std::int64_t seq, std::int64_t real) {
  return database::guarded([&] {
    database::Values values;
    std::string text = "select count(*) from audit where outcome = 'done' and subject in (" +
                       values.add_all(subjects);
    text += ") and ((chain = " + values.add(chain) + " and seq > " + values.add(seq);
    text += ") or (chain <> " + values.add(chain) + " and at_real > " + values.add(real) + "))";
    return database::ask_number(database.session().sql, text, std::move(values)) > 0;
  });
}

std::vector<AuditHead> fetch_audit_heads(database::Database& database) {
  return database::guarded([&] {
    std::vector<AuditHead> heads;
    AuditHead head;
    long long seq = 0;
    database::Statement rows =
        (database.session().sql.prepare << "select chain, seq, hash from audit_head order by chain",
         database::into(head.chain), database::into(seq), database::into(head.hash));
    rows.execute();
    while (rows.fetch()) {
      head.seq = seq;
      heads.push_back(head);
    }
    return heads;
  });
}

std::string installation_id(database::Database& database) {
  return database::guarded([&] {
    database::Sql& sql = database.session().sql;
    std::string id;
    sql << "select id from installation", database::into(id);
    if (!sql.got_data()) {
      throw base::Error(base::ErrorKind::kDatabase, "数据库没有编号，请先建立数据表",
                        "database.no-schema");
    }
    return id;
  });
}

bool was_witnessed(database::Database& database) {
  return database::guarded([&] {
    long long witnessed = 0;
    database.session().sql << "select witnessed from installation", database::into(witnessed);
    return witnessed != 0;
  });
}

bool note_witnessed(database::Transaction& transaction) {
  return database::guarded([&] {
    return database::run(transaction.database().session().sql,
                         "update installation set witnessed = 1 where witnessed = 0") > 0;
  });
}

}  // namespace xueshi::store
