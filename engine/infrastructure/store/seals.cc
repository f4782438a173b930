#include "store/seals.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "academy/org.h"
#include "base/clock.h"
#include "base/text.h"
#include "database/schema.h"
#include "database/session.h"

namespace xueshi::store {

namespace {

using database::RowGroup;
using database::RowSum;
using database::WatchedTable;

constexpr const char* kOfPerson = "(select p.org_id from person p where p.id = {0}.person_id)";
constexpr const char* kOfClass = "(select c.org_id from class c where c.id = {0}.class_id)";

// A table, what people call its rows, and what its key's columns name.
struct SealedTable {
  WatchedTable watched;
  const char* label;
  std::vector<const char*>
      named;  // SQL that answers with the name of an id; empty: the value is it
};

constexpr const char* kPersonName = "select employee from person where id = ";
constexpr const char* kClassName = "select number from class where id = ";
constexpr const char* kOrgName = "select code from org where id = ";

// Positions of units (lo, hi) are derived from their parents. The year of a row must be its own:
// one that follows from another row would change without it.
const std::vector<SealedTable>& sealed_tables() {
  static const std::vector<SealedTable> kTables = {
      {{"org", {"code", "id", "name", "parent", "level"}, 1, "{0}.id", "0"}, "机构", {""}},
      {{"person",
        {"employee", "id", "name", "login", "org_id", "post", "division_level", "hired", "left_on",
         "hours_required", "email", "earlier_spells", "facts"},
        1,
        "{0}.org_id",
        "0"},
       "人员",
       {""}},
      {{"role_grant",
        {"person_id", "role", "org_id", "begins", "ends", "deputy_for"},
        3,
        "{0}.org_id",
        "0"},
       "角色",
       {kPersonName, "", kOrgName}},
      {{"headcount", {"org_id", "year", "headcount"}, 2, "{0}.org_id", "{0}.year"},
       "单位在职总人数",
       {kOrgName, ""}},
      {{"policy_proposal",
        {"number",
         "year",
         "org_id",
         "title",
         "file",
         "content",
         "sha256",
         "cases_file",
         "cases",
         "basis",
         "status",
         "proposed",
         "taken",
         "proofs",
         "cases_passed",
         "people",
         "required_before",
         "required_after",
         "met_before",
         "met_after",
         "gained",
         "lost",
         "newly_exempt",
         "newly_required",
         "candidates_before",
         "candidates_after"},
        1,
        "{0}.org_id",
        "{0}.year"},
       "提请生效的规定",
       {""}},
      {{"absence", {"person_id", "reason", "begins", "ends"}, 3, kOfPerson, "0"},
       "离岗",
       {kPersonName, "", ""}},
      {{"password", {"person_id", "hash", "must_change", "issued_at"}, 1, kOfPerson, "0"},
       "密码",
       {kPersonName}},
      {{"plan",
        {"number",
         "id",
         "year",
         "form",
         "kind",
         "title",
         "org_id",
         "category",
         "month",
         "seconds",
         "days_millis",
         "headcount",
         "budget_fen",
         "budget_given",
         "organiser",
         "place_kind",
         "address",
         "contact",
         "phone",
         "funding_requested",
         "excellence",
         "material",
         "technical_support",
         "review",
         "publication",
         "execution",
         "withdrawal",
         "withdrawal_reason",
         "support_level",
         "funding_rank"},
        1,
        "{0}.org_id",
        "{0}.year"},
       "计划",
       {""}},
      {{"class",
        {"number",
         "id",
         "plan_id",
         "prefilled",
         "title",
         "org_id",
         "year",
         "category",
         "start_at",
         "end_at",
         "seconds",
         "days_millis",
         "headcount",
         "staff_count",
         "budget_fen",
         "excellent",
         "venue",
         "audience",
         "goal",
         "content",
         "execution",
         "outcome",
         "contact",
         "phone",
         "research_count",
         "management_count",
         "support_count",
         "outside_count",
         "funding_channel",
         "place_kind",
         "shown_at_branch",
         "posts",
         "keywords",
         "remark",
         "mode",
         "organiser",
         "email",
         "visibility",
         "enrolment_open",
         "enrolment_reviewed",
         "enrolment_from",
         "enrolment_to"},
        1,
        "{0}.org_id",
        "{0}.year"},
       "培训班",
       {""}},
      {{"class_approved",
        {"class_id", "start_at", "end_at", "headcount", "days_millis", "budget_fen"},
        1,
        kOfClass,
        "0"},
       "培训班已批准的数字",
       {kClassName}},
      {{"attendee",
        {"class_id", "person_id", "seconds", "confirmed", "enrolment"},
        2,
        kOfPerson,
        "0"},
       "参会人员",
       {kClassName, kPersonName}},
      {{"record",
        {"person_id", "posted", "number", "source_id", "year", "title", "organiser", "start_at",
         "end_at", "seconds", "status", "category", "work", "author"},
        3,
        kOfPerson,
        "{0}.year"},
       "学习记录",
       {kPersonName, "", ""}},
      {{"source", {"name", "id"}, 1, "0", "0"}, "学时来源", {""}},
      {{"exam", {"person_id", "number", "year", "title", "passed"}, 2, kOfPerson, "{0}.year"},
       "考试",
       {kPersonName, ""}},
  };
  return kTables;
}

const std::vector<WatchedTable>& watched_tables() {
  static const std::vector<WatchedTable> kWatched = [] {
    std::vector<WatchedTable> tables;
    for (const SealedTable& table : sealed_tables()) tables.push_back(table.watched);
    return tables;
  }();
  return kWatched;
}

std::size_t index_of(const std::string& table) {
  const auto& tables = sealed_tables();
  auto at = std::find_if(tables.begin(), tables.end(),
                         [&](const SealedTable& one) { return table == one.watched.name; });
  return static_cast<std::size_t>(at - tables.begin());
}

// The institute at or above a unit, or the root: as audit chains are named.
class Places {
 public:
  explicit Places(database::Database& database)
      : database_(database), sql_(database.session().sql) {}

