#include "database/stage.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include "database/errors.h"

namespace xueshi::database {

namespace {

std::string column_names(const std::vector<StageColumn>& columns) {
  std::string names;
  for (const StageColumn& column : columns)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", column.name);
  return names;
}

class SqliteWriter : public StageWriter {
 public:
  SqliteWriter(sqlite3* connection, const std::string& table,
               const std::vector<StageColumn>& columns)
      : connection_(connection) {
    std::string marks = "?";
    for (std::size_t i = 1; i < columns.size(); ++i) marks += ",?";
    std::string insert =
        fmt::format("insert into {} ({}) values ({})", table, column_names(columns), marks);
    check(sqlite3_prepare_v2(connection_, insert.c_str(), -1, &statement_, nullptr));
  }
  ~SqliteWriter() override { sqlite3_finalize(statement_); }

  void add(const std::vector<StageValue>& row) override {
    for (std::size_t i = 0; i < row.size(); ++i) check(bind(static_cast<int>(i) + 1, row[i]));
    int result = sqlite3_step(statement_);
    if (result != SQLITE_DONE) check(result);
    check(sqlite3_reset(statement_));
  }

  void finish() override {}

 private:
  int bind(int position, const StageValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      return sqlite3_bind_int64(statement_, position, *number);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
      return sqlite3_bind_text(statement_, position, text->data(), static_cast<int>(text->size()),
                               SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement_, position);
  }

  void check(int result) {
    if (result != SQLITE_OK) throw sqlite_error(result);
  }

  sqlite3* connection_;
  sqlite3_stmt* statement_ = nullptr;
};

class CopyWriter : public StageWriter {
 public:
  CopyWriter(PGconn* connection, const std::string& table, const std::vector<StageColumn>& columns)
      : connection_(connection),
        copy_(fmt::format("copy {} ({}) from stdin", table, column_names(columns))) {}
  // Given up half way: the session must not stay in the middle of a COPY.
  ~CopyWriter() override {
    if (!open_) return;
    PQputCopyEnd(connection_, "abandoned");
    while (PGresult* rest = PQgetResult(connection_)) PQclear(rest);
  }

  void add(const std::vector<StageValue>& row) override {
    if (!open_) start();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) buffer_ += '\t';
      append(row[i]);
    }
    buffer_ += '\n';
    if (buffer_.size() >= kChunk) flush();
  }

  void finish() override {
    if (!open_) return;
    flush();
    open_ = false;
    if (PQputCopyEnd(connection_, nullptr) != 1) throw postgres_error("");
    PGresult* result = PQgetResult(connection_);
    bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
    const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    std::string state = field == nullptr ? "" : field;
    PQclear(result);
    while (PGresult* rest = PQgetResult(connection_)) PQclear(rest);
    if (!done) throw postgres_error(state);
  }

 private:
  static constexpr std::size_t kChunk = 1 << 18;

  void start() {
    PGresult* result = PQexec(connection_, copy_.c_str());
    open_ = PQresultStatus(result) == PGRES_COPY_IN;
    const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    std::string state = field == nullptr ? "" : field;
    PQclear(result);
    if (!open_) throw postgres_error(state);
  }

  void append(const StageValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      fmt::format_to(std::back_inserter(buffer_), "{}", *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      append_escaped(*text);
    } else {
      buffer_ += "\\N";
    }
  }

  void append_escaped(const std::string& text) {
    for (char c : text) {
      switch (c) {
        case '\\':
          buffer_ += "\\\\";
          break;
        case '\t':
          buffer_ += "\\t";
          break;
        case '\n':
          buffer_ += "\\n";
          break;
        case '\r':
          buffer_ += "\\r";
          break;
        default:
          buffer_ += c;
      }
    }
  }

  void flush() {
    if (PQputCopyData(connection_, buffer_.data(), static_cast<int>(buffer_.size())) != 1)
      throw postgres_error("");
    buffer_.clear();
  }

  PGconn* connection_;
  std::string copy_;
  std::string buffer_;
  bool open_ = false;
};

}  // namespace

std::unique_ptr<StageWriter> open_stage(Database::Session& session, const std::string& table,
                                        const std::vector<StageColumn>& columns) {
  std::string definitions;
  for (const StageColumn& column : columns) {
    const char* type =
        column.is_text ? (session.postgresql ? "text collate \"C\"" : "text") : "bigint";
    definitions += fmt::format("{}{} {}", definitions.empty() ? "" : ", ", column.name, type);
  }
  run(session.sql, fmt::format("drop table if exists {}", table));
  run(session.sql, fmt::format("create temporary table {} ({})", table, definitions));
  if (session.postgresql)
    return std::make_unique<CopyWriter>(session.native_postgres(), table, columns);
  return std::make_unique<SqliteWriter>(session.native_sqlite(), table, columns);
}

}  // namespace xueshi::database
