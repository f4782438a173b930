#include "plugin_host/book.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "plugin_host/streams.h"
#include "plugin_host/values.h"

namespace xueshi::plugin_host {

namespace {

void push_text_of(lua_State* lua, std::string_view text) {
  lua_pushlstring(lua, text.data(), text.size());
}

// book.clases, labels.mte: the keys of the table are what is known; a declared input or not, that
// is the question.
int undefined_key(lua_State* lua) {
  if (lua_type(lua, 2) != LUA_TSTRING) return 0;
  std::string key = lua_tostring(lua, 2);
  std::string owner = lua_tostring(lua, lua_upvalueindex(1));
  for (const std::string& input : run_of(lua).undeclared) {
    if (owner == "book" && input == key)
      raise(lua, "plugin.yaml 的 inputs 里没有 " + key + "，加上后才能用 book:" + key + "()");
  }
  std::vector<std::string> known;
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1))
    known.emplace_back(lua_tostring(lua, -2));
  raise(lua, owner + " 没有 '" + key + "'" + base::suggest(key, known));
}

// The table on top refuses keys it has not got.
void make_strict(lua_State* lua, const char* owner) {
  lua_createtable(lua, 0, 2);
  lua_pushstring(lua, owner);
  lua_pushcclosure(lua, undefined_key, 1);
  lua_setfield(lua, -2, "__index");
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
  lua_setmetatable(lua, -2);
}

void push_labels(lua_State* lua, wire::Reader& start) {
  lua_newtable(lua);
  for (std::uint32_t left = start.u32(); left > 0 && start.ok(); --left) {
    push_text_of(lua, start.text());
    push_text_of(lua, start.text());
    lua_rawset(lua, -3);
  }
  make_strict(lua, "book.labels");
}

void push_params(lua_State* lua, wire::Reader& start) {
  lua_newtable(lua);
  for (std::uint32_t left = start.u32(); left > 0 && start.ok(); --left) {
    push_text_of(lua, start.text());
    push_value(lua, start);
    lua_rawset(lua, -3);
  }
  make_strict(lua, "book.params");
}

void push_institute(lua_State* lua, wire::Reader& start) {
  lua_createtable(lua, 0, 2);
  push_text_of(lua, start.text());
  lua_setfield(lua, -2, "code");
  push_text_of(lua, start.text());
  lua_setfield(lua, -2, "name");
  make_strict(lua, "book.institute");
}

Input read_input(wire::Reader& start) {
  Input input;
  input.name = start.text();
  input.label = start.text();
  input.headline = start.u32();
  for (std::uint32_t left = start.u32(); left > 0 && start.ok(); --left)
    input.fields.emplace_back(start.text());
  return input;
}

}  // namespace

void push_book(lua_State* lua, wire::Reader& start) {
  Run& run = run_of(lua);
  lua_createtable(lua, 0, 8);
  lua_pushinteger(lua, start.i64());
  lua_setfield(lua, -2, "year");
  push_institute(lua, start);
  lua_setfield(lua, -2, "institute");
  push_labels(lua, start);
  lua_setfield(lua, -2, "labels");
  push_params(lua, start);
  lua_setfield(lua, -2, "params");
  for (std::uint32_t left = start.u32(); left > 0 && start.ok(); --left)
    run.inputs.push_back(read_input(start));
  for (std::uint32_t left = start.u32(); left > 0 && start.ok(); --left)
    run.undeclared.emplace_back(start.text());
  add_inputs(lua);
  make_strict(lua, "book");
}

// --- emit
// -----------------------------------------------------------------------------------------------------