  const std::string& of(std::int64_t unit) {
    auto [at, is_new] = places_.try_emplace(unit);
    if (is_new) at->second = find(unit);
    return at->second;
  }

 private:
  std::string find(std::int64_t unit) {
    static const std::string kRoot = "(select code from org order by lo limit 1)";
    static const std::string kInstitute = fmt::format(
        "(select i.code from org i where i.level = {} and i.lo <= u.lo and u.lo < i.hi"
        " order by i.lo desc limit 1)",
        static_cast<int>(academy::OrgLevel::kInstitute));
    std::string place;
    long long id = unit;
    sql_ << fmt::format("select coalesce({}, {}) from org u where u.id = :id", kInstitute, kRoot),
        database::into(place), database::use(id, "id");
    if (sql_.got_data()) return place;
    return root_chain(database_);
  }

  database::Database& database_;
  database::Sql& sql_;
  std::map<std::int64_t, std::string> places_;
};

database::RowWatch& watch_of(database::Database& database) {
  watch_rows(database);
  return *database.session().watch;
}

// Sums of several rows of one place become one.
std::vector<Seal> seals_of(database::Database& database,
                           const std::vector<database::RowChange>& changes) {
  Places places(database);
  std::vector<Seal> seals;
  std::map<std::pair<RowGroup, std::string>, RowSum> sums;
  for (const database::RowChange& change : changes) {
    const std::string& place = places.of(change.group.unit);
    if (change.key.empty()) {
      sums[{RowGroup{change.group.table, 0, change.group.year}, place}] += change.sum;
      continue;
    }
    seals.push_back({change.came, watched_tables()[change.group.table].name, place,
                     change.group.year, change.key, change.sum});
  }
  for (const auto& [of, sum] : sums)
    seals.push_back(
        {true, watched_tables()[of.first.table].name, of.second, of.first.year, {}, sum});
  return seals;
}

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Seal> decode_seal(const std::string& line) {
  std::vector<std::string> parts = base::split(line, '\t');
  if (parts.size() < 6) return std::nullopt;
  std::optional<std::int64_t> year = number_of(parts[3]), count = number_of(parts[4]);
  if (!year || !count) return std::nullopt;
  std::optional<RowSum> sum = RowSum::parse(parts[5], *count);
  if (!sum) return std::nullopt;
  if (parts[0] != "+" && parts[0] != "-") return std::nullopt;
  Seal seal{parts[0] == "+", unescape_line(parts[1]), unescape_line(parts[2]), *year, {}, *sum};
  for (std::size_t i = 6; i < parts.size(); ++i) seal.key.push_back(unescape_line(parts[i]));
  std::size_t table = index_of(seal.table);
  std::size_t whole = seal.table == kFlag               ? 1
                      : table < watched_tables().size() ? watched_tables()[table].key_columns
                                                        : seal.key.size();
  bool is_sound = seal.key.size() == whole || (seal.key.empty() && seal.table != kFlag);
  return is_sound ? std::optional(seal) : std::nullopt;
}

std::vector<Seal> seals_of_what_stands(database::Database& database) {
  std::vector<Seal> seals;
  for (const auto& [of, places] : sum_rows(database)) {
    for (const auto& [place, sum] : places)
      seals.push_back({true, of.first, place, of.second, {}, sum});
  }
  for (const char* flag : {kWitnessedFlag, kPasswordFlag})
    if (is_flag_up(database, flag)) seals.push_back(seal_of_flag(flag));
  return seals;
}

// A trigger as the database keeps it.
struct Standing {
  std::string text;
  std::string body;  // of its function; empty where it is switched off or the function has more
};

std::map<std::string, Standing> standing_triggers(database::Database& database) {
  std::map<std::string, Standing> triggers;
  std::string name, text, body;
  database::Statement rows =
      (database.session().sql.prepare
           << (database.is_postgresql()
                   ? "select c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid, true),"
                     " case when t.tgenabled = 'O' and not p.prosecdef and p.proconfig is null"
                     " then p.prosrc else '' end from pg_trigger t"
                     " join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid"
                     " where not t.tgisinternal and c.relnamespace ="
                     " current_schema()::regnamespace"
                   : "select tbl_name || '.' || name, sql, '' from sqlite_master where type ="
                     " 'trigger'"),
       database::into(name), database::into(text), database::into(body));
  rows.execute();
  while (rows.fetch()) triggers[name] = {text, body};
  return triggers;
}

// PostgreSQL tells a trigger in its own way: events in its own order, types and parentheses added.
std::vector<std::string> words_of(const std::string& trigger) {
  std::vector<std::string> words(1);
  for (char c : base::lower_ascii(trigger)) {
    if (std::string_view(" ():,").find(c) == std::string_view::npos)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  std::erase_if(words, [](const auto& word) { return word.empty() || word == "text"; });
  std::sort(words.begin(), words.end());
  return words;
}

bool is_sound(const Standing& standing, const database::SchemaTrigger& wanted, bool postgresql) {
  if (!postgresql) return base::lower_ascii(standing.text) == base::lower_ascii(wanted.statement);
  return standing.body == wanted.body && words_of(standing.text) == words_of(wanted.statement);
}

}  // namespace

Seal seal_of_flag(const std::string& flag) { return {true, kFlag, "", 0, {flag}, {}}; }

std::string encode_seals(const std::vector<Seal>& seals) {
  std::string text;
  for (const Seal& seal : seals) {
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}", seal.came ? '+' : '-', escape_line(seal.table),
                        escape_line(seal.place), seal.year, seal.sum.count(), seal.sum.hex());
    for (const std::string& part : seal.key) text += "\t" + escape_line(part);
    text += '\n';
  }
  return text;
}

