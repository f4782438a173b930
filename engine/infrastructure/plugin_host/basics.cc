// assert error pcall xpcall print tostring tonumber select type ipairs setmetatable getmetatable
// raw…
#include <cstring>
#include <string>

#include "plugin_host/environment.h"
#include "plugin_host/run.h"

namespace xueshi::plugin_host {

namespace {

constexpr const char* kTaken[] = {"assert",   "error",    "getmetatable", "ipairs",
                                  "rawequal", "rawget",   "rawlen",       "rawset",
                                  "select",   "tonumber", "type"};

int protected_call(lua_State* lua) {
  luaL_checkany(lua, 1);
  int status = lua_pcall(lua, lua_gettop(lua) - 1, LUA_MULTRET, 0);
  pass_on(lua, status);
  lua_pushboolean(lua, status == LUA_OK);
  lua_insert(lua, 1);
  return lua_gettop(lua);
}

// The program's message handler, unless the run is over: it would be called with no limit left to
// stop it.
int handle(lua_State* lua) {
  if (!run_of(lua).over.code.empty()) return 1;
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, 1, 1);
  return 1;
}

// xpcall(f, handler, …)
int protected_call_with_handler(lua_State* lua) {
  luaL_checktype(lua, 2, LUA_TFUNCTION);
  int arguments = lua_gettop(lua) - 2;
  lua_pushvalue(lua, 2);
  lua_pushcclosure(lua, handle, 1);
  lua_replace(lua, 2);
  lua_pushvalue(lua, 1);
  lua_remove(lua, 1);  // handler, arguments, f
  lua_insert(lua, 2);  // handler, f, arguments
  int status = lua_pcall(lua, arguments, LUA_MULTRET, 1);
  pass_on(lua, status);
  lua_pushboolean(lua, status == LUA_OK);
  lua_replace(lua, 1);
  return lua_gettop(lua);
}

int text_of(lua_State* lua) {
  luaL_checkany(lua, 1);
  push_text(lua, 1, nullptr);
  return 1;
}

// print goes to the plugin's log, which the program shows.
int print(lua_State* lua) {
  Run& run = run_of(lua);
  std::string line;
  int count = lua_gettop(lua);
  for (int i = 1; i <= count; ++i) {
    std::size_t length = 0;
    const char* text = push_text(lua, i, &length);
    if (i > 1) line += '\t';
    line.append(text, length);
    lua_pop(lua, 1);
    if (static_cast<std::int64_t>(line.size()) > run.limits.log) break;
  }
  line += '\n';
  run.log += static_cast<std::int64_t>(line.size());
  if (run.log > run.limits.log) end_run(lua, "plugin.log-too-long", "");
  std::string frame;
  wire::Writer writer(frame);
  writer.begin(wire::Kind::kPrint);
  writer.text(line);
  writer.end();
  run.channel.write(frame);
  return 0;
}

// Finalizers and weak tables would let chance into a report.
int set_metatable(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  luaL_argcheck(lua, lua_isnil(lua, 2) || lua_istable(lua, 2), 2, "要 nil 或表");
  if (luaL_getmetafield(lua, 1, "__metatable") != LUA_TNIL) raise(lua, "这个表的元表不能更改");
  if (lua_istable(lua, 2)) {
    for (const char* refused : {"__gc", "__mode"}) {
      lua_pushstring(lua, refused);
      if (lua_rawget(lua, 2) != LUA_TNIL) raise(lua, std::string("插件的元表不能有 ") + refused);
      lua_pop(lua, 1);
    }
  }
  lua_settop(lua, 2);
  lua_setmetatable(lua, 1);
  return 1;
}

}  // namespace

const char* push_text(lua_State* lua, int index, std::size_t* length) {
  index = lua_absindex(lua, index);
  if (luaL_callmeta(lua, index, "__tostring")) {
    if (!lua_isstring(lua, -1)) raise(lua, "__tostring 要返回文字");
    return lua_tolstring(lua, -1, length);
  }
  switch (lua_type(lua, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING:
      return luaL_tolstring(lua, index, length);
    default:
      lua_pushstring(lua, luaL_typename(lua, index));
      return lua_tolstring(lua, -1, length);
  }
}

void add_basics(lua_State* lua) {
  // luaopen_base fills the registry's globals, which make_environment then replaces.
  lua_pushcfunction(lua, luaopen_base);
  lua_call(lua, 0, 1);
  for (const char* name : kTaken) {
    lua_getfield(lua, -1, name);
    lua_setfield(lua, -3, name);
  }
  lua_pop(lua, 1);
  add_function(lua, "pcall", protected_call);
  add_function(lua, "xpcall", protected_call_with_handler);
  add_function(lua, "tostring", text_of);
  add_function(lua, "print", print);
  add_function(lua, "setmetatable", set_metatable);
}

}  // namespace xueshi::plugin_host
