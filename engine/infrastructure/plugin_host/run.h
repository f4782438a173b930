// Run: one program over one book, in a Lua state of its own.
#pragma once

#include <cstdint>
#include <deque>
#include <lua.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin_host/channel.h"

namespace xueshi::plugin_host {

struct Limits {
  std::int64_t memory = 0;
  std::int64_t rows = 0;
  std::int64_t output = 0;
  std::int64_t log = 0;
  std::int64_t cpu_ms = 0;
};

// A declared input.
struct Input {
  std::string name;
  std::string label;       // of the field that names a row: 培训名称
  std::uint32_t headline;  // and its position
  std::vector<std::string> fields;
};

// The rows of one loop over an input; those that arrive while another loop is reading wait here.
struct Stream {
  std::uint32_t input = 0;
  std::deque<std::string> waiting;
  std::int64_t number = 0;  // of the row last handed out
  bool ended = false;
  bool dropped = false;  // the loop was left: nobody reads on
};

// The row the program looks at, for messages.
struct AtHand {
  std::int64_t number = 0;  // 0: none
  std::string_view label;
  std::string headline;
};

// Why a run is over for good, whatever a `pcall` in the program makes of it.
struct Over {
  std::string code;     // "" while it is not
  std::string message;  // "" where the code says it all (time, memory)
  std::uint32_t line = 0;
};

struct Run {
  explicit Run(Channel& channel) : channel(channel) {}

  Channel& channel;
  lua_State* lua = nullptr;
  Limits limits;
  std::string program;
  bool only_check = false;
  std::vector<Input> inputs;
  std::vector<std::string> undeclared;  // inputs that the manifest could have declared
  std::map<std::uint32_t, Stream> streams;
  AtHand at_hand;
  Over over;
  std::uint32_t error_line = 0;
  std::int64_t memory = 0;  // bytes held by Lua and by waiting rows
  std::int64_t rows = 0;
  std::int64_t output = 0;
  std::int64_t log = 0;
  std::uint32_t last_stream = 0;
  std::string frame;  // of emit, kept for its memory
};

Run& run_of(lua_State* lua);
// Raises an error that no pcall keeps: the run ends.
[[noreturn]] void end_run(lua_State* lua, const char* code, const std::string& message);
// After a protected call: passes on an error that no pcall keeps; memory running out is one.
void pass_on(lua_State* lua, int status);
// Raises an ordinary error, with the line of the program in front.
[[noreturn]] void raise(lua_State* lua, const std::string& message);
// The line of the program that is being executed; 0 where there is none.
std::uint32_t current_line(lua_State* lua);
// The first bytes of a text, at most so many, cut between characters.
std::string_view shorten(std::string_view text, std::size_t most);
void write_place(wire::Writer& writer, const Run& run, std::uint32_t line);

}  // namespace xueshi::plugin_host
