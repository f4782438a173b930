#include "session/holder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "base/text.h"

namespace xueshi::session {

namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& path) {
  std::ifstream stream(path);
  std::string line;
  std::getline(stream, line);
  return line;
}

// Clock ticks after the boot; empty where there is no such process. A zombie does nothing more.
std::string start_of(const std::string& process) {
  std::string stat = first_line("/proc/" + process + "/stat");
  std::size_t name_ends = stat.rfind(')');  // the name may hold anything
  if (name_ends == std::string::npos || name_ends + 2 >= stat.size()) return "";
  std::vector<std::string> fields = base::split(stat.substr(name_ends + 2), ' ');
  constexpr std::size_t kState = 0, kStart = 19;  // fields 3 and 22 of proc(5)
  if (fields.size() <= kStart || fields[kState] == "Z" || fields[kState] == "X") return "";
  return fields[kStart];
}

}  // namespace

std::string machine_name() {
  static const std::string kName = [] {
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    std::error_code error;
    std::string space = fs::read_symlink("/proc/self/ns/pid", error).string();
    return fmt::format("{}/{}/{}/", host, first_line("/proc/sys/kernel/random/boot_id"), space);
  }();
  return kName;
}

std::string holder_name() {
  std::string process = std::to_string(::getpid());
  return fmt::format("{}{}/{}", machine_name(), process, start_of(process));
}

bool is_dead(const std::string& holder) {
  if (!holder.starts_with(machine_name())) return false;
  std::vector<std::string> parts = base::split(holder.substr(machine_name().size()), '/');
  return parts.size() == 2 && start_of(parts[0]) != parts[1];
}

}  // namespace xueshi::session
