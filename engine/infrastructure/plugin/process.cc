#include "plugin/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "base/error.h"
#include "base/system_error.h"

namespace xueshi::plugin {

namespace {

constexpr std::size_t kPiece = 64 << 10;

[[noreturn]] void fail(const std::filesystem::path& program, int error) {
  throw base::Error(
      base::ErrorKind::kProcess,
      fmt::format("无法启动插件进程 {}：{}", program.string(), base::describe_system_error(error)));
}

// Both ends above the standard descriptors, and closed on exec.
struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  for (int& end : ends) {
    if (end > 2) continue;
    int higher = fcntl(end, F_DUPFD_CLOEXEC, 3);
    close(end);
    end = higher;
  }
  return {ends[0], ends[1]};
}

class SpawnSettings {
 public:
  SpawnSettings(int in, int out) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, in, 0);
    posix_spawn_file_actions_adddup2(&actions_, out, 1);
    posix_spawn_file_actions_addclosefrom_np(&actions_, 2);
    posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// A write to a process that has gone must be an error, not the end of this one.
class WithoutSigpipe {
 public:
  WithoutSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutSigpipe() {
    if (!was_pending_) {
      timespec at_once{};
      while (sigtimedwait(&pipe_, nullptr, &at_once) == -1 && errno == EINTR) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

}  // namespace

Process::Process(const std::filesystem::path& program, std::int64_t cpu_seconds,
                 std::int64_t memory) {
  Pipe in = make_pipe(), out = make_pipe();
  to_ = in.write;
  from_ = out.read;
  int error = in.read < 0 || out.read < 0 ? EMFILE : 0;
  if (error == 0) {
    std::string path = program.string(), cpu = std::to_string(cpu_seconds),
                bytes = std::to_string(memory);
    char* arguments[] = {path.data(), cpu.data(), bytes.data(), nullptr};
    char* environment[] = {nullptr};
    SpawnSettings settings(in.read, out.write);
    error = posix_spawn(&pid_, path.c_str(), &settings.actions_, &settings.attributes_, arguments,
                        environment);
  }
  if (in.read >= 0) close(in.read);
  if (out.write >= 0) close(out.write);
  if (error != 0) {
    close_pipes();
    fail(program, error);
  }
  fcntl(to_, F_SETFL, O_NONBLOCK);
  fcntl(from_, F_SETFL, O_NONBLOCK);
}

Process::~Process() {
  close_pipes();
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  while (waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) {
  }
}

void Process::close_pipes() {
  if (to_ >= 0) close(to_);
  if (from_ >= 0) close(from_);
  to_ = from_ = -1;
}

std::chrono::nanoseconds Process::pump(std::chrono::nanoseconds patience) {
  using Clock = std::chrono::steady_clock;
  pollfd ends[2] = {{from_, POLLIN, 0}, {to_, POLLOUT, 0}};
  nfds_t count = outgoing_.size() > sent_ ? 2 : 1;
  auto left = std::max(patience, std::chrono::nanoseconds::zero());
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  timespec limit{seconds.count(), (left - seconds).count()};
  auto before = Clock::now();
  int ready = ppoll(ends, count, &limit, nullptr);
  auto waited = Clock::now() - before;
  if (ready <= 0) return waited;
  if (ends[0].revents != 0) receive();
  if (count == 2 && ends[1].revents != 0) send();
  return waited;
}

void Process::receive() {
  incoming_.erase(0, taken_);
  taken_ = 0;
  std::size_t had = incoming_.size();
  incoming_.resize(had + kPiece);
  ssize_t got = read(from_, incoming_.data() + had, kPiece);
  incoming_.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) gone_ = true;
}

void Process::send() {
  WithoutSigpipe quiet;
  ssize_t done = write(to_, outgoing_.data() + sent_, outgoing_.size() - sent_);
  if (done > 0) sent_ += static_cast<std::size_t>(done);
  // Its last words may still lie in the other pipe, so that is where its end is seen.
  if (done < 0 && errno == EPIPE) sent_ = outgoing_.size();
  if (sent_ == outgoing_.size()) {
    outgoing_.clear();
    sent_ = 0;
  }
}

std::optional<Frame> Process::next_frame() {
  std::string_view rest = std::string_view(incoming_).substr(taken_);
  if (broken_ || rest.size() < 4) return std::nullopt;
  std::uint32_t length = wire::Reader(rest).u32();
  if (length == 0 || length > wire::kMaxFrame) {
    broken_ = true;
    return std::nullopt;
  }
  if (rest.size() - 4 < length) return std::nullopt;
  taken_ += 4 + length;
  return Frame{static_cast<wire::Kind>(rest[4]), rest.substr(5, length - 1)};
}

// Its pipe is closed, so it ends at any moment; one that does not was up to something.
int Process::wait_for_end() {
  int status = 0;
  constexpr timespec kMoment{0, 2'000'000};
  for (int i = 0; i < 250; ++i) {
    if (waitpid(pid_, &status, WNOHANG) == pid_) return status;
    nanosleep(&kMoment, nullptr);
  }
  kill(pid_, SIGKILL);
  while (waitpid(pid_, &status, 0) == -1 && errno == EINTR) {
  }
  return status;
}

std::string Process::describe_end() {
  int status = wait_for_end();
  pid_ = -1;
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
    return "插件进程做了不允许的系统调用，已被系统终止";
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) return "插件进程用完了处理器时间";
  if (WIFSIGNALED(status)) return fmt::format("插件进程意外终止（信号 {}）", WTERMSIG(status));
  if (WEXITSTATUS(status) == 4) return "系统不支持插件所需的隔离（rlimit、no_new_privs、seccomp）";
  return fmt::format("插件进程意外结束（代码 {}）", WEXITSTATUS(status));
}

}  // namespace xueshi::plugin
