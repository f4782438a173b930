#include "authoring/graphviz.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "base/error.h"

namespace xueshi::authoring {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& reason) {
  throw base::Error(base::ErrorKind::kProcess, fmt::format("dot 没有画成图：{}", reason));
}

// What it says about fonts is of no use to the reader of a drawing.
struct Silent {
  Silent() {
    posix_spawn_file_actions_init(&actions);
    for (int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
  }
  ~Silent() { posix_spawn_file_actions_destroy(&actions); }
  Silent(const Silent&) = delete;
  posix_spawn_file_actions_t actions;
};

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) fail(std::strerror(errno));
  }
  return status;
}

}  // namespace

bool render_svg(const fs::path& dot_file, const fs::path& svg_file) {
  std::string program = "dot", format = "-Tsvg", to = "-o" + svg_file.string() + ".part",
              from = fs::absolute(dot_file).string();
  char* arguments[] = {program.data(), format.data(), to.data(), from.data(), nullptr};
  Silent silent;
  pid_t process = -1;
  int error = posix_spawnp(&process, "dot", &silent.actions, nullptr, arguments, environ);
  if (error == ENOENT) return false;
  if (error != 0) fail(std::strerror(error));
  int status = wait_for(process);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    fail(fmt::format("请手工执行 dot -Tsvg {} 查看原因", dot_file.string()));
  fs::rename(svg_file.string() + ".part", svg_file);
  return true;
}

}  // namespace xueshi::authoring
