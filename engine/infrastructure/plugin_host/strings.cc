// string and utf8, without what makes code, addresses or a gigabyte in one call.
#include <cstdint>
#include <string>

#include "plugin_host/environment.h"
#include "plugin_host/run.h"

namespace xueshi::plugin_host {

namespace {

constexpr std::uint64_t kLongest = 1 << 20;

// string.rep(s, n, separator)
int repeat(lua_State* lua) {
  std::size_t length = 0, separator = 0;
  luaL_checklstring(lua, 1, &length);
  lua_Integer times = luaL_checkinteger(lua, 2);
  luaL_optlstring(lua, 3, "", &separator);
  std::uint64_t each = length + separator;
  if (times > 0 && each > 0 && static_cast<std::uint64_t>(times) > kLongest / each)
    raise(lua, "string.rep 的结果超过 1 MiB");
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, 1);
  return 1;
}

// string.format without %p, and without the addresses that %s shows of tables.
int format(lua_State* lua) {
  std::string pattern = luaL_checkstring(lua, 1);
  for (std::size_t at = pattern.find('%'); at != std::string::npos;
       at = pattern.find('%', at + 2)) {
    std::size_t kind = pattern.find_first_not_of("-+ #0123456789.", at + 1);
    if (kind != std::string::npos && pattern[kind] == 'p') raise(lua, "string.format 不支持 %p");
  }
  int count = lua_gettop(lua);
  for (int i = 2; i <= count; ++i) {
    if (lua_type(lua, i) == LUA_TTABLE || lua_type(lua, i) >= LUA_TFUNCTION) {
      push_text(lua, i, nullptr);
      lua_replace(lua, i);
    }
  }
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, count, 1);
  return 1;
}

int no_dump(lua_State* lua) {
  raise(lua, "插件里没有 string.dump：插件只有 main.lua 一个文件，不能再装入代码");
}

// Replaces a function of the table on top; the old one is what the new one calls.
void wrap(lua_State* lua, const char* name, lua_CFunction function) {
  lua_getfield(lua, -1, name);
  lua_pushcclosure(lua, function, 1);
  lua_setfield(lua, -2, name);
}

}  // namespace

void add_strings(lua_State* lua) {
  lua_pushcfunction(lua, luaopen_string);
  lua_call(lua, 0, 1);
  add_function(lua, "dump", no_dump);
  wrap(lua, "rep", repeat);
  wrap(lua, "format", format);
  lua_setfield(lua, -2, "string");
  // ("…"):upper() goes through the same table; its metatable is not for changing.
  lua_pushliteral(lua, "");
  lua_getmetatable(lua, -1);
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
  lua_pop(lua, 2);
  lua_pushcfunction(lua, luaopen_utf8);
  lua_call(lua, 0, 1);
  lua_setfield(lua, -2, "utf8");
}

}  // namespace xueshi::plugin_host
