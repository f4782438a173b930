#include "plugin_host/values.h"

#include <cstdint>

namespace xueshi::plugin_host {

namespace {

void push_decimal(lua_State* lua, std::int64_t scaled, int places) {
  std::int64_t power = 1;
  while (places-- > 0) power *= 10;
  if (scaled % power == 0) {
    lua_pushinteger(lua, scaled / power);
  } else {
    lua_pushnumber(lua, static_cast<double>(scaled) / static_cast<double>(power));
  }
}

void push_map(lua_State* lua, wire::Reader& reader) {
  std::uint32_t left = reader.u32();
  lua_createtable(lua, 0, static_cast<int>(left));
  luaL_checkstack(lua, 4, "values");
  for (; left > 0 && reader.ok(); --left) {
    auto key = reader.text();
    lua_pushlstring(lua, key.data(), key.size());
    push_value(lua, reader);
    lua_rawset(lua, -3);
  }
}

}  // namespace

void push_value(lua_State* lua, wire::Reader& reader) {
  switch (reader.tag()) {
    case wire::Tag::kFalse:
      return lua_pushboolean(lua, 0);
    case wire::Tag::kTrue:
      return lua_pushboolean(lua, 1);
    case wire::Tag::kInteger:
      return lua_pushinteger(lua, reader.i64());
    case wire::Tag::kNumber:
      return lua_pushnumber(lua, reader.number());
    case wire::Tag::kDecimal: {
      std::int64_t scaled = reader.i64();
      return push_decimal(lua, scaled, reader.u8());
    }
    case wire::Tag::kText: {
      auto text = reader.text();
      lua_pushlstring(lua, text.data(), text.size());
      return;
    }
    case wire::Tag::kMap:
      return push_map(lua, reader);
    case wire::Tag::kNil:
      break;
  }
  lua_pushnil(lua);
}

void skip_value(wire::Reader& reader) {
  switch (reader.tag()) {
    case wire::Tag::kInteger:
    case wire::Tag::kNumber:
      reader.i64();
      return;
    case wire::Tag::kDecimal:
      reader.i64();
      reader.u8();
      return;
    case wire::Tag::kText:
      reader.text();
      return;
    case wire::Tag::kMap:
      for (std::uint32_t left = reader.u32(); left > 0 && reader.ok(); --left) {
        reader.text();
        skip_value(reader);
      }
      return;
    default:
      return;
  }
}

}  // namespace xueshi::plugin_host
