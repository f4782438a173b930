#include "database/pool.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "database/heal.h"
#include "database/session.h"

namespace xueshi::database {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A connection that rested longer is asked before it is lent: what stands between it and the server
// may have forgotten it.
constexpr milliseconds kShortRest{2000};

bool is_fit(Database& database, Moment since) {
  return steady_clock::now() - since > kShortRest || !database.is_postgresql()
             ? database.answers()
             : !database.is_broken();
}

}  // namespace

Pool::Pool(std::string url, std::size_t most, milliseconds patience)
    : url_(std::move(url)), most_(most), patience_(patience) {}

Pool::Lease::Lease(Lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)), database_(std::move(other.database_)) {}

Pool::Lease::~Lease() {
  if (pool_ != nullptr) pool_->give_back(std::move(database_));
}

Pool::Lease Pool::take() {
  Moment deadline = steady_clock::now() + patience_;
  std::optional<Resting> rested = take_place(deadline);
  try {
    if (rested && is_fit(rested->database, rested->since))
      return Lease(*this, std::move(rested->database));
    rested.reset();
    return Lease(*this, open_patiently(url_, deadline));
  } catch (...) {
    give_back(std::nullopt);
    throw;
  }
}

// Waits for a place; what rests there, if anything does, is the caller's.
std::optional<Pool::Resting> Pool::take_place(Moment deadline) {
  std::unique_lock lock(mutex_);
  bool in_time = changed_.wait_until(lock, deadline, [&] { return lent_ < most_; });
  if (!in_time) {
    throw base::Error(
        base::ErrorKind::kDatabase,
        fmt::format("{} 个数据库连接全部在用，等待了 {} 秒，请稍后再试", most_,
                    std::chrono::duration_cast<std::chrono::seconds>(patience_).count()));
  }
  ++lent_;
  if (resting_.empty()) return std::nullopt;
  Resting last = std::move(resting_.back());
  resting_.pop_back();
  return last;
}

void Pool::give_back(std::optional<Database> database) {
  bool fit = database && !database->is_broken() && !database->session().in_transaction;
  std::lock_guard lock(mutex_);
  --lent_;
  if (fit) resting_.push_back({std::move(*database), steady_clock::now()});
  changed_.notify_one();
}

}  // namespace xueshi::database
