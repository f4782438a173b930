// Book: what a program is handed – year, institute, labels, params, and a loop over each declared
// input.
#pragma once

#include <lua.hpp>

#include "plugin/wire.h"
#include "plugin_host/run.h"

namespace xueshi::plugin_host {

// Reads the rest of a kStart frame and pushes the book. Fills run.inputs and run.undeclared.
void push_book(lua_State* lua, wire::Reader& start);

// emit{key = value, …}: one row of the report; emit("表名", {…}): of one of its sheets.
int emit(lua_State* lua);
// order{key = {heading, …}}: how the columns of a spread stand.
int order(lua_State* lua);

}  // namespace xueshi::plugin_host
