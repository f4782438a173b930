#include "authoring/graphviz.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/system_error.h"

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
    for (int descriptor : {0, 1, 2})
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
  }
  ~Silent() { posix_spawn_file_actions_destroy(&actions); }
  Silent(const Silent&) = delete;
  posix_spawn_file_actions_t actions;
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) fail(base::describe_system_error(errno));
  }
  return status;
}

}  // namespace

bool render_svg(const fs::path& dot_file, const fs::path& svg_file,
                const session::Environment& environment) {
  std::vector<std::string> arguments = {"dot", "-Tsvg", "-o" + svg_file.string() + ".part",
                                        fs::absolute(dot_file).string()};
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  Silent silent;
  pid_t process = -1;
  int error = posix_spawnp(&process, "dot", &silent.actions, nullptr, pointers_to(arguments).data(),
                           pointers_to(variables).data());
  if (error == ENOENT) return false;
  if (error != 0) fail(base::describe_system_error(error));
  int status = wait_for(process);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    fail(fmt::format("请手工执行 dot -Tsvg {} 查看原因", dot_file.string()));
  fs::rename(svg_file.string() + ".part", svg_file);
  return true;
}

}  // namespace xueshi::authoring
