#include "plugin_host/channel.h"

#include <unistd.h>

#include <cerrno>

namespace xueshi::plugin_host {

namespace {
constexpr std::size_t kPiece = 64 << 10;
}

Frame Channel::next() {
  fill(4);
  auto length = wire::Reader(std::string_view(in_).substr(at_, 4)).u32();
  if (length == 0 || length > wire::kMaxFrame) _exit(3);
  fill(4 + length);
  std::string_view frame = std::string_view(in_).substr(at_ + 4, length);
  at_ += 4 + length;
  return {static_cast<wire::Kind>(frame[0]), frame.substr(1)};
}

void Channel::write(std::string_view frame) {
  out_.append(frame);
  if (out_.size() >= kPiece) flush();
}

void Channel::flush() {
  std::string_view rest = out_;
  while (!rest.empty()) {
    ssize_t sent = ::write(1, rest.data(), rest.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) _exit(0);
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  out_.clear();
}

// Reads until `wanted` bytes lie ahead.
void Channel::fill(std::size_t wanted) {
  if (in_.size() - at_ >= wanted) return;
  flush();
  in_.erase(0, at_);
  at_ = 0;
  while (in_.size() < wanted) {
    std::size_t had = in_.size();
    in_.resize(had + kPiece);
    ssize_t got = ::read(0, in_.data() + had, kPiece);
    in_.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) _exit(0);
  }
}

}  // namespace xueshi::plugin_host
