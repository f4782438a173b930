// Leases: keeps the leases of the jobs that this process is making, from a thread and a connection
// of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "database/pool.h"
#include "store/jobs.h"

namespace xueshi::report {

class Leases {
 public:
  // A lease is prolonged three times before it could run out. Requires: the pool outlives this and
  // has a connection to spare.
  Leases(database::Pool& pool, std::chrono::milliseconds length);
  ~Leases();
  Leases(const Leases&) = delete;

  store::Taker taker() const { return {holder_, length_.count()}; }
  // Whether this process is making that job.
  bool keeps(const store::Job& job);

  // While it lives, the lease of the job is kept up.
  class Kept {
   public:
    Kept(Leases& leases, const store::Job& job);
    ~Kept();
    Kept(const Kept&) = delete;

   private:
    Leases& leases_;
    std::uint64_t number_;
  };

 private:
  void run();
  void beat();

  database::Pool& pool_;
  std::chrono::milliseconds length_;
  std::string holder_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, store::Job> kept_;
  std::uint64_t next_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace xueshi::report
