// Channel: frames in on descriptor 0, frames out on descriptor 1.
#pragma once

#include <string>
#include <string_view>

#include "plugin/wire.h"

namespace xueshi::plugin_host {

namespace wire = plugin::wire;

struct Frame {
  wire::Kind kind;
  std::string_view body;  // until the next call of next()
};

class Channel {
 public:
  // The next frame, after everything written was sent. Ends the process where the program has gone.
  Frame next();
  // Takes a whole frame; sends in larger pieces.
  void write(std::string_view frame);
  void flush();

 private:
  void fill(std::size_t wanted);

  std::string in_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace xueshi::plugin_host
