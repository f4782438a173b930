// table, ipairs' sister pairs in a fixed order, and a sort that is stable: same data, same report.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "plugin_host/environment.h"
#include "plugin_host/run.h"

namespace xueshi::plugin_host {

namespace {

// --- pairs
// ----------------------------------------------------------------------------------------------------

// A key of a table: false, true, numbers, then texts by their bytes.
struct Key {
  int rank = 0;
  bool whole = false;
  lua_Integer integer = 0;
  lua_Number number = 0;
  std::string_view text;  // lives as long as the table has the key
  lua_Integer position = 0;
};

bool before(const Key& a, const Key& b) {
  if (a.rank != b.rank) return a.rank < b.rank;
  if (a.rank == 3) return a.text < b.text;
  if (a.whole && b.whole) return a.integer < b.integer;
  return a.number < b.number;
}

Key key_at(lua_State* lua, int index, lua_Integer position) {
  Key key;
  key.position = position;
  switch (lua_type(lua, index)) {
    case LUA_TBOOLEAN:
      key.rank = lua_toboolean(lua, index);
      return key;
    case LUA_TNUMBER:
      key.rank = 2;
      key.whole = lua_isinteger(lua, index) != 0;
      key.integer = key.whole ? lua_tointeger(lua, index) : 0;
      key.number = lua_tonumber(lua, index);
      return key;
    case LUA_TSTRING: {
      std::size_t length = 0;
      const char* text = lua_tolstring(lua, index, &length);
      key.rank = 3;
      key.text = {text, length};
      return key;
    }
    default:
      raise(lua, std::string("pairs：用 ") + luaL_typename(lua, index) + " 作键的表没有固定的次序");
  }
}

// Pushes the keys of the table at 1 as an array, in order.
void push_sorted_keys(lua_State* lua) {
  std::vector<Key> keys;
  lua_newtable(lua);
  int unsorted = lua_gettop(lua);
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1)) {
    auto position = static_cast<lua_Integer>(keys.size()) + 1;
    keys.push_back(key_at(lua, -2, position));
    lua_pushvalue(lua, -2);
    lua_rawseti(lua, unsorted, position);
  }
  std::sort(keys.begin(), keys.end(), before);
  lua_createtable(lua, static_cast<int>(keys.size()), 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    lua_rawgeti(lua, unsorted, keys[i].position);
    lua_rawseti(lua, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_remove(lua, unsorted);
}

// Upvalues: keys, how many were handed out. Keys that have gone meanwhile are passed over.
int next_pair(lua_State* lua) {
  lua_Integer at = lua_tointeger(lua, lua_upvalueindex(2));
  for (;;) {
    if (lua_rawgeti(lua, lua_upvalueindex(1), ++at) == LUA_TNIL) return 1;
    lua_pushvalue(lua, -1);
    if (lua_rawget(lua, 1) != LUA_TNIL) break;
    lua_pop(lua, 2);
  }
  lua_pushinteger(lua, at);
  lua_replace(lua, lua_upvalueindex(2));
  return 2;
}

int pairs(lua_State* lua) {
  if (luaL_getmetafield(lua, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(lua, 1);
    lua_call(lua, 1, 3);
    return 3;
  }
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 1);
  push_sorted_keys(lua);
  lua_pushinteger(lua, 0);
  lua_pushcclosure(lua, next_pair, 2);
  lua_pushvalue(lua, 1);
  return 2;
}

// --- sort
// -----------------------------------------------------------------------------------------------------

// Lua's own sort asks the clock where to cut, and leaves equals in any order. This one merges:
// equals stay as they were. Stack: 1 table, 2 comparison or nil, 3 the one copy, 4 the other.
bool goes_before(lua_State* lua, int from, lua_Integer a, lua_Integer b) {
  bool answer;
  if (lua_isnil(lua, 2)) {
    lua_rawgeti(lua, from, a);
    lua_rawgeti(lua, from, b);
    answer = lua_compare(lua, -2, -1, LUA_OPLT) != 0;
    lua_pop(lua, 2);
    return answer;
  }
  lua_pushvalue(lua, 2);
  lua_rawgeti(lua, from, a);
  lua_rawgeti(lua, from, b);
  lua_call(lua, 2, 1);
  answer = lua_toboolean(lua, -1) != 0;
  lua_pop(lua, 1);
  return answer;
}

void merge(lua_State* lua, int from, int to, lua_Integer first, lua_Integer middle,
           lua_Integer last) {
  lua_Integer left = first, right = middle;
  for (lua_Integer at = first; at < last; ++at) {
    bool take_right = left == middle || (right < last && goes_before(lua, from, right, left));
    lua_rawgeti(lua, from, take_right ? right++ : left++);
    lua_rawseti(lua, to, at);
  }
}

void copy(lua_State* lua, int from, int to, lua_Integer count) {
  for (lua_Integer i = 1; i <= count; ++i) {
    lua_geti(lua, from, i);
    lua_seti(lua, to, i);
  }
}

int sort(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  if (!lua_isnoneornil(lua, 2)) luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_settop(lua, 2);
  lua_Integer count = luaL_len(lua, 1);
  luaL_argcheck(lua, count < 10'000'000, 1, "表太大");
  lua_createtable(lua, static_cast<int>(count), 0);
  lua_createtable(lua, static_cast<int>(count), 0);
  copy(lua, 1, 3, count);
  int from = 3, to = 4;
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer first = 1; first <= count; first += 2 * width)
      merge(lua, from, to, first, std::min(first + width, count + 1),
            std::min(first + 2 * width, count + 1));
    std::swap(from, to);
  }
  copy(lua, from, 1, count);
  return 0;
}

// --- move
// -----------------------------------------------------------------------------------------------------

// table.move(a, from, last, to, b), not for ranges that never end.
int move(lua_State* lua) {
  lua_Integer from = luaL_checkinteger(lua, 2), last = luaL_checkinteger(lua, 3);
  luaL_argcheck(lua, last < from || (from > -10'000'000 && last < 10'000'000), 3, "范围太大");
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, 1);
  return 1;
}

}  // namespace

void add_tables(lua_State* lua) {
  add_function(lua, "pairs", pairs);
  lua_pushcfunction(lua, luaopen_table);
  lua_call(lua, 0, 1);
  add_function(lua, "sort", sort);
  lua_getfield(lua, -1, "move");
  lua_pushcclosure(lua, move, 1);
  lua_setfield(lua, -2, "move");
  lua_setfield(lua, -2, "table");
}

}  // namespace xueshi::plugin_host
