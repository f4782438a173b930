#include "cli/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "base/number.h"
#include "cli/command.h"

namespace xueshi::cli {

namespace {

constexpr int kFirstSocket = 3;  // behind input, output and errors

std::string take_variable(const char* name) {
  const char* value = std::getenv(name);
  std::string text = value == nullptr ? "" : value;
  ::unsetenv(name);
  return text;
}

}  // namespace

std::optional<int> handed_over_socket() {
  std::string process = take_variable("LISTEN_PID"), count = take_variable("LISTEN_FDS");
  take_variable("LISTEN_FDNAMES");
  if (process != std::to_string(::getpid())) return std::nullopt;  // somebody else's
  auto sockets = base::parse_decimal(count, 0);
  if (!sockets || *sockets < 1) return std::nullopt;
  if (*sockets > 1) throw UsageError{"serve: several sockets were handed over, and it takes one"};
  return kFirstSocket;
}

void tell_service_manager(const char* state) {
  std::string name = take_variable("NOTIFY_SOCKET");
  sockaddr_un address{};
  if (name.empty() || name.size() >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path, name.size());
  if (name.front() == '@') address.sun_path[0] = '\0';  // no file, only a name
  int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return;
  socklen_t size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  ::sendto(socket, state, std::strlen(state), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&address), size);
  ::close(socket);
}

}  // namespace xueshi::cli
