// Recorder: every statement that a program sends to its database, with its values, and the same
// statements sent again by the bare library.
//
// It stands between the program and libsqlite3 or libpq by defining their functions itself. Off, it
// only hands on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bench {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

// One execution.
struct Sent {
  std::string text;           // as the library got it: `:name` for SQLite, $1 for PostgreSQL
  std::vector<Value> values;  // by position; PostgreSQL's are texts or absent
  int steps = 0;              // of SQLite: rows that were fetched, the last no-row included
};

// What is sent from now on is remembered; ends with stop().
void record();
std::vector<Sent> stop();

// Sends statements again over one connection, each text prepared once.
class Bare {
 public:
  // `sqlite:FILE` or `postgresql://…`; as durable as the program's own connections.
  explicit Bare(const std::string& url);
  ~Bare();
  Bare(const Bare&) = delete;
  void send(const std::vector<Sent>& statements);

 private:
  struct Inside;
  Inside* inside_;
};

}  // namespace bench
