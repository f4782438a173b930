#include "database/connect.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "database/errors.h"
#include "database/session.h"
#include "database/statement_cache.h"

namespace xueshi::database {

namespace {

using base::Error;
using base::ErrorKind;

// Per connection: SQLite forgets them.
constexpr const char* kPragmas[] = {
    "pragma foreign_keys = on",    "pragma journal_mode = wal", "pragma synchronous = full",
    "pragma busy_timeout = 20000", "pragma temp_store = file",  "pragma cache_size = -16384",
};

// Throws where the text is no URL of libpq's. Free with PQconninfoFree().
PQconninfoOption* parse_url(const std::string& url) {
  char* message = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &message);
  if (options == nullptr) {
    PQfreemem(message);
    throw Error(ErrorKind::kDatabase,
                "数据库的地址写法有误，应为 postgresql://用户@主机:端口/数据库",
                "database.bad-url");
  }
  return options;
}

// SOCI mangles postgresql:// URLs: they are taken apart by libpq and handed over as key=value.
std::string postgres_parameters(const std::string& url) {
  PQconninfoOption* options = parse_url(url);
  std::string parameters;
  for (PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    (parameters += option->keyword) += '=';
    parameters += '\'';
    for (const char* c = option->val; *c != 0; ++c) {
      if (*c == '\'' || *c == '\\') parameters += '\\';
      parameters += *c;
    }
    (parameters += '\'') += ' ';
  }
  PQconninfoFree(options);
  return parameters + "client_encoding=UTF8 connect_timeout=10";
}

// Notices go to stderr otherwise, and may hold values.
void ignore_notice(void*, const char*) {}

// SQLite counts its memory, under one lock for all threads, and nobody asks. Only heard before the
// first connection.
void stop_counting_memory() {
  static const int kHeard = sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kHeard);
}

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

// "… FATAL:  28P01\n" → "28P01"; empty where there is none.
std::string state_in(std::string_view said) {
  constexpr std::string_view kBefore = ":  ";
  std::size_t at = said.rfind(kBefore);
  return at == said.npos ? "" : std::string(said.substr(at + kBefore.size(), 5));
}

// Why a server turns a connection away: it says so in words, in its own language, and as an
// SQLSTATE only to whoever asks for that before the connection is there, which SOCI does not.
std::string ask_why_refused(const std::string& parameters) {
  std::unique_ptr<PGconn, Finish> connection(PQconnectStart(parameters.c_str()));
  if (!connection) return "";
  PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
  constexpr int kTenSeconds = 10000;
  for (auto next = PGRES_POLLING_WRITING; next != PGRES_POLLING_OK;) {
    if (next == PGRES_POLLING_FAILED) return state_in(PQerrorMessage(connection.get()));
    short wanted = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    pollfd ready{PQsocket(connection.get()), wanted, 0};
    if (::poll(&ready, 1, kTenSeconds) <= 0) return "";
    next = PQconnectPoll(connection.get());
  }
  return "";
}

// Words of the server have two blanks behind their severity, those of libpq have not.
bool did_server_answer(std::string_view said) { return said.find(":  ") != said.npos; }

Error cannot_connect(const soci::soci_error& error, const std::string& parameters) {
  std::string said = error.what(), state;
  if (const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&error))
    state = base::trim(known->sqlstate());
  if (state.empty() && did_server_answer(said)) state = ask_why_refused(parameters);
  return postgres_connect_error(state, said);
}

Error bad_name() {
  return {ErrorKind::kDatabase, "数据库文件名不能含有双引号", "database.bad-file-name"};
}

// Throws where the file is not there. It is never opened to look: closing it again would let go of
// every lock that another connection of this process has on it, and a writer elsewhere would
// destroy the database.
void require_file(const std::string& file) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) return;
  if (error) throw sqlite_file_error(SQLITE_CANTOPEN, file);
  throw Error(ErrorKind::kDatabase, fmt::format("数据库文件 {} 不存在，请先建立数据库", file),
              "database.no-file");
}

}  // namespace

void connect_sqlite(soci::session& sql, const std::string& file, bool create) {
  if (file.empty())
    throw Error(ErrorKind::kDatabase, "数据库的地址在 sqlite: 之后缺少文件名", "database.bad-url");
  if (!create) require_file(file);
  // SOCI has no way to write one in a connection string.
  if (file.find('"') != std::string::npos) throw bad_name();
  stop_counting_memory();
  try {
    sql.open(keeping_sqlite3(), fmt::format("dbname=\"{}\" timeout=20", file));
    for (const char* pragma : kPragmas) sql << pragma;
  } catch (const soci::sqlite3_soci_error& error) {
    throw sqlite_file_error(error.result(), file);
  } catch (const soci::soci_error&) {
    throw sqlite_file_error(SQLITE_CANTOPEN, file);
  }
}

void connect_postgres(soci::session& sql, const std::string& url) {
  std::string parameters = postgres_parameters(url);
  try {
    sql.open(keeping_postgresql(), parameters);
    PQsetNoticeProcessor(static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_,
                         ignore_notice, nullptr);
    sql << "set client_min_messages = warning";
    // Whatever the server, its database or the role say: a backslash in a literal is a backslash.
    sql << "set standard_conforming_strings = on";
    sql << "set jit = off";
    // A machine that vanished must not keep its locks: the server notices within a minute.
    sql << "set tcp_keepalives_idle = 30";
    sql << "set tcp_keepalives_interval = 10";
    sql << "set tcp_keepalives_count = 3";
  } catch (const soci::soci_error& error) {
    throw cannot_connect(error, parameters);
  }
}

void connect_sqlite_copy(soci::session& sql, const std::string& file) {
  std::error_code error;
  if (std::filesystem::file_size(file, error) == 0) throw sqlite_file_error(SQLITE_NOTADB, file);
  if (file.find('"') != std::string::npos) throw bad_name();
  try {
    sql.open(keeping_sqlite3(), fmt::format("dbname=\"{}\" readonly=1", file));
    sql << "pragma temp_store = memory";
    ask_number(sql, "select count(*) from sqlite_master");
  } catch (const soci::sqlite3_soci_error& failed) {
    throw sqlite_file_error(failed.result(), file, false);
  } catch (const soci::soci_error&) {
    throw sqlite_file_error(SQLITE_CANTOPEN, file, false);
  }
}

}  // namespace xueshi::database
