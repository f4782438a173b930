// Failure: a plugin's end in words that its author can act on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/plugin.h"
#include "plugin/run.h"
#include "plugin/wire.h"

namespace xueshi::plugin {

// Where a plugin was, as its process says: read from a frame, so nothing in it is trusted.
struct Whereabouts {
  std::uint32_t line = 0;
  std::uint32_t number = 0;  // of the row at hand; 0: none
  std::string label;
  std::string headline;
};
Whereabouts read_whereabouts(wire::Reader& reader);

// `message` is the process's own or empty; for codes that say it all (plugin.timeout, plugin.memory
// …) the sentence is made here. Lua's own messages get a Chinese explanation in front.
Failure make_failure(const Plugin& plugin, const Limits& limits, std::string code,
                     std::string_view message, const Whereabouts& at = {});

// Lua's message with its meaning in front: "不能对空值 nil 取字段 (attempt to index a nil value
// (field 'x'))".
std::string explain(std::string_view message);

}  // namespace xueshi::plugin
