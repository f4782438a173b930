// Queue: requests on their way to a worker; for this room's own files.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace xueshi::http {

template <typename Job>
class Queue {
 public:
  explicit Queue(std::size_t most) : most_(most) {}

  // False where there are too many.
  bool push(Job job) {
    {
      std::lock_guard lock(mutex_);
      if (jobs_.size() >= most_) return false;
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
    return true;
  }

  // Hands jobs to `work` until close() was called and nothing is left.
  void work(const std::function<void(Job&)>& work) {
    while (true) {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [&] { return is_closed_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      work(job);
    }
  }

  void close() {
    {
      std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    ready_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Job> jobs_;
  std::size_t most_;
  bool is_closed_ = false;
};

}  // namespace xueshi::http
