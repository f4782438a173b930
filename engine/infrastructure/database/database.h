// Database: one connection to SQLite or PostgreSQL, its schema, and transactions on it (through
// SOCI).
//
// Errors of any backend become base::Error(kDatabase) with a sentence of our own: the backends'
// texts hold bound values and are never shown or logged.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace xueshi::database {

class Transaction;
using OnMigrated = std::function<void(Transaction& transaction, int schema)>;

class Database {
 public:
  // `sqlite:FILE` or `postgresql://…`. Throws base::Error(kDatabase): unreachable, not a database,
  // unknown scheme. `create` makes an SQLite file that is not there; without it a missing file is
  // an error ("database.no-file").
  static Database open(const std::string& url, bool create = false);
  // A SQLite file that lies in a backup: it is read and never written, and leaves no file beside
  // it. Throws base::Error(kDatabase).
  static Database open_copy(const std::string& file);
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  // 0 where it has no tables yet.
  int schema_version();
  // Brings the schema to the newest version; numbered migrations, each in a transaction. Returns
  // how many ran. `on_migrated` does what belongs to the last one, in its transaction.
  int migrate(const OnMigrated& on_migrated = nullptr);
  // Throws base::Error(kDatabase) where the schema is older ("database.schema-old") or newer than
  // this program.
  void require_current_schema();
  bool is_postgresql() const;

  // Whether the connection can no longer be used, as far as this side knows without asking: the
  // server ended it, or a transaction or a COPY was left in its middle. What was under way in it
  // counts for nothing – but for a commit that was not answered (Transaction::commit).
  bool is_broken() const;
  // The same, having asked: the server answers, or the SQLite file is still the one that was
  // opened.
  bool answers();
  // Puts a fresh connection in the place of one that is broken or does not answer; every setting of
  // the session is applied anew, and the schema must be current. While a server is away it tries
  // again with growing pauses, for `patience` at most; then it throws base::Error(kDatabase), and
  // may be asked again. Returns whether there was anything to heal.
  // Requires: no transaction is open and no query is being read.
  bool heal(std::chrono::milliseconds patience);

  struct Session;  // SOCI inside; own .cc files, and those of `store`
  Session& session() { return *session_; }

 private:
  explicit Database(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

// A transaction; rolled back unless committed. Not nestable.
class Transaction {
 public:
  enum class Mode {
    kWrite,     // SQLite: begin immediate; PostgreSQL: repeatable read
    kDecide,    // SQLite: begin immediate; PostgreSQL: read committed, the rows that decide are
                // locked before they are read (lock_…)
    kSnapshot,  // one consistent state, read only
  };
  Transaction(Database& database, Mode mode);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  // Throws base::Error. Where the connection or the disk was lost before the commit was answered,
  // it may have committed or not: the sentence says so, and whoever tries again has to look first.
  void commit();
  Database& database() { return database_; }
  // A snapshot: what is only looked at is not locked (lock_… finds).
  bool reads_only() const { return mode_ == Mode::kSnapshot; }

 private:
  Database& database_;
  Mode mode_;
  bool open_ = true;
};

// Runs `work` again where another transaction got in the way (base::ErrorKind::kConflict), a few
// times with growing pauses. `work` opens and commits its own transaction and leaves nothing behind
// where it throws.
void retried(const std::function<void()>& work);

}  // namespace xueshi::database
