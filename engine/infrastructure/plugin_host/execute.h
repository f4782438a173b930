// Execute: a program is run over its book, and its end is told.
#pragma once

#include <string_view>

#include "plugin_host/channel.h"

namespace xueshi::plugin_host {

// Runs what a kStart frame says, and writes kDone or kFailed.
void run(Channel& channel, std::string_view start);

// A run that has used up its CPU time gets an error raised in it at the next instruction. Before
// the sandbox.
void catch_timer();

}  // namespace xueshi::plugin_host
