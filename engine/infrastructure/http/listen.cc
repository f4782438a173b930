#include "http/listen.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/system_error.h"

namespace xueshi::http {

namespace {

constexpr int kWaiting = 1024;  // connections that the kernel keeps for us

[[noreturn]] void fail(int socket, const std::string& where) {
  int error = errno;
  if (socket >= 0) ::close(socket);
  throw base::Error(base::ErrorKind::kProcess,
                    fmt::format("无法在 {} 上监听：{}", where, base::describe_system_error(error)),
                    "serve.listen");
}

int listen_at(int family, const sockaddr* address, socklen_t size, const std::string& where) {
  int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) fail(socket, where);
  int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(socket, address, size) != 0 || ::listen(socket, kWaiting) != 0) fail(socket, where);
  return socket;
}

sockaddr_storage own_address(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return address;
}

std::string text_of(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET)
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(&address)->sin_addr, text,
                sizeof text);
  if (address.ss_family == AF_INET6)
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr, text,
                sizeof text);
  return text;
}

}  // namespace

int listen_on_address(const std::string& address, std::uint16_t port) {
  std::string where = fmt::format("{}:{}", address, port);
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(port);
  if (::inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1)
    return listen_at(AF_INET, reinterpret_cast<const sockaddr*>(&v4), sizeof v4, where);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  if (::inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1)
    return listen_at(AF_INET6, reinterpret_cast<const sockaddr*>(&v6), sizeof v6, where);
  errno = EADDRNOTAVAIL;
  fail(-1, where);
}

int listen_on_file(const std::string& file) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (file.size() >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    fail(-1, file);
  }
  file.copy(address.sun_path, file.size());
  ::unlink(file.c_str());
  mode_t before = ::umask(0117);
  int socket = -1;
  try {
    socket = listen_at(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address, file);
  } catch (...) {
    ::umask(before);
    throw;
  }
  ::umask(before);
  return socket;
}

std::uint16_t port_of(int socket) {
  sockaddr_storage address = own_address(socket);
  if (address.ss_family == AF_INET)
    return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
  if (address.ss_family == AF_INET6)
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  return 0;
}

int family_of(int socket) { return own_address(socket).ss_family; }

Place take_socket(int socket) {
  constexpr const char* kWhere = "移交的套接字";
  int type = 0, listens = 0;
  socklen_t size = sizeof type;
  if (::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &size) != 0) fail(-1, kWhere);
  ::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size);
  if (type != SOCK_STREAM || listens == 0) {
    errno = EINVAL;
    fail(-1, kWhere);
  }
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  sockaddr_storage address = own_address(socket);
  if (address.ss_family != AF_UNIX) return {text_of(address), port_of(socket), ""};
  return {"", 0, reinterpret_cast<const sockaddr_un*>(&address)->sun_path};
}

bool is_loopback(std::string_view address) {
  constexpr std::string_view kMapped = "::ffff:";
  if (address.starts_with(kMapped)) address.remove_prefix(kMapped.size());
  return address.starts_with("127.") || address == "::1";
}

std::string peer_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getpeername(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return text_of(address);
}

}  // namespace xueshi::http
