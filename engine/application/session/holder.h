// Holder: who holds a job or a work – machine, process and when it began – as its row names them.
#pragma once

#include <string>

namespace xueshi::session {

// "<host>/<boot>/<process space>/": the same for every process that could see this one.
std::string machine_name();
// machine_name() and "<process>/<its start>": never the same twice.
std::string holder_name();
// Whether that holder ran on this machine and is gone. Another machine's holders are not judged.
bool is_dead(const std::string& holder);

}  // namespace xueshi::session
