#include "base/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "base/error.h"
#include "base/system_error.h"

namespace xueshi::base {

namespace {

constexpr std::size_t kMostOutput = 64 << 10;

// To its end, also what is not kept: who writes into a full pipe would wait for ever.
std::string read_all(int file) {
  std::string text, piece(4096, '\0');
  for (;;) {
    ssize_t got = ::read(file, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    std::size_t room = kMostOutput - text.size();
    text.append(piece, 0, std::min(room, static_cast<std::size_t>(got)));
  }
}

int wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

namespace {

// Between fork and exec: only what may be called there. Comes back with the error.
void become(char* const* arguments, char* const* variables, int out, int complaints, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);  // it died meanwhile
  int nothing = ::open("/dev/null", O_RDONLY);
  if (nothing < 0 || ::dup2(nothing, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(complaints, 2) < 0)
    return;
  ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  ::execvpe(arguments[0], arguments, variables);
}

}  // namespace

// What exec says comes back through a pipe that a program which starts closes.
int start_child(std::vector<std::string>& arguments, std::vector<std::string>& variables, int out,
                int complaints, int& process) {
  std::vector<char*> words = pointers_to(arguments), values = pointers_to(variables);
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return errno;
  pid_t parent = ::getpid();
  process = ::fork();
  if (process == 0) {
    become(words.data(), values.data(), out, complaints, parent);
    int error = errno;
    [[maybe_unused]] ssize_t told = ::write(ends[1], &error, sizeof error);
    ::_exit(127);
  }
  int error = process < 0 ? errno : 0;
  ::close(ends[1]);
  if (process > 0 && ::read(ends[0], &error, sizeof error) != sizeof error) error = 0;
  ::close(ends[0]);
  if (process > 0 && error != 0) wait_for(process);
  return error;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::optional<ChildEnd> run_child(std::vector<std::string> arguments,
                                  const std::map<std::string, std::string>& variables) {
  const std::string name = arguments.front();
  std::vector<std::string> environment;
  for (const auto& [key, value] : variables) environment.push_back(key + "=" + value);
  int ends[2] = {-1, -1};
  pid_t process = -1;
  int error = ::pipe2(ends, O_CLOEXEC) != 0 ? errno : 0;
  if (error == 0) {
    int complaints = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    error =
        complaints < 0 ? errno : start_child(arguments, environment, ends[1], complaints, process);
    if (complaints >= 0) ::close(complaints);
    ::close(ends[1]);
  }
  ChildEnd end;
  if (error == 0) {
    end.output = read_all(ends[0]);
    end.code = wait_for(process);
  }
  if (ends[0] >= 0) ::close(ends[0]);
  if (error == ENOENT) return std::nullopt;
  if (error != 0)
    throw Error(ErrorKind::kProcess,
                fmt::format("无法启动 {}：{}", name, describe_system_error(error)));
  return end;
}

}  // namespace xueshi::base