std::vector<Seal> decode_seals(const std::string& text) {
  std::vector<Seal> seals;
  for (const std::string& line : base::split(text, '\n')) {
    if (auto seal = decode_seal(line)) seals.push_back(std::move(*seal));
  }
  return seals;
}

void watch_rows(database::Database& database) {
  auto& watch = database.session().watch;
  if (!watch) watch = std::make_unique<database::RowWatch>(watched_tables());
}

std::vector<Seal> take_seals(database::Transaction& transaction) {
  return database::guarded([&]() -> std::vector<Seal> {
    database::Database& database = transaction.database();
    if (!database.session().watch) return {};
    auto changes = database.session().watch->take(database.session());
    if (changes.empty()) return {};
    return seals_of(database, changes);
  });
}

void seal_what_stands(database::Transaction& transaction, int schema, const std::string& at) {
  database::Database& database = transaction.database();
  hold_audit(transaction);  // who is about to write finishes first, or waits
  AuditEntry entry;
  entry.seal = encode_seals(seals_of_what_stands(database));
  if (entry.seal.empty()) return;  // nothing stands there
  entry.chain = root_chain(database);
  entry.at = at;
  entry.at_real = base::milliseconds_since_1970();
  entry.role = "operator";
  entry.subject = kSealSubject;
  entry.item = std::to_string(schema);
  entry.action = kSealAction;
  for (const AuditHead& head : fetch_audit_heads(database))
    entry.after.emplace_back(head.chain, std::to_string(head.seq));
  append_audit(transaction, entry);
}

