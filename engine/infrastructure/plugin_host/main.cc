// xueshi-plugin: runs report plugins, one after another, for the program that started it. Lua, and
// nothing else.
#include <cstdio>
#include <cstdlib>

#include "plugin_host/channel.h"
#include "plugin_host/execute.h"
#include "plugin_host/sandbox.h"

namespace host = xueshi::plugin_host;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("xueshi-plugin is started by xueshi, which runs plugins\n", stderr);
    return 2;
  }
  host::die_with_parent();
  host::catch_timer();
  if (!host::give_up_privileges(std::atoll(argv[1]), std::atoll(argv[2]))) return 4;
  host::Channel channel;
  for (;;) {
    host::Frame frame = channel.next();
    // Rows that were still on their way when the last run ended are left aside.
    if (frame.kind == host::wire::Kind::kStart) host::run(channel, frame.body);
  }
}
