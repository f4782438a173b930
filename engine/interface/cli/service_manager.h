// What systemd hands to a service that it starts, and wants to be told: sd_listen_fds(3) and
// sd_notify(3), without its library.
#pragma once

#include <optional>

namespace xueshi::cli {

// The listening socket that was opened for this process; absent where there is none. Asked once:
// no child process finds the words for it any more. Throws UsageError where there are several.
std::optional<int> handed_over_socket();

// "READY=1". Nothing where nobody waits for it.
void tell_service_manager(const char* state);

}  // namespace xueshi::cli
