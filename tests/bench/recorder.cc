#include "recorder.h"

#include <dlfcn.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string_view>

namespace bench {

namespace {

bool recording = false;
std::vector<Sent> sent;
std::map<sqlite3_stmt*, Sent> bound;           // what each statement would send now
std::map<sqlite3_stmt*, std::size_t> running;  // into sent
std::map<std::string, std::string> prepared;   // PostgreSQL: name → text

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}
#define HAND_ON(function) static const auto real = next<decltype(&::function)>(#function)

void bind(sqlite3_stmt* statement, int position, Value value) {
  std::vector<Value>& values = bound[statement].values;
  if (values.size() < static_cast<std::size_t>(position)) values.resize(position);
  values[position - 1] = std::move(value);
}

void note(const char* text, int count, const char* const* values) {
  // A name that the program gives back is none of the bare library's.
  if (!recording || std::string_view(text).substr(0, 11) == "DEALLOCATE ") return;
  Sent one{text, {}, 0};
  for (int i = 0; i < count; ++i)
    one.values.push_back(values[i] == nullptr ? Value() : Value(std::string(values[i])));
  sent.push_back(std::move(one));
}

[[noreturn]] void fail(const std::string& what, const char* why) {
  std::fprintf(stderr, "%s: %s\n", what.c_str(), why);
  std::exit(3);
}

}  // namespace

void record() {
  sent.clear();
  recording = true;
}

std::vector<Sent> stop() {
  recording = false;
  running.clear();
  return std::move(sent);
}

// --- what stands in between ---

extern "C" {

int sqlite3_prepare_v2(sqlite3* db, const char* text, int size, sqlite3_stmt** statement,
                       const char** tail) {
  HAND_ON(sqlite3_prepare_v2);
  int result = real(db, text, size, statement, tail);
  if (result == SQLITE_OK && *statement != nullptr)
    bound[*statement] = {size < 0 ? std::string(text) : std::string(text, size), {}, 0};
  return result;
}

int sqlite3_bind_int(sqlite3_stmt* statement, int position, int value) {
  HAND_ON(sqlite3_bind_int);
  if (recording) bind(statement, position, std::int64_t{value});
  return real(statement, position, value);
}

int sqlite3_bind_int64(sqlite3_stmt* statement, int position, sqlite3_int64 value) {
  HAND_ON(sqlite3_bind_int64);
  if (recording) bind(statement, position, std::int64_t{value});
  return real(statement, position, value);
}

int sqlite3_bind_double(sqlite3_stmt* statement, int position, double value) {
  HAND_ON(sqlite3_bind_double);
  if (recording) bind(statement, position, value);
  return real(statement, position, value);
}

int sqlite3_bind_text(sqlite3_stmt* statement, int position, const char* text, int size,
                      void (*release)(void*)) {
  HAND_ON(sqlite3_bind_text);
  if (recording) bind(statement, position, std::string(text, size));
  return real(statement, position, text, size, release);
}

int sqlite3_bind_null(sqlite3_stmt* statement, int position) {
  HAND_ON(sqlite3_bind_null);
  if (recording) bind(statement, position, Value());
  return real(statement, position);
}

int sqlite3_reset(sqlite3_stmt* statement) {
  HAND_ON(sqlite3_reset);
  if (recording) running.erase(statement);
  return real(statement);
}

int sqlite3_step(sqlite3_stmt* statement) {
  HAND_ON(sqlite3_step);
  if (recording) {
    auto [at, starts] = running.try_emplace(statement, sent.size());
    if (starts) sent.push_back(bound[statement]);
    ++sent[at->second].steps;
  }
  return real(statement);
}

PGresult* PQprepare(PGconn* connection, const char* name, const char* text, int count,
                    const Oid* types) {
  HAND_ON(PQprepare);
  prepared[name] = text;
  return real(connection, name, text, count, types);
}

PGresult* PQexecPrepared(PGconn* connection, const char* name, int count, const char* const* values,
                         const int* lengths, const int* formats, int format) {
  HAND_ON(PQexecPrepared);
  if (recording) note(prepared[name].c_str(), count, values);
  return real(connection, name, count, values, lengths, formats, format);
}

PGresult* PQexecParams(PGconn* connection, const char* text, int count, const Oid* types,
                       const char* const* values, const int* lengths, const int* formats,
                       int format) {
  HAND_ON(PQexecParams);
  note(text, count, values);
  return real(connection, text, count, types, values, lengths, formats, format);
}

PGresult* PQexec(PGconn* connection, const char* text) {
  HAND_ON(PQexec);
  note(text, 0, nullptr);
  return real(connection, text);
}

}  // extern "C"

