// Values: what came over the wire, as Lua values.
#pragma once

#include <lua.hpp>

#include "plugin/wire.h"

namespace xueshi::plugin_host {

namespace wire = plugin::wire;

// A decimal arrives as the nearest double, a whole one as an integer (5.0 as 5).
void push_value(lua_State* lua, wire::Reader& reader);
// Without making a value of it.
void skip_value(wire::Reader& reader);

}  // namespace xueshi::plugin_host
