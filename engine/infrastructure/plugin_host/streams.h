// Streams: `for class in book:classes() do` – rows asked for when a loop begins, and read as it
// goes.
#pragma once

#include <lua.hpp>

namespace xueshi::plugin_host {

// Adds a function for each of run.inputs to the book on top of the stack.
void add_inputs(lua_State* lua);

}  // namespace xueshi::plugin_host