// --- the bare libraries ---

struct Bare::Inside {
  sqlite3* sqlite = nullptr;
  std::map<std::string, sqlite3_stmt*> statements;
  PGconn* postgres = nullptr;
  std::map<std::string, std::string> names;

  void open_sqlite(const std::string& file) {
    if (sqlite3_open(file.c_str(), &sqlite) != SQLITE_OK) fail(file, sqlite3_errmsg(sqlite));
    for (const char* pragma :
         {"pragma foreign_keys = on", "pragma journal_mode = wal", "pragma synchronous = full",
          "pragma temp_store = file", "pragma cache_size = -16384"})
      sqlite3_exec(sqlite, pragma, nullptr, nullptr, nullptr);
  }

  void send_sqlite(const Sent& one) {
    sqlite3_stmt*& statement = statements[one.text];
    if (statement == nullptr &&
        sqlite3_prepare_v2(sqlite, one.text.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      fail(one.text, sqlite3_errmsg(sqlite));
    int position = 0;
    for (const Value& value : one.values) {
      ++position;
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        sqlite3_bind_int64(statement, position, *number);
      } else if (const auto* real = std::get_if<double>(&value)) {
        sqlite3_bind_double(statement, position, *real);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        sqlite3_bind_text(statement, position, text->data(), static_cast<int>(text->size()),
                          nullptr);
      } else {
        sqlite3_bind_null(statement, position);
      }
    }
    for (int step = 0; step < one.steps; ++step) {
      int result = sqlite3_step(statement);
      if (result != SQLITE_ROW && result != SQLITE_DONE) fail(one.text, sqlite3_errmsg(sqlite));
    }
    sqlite3_reset(statement);
  }

  void send_postgres(const Sent& one) {
    PGresult* result = nullptr;
    if (one.values.empty()) {
      result = PQexec(postgres, one.text.c_str());
    } else {
      std::string& name = names[one.text];
      if (name.empty()) {
        name = "s" + std::to_string(names.size());
        PQclear(PQprepare(postgres, name.c_str(), one.text.c_str(),
                          static_cast<int>(one.values.size()), nullptr));
      }
      std::vector<const char*> values;
      for (const Value& value : one.values) {
        const auto* text = std::get_if<std::string>(&value);
        values.push_back(text == nullptr ? nullptr : text->c_str());
      }
      result = PQexecPrepared(postgres, name.c_str(), static_cast<int>(values.size()),
                              values.data(), nullptr, nullptr, 0);
    }
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      fail(one.text, PQresultErrorMessage(result));
    PQclear(result);
  }
};

Bare::Bare(const std::string& url) : inside_(new Inside) {
  if (url.rfind("sqlite:", 0) == 0) {
    inside_->open_sqlite(url.substr(7));
    return;
  }
  inside_->postgres = PQconnectdb(url.c_str());
  if (PQstatus(inside_->postgres) != CONNECTION_OK) fail(url, PQerrorMessage(inside_->postgres));
  PQclear(PQexec(inside_->postgres, "set jit = off"));
}

Bare::~Bare() {
  for (auto& [text, statement] : inside_->statements) sqlite3_finalize(statement);
  if (inside_->sqlite != nullptr) sqlite3_close(inside_->sqlite);
  if (inside_->postgres != nullptr) PQfinish(inside_->postgres);
  delete inside_;
}

void Bare::send(const std::vector<Sent>& statements) {
  for (const Sent& one : statements) {
    if (inside_->sqlite != nullptr) inside_->send_sqlite(one);
    if (inside_->postgres != nullptr) inside_->send_postgres(one);
  }
}

}  // namespace bench
