// math without chance, and what turns seconds and 分 into the numbers of a report.
#include <cstdint>
#include <optional>
#include <string>

#include "plugin_host/decimal.h"
#include "plugin_host/environment.h"
#include "plugin_host/run.h"

namespace xueshi::plugin_host {

namespace {

// A whole number as Lua's integer, so that 3 does not print as 3.0.
int push_number(lua_State* lua, std::optional<double> value) {
  if (!value) raise(lua, "数太大，或不是数");
  lua_Integer whole;
  if (lua_numbertointeger(*value, &whole) && static_cast<double>(whole) == *value) {
    lua_pushinteger(lua, whole);
  } else {
    lua_pushnumber(lua, *value);
  }
  return 1;
}

lua_Integer whole(lua_State* lua, int index, const char* what) {
  if (lua_isnoneornil(lua, index)) raise(lua, std::string(what) + "：这里是 nil，要整数");
  int ok = 0;
  lua_Integer value = lua_tointegerx(lua, index, &ok);
  if (!ok || lua_type(lua, index) != LUA_TNUMBER) raise(lua, std::string(what) + "：要整数");
  return value;
}

int places(lua_State* lua, int index, int fallback) {
  lua_Integer value = luaL_optinteger(lua, index, fallback);
  luaL_argcheck(lua, value >= 0 && value <= 9, index, "小数位数是 0 到 9");
  return static_cast<int>(value);
}

// 0 ÷ 0 is 0; another number ÷ 0 is nobody's intention.
int push_quotient(lua_State* lua, lua_Integer numerator, lua_Integer factor,
                  lua_Integer denominator, int digits) {
  if (denominator == 0 && numerator == 0) return lua_pushinteger(lua, 0), 1;
  if (denominator <= 0) raise(lua, "除数要大于 0");
  return push_number(lua, divide(numerator, factor, denominator, digits));
}

// hours(seconds, among): hours with two places, shared among so many.
int hours(lua_State* lua) {
  lua_Integer seconds = whole(lua, 1, "hours(秒数)");
  lua_Integer among = lua_isnoneornil(lua, 2) ? 1 : whole(lua, 2, "hours(秒数, 人数)");
  if (among > (static_cast<lua_Integer>(1) << 40)) raise(lua, "hours(秒数, 人数)：人数太大");
  return push_quotient(lua, seconds, 1, among * 3600, 2);
}

int wan(lua_State* lua) {
  return push_number(lua, divide(whole(lua, 1, "wan(分)"), 1, 1'000'000, 6));
}

int percent(lua_State* lua) {
  lua_Integer part = whole(lua, 1, "percent(部分, 全部)"),
              all = whole(lua, 2, "percent(部分, 全部)");
  return push_quotient(lua, part, 100, all, places(lua, 3, 2));
}

int ratio(lua_State* lua) {
  lua_Integer part = whole(lua, 1, "ratio(被除数, 除数)"),
              all = whole(lua, 2, "ratio(被除数, 除数)");
  return push_quotient(lua, part, 1, all, places(lua, 3, 2));
}

int round(lua_State* lua) {
  if (lua_type(lua, 1) != LUA_TNUMBER)
    raise(lua, std::string("round(数, 位数)：这里是 ") + luaL_typename(lua, 1));
  int digits = places(lua, 2, 0);
  if (lua_isinteger(lua, 1)) return lua_settop(lua, 1), 1;
  return push_number(lua, round_half_up(lua_tonumber(lua, 1), digits));
}

int no_chance(lua_State* lua) {
  raise(lua, "插件里没有 math.random：同样的数据必须得到同样的报表");
}

}  // namespace

void add_numbers(lua_State* lua) {
  lua_pushcfunction(lua, luaopen_math);
  lua_call(lua, 0, 1);
  add_function(lua, "random", no_chance);
  add_function(lua, "randomseed", no_chance);
  lua_setfield(lua, -2, "math");
  add_function(lua, "hours", hours);
  add_function(lua, "wan", wan);
  add_function(lua, "percent", percent);
  add_function(lua, "ratio", ratio);
  add_function(lua, "round", round);
}

}  // namespace xueshi::plugin_host