namespace {

// A text, number or flag; false for anything else.
bool write_plain(lua_State* lua, wire::Writer& writer) {
  std::size_t length = 0;
  switch (lua_type(lua, -1)) {
    case LUA_TBOOLEAN:
      writer.tag(lua_toboolean(lua, -1) ? wire::Tag::kTrue : wire::Tag::kFalse);
      return true;
    case LUA_TNUMBER:
      if (lua_isinteger(lua, -1)) {
        writer.tag(wire::Tag::kInteger);
        writer.i64(lua_tointeger(lua, -1));
      } else {
        writer.tag(wire::Tag::kNumber);
        writer.number(lua_tonumber(lua, -1));
      }
      return true;
    case LUA_TSTRING: {
      const char* text = lua_tolstring(lua, -1, &length);
      writer.tag(wire::Tag::kText);
      writer.text({text, length});
      return true;
    }
    default:
      return false;
  }
}

std::uint32_t count_entries(lua_State* lua, int table) {
  std::uint32_t count = 0;
  for (lua_pushnil(lua); lua_next(lua, table) != 0; lua_pop(lua, 1)) ++count;
  return count;
}

// The table on the top: what becomes several columns. A heading may be a number.
void write_spread(lua_State* lua, wire::Writer& writer, const char* key) {
  int table = lua_gettop(lua);
  std::uint32_t count = count_entries(lua, table);
  if (count > wire::kMostSpread)
    end_run(lua, "plugin.too-many-headings",
            std::string("列 '") + key + "' 的表有 " + std::to_string(count) + " 个键，至多 " +
                std::to_string(wire::kMostSpread) + " 个；请先归类再 emit");
  writer.tag(wire::Tag::kMap);
  writer.u32(count);
  for (lua_pushnil(lua); lua_next(lua, table) != 0; lua_pop(lua, 1)) {
    std::size_t length = 0;
    if (lua_type(lua, -2) != LUA_TSTRING && lua_type(lua, -2) != LUA_TNUMBER)
      raise(lua, std::string("列 '") + key + "' 的表要用文字作键：键是列的标题");
    const char* heading = luaL_tolstring(lua, -2, &length);
    writer.text({heading, length});
    lua_pop(lua, 1);
    if (!write_plain(lua, writer))
      end_run(lua, "plugin.wrong-type",
              std::string("列 '") + key + "' 的表里要文字或数，收到 " + luaL_typename(lua, -1));
  }
}

void write_entry(lua_State* lua, wire::Writer& writer) {
  std::size_t length = 0;
  if (lua_type(lua, -2) != LUA_TSTRING)
    raise(lua, "emit 的每个键要是模板的列名，例如 emit{name = …}");
  const char* key = lua_tolstring(lua, -2, &length);
  writer.text({key, length});
  if (lua_istable(lua, -1)) return write_spread(lua, writer, key);
  if (!write_plain(lua, writer))
    end_run(lua, "plugin.wrong-type",
            std::string("列 '") + key + "' 要文字或数，收到 " + luaL_typename(lua, -1));
}

void count_output(lua_State* lua, Run& run) {
  run.output += static_cast<std::int64_t>(run.frame.size());
  if (++run.rows > run.limits.rows) end_run(lua, "plugin.too-many-rows", "");
  if (run.output > run.limits.output) end_run(lua, "plugin.output-too-big", "");
}

}  // namespace

// emit{…}, or emit("按部门", {…}) where the template has several sheets.
int emit(lua_State* lua) {
  std::size_t length = 0;
  bool has_sheet = lua_type(lua, 1) == LUA_TSTRING;
  const char* sheet = has_sheet ? lua_tolstring(lua, 1, &length) : "";
  int row = has_sheet ? 2 : 1;
  if (!lua_istable(lua, row))
    raise(lua, has_sheet
                   ? "emit(\"表名\", …) 之后要一个表，例如 emit(\"按部门\", {name = class.name})"
                   : "emit 要一个表，例如 emit{name = class.name}");
  Run& run = run_of(lua);
  lua_settop(lua, row);
  run.frame.clear();
  wire::Writer writer(run.frame);
  writer.begin(wire::Kind::kEmit);
  write_place(writer, run, current_line(lua));
  writer.text({sheet, length});
  writer.u32(count_entries(lua, row));
  for (lua_pushnil(lua); lua_next(lua, row) != 0; lua_pop(lua, 1)) write_entry(lua, writer);
  writer.end();
  if (run.frame.size() > wire::kMaxFrame) end_run(lua, "plugin.output-too-big", "");
  count_output(lua, run);
  run.channel.write(run.frame);
  return 0;
}

namespace {

// The list on the top of the stack: headings of one spread.
void write_order(lua_State* lua, Run& run, std::string_view key) {
  int list = lua_gettop(lua);
  lua_Integer count = luaL_len(lua, list);
  run.frame.clear();
  wire::Writer writer(run.frame);
  writer.begin(wire::Kind::kOrder);
  write_place(writer, run, current_line(lua));
  writer.text(key);
  writer.u32(static_cast<std::uint32_t>(std::min<lua_Integer>(count, 1'000'000)));
  for (lua_Integer i = 1; i <= count && i <= 1'000'000; ++i) {
    std::size_t length = 0;
    lua_geti(lua, list, i);
    const char* heading = luaL_tolstring(lua, -1, &length);
    writer.text({heading, length});
    lua_pop(lua, 2);
  }
  writer.end();
  if (run.frame.size() > wire::kMaxFrame) end_run(lua, "plugin.output-too-big", "");
  run.output += static_cast<std::int64_t>(run.frame.size());
  if (run.output > run.limits.output) end_run(lua, "plugin.output-too-big", "");
  run.channel.write(run.frame);
}

}  // namespace

// order{category = {"线上", "线下"}}: the columns of a spread stand in this order.
int order(lua_State* lua) {
  if (!lua_istable(lua, 1))
    raise(lua, "order 要一个表，例如 order{category = {\"线上\", \"线下\"}}");
  lua_settop(lua, 1);
  Run& run = run_of(lua);
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1)) {
    std::size_t length = 0;
    if (lua_type(lua, -2) != LUA_TSTRING || !lua_istable(lua, -1))
      raise(
          lua,
          "order 的每个键要是 spread 的列名，值要是标题的列表，例如 order{category = {\"线上\"}}");
    const char* key = lua_tolstring(lua, -2, &length);
    write_order(lua, run, {key, length});
  }
  return 0;
}

}  // namespace xueshi::plugin_host
