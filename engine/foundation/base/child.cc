#include "base/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/system_error.h"

namespace xueshi::base {

namespace {

constexpr std::size_t kMostOutput = 64 << 10;

int spawn(std::vector<std::string>& arguments, std::vector<std::string>& variables, int out,
          pid_t& process) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  int error = posix_spawnp(&process, arguments.front().c_str(), &actions, nullptr,
                           pointers_to(arguments).data(), pointers_to(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

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
    error = spawn(arguments, environment, ends[1], process);
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
