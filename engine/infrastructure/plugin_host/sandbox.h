// Sandbox: what this process gives up before it reads its first program.
#pragma once

#include <cstdint>

namespace xueshi::plugin_host {

// Killed when who started this process dies: nobody would read what it writes. Before the next.
void die_with_parent();

// rlimits, no new privileges, and a seccomp allow-list: from here on the process can read, write,
// get memory and end; anything else kills it. False where the kernel refuses one of them (then
// nothing must be run). `cpu_seconds` is for the whole life of the process, `memory` for its
// address space.
bool give_up_privileges(std::int64_t cpu_seconds, std::int64_t memory);

}  // namespace xueshi::plugin_host
