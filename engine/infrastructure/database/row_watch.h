// RowWatch: what a transaction does to the rows of some tables, whoever writes them – an insert, a
// mass upsert, an update by set.
//
// On SQLite by temporary triggers of the connection, which hand every row to a function of this
// side; on PostgreSQL by the triggers of schema step 6, which copy it into a temporary table where
// the session asks for it. What others do to the database, with a tool of their own, is not seen:
// that is the point (store/seals.h).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "database/database.h"

namespace xueshi::database {

struct WatchedTable {
  const char* name;
  std::vector<const char*> columns;  // the key's first
  std::size_t key_columns;
  const char* unit;  // SQL over {0}, the row: id of the unit that it belongs to
  const char* year;  // likewise, its year; a row of none says 0
};

// Hashes of rows, added up: in any order the same. Against hands at the database, not against
// somebody who has the means to look for rows whose hashes add up alike.
class RowSum {
 public:
  static RowSum of(std::string_view table, std::string_view content);
  static std::optional<RowSum> parse(std::string_view hex, std::int64_t count);

  RowSum& operator+=(const RowSum& other);
  RowSum& operator-=(const RowSum& other);
  bool operator==(const RowSum&) const = default;
  std::int64_t count() const { return count_; }
  std::string hex() const;  // 64 digits

 private:
  std::array<std::uint64_t, 4> lanes_{};
  std::int64_t count_ = 0;
};

struct RowGroup {
  std::size_t table = 0;  // among the watched ones
  std::int64_t unit = 0;  // id; 0: none
  std::int64_t year = 0;
  auto operator<=>(const RowGroup&) const = default;
};

// One row that came or went, by its key's values; or, without a key, many that came.
struct RowChange {
  RowGroup group;
  bool came = true;
  std::vector<std::string> key;
  RowSum sum;
};

class RowWatch {
 public:
  explicit RowWatch(const std::vector<WatchedTable>& tables) : tables_(tables) {}
  RowWatch(const RowWatch&) = delete;

  const std::vector<WatchedTable>& tables() const { return tables_; }
  // Before a transaction that writes. Requires: no transaction is open.
  void begin(Database::Session& session);
  // What it did counts for nothing.
  void forget();
  // What the transaction did so far, and forgets it: rows that it changed one by one, before and
  // after; new ones of a group likewise where they are few, else their sum.
  std::vector<RowChange> take(Database::Session& session);
  // Whether something was done that nobody took; on PostgreSQL nobody asks.
  bool has_left() const { return !rows_.empty() || !sums_.empty(); }

  // What stands in a table, a row at a time; a year alone where one is given. Streams.
  using OnRow = std::function<void(const RowGroup& group, std::string_view content)>;
  void for_each_row(Database::Session& session, std::size_t table, std::optional<std::int64_t> year,
                    const OnRow& on_row);

  // The key's values of a row's content.
  std::vector<std::string> key_of(std::size_t table, std::string_view content) const;

  // For the connection's triggers.
  void on_touched(bool came, const RowGroup& group, std::string_view content);
  void on_looked_at(const RowGroup& group, std::string_view content);

 private:
  struct Side {
    RowGroup group;
    RowSum sum;
    bool operator==(const Side&) const = default;
  };
  // How often a row came in a form, less how often it went. Whatever was in between cancels out, in
  // whatever order it is told: 1 is how the row is now, -1 how it was.
  using Row = std::vector<std::pair<Side, int>>;
  std::string row_key(std::size_t table, std::string_view content) const;
  RowSum* find_sum(const RowGroup& group);
  void fold(const RowGroup& group);
  void give_function(Database::Session& session);
  void arm_sqlite(Database::Session& session);
  void arm_postgres(Database::Session& session);
  void read_touched(Database::Session& session);

  std::vector<WatchedTable> tables_;
  bool has_function_ = false;  // of SQLite
  bool is_armed_ = false;
  std::unordered_map<std::string, Row> rows_;  // by table and key
  std::map<RowGroup, std::size_t> new_;        // how many of them were new when they came
  std::map<RowGroup, RowSum> sums_;            // new ones of groups that have more than a few
  std::set<std::size_t> went_;                 // tables that rows went from
  RowSum* last_sum_ = nullptr;                 // of last_group_: rows come group by group
  RowGroup last_group_;
  const OnRow* looking_ = nullptr;
};

}  // namespace xueshi::database
