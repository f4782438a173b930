#include "plugin_host/book.h"

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

void write_entry(lua_State* lua, wire::Writer& writer) {
  std::size_t length = 0;
  if (lua_type(lua, -2) != LUA_TSTRING)
    raise(lua, "emit 的每个键要是模板的列名，例如 emit{name = …}");
  const char* key = lua_tolstring(lua, -2, &length);
  writer.text({key, length});
  switch (lua_type(lua, -1)) {
    case LUA_TBOOLEAN:
      return writer.tag(lua_toboolean(lua, -1) ? wire::Tag::kTrue : wire::Tag::kFalse);
    case LUA_TNUMBER:
      if (lua_isinteger(lua, -1)) {
        writer.tag(wire::Tag::kInteger);
        return writer.i64(lua_tointeger(lua, -1));
      }
      writer.tag(wire::Tag::kNumber);
      return writer.number(lua_tonumber(lua, -1));
    case LUA_TSTRING: {
      const char* text = lua_tolstring(lua, -1, &length);
      writer.tag(wire::Tag::kText);
      return writer.text({text, length});
    }
    default:
      end_run(lua, "plugin.wrong-type",
              std::string("列 '") + key + "' 要文字或数，收到 " + luaL_typename(lua, -1));
  }
}

void count_output(lua_State* lua, Run& run) {
  run.output += static_cast<std::int64_t>(run.frame.size());
  if (++run.rows > run.limits.rows) end_run(lua, "plugin.too-many-rows", "");
  if (run.output > run.limits.output) end_run(lua, "plugin.output-too-big", "");
}

}  // namespace

int emit(lua_State* lua) {
  if (!lua_istable(lua, 1)) raise(lua, "emit 要一个表，例如 emit{name = class.name}");
  Run& run = run_of(lua);
  std::uint32_t count = 0;
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1)) ++count;
  run.frame.clear();
  wire::Writer writer(run.frame);
  writer.begin(wire::Kind::kEmit);
  write_place(writer, run, current_line(lua));
  writer.u32(count);
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1)) write_entry(lua, writer);
  writer.end();
  if (run.frame.size() > wire::kMaxFrame) end_run(lua, "plugin.output-too-big", "");
  count_output(lua, run);
  run.channel.write(run.frame);
  return 0;
}

}  // namespace xueshi::plugin_host
