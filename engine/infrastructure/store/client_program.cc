#include "store/client_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "base/child.h"
#include "base/error.h"
#include "base/number.h"
#include "base/system_error.h"

namespace xueshi::store {

namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t kPiece = 64 << 10;

// Debian's pg_dump is a script, which looks for its interpreter.
constexpr const char* kOwn[] = {"LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"};

std::vector<std::string> with_own(std::vector<std::string> environment) {
  environment.insert(environment.end(), std::begin(kOwn), std::end(kOwn));
  return environment;
}

Error absent(const std::string& name) {
  return {ErrorKind::kProcess,
          fmt::format("没有找到 {}：备份和恢复 PostgreSQL 数据库需要它，请安装 postgresql-client",
                      name)};
}

// The beginning of what it complained about, to tell causes apart.
std::string read_complaints(int file) {
  std::string text(kPiece, '\0');
  ssize_t got = ::pread(file, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

Error failure(const std::string& name, int status, const std::string& complaints) {
  auto says = [&](const char* text) { return complaints.find(text) != std::string::npos; };
  if (says("No space left") || says("File too large") || says("could not extend file"))
    return {ErrorKind::kDisk, fmt::format("{}：磁盘已满", name)};
  if (says("version mismatch") || says("unsupported version"))
    return {ErrorKind::kProcess,
            fmt::format("{} 的版本太旧，请安装与服务器同版本的 postgresql-client", name)};
  if (says("permission denied"))
    return {ErrorKind::kDatabase, fmt::format("{}：数据库用户的权限不足", name)};
  if (says("could not connect") || says("connection to server") || says("server closed"))
    return {ErrorKind::kDatabase, fmt::format("{}：与数据库服务器的连接失败或中断", name)};
  std::string end = WIFSIGNALED(status) ? fmt::format("被信号 {} 终止", WTERMSIG(status))
                                        : fmt::format("退出码 {}", WEXITSTATUS(status));
  return {ErrorKind::kProcess, fmt::format("{} 失败（{}）", name, end)};
}

// "pg_dump (PostgreSQL) 15.18 (Debian …)" → 15; 0 where it says something else.
int major_version(const std::string& line) {
  std::size_t at = line.find(") ");
  if (at == std::string::npos) return 0;
  std::string number = line.substr(at + 2);
  number.resize(std::min(number.find_first_not_of("0123456789"), number.size()));
  return static_cast<int>(base::parse_decimal(number, 0).value_or(0));
}

}  // namespace

ClientProgram::ClientProgram(std::string name, std::vector<std::string> arguments,
                             const std::vector<std::string>& environment)
    : name_(std::move(name)) {
  int ends[2] = {-1, -1};
  complaints_ = ::memfd_create("complaints", MFD_CLOEXEC);
  int error = complaints_ < 0 || ::pipe2(ends, O_CLOEXEC) != 0 ? errno : 0;
  out_ = ends[0];
  if (error == 0) {
    arguments.insert(arguments.begin(), name_);
    std::vector<std::string> variables = with_own(environment);
    error = base::start_child(arguments, variables, ends[1], complaints_, pid_);
  }
  if (ends[1] >= 0) ::close(ends[1]);
  if (error == 0) return;
  if (out_ >= 0) ::close(out_);
  if (complaints_ >= 0) ::close(complaints_);
  if (error == ENOENT) throw absent(name_);
  throw Error(ErrorKind::kProcess,
              fmt::format("无法启动 {}：{}", name_, base::describe_system_error(error)));
}

ClientProgram::~ClientProgram() {
  ::close(out_);
  ::close(complaints_);
  if (pid_ <= 0) return;
  ::kill(pid_, SIGTERM);
  wait();
}

int ClientProgram::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) == -1 && errno == EINTR) {
  }
  pid_ = -1;
  return status;
}

bool ClientProgram::read_line(std::string& line) {
  for (;;) {
    std::size_t end = incoming_.find('\n', taken_);
    if (end != std::string::npos) {
      line.assign(incoming_, taken_, end - taken_);
      taken_ = end + 1;
      return true;
    }
    incoming_.erase(0, taken_);
    taken_ = 0;
    std::size_t had = incoming_.size();
    incoming_.resize(had + kPiece);
    ssize_t got = ::read(out_, incoming_.data() + had, kPiece);
    incoming_.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got > 0) continue;
    line = std::move(incoming_);
    incoming_.clear();
    return !line.empty();
  }
}

void ClientProgram::finish() {
  int status = wait();
  if (status != 0) throw failure(name_, status, read_complaints(complaints_));
}

void require_client_program(const std::string& name, int least) {
  ClientProgram program(name, {"--version"}, {});
  std::string line;
  int version = program.read_line(line) ? major_version(line) : 0;
  while (program.read_line(line)) {
  }
  program.finish();
  if (version < least) {
    throw Error(ErrorKind::kProcess,
                fmt::format("{} 是第 {} 版，这里需要第 {} 版：请安装 postgresql-client-{}", name,
                            version, least, least));
  }
}

}  // namespace xueshi::store
