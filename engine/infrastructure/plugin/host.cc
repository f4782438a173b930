#include "plugin/host.h"

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "plugin/conversation.h"
#include "plugin/process.h"

namespace xueshi::plugin {

namespace {

using Clock = std::chrono::steady_clock;

// Nobody's rows: for a check.
class NoRows : public page::RowSink {
 public:
  void add(const page::Row&) override {}
};

// The rlimit is for the whole life of a process, so it is retired long before an innocent run could
// meet it.
std::int64_t cpu_seconds(const Limits& limits) { return limits.deadline.count() * 4 / 1000 + 10; }
std::chrono::nanoseconds retires_after(const Limits& limits) { return limits.deadline * 2; }

// Lua's own limit is the allocator's; this one holds whatever goes past it.
std::int64_t address_space(const Limits& limits) { return limits.memory * 2 + (64 << 20); }

}  // namespace

// The processes that wait for their plugin's next run, by its folder.
class Host::Kept {
 public:
  struct Waiting {
    std::unique_ptr<Process> process;
    std::chrono::nanoseconds busy{0};  // in all its runs; never less than its CPU time
  };

  Waiting take(const std::string& folder) {
    auto found = waiting_.find(folder);
    if (found == waiting_.end()) return {};
    Waiting taken = std::move(found->second);
    waiting_.erase(found);
    return taken;
  }
  void put(const std::string& folder, Waiting waiting) { waiting_[folder] = std::move(waiting); }
  void clear() { waiting_.clear(); }

 private:
  std::map<std::string, Waiting> waiting_;
};

Host::Host(const std::filesystem::path& program, Limits limits)
    : program_(std::filesystem::absolute(program)),
      limits_(limits),
      kept_(std::make_unique<Kept>()) {}

Host::~Host() = default;

void Host::keep_processes(bool keep) {
  keep_ = keep;
  kept_->clear();
}

Outcome Host::run(const Plugin& plugin, const Book& book, const InputSources& sources,
                  page::RowSink& rows) {
  return with_process(plugin, [&](Process& process) {
    return Conversation(process, plugin, limits_, rows).run(book, sources);
  });
}

std::optional<Failure> Host::check(const Plugin& plugin) {
  return with_process(plugin,
                      [&](Process& process) {
                        NoRows rows;
                        return Conversation(process, plugin, limits_, rows).check();
                      })
      .failure;
}

template <typename Talk>
Outcome Host::with_process(const Plugin& plugin, const Talk& talk) {
  Kept::Waiting one = kept_->take(plugin.place.folder);
  if (!one.process) {
    one.process = std::make_unique<Process>(program_, cpu_seconds(limits_), address_space(limits_));
    ++started_;
  }
  auto began = Clock::now();
  Outcome outcome = talk(*one.process);
  one.busy += Clock::now() - began;
  if (keep_ && outcome.ok() && one.busy < retires_after(limits_))
    kept_->put(plugin.place.folder, std::move(one));
  return outcome;
}

}  // namespace xueshi::plugin
