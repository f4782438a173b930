#include "plugin_host/run.h"

#include <cstdlib>

namespace xueshi::plugin_host {

std::string_view shorten(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

Run& run_of(lua_State* lua) { return **static_cast<Run**>(lua_getextraspace(lua)); }

std::uint32_t current_line(lua_State* lua) {
  lua_Debug frame;
  for (int level = 0; lua_getstack(lua, level, &frame); ++level) {
    lua_getinfo(lua, "l", &frame);
    if (frame.currentline > 0) return static_cast<std::uint32_t>(frame.currentline);
  }
  return 0;
}

void end_run(lua_State* lua, const char* code, const std::string& message) {
  Over& over = run_of(lua).over;
  if (over.code.empty()) over = {code, message, current_line(lua)};
  lua_pushstring(lua, code);
  lua_error(lua);
  std::abort();
}

void pass_on(lua_State* lua, int status) {
  Run& run = run_of(lua);
  if ((status == LUA_ERRMEM || status < 0) && run.over.code.empty())
    run.over = {"plugin.memory", "", run.error_line};
  if (run.over.code.empty()) return;
  lua_pushstring(lua, run.over.code.c_str());
  lua_error(lua);
}

void raise(lua_State* lua, const std::string& message) {
  luaL_error(lua, "%s", message.c_str());
  std::abort();
}

void write_place(wire::Writer& writer, const Run& run, std::uint32_t line) {
  writer.u32(line);
  writer.u32(static_cast<std::uint32_t>(run.at_hand.number));
  writer.text(run.at_hand.label);
  writer.text(run.at_hand.headline);
}

}  // namespace xueshi::plugin_host
