// Pool: connections to one database, lent to threads.
//
// SOCI's own pool keeps a lost connection for ever. Here one that broke – the server ended it, it
// does not answer after a rest, a transaction or a COPY was left in its middle – is thrown away,
// and whoever is lent its place next gets a fresh one, with the settings of every connection and
// without prepared statements. Nobody waits for ever, whatever happens to the server.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "database/database.h"

namespace xueshi::database {

class Pool {
 public:
  // At most `most` connections to `url` (as Database::open() takes it), made when they are first
  // wanted. `patience`: how long a take() may last.
  Pool(std::string url, std::size_t most, std::chrono::milliseconds patience);
  Pool(const Pool&) = delete;

  // One connection, for one thread at a time. Gives it back when it dies. Requires: the pool lives
  // longer; no transaction on the connection does.
  class Lease {
   public:
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Database& operator*() { return *database_; }
    Database* operator->() { return &*database_; }

   private:
    friend class Pool;
    Lease(Pool& pool, Database database) : pool_(&pool), database_(std::move(database)) {}
    Pool* pool_;
    std::optional<Database> database_;
  };

  // Waits while all are lent, and while the server is away, with growing pauses between the tries.
  // Throws base::Error(kDatabase) when the patience is at its end. The schema of a fresh connection
  // must be current. Any thread.
  Lease take();

 private:
  using Moment = std::chrono::steady_clock::time_point;
  struct Resting {
    Database database;
    Moment since;
  };
  std::optional<Resting> take_place(Moment deadline);
  void give_back(std::optional<Database> database);

  const std::string url_;
  const std::size_t most_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Resting> resting_;
  std::size_t lent_ = 0;
};

}  // namespace xueshi::database
