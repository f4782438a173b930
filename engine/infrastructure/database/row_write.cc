#include "database/row_write.h"

#include <fmt/format.h>

#include <list>

namespace xueshi::database {

namespace {

// Values bound to one statement; they live as long as it does.
class Bound {
 public:
  explicit Bound(soci::session& sql) : statement_(sql) { statement_.alloc(); }

  void prepare(const std::string& text) { statement_.prepare(text); }

  void bind(const Columns& columns, const char* prefix) {
    std::size_t position = 0;
    for (const auto& [name, value] : columns.values()) {
      bind_one(value, fmt::format("{}{}", prefix, position++));
    }
  }

  long long execute() {
    statement_.define_and_bind();
    statement_.execute(true);
    return statement_.get_affected_rows();
  }

 private:
  void bind_one(const StageValue& value, const std::string& name) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      numbers_.push_back(*number);
      statement_.exchange(soci::use(numbers_.back(), name));
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      statement_.exchange(soci::use(*text, name));
    } else {
      statement_.exchange(soci::use(nothing_, null_, name));
    }
  }

  soci::statement statement_;
  std::list<long long> numbers_;
  std::string nothing_;
  soci::indicator null_ = soci::i_null;
};

std::string conditions(const Columns& key) {
  std::string text;
  std::size_t position = 0;
  for (const auto& [name, value] : key.values()) {
    text += fmt::format("{}{} = :k{}", text.empty() ? "" : " and ", name, position++);
  }
  return text;
}

}  // namespace

Columns& Columns::put(const char* name, std::int64_t value) {
  values_.emplace_back(name, value);
  return *this;
}

Columns& Columns::put(const char* name, std::string_view value) {
  values_.emplace_back(name, std::string(value));
  return *this;
}

Columns& Columns::put_value(const char* name, StageValue value) {
  values_.emplace_back(name, std::move(value));
  return *this;
}

Columns& Columns::put_null(const char* name) {
  values_.emplace_back(name, StageValue{});
  return *this;
}

Columns& Columns::put(const char* name, const std::optional<std::int64_t>& value) {
  return value ? put(name, *value) : put_null(name);
}

void insert_row(soci::session& sql, const std::string& table, const Columns& columns) {
  std::string names, marks;
  std::size_t position = 0;
  for (const auto& [name, value] : columns.values()) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
    marks += fmt::format("{}:v{}", marks.empty() ? "" : ", ", position++);
  }
  Bound statement(sql);
  statement.prepare(fmt::format("insert into {} ({}) values ({})", table, names, marks));
  statement.bind(columns, "v");
  statement.execute();
}

long long update_rows(soci::session& sql, const std::string& table, const Columns& columns,
                      const Columns& key) {
  std::string assignments;
  std::size_t position = 0;
  for (const auto& [name, value] : columns.values()) {
    assignments += fmt::format("{}{} = :v{}", assignments.empty() ? "" : ", ", name, position++);
  }
  Bound statement(sql);
  statement.prepare(fmt::format("update {} set {} where {}", table, assignments, conditions(key)));
  statement.bind(columns, "v");
  statement.bind(key, "k");
  return statement.execute();
}

long long delete_rows(soci::session& sql, const std::string& table, const Columns& key) {
  Bound statement(sql);
  statement.prepare(fmt::format("delete from {} where {}", table, conditions(key)));
  statement.bind(key, "k");
  return statement.execute();
}

long long next_id(soci::session& sql, const std::string& table) {
  return ask_number(sql, fmt::format("select coalesce(max(id), 0) + 1 from {}", table));
}

void lock_rows(Database::Session& session, const std::string& table, const Columns& key) {
  if (!session.postgresql || session.reads_only) return;
  Bound statement(session.sql);
  statement.prepare(fmt::format("select 1 from {} where {} for update", table, conditions(key)));
  statement.bind(key, "k");
  statement.execute();
}

}  // namespace xueshi::database
