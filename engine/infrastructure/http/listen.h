// Listening sockets: of an address, of a file, or handed over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace xueshi::http {

// A listening, non-blocking stream socket; throws base::Error(kProcess, "serve.listen"). Port 0:
// any that is free.
int listen_on_address(const std::string& address, std::uint16_t port);
// The file is made anew, for its owner and group alone.
int listen_on_file(const std::string& file);
std::uint16_t port_of(int socket);
int family_of(int socket);

// Where a socket listens.
struct Place {
  std::string address;  // empty: a file's
  std::uint16_t port = 0;
  std::string file;
};
// Makes a socket that somebody else opened ready to be served. Throws likewise where it is none
// that listens.
Place take_socket(int socket);

// Whether an address is this machine's own.
bool is_loopback(std::string_view address);
// The address at the other end of a connection; empty for a Unix socket.
std::string peer_of(int socket);

}  // namespace xueshi::http
