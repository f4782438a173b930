// Wire: the frames that go between the program and a plugin's process; both sides are built from
// this page.
//
// A frame is a length (4 bytes, little-endian, of what follows), a kind (1 byte) and fields.
// Numbers are little-endian; a text is a 4-byte length and bytes. Header only, and it needs nothing
// but the standard library.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace xueshi::plugin::wire {

enum class Kind : std::uint8_t {
  // to the plugin's process
  kStart = 1,  // what write_start in conversation.cc writes: program, book, inputs, limits
  kRow = 2,    // stream (u32), then a value for each field of its input
  kEnd = 3,    // stream (u32): no more rows
  // from it
  kWant = 64,  // stream (u32, counted from 1 in each run), input (u32, of those declared): send its
               // rows
  kEmit = 65,  // place, sheet text ("": the only one), count (u32), then (key text, value) each
  kPrint = 66,   // text
  kDone = 67,    // nothing: the run is over, the process waits for the next
  kFailed = 68,  // place, code text, message text
  kOrder = 69,   // place, key text, count (u32), then a heading text each
};
// A place is: line (u32, 0 unknown), then the row at hand: number (u32, 0 none), label text,
// headline text.

enum class Tag : std::uint8_t { kNil, kFalse, kTrue, kInteger, kNumber, kDecimal, kText, kMap };
// kInteger: i64. kNumber: IEEE double. kDecimal: i64 and places (u8). kText: text. kMap: count
// (u32), then (key text, value) each.

inline constexpr std::uint32_t kMaxFrame = 16u << 20;
inline constexpr std::uint32_t kMostSpread = 200;  // keys of a table in a cell

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void begin(Kind kind) {
    start_ = out_.size();
    u32(0);
    u8(static_cast<std::uint8_t>(kind));
  }
  void end() {
    auto length = static_cast<std::uint32_t>(out_.size() - start_ - 4);
    for (int i = 0; i < 4; ++i) out_[start_ + i] = static_cast<char>(length >> (8 * i));
  }
  void u8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void u32(std::uint32_t value) { put(value); }
  void i64(std::int64_t value) { put(static_cast<std::uint64_t>(value)); }
  void number(double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    put(bits);
  }
  void text(std::string_view value) {
    u32(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  void tag(Tag tag) { u8(static_cast<std::uint8_t>(tag)); }

 private:
  template <typename T>
  void put(T value) {
    char bytes[sizeof(T)];
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes[i] = static_cast<char>(value >> (8 * i));
    out_.append(bytes, sizeof(T));
  }
  std::string& out_;
  std::size_t start_ = 0;
};

// Reads the inside of one frame. Past its end everything is 0 or "" and ok() is false: nothing is
// ever read outside, so that a lying process can do no more than be found out.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && bytes_.empty(); }
  std::uint8_t u8() { return take<std::uint8_t>(); }
  std::uint32_t u32() { return take<std::uint32_t>(); }
  std::int64_t i64() { return static_cast<std::int64_t>(take<std::uint64_t>()); }
  double number() {
    auto bits = take<std::uint64_t>();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  std::string_view text() {
    std::uint32_t length = u32();
    if (!ok_ || length > bytes_.size()) return ok_ = false, std::string_view();
    std::string_view value = bytes_.substr(0, length);
    bytes_.remove_prefix(length);
    return value;
  }
  Tag tag() { return static_cast<Tag>(u8()); }

 private:
  template <typename T>
  T take() {
    if (!ok_ || bytes_.size() < sizeof(T)) return ok_ = false, T{};
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      value |= static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes_[i])) << (8 * i));
    bytes_.remove_prefix(sizeof(T));
    return value;
  }
  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace xueshi::plugin::wire
