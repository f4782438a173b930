// Listening sockets: of an address, of a file, or handed over by systemd; for this room's own
// files.
#pragma once

#include <cstdint>
#include <string>

namespace xueshi::http {

// A listening, non-blocking stream socket; throws base::Error(kProcess, "serve.listen"). Port 0:
// any that is free.
int listen_on_address(const std::string& address, std::uint16_t port);
// The file is made anew, for its owner and group alone.
int listen_on_file(const std::string& file);
std::uint16_t port_of(int socket);

}  // namespace xueshi::http
