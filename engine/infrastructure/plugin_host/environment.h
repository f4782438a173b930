// Environment: what a program finds in Lua – an environment built from empty (plugins/README.md
// lists it).
#pragma once

#include <lua.hpp>

namespace xueshi::plugin_host {

// Makes the state's globals. Nothing reaches a file, a process, the clock, chance or the loader.
void make_environment(lua_State* lua);

// Its parts, each adding functions to the table on top of the stack.
void add_basics(lua_State* lua);   // assert error pcall print tostring …, with their limits
void add_tables(lua_State* lua);   // pairs in a fixed order, table.sort that is stable
void add_strings(lua_State* lua);  // string, utf8
void add_numbers(lua_State* lua);  // math, hours wan round percent ratio

// The text that stands for a value; tables and functions are "table", "function": no addresses.
// Pushes it.
const char* push_text(lua_State* lua, int index, size_t* length);

void add_function(lua_State* lua, const char* name, lua_CFunction function);

}  // namespace xueshi::plugin_host
