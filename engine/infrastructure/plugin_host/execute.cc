#include "plugin_host/execute.h"

#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "plugin_host/book.h"
#include "plugin_host/environment.h"
#include "plugin_host/run.h"

namespace xueshi::plugin_host {

namespace {

constexpr char kChunk[] = "main.lua";

// --- limits ---

void* allocate(void* owner, void* block, std::size_t old_size, std::size_t new_size) {
  Run& run = *static_cast<Run*>(owner);
  std::int64_t had = block == nullptr ? 0 : static_cast<std::int64_t>(old_size);
  if (new_size == 0) {
    run.memory -= had;
    std::free(block);
    return nullptr;
  }
  std::int64_t held = run.memory - had + static_cast<std::int64_t>(new_size);
  void* fresh = held > run.limits.memory ? nullptr : std::realloc(block, new_size);
  if (fresh != nullptr) {
    run.memory = held;
  } else if (run.lua != nullptr) {
    run.error_line = current_line(run.lua);
  }
  return fresh;
}

std::atomic<lua_State*> running = nullptr;
std::atomic<int> ticks = 0;

void out_of_time(lua_State* lua, lua_Debug*) { end_run(lua, "plugin.timeout", ""); }

// Where the hook has changed nothing the program is inside a C function that takes for ever, a
// pattern for instance: its last words are written from here, and it ends. (Should even that hang,
// the program that waits kills it.)
[[noreturn]] void stop_inside(Run& run) {
  std::string frame;
  wire::Writer writer(frame);
  writer.begin(wire::Kind::kFailed);
  write_place(writer, run, current_line(run.lua));
  writer.text("plugin.timeout");
  writer.text("");
  writer.end();
  if (::write(1, frame.data(), frame.size()) < 0) _exit(1);
  _exit(0);
}

void on_timer(int) {
  lua_State* lua = running.load();
  if (lua == nullptr) return;
  if (++ticks > 1) stop_inside(run_of(lua));
  lua_sethook(lua, out_of_time, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

void set_timer(std::int64_t milliseconds) {
  itimerval timer{};
  timer.it_value = {milliseconds / 1000, milliseconds % 1000 * 1000};
  if (milliseconds > 0) timer.it_interval = {0, 200'000};
  ticks = 0;
  setitimer(ITIMER_PROF, &timer, nullptr);
}

// --- errors ---

// "main.lua:12: text" → 12, and the text without it; 0 where there is no such beginning.
std::uint32_t cut_place(std::string_view& message) {
  std::string_view rest = message;
  if (!rest.starts_with(kChunk)) return 0;
  rest.remove_prefix(sizeof kChunk - 1);
  if (!rest.starts_with(":")) return 0;
  rest.remove_prefix(1);
  std::uint32_t line = 0;
  while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9' && line < 10'000'000) {
    line = line * 10 + static_cast<std::uint32_t>(rest[0] - '0');
    rest.remove_prefix(1);
  }
  if (!rest.starts_with(": ")) return 0;
  message = rest.substr(2);
  return line;
}

// The message handler: notes the line while the stack still stands. What is no text is never asked
// to turn itself into one.
int note_error(lua_State* lua) {
  Run& run = run_of(lua);
  run.error_line = current_line(lua);
  if (lua_type(lua, 1) == LUA_TSTRING) return 1;
  if (lua_isnumber(lua, 1)) return lua_tostring(lua, 1), 1;
  lua_pushfstring(lua, "error() 收到的是 %s，不是文字；请写 error(\"哪里不对\")",
                  luaL_typename(lua, 1));
  return 1;
}

void report_failure(Run& run, int status) {
  std::string_view message;
  std::size_t length = 0;
  if (status == LUA_ERRMEM || status < 0) run.over = {"plugin.memory", "", run.error_line};
  if (const char* text = run.over.code.empty() ? lua_tolstring(run.lua, -1, &length) : nullptr)
    message = {text, length};
  if (!run.over.code.empty()) message = run.over.message;
  std::uint32_t cut = cut_place(message);
  std::uint32_t line = !run.over.code.empty() && run.over.line != 0 ? run.over.line : cut;
  std::string frame;
  wire::Writer writer(frame);
  writer.begin(wire::Kind::kFailed);
  write_place(writer, run, line != 0 ? line : run.error_line);
  writer.text(run.over.code.empty() ? "plugin.failed" : run.over.code);
  writer.text(shorten(message, 500));
  writer.end();
  run.channel.write(frame);
}

void report_done(Run& run) {
  std::string frame;
  wire::Writer writer(frame);
  writer.begin(wire::Kind::kDone);
  writer.end();
  run.channel.write(frame);
}

// --- the run ---

void load_program(lua_State* lua) {
  Run& run = run_of(lua);
  const std::string& text = run.program;
  if (text.starts_with(LUA_SIGNATURE)) end_run(lua, "plugin.binary", "");
  std::string chunk = std::string("=") + kChunk;
  int status = luaL_loadbufferx(lua, text.data(), text.size(), chunk.c_str(), "t");
  pass_on(lua, status);
  if (status != LUA_OK) end_run(lua, "plugin.syntax", lua_tostring(lua, -1));
  lua_call(lua, 0, 1);
  if (!lua_isfunction(lua, -1)) end_run(lua, "plugin.no-function", "");
}

int run_program(lua_State* lua) {
  auto& start = *static_cast<wire::Reader*>(lua_touserdata(lua, 1));
  make_environment(lua);
  push_book(lua, start);
  load_program(lua);
  if (run_of(lua).only_check) return 0;
  lua_insert(lua, -2);
  lua_pushcfunction(lua, emit);
  lua_call(lua, 2, 0);
  return 0;
}

void read_limits(wire::Reader& start, Limits& limits) {
  limits.memory = start.i64();
  limits.rows = start.i64();
  limits.output = start.i64();
  limits.log = start.i64();
  limits.cpu_ms = start.i64();
}

}  // namespace

void run(Channel& channel, std::string_view start) {
  Run run(channel);
  // The frame's bytes lie in the channel's buffer only until it is read again.
  std::string kept(start);
  wire::Reader reader(kept);
  run.only_check = reader.u8() != 0;
  run.program = reader.text();
  read_limits(reader, run.limits);
  lua_State* lua = lua_newstate(allocate, &run);
  if (lua == nullptr) std::abort();
  *static_cast<Run**>(lua_getextraspace(lua)) = &run;
  run.lua = lua;
  running = lua;
  set_timer(run.limits.cpu_ms);
  lua_pushcfunction(lua, note_error);
  lua_pushcfunction(lua, run_program);
  lua_pushlightuserdata(lua, &reader);
  int status = lua_pcall(lua, 1, 0, 1);
  set_timer(0);
  running = nullptr;
  status == LUA_OK&& run.over.code.empty() ? report_done(run) : report_failure(run, status);
  lua_close(lua);
  channel.flush();
}

void catch_timer() {
  struct sigaction action {};
  action.sa_handler = on_timer;
  action.sa_flags = SA_RESTART;
  sigaction(SIGPROF, &action, nullptr);
}

}  // namespace xueshi::plugin_host