SealedSums sum_rows(database::Database& database) {
  return database::guarded([&] {
    database::RowWatch& watch = watch_of(database);
    std::map<RowGroup, RowSum> sums;
    for (std::size_t i = 0; i < watch.tables().size(); ++i) {
      const char* name = watch.tables()[i].name;
      watch.for_each_row(database.session(), i, std::nullopt,
                         [&](const RowGroup& group, std::string_view content) {
                           sums[group] += RowSum::of(name, content);
                         });
    }
    Places places(database);
    SealedSums result;
    for (const auto& [group, sum] : sums)
      result[{watch.tables()[group.table].name, group.year}][places.of(group.unit)] += sum;
    return result;
  });
}

void for_each_sealed_row(
    database::Database& database, const SealedYear& of,
    const std::function<void(const std::vector<std::string>& key, const RowSum& sum)>& on_row) {
  database::guarded([&] {
    std::size_t table = index_of(of.first);
    if (table == watched_tables().size()) return;
    database::RowWatch& watch = watch_of(database);
    watch.for_each_row(database.session(), table, of.second,
                       [&](const RowGroup&, std::string_view content) {
                         on_row(watch.key_of(table, content), RowSum::of(of.first, content));
                       });
  });
}

std::string table_label(const std::string& table) {
  std::size_t i = index_of(table);
  return i == sealed_tables().size() ? table : sealed_tables()[i].label;
}

std::string row_name(database::Database& database, const std::string& table,
                     const std::vector<std::string>& key) {
  return database::guarded([&] {
    std::vector<std::string> parts;
    std::size_t index = index_of(table);
    for (std::size_t i = 0; i < key.size(); ++i) {
      std::string name = key[i];
      bool is_id = index < sealed_tables().size() && *sealed_tables()[index].named[i];
      if (std::optional<std::int64_t> id = is_id ? number_of(key[i]) : std::nullopt) {
        database.session().sql << fmt::format("{}{}", sealed_tables()[index].named[i], *id),
            database::into(name);
        if (!database.session().sql.got_data()) name = "#" + key[i];
      }
      parts.push_back(name);
    }
    return base::join(parts, "/");
  });
}

std::vector<std::string> find_wrong_triggers(database::Database& database) {
  return database::guarded([&] {
    std::map<std::string, Standing> standing = standing_triggers(database);
    std::vector<std::string> wrong;
    for (const database::SchemaTrigger& trigger :
         database::schema_triggers(database.is_postgresql())) {
      auto at = standing.find(trigger.table + "." + trigger.name);
      bool is_there = at != standing.end();
      if (!is_there || !is_sound(at->second, trigger, database.is_postgresql()))
        wrong.push_back(trigger.table + "." + trigger.name);
      if (is_there) standing.erase(at);
    }
    for (const auto& [name, trigger] : standing) wrong.push_back(name);
    return wrong;
  });
}

bool is_flag_up(database::Database& database, const std::string& flag) {
  return database::guarded([&] {
    for (const char* known : {kWitnessedFlag, kPasswordFlag}) {
      if (flag != known) continue;
      return database::ask_number(database.session().sql,
                                  fmt::format("select {} from installation", known)) != 0;
    }
    return true;  // of a newer program
  });
}

}  // namespace xueshi::store
