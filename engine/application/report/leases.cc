#include "report/leases.h"

#include <algorithm>
#include <exception>

#include "base/error.h"
#include "session/holder.h"

namespace xueshi::report {

Leases::Leases(database::Pool& pool, std::chrono::milliseconds length)
    : pool_(pool), length_(length), holder_(session::holder_name()), thread_([this] { run(); }) {}

Leases::~Leases() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Leases::Kept::Kept(Leases& leases, const store::Job& job) : leases_(leases) {
  std::lock_guard lock(leases_.mutex_);
  number_ = leases_.next_++;
  leases_.kept_[number_] = job;
}

Leases::Kept::~Kept() {
  std::lock_guard lock(leases_.mutex_);
  leases_.kept_.erase(number_);
}

bool Leases::keeps(const store::Job& job) {
  std::lock_guard lock(mutex_);
  return std::any_of(kept_.begin(), kept_.end(),
                     [&](const auto& kept) { return kept.second.key == job.key; });
}

void Leases::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, length_ / 3, [this] { return stopping_; });
    if (stopping_ || kept_.empty()) continue;
    lock.unlock();
    beat();
    lock.lock();
  }
}

// A beat that cannot be sent is sent with the next one; publishing asks for the fence in any case.
void Leases::beat() {
  std::map<std::uint64_t, store::Job> jobs;
  {
    std::lock_guard lock(mutex_);
    jobs = kept_;
  }
  try {
    database::Pool::Lease connection = pool_.take();
    std::int64_t until = store::real_now(*connection) + length_.count();
    for (const auto& [number, job] : jobs) {
      database::Transaction transaction(*connection, database::Transaction::Mode::kDecide);
      store::prolong_lease(transaction, job, until);
      transaction.commit();
    }
  } catch (const std::exception&) {
  }
}

}  // namespace xueshi::report
