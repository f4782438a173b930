#include "database/row_watch.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <charconv>

#include "database/big_query.h"
#include "database/errors.h"
#include "database/session.h"
#include "seal/hash.h"

namespace xueshi::database {

namespace {

// More new rows of a table, unit and year than these are one sum.
constexpr std::size_t kMostSingly = 64;
// What the function of SQLite takes before the columns: table, what happened, unit, year.
constexpr int kBeforeColumns = 4;
enum Happened { kWent = 0, kCame = 1, kStands = 2 };

std::string_view text_of(sqlite3_value* value) {
  const void* bytes = sqlite3_value_text(value);  // before its size is asked for
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// Every value with its length, so that no two rows say the same; the SQL of PostgreSQL below writes
// it alike.
void append_value(std::string& content, sqlite3_value* value) {
  if (sqlite3_value_type(value) == SQLITE_NULL) {
    content += "-,";
    return;
  }
  std::string_view text = text_of(value);
  char length[20];
  content.append(length, std::to_chars(length, length + sizeof length, text.size()).ptr);
  content += ':';
  content += text;
  content += ',';
}

void touched_row(sqlite3_context* context, int count, sqlite3_value** values) {
  static thread_local std::string content;
  content.clear();
  for (int i = kBeforeColumns; i < count; ++i) append_value(content, values[i]);
  auto* watch = static_cast<RowWatch*>(sqlite3_user_data(context));
  auto number = [&](int i) { return static_cast<std::int64_t>(sqlite3_value_int64(values[i])); };
  RowGroup group{static_cast<std::size_t>(number(0)), number(2), number(3)};
  if (number(1) == kStands)
    watch->on_looked_at(group, content);
  else
    watch->on_touched(number(1) == kCame, group, content);
  sqlite3_result_int(context, 1);
}

std::string of_row(const char* expression, const std::string& row) {
  return fmt::format(fmt::runtime(expression), row);
}

// The call of that function for a row.
std::string call(const std::vector<WatchedTable>& tables, std::size_t table, Happened happened,
                 const std::string& row) {
  const WatchedTable& one = tables[table];
  std::string text = fmt::format("touched_row({}, {}, {}, {}", table, static_cast<int>(happened),
                                 of_row(one.unit, row), of_row(one.year, row));
  for (const char* column : one.columns) text += fmt::format(", {}.{}", row, column);
  return text + ")";
}

void execute(Database::Session& session, const std::string& statement) {
  int result = sqlite3_exec(session.native_sqlite(), statement.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw sqlite_error(result);
}

void require_temporary_tables(Database::Session& session) {
  if (ask_number(session.sql,
                 "select count(*) from (select 1 where has_database_privilege(current_database(),"
                 " 'temporary')) may") > 0)
    return;
  throw base::Error(base::ErrorKind::kDatabase,
                    "数据库用户不能建立临时表，而每次办理都需要：请由数据库的所有者授予",
                    "database.no-temporary");
}

// SQL: unit, year and content of the rows `r`.
std::string columns_of(const WatchedTable& table) {
  std::string content;
  for (const char* column : table.columns) {
    content +=
        fmt::format("{0}coalesce(octet_length(r.{1}::text) || ':' || r.{1}::text || ',', '-,')",
                    content.empty() ? "" : " || ", column);
  }
  return fmt::format("coalesce({}, 0), {}, {}", of_row(table.unit, "r"), of_row(table.year, "r"),
                     content);
}

// The value at the beginning, empty where it is null; `rest` goes on behind its `,`.
std::string_view skip_value(std::string_view& rest) {
  if (rest.front() == '-') {
    rest.remove_prefix(2);
    return "";
  }
  std::size_t size = 0;
  const char* end = std::from_chars(rest.data(), rest.data() + rest.size(), size).ptr;
  std::size_t head = static_cast<std::size_t>(end - rest.data()) + 1;
  std::string_view value = rest.substr(head, size);
  rest.remove_prefix(head + size + 1);
  return value;
}

}  // namespace

RowSum RowSum::of(std::string_view table, std::string_view content) {
  static thread_local std::string text;
  text.assign(table);
  text += '\n';
  text += content;
  RowSum sum;
  sum.lanes_ = seal::blake2b(text);
  sum.count_ = 1;
  return sum;
}

std::optional<RowSum> RowSum::parse(std::string_view hex, std::int64_t count) {
  RowSum sum;
  sum.count_ = count;
  if (hex.size() != 64) return std::nullopt;
  for (std::size_t i = 0; i < 4; ++i) {
    const char* from = hex.data() + 16 * i;
    auto [end, error] = std::from_chars(from, from + 16, sum.lanes_[i], 16);
    if (error != std::errc() || end != from + 16) return std::nullopt;
  }
  return sum;
}

RowSum& RowSum::operator+=(const RowSum& other) {
  for (std::size_t i = 0; i < lanes_.size(); ++i) lanes_[i] += other.lanes_[i];
  count_ += other.count_;
  return *this;
}

RowSum& RowSum::operator-=(const RowSum& other) {
  for (std::size_t i = 0; i < lanes_.size(); ++i) lanes_[i] -= other.lanes_[i];
  count_ -= other.count_;
  return *this;
}

std::string RowSum::hex() const {
  return fmt::format("{:016x}{:016x}{:016x}{:016x}", lanes_[0], lanes_[1], lanes_[2], lanes_[3]);
}

std::vector<std::string> RowWatch::key_of(std::size_t table, std::string_view content) const {
  std::vector<std::string> key;
  for (std::size_t i = 0; i < tables_[table].key_columns; ++i)
    key.emplace_back(skip_value(content));
  return key;
}

// Two digits, and the key's columns as they stand in the content.
std::string RowWatch::row_key(std::size_t table, std::string_view content) const {
  std::string_view rest = content;
  for (std::size_t i = 0; i < tables_[table].key_columns; ++i) skip_value(rest);
  std::string key = {static_cast<char>('0' + table / 10), static_cast<char>('0' + table % 10)};
  key += content.substr(0, content.size() - rest.size());
  return key;
}

void RowWatch::begin(Database::Session& session) {
  if (!is_armed_) session.postgresql ? arm_postgres(session) : arm_sqlite(session);
  is_armed_ = true;
  forget();
}

void RowWatch::forget() {
  rows_.clear();
  new_.clear();
  sums_.clear();
  went_.clear();
  last_sum_ = nullptr;
}

void RowWatch::give_function(Database::Session& session) {
  if (has_function_) return;
  int result = sqlite3_create_function_v2(session.native_sqlite(), "touched_row", -1, SQLITE_UTF8,
                                          this, touched_row, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw sqlite_error(result);
  has_function_ = true;
}

void RowWatch::arm_sqlite(Database::Session& session) {
  give_function(session);
  std::string all;
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    const char* name = tables_[i].name;
    std::string came = call(tables_, i, kCame, "new"), went = call(tables_, i, kWent, "old");
    all += fmt::format(
        "create temp trigger if not exists watch_{0}_insert after insert on main.{0} begin select "
        "{1}; end;"
        "create temp trigger if not exists watch_{0}_update after update on main.{0} begin select "
        "{2}; select "
        "{1}; end;"
        "create temp trigger if not exists watch_{0}_delete after delete on main.{0} begin select "
        "{2}; end;",
        name, came, went);
  }
  execute(session, all);
}

void RowWatch::arm_postgres(Database::Session& session) {
  require_temporary_tables(session);
  run(session.sql,
      "create temporary table if not exists touched (came bigint, watched bigint, unit bigint,"
      " year bigint, content text) on commit delete rows");
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    Values values;
    std::string name = values.add(fmt::format("xueshi.watch_{}", tables_[i].name));
    std::string statement =
        values.add(fmt::format("insert into pg_temp.touched select $1, {}, {} from {{rows}} r", i,
                               columns_of(tables_[i])));
    ask_number(session.sql,
               fmt::format("select length(set_config({}, {}, false))", name, statement),
               std::move(values));
  }
  run(session.sql, "set xueshi.watch = 'on'");
}

void RowWatch::on_touched(bool came, const RowGroup& group, std::string_view content) {
  RowSum sum = RowSum::of(tables_[group.table].name, content);
  // Where nothing went so far, millions of rows need no key. (Of one that goes later, or is only
  // told later, what it was is taken off the sum again.)
  if (RowSum* many = came && !went_.count(group.table) ? find_sum(group) : nullptr) {
    *many += sum;
    return;
  }
  if (!came) went_.insert(group.table);
  auto [at, is_first] = rows_.try_emplace(row_key(group.table, content));
  if (RowSum* many = came && is_first ? find_sum(group) : nullptr) {
    rows_.erase(at);
    *many += sum;
    return;
  }
  Row& row = at->second;
  Side side{group, sum};
  auto known =
      std::find_if(row.begin(), row.end(), [&](const auto& form) { return form.first == side; });
  if (known == row.end()) known = row.insert(row.end(), {side, 0});
  known->second += came ? 1 : -1;
  if (came && is_first && ++new_[group] > kMostSingly) fold(group);
}

RowSum* RowWatch::find_sum(const RowGroup& group) {
  if (last_sum_ != nullptr && last_group_ == group) return last_sum_;
  auto at = sums_.find(group);
  if (at == sums_.end()) return nullptr;
  last_group_ = group;
  return last_sum_ = &at->second;
}

// The new ones of a group become their sum.
void RowWatch::fold(const RowGroup& group) {
  RowSum& sum = sums_[group];
  for (auto at = rows_.begin(); at != rows_.end();) {
    const Row& row = at->second;
    bool is_new = row.size() == 1 && row.front().second == 1 && row.front().first.group == group;
    if (is_new) sum += row.front().first.sum;
    at = is_new ? rows_.erase(at) : std::next(at);
  }
  new_.erase(group);
}

void RowWatch::on_looked_at(const RowGroup& group, std::string_view content) {
  (*looking_)(group, content);
}

void RowWatch::read_touched(Database::Session& session) {
  long long came = 0, table = 0, unit = 0, year = 0;
  std::string content;
  // In no order: it does not matter (on_touched).
  BigQuery rows(session, "touched_rows", "select came, watched, unit, year, content from touched");
  rows.bind(came, table, unit, year, content);
  while (rows.fetch())
    on_touched(came != 0, {static_cast<std::size_t>(table), unit, year}, content);
}

std::vector<RowChange> RowWatch::take(Database::Session& session) {
  if (session.postgresql) {
    read_touched(session);
    run(session.sql, "delete from touched");
  }
  std::vector<RowChange> changes;
  for (const auto& [group, sum] : sums_) changes.push_back({group, true, {}, sum});
  std::map<std::string_view, const Row*> in_order;
  for (const auto& [key, row] : rows_) in_order[key] = &row;
  for (const auto& [key, row] : in_order) {
    for (bool came : {false, true}) {
      for (const auto& [side, times] : *row) {
        for (int i = came ? times : -times; i > 0; --i)
          changes.push_back({side.group, came, key_of(side.group.table, key.substr(2)), side.sum});
      }
    }
  }
  forget();
  return changes;
}

void RowWatch::for_each_row(Database::Session& session, std::size_t table,
                            std::optional<std::int64_t> year, const OnRow& on_row) {
  std::string where =
      year ? fmt::format(" where {} = {}", of_row(tables_[table].year, "r"), *year) : "";
  const char* name = tables_[table].name;
  if (!session.postgresql) {
    give_function(session);
    looking_ = &on_row;
    execute(session, fmt::format("select count({}) from {} r{}", call(tables_, table, kStands, "r"),
                                 name, where));
    looking_ = nullptr;
    return;
  }
  long long unit = 0, of_year = 0;
  std::string content;
  BigQuery rows(session, "watched_rows",
                fmt::format("select {} from {} r{}", columns_of(tables_[table]), name, where));
  rows.bind(unit, of_year, content);
  while (rows.fetch()) on_row({table, unit, of_year}, content);
}

}  // namespace xueshi::database
