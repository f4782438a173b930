#include "plugin_host/streams.h"

#include <string>
#include <string_view>

#include "base/text.h"
#include "plugin_host/run.h"
#include "plugin_host/values.h"

namespace xueshi::plugin_host {

namespace {

constexpr std::uint32_t kMostLoops = 100;
constexpr std::size_t kLongestHeadline = 90;

// class.nmae: a field that rows of this input do not have. (One that is nil in this row is just
// nil.)
int undefined_field(lua_State* lua) {
  if (lua_type(lua, 2) != LUA_TSTRING) return 0;
  std::string_view field = lua_tostring(lua, 2);
  const Input& input =
      run_of(lua).inputs[static_cast<std::size_t>(lua_tointeger(lua, lua_upvalueindex(1)))];
  for (const std::string& known : input.fields) {
    if (known == field) return 0;
  }
  std::string advice = base::suggest(field, input.fields);
  if (advice.empty()) advice = "，它的字段：" + base::join(input.fields, "、");
  raise(lua, "输入 " + input.name + " 没有字段 '" + std::string(field) + "'" + advice);
}

// What every loop over one input shares, as upvalues of its functions: 1 its number, 2 the names of
// its fields as Lua texts, 3 the metatable of its rows, 4 that of its loops (of next_row: the
// number of its stream).

// Pushes a row as a table and makes it the one at hand.
void push_row(lua_State* lua, Run& run, Stream& stream, std::string_view body) {
  const Input& input = run.inputs[stream.input];
  wire::Reader reader(body);
  lua_createtable(lua, 0, static_cast<int>(input.fields.size()));
  run.at_hand.number = ++stream.number;
  run.at_hand.label = input.label;
  for (std::size_t i = 0; i < input.fields.size(); ++i) {
    lua_rawgeti(lua, lua_upvalueindex(2), static_cast<lua_Integer>(i) + 1);
    push_value(lua, reader);
    if (i == input.headline && lua_type(lua, -1) == LUA_TSTRING) {
      std::size_t length = 0;
      const char* text = lua_tolstring(lua, -1, &length);
      run.at_hand.headline = shorten({text, length}, kLongestHeadline);
    }
    lua_rawset(lua, -3);
  }
  lua_pushvalue(lua, lua_upvalueindex(3));
  lua_setmetatable(lua, -2);
}

void keep_waiting(lua_State* lua, Run& run, Stream& stream, std::string_view body) {
  if (stream.dropped) return;
  run.memory += static_cast<std::int64_t>(body.size());
  if (run.memory > run.limits.memory) end_run(lua, "plugin.memory", "");
  stream.waiting.emplace_back(body);
}

// Reads frames until one is a row of stream `wanted` – pushes it – or its end.
bool read_row(lua_State* lua, Run& run, std::uint32_t wanted, Stream& stream) {
  for (;;) {
    Frame frame = run.channel.next();
    wire::Reader reader(frame.body);
    std::uint32_t number = reader.u32();
    auto found = run.streams.find(number);
    if (found == run.streams.end()) continue;
    if (frame.kind == wire::Kind::kEnd) {
      found->second.ended = true;
      if (number == wanted) return false;
    } else if (frame.kind == wire::Kind::kRow && number == wanted) {
      push_row(lua, run, stream, frame.body.substr(4));
      return true;
    } else if (frame.kind == wire::Kind::kRow) {
      keep_waiting(lua, run, found->second, frame.body.substr(4));
    }
  }
}

int next_row(lua_State* lua) {
  Run& run = run_of(lua);
  auto wanted = static_cast<std::uint32_t>(lua_tointeger(lua, lua_upvalueindex(4)));
  Stream& stream = run.streams.at(wanted);
  if (!stream.waiting.empty()) {
    std::string body = std::move(stream.waiting.front());
    stream.waiting.pop_front();
    run.memory -= static_cast<std::int64_t>(body.size());
    push_row(lua, run, stream, body);
    return 1;
  }
  if (!stream.ended && read_row(lua, run, wanted, stream)) return 1;
  run.at_hand = {};
  lua_pushnil(lua);
  return 1;
}

// The loop was left, by its end or by `break`, `return` or an error.
int leave(lua_State* lua) {
  Run& run = run_of(lua);
  auto number = *static_cast<std::uint32_t*>(lua_touserdata(lua, 1));
  Stream& stream = run.streams.at(number);
  for (const std::string& body : stream.waiting)
    run.memory -= static_cast<std::int64_t>(body.size());
  stream.waiting.clear();
  stream.dropped = true;
  return 0;
}

void ask_for(Run& run, std::uint32_t stream, std::uint32_t input) {
  std::string frame;
  wire::Writer writer(frame);
  writer.begin(wire::Kind::kWant);
  writer.u32(stream);
  writer.u32(input);
  writer.end();
  run.channel.write(frame);
}

// book:classes() – upvalues as above. Returns what a generic `for` takes: the function, nothing,
// nothing, and what is closed when the loop is left.
int loop(lua_State* lua) {
  Run& run = run_of(lua);
  auto input = static_cast<std::uint32_t>(lua_tointeger(lua, lua_upvalueindex(1)));
  if (run.last_stream >= kMostLoops) {
    raise(lua,
          "book:" + run.inputs[input].name + "() 调用了 100 次以上；请读一次，把要的行存进表里");
  }
  std::uint32_t number = ++run.last_stream;
  run.streams[number].input = input;
  ask_for(run, number, input);
  for (int i = 1; i <= 3; ++i) lua_pushvalue(lua, lua_upvalueindex(i));
  lua_pushinteger(lua, number);
  lua_pushcclosure(lua, next_row, 4);
  lua_pushnil(lua);
  lua_pushnil(lua);
  *static_cast<std::uint32_t*>(lua_newuserdatauv(lua, sizeof number, 0)) = number;
  lua_pushvalue(lua, lua_upvalueindex(4));
  lua_setmetatable(lua, -2);
  return 4;
}

void push_field_names(lua_State* lua, const Input& input) {
  lua_createtable(lua, static_cast<int>(input.fields.size()), 0);
  for (std::size_t i = 0; i < input.fields.size(); ++i) {
    lua_pushlstring(lua, input.fields[i].data(), input.fields[i].size());
    lua_rawseti(lua, -2, static_cast<lua_Integer>(i) + 1);
  }
}

void push_metatable(lua_State* lua, const char* event, lua_CFunction function, lua_Integer input) {
  lua_createtable(lua, 0, 2);
  lua_pushinteger(lua, input);
  lua_pushcclosure(lua, function, 1);
  lua_setfield(lua, -2, event);
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
}

}  // namespace

void add_inputs(lua_State* lua) {
  const auto& inputs = run_of(lua).inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto number = static_cast<lua_Integer>(i);
    lua_pushinteger(lua, number);
    push_field_names(lua, inputs[i]);
    push_metatable(lua, "__index", undefined_field, number);
    push_metatable(lua, "__close", leave, number);
    lua_pushcclosure(lua, loop, 4);
    lua_setfield(lua, -2, inputs[i].name.c_str());
  }
}

}  // namespace xueshi::plugin_host
