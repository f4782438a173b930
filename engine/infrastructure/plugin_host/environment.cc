#include "plugin_host/environment.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "plugin_host/book.h"
#include "plugin_host/run.h"

namespace xueshi::plugin_host {

namespace {

struct Absent {
  std::string_view name;
  std::string_view advice;
};

constexpr std::string_view kNoWorld =
    "插件不能读写文件、运行程序或取得时间：数据从 book 来，行交给 emit";
constexpr std::string_view kNoLoader = "插件只有 main.lua 一个文件，不能再装入代码";

constexpr std::array kAbsent = {
    Absent{"os", kNoWorld},
    Absent{"io", kNoWorld},
    Absent{"package", kNoLoader},
    Absent{"require", kNoLoader},
    Absent{"load", kNoLoader},
    Absent{"loadstring", kNoLoader},
    Absent{"loadfile", kNoLoader},
    Absent{"dofile", kNoLoader},
    Absent{"debug", "出错的行号和当前行会自动写进错误信息"},
    Absent{"collectgarbage", "内存自动回收"},
    Absent{"coroutine", "请用普通函数"},
    Absent{"next", "次序不固定；请用 pairs（按键排序），判断空表可用 for _ in pairs(t) do … end"},
    Absent{"_G", "请直接写名字"},
};

// Reading a name that nobody has set.
int undefined_name(lua_State* lua) {
  if (lua_type(lua, 2) != LUA_TSTRING) return 0;
  std::string name = lua_tostring(lua, 2);
  for (const Absent& absent : kAbsent) {
    if (absent.name == name) raise(lua, "插件里没有 " + name + "：" + std::string(absent.advice));
  }
  std::vector<std::string> known;
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1)) {
    if (lua_type(lua, -2) == LUA_TSTRING) known.emplace_back(lua_tostring(lua, -2));
  }
  raise(lua, "未定义的名字 '" + name + "'" + base::suggest(name, known));
}

}  // namespace

void add_function(lua_State* lua, const char* name, lua_CFunction function) {
  lua_pushcfunction(lua, function);
  lua_setfield(lua, -2, name);
}

void make_environment(lua_State* lua) {
  lua_createtable(lua, 0, 32);
  add_basics(lua);
  add_tables(lua);
  add_strings(lua);
  add_numbers(lua);
  add_function(lua, "order", order);
  lua_createtable(lua, 0, 2);
  add_function(lua, "__index", undefined_name);
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
  lua_setmetatable(lua, -2);
  lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

}  // namespace xueshi::plugin_host
