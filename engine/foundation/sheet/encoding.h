// Encoding: text files as people's programs save them, turned into UTF-8 while they are read.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "sheet/input_file.h"

namespace xueshi::sheet {

enum class Encoding { kUtf8, kGb18030, kUtf16Le, kUtf16Be };

// By its first bytes: a byte order mark, else what the first 64 KiB can be. GB18030 only where they
// are no Chinese in UTF-8, also no damaged one: most of what is beyond ASCII would be UTF-8 there.
Encoding guess_encoding(const InputFile& file);

// As people know it: "GB18030（GBK）".
std::string_view name_of(Encoding encoding);

// Requires: the file outlives it, and nobody else reads on in it.
class Decoder {
 public:
  Decoder(InputFile& file, Encoding encoding);
  ~Decoder();
  Decoder(const Decoder&) = delete;

  // Up to `most` bytes of UTF-8, at least 64; 0 at the end. What the encoding does not have becomes
  // the byte 0xFF, which no UTF-8 holds: whoever checks the text finds it in its place.
  std::size_t read(char* into, std::size_t most);

 private:
  void* converter_;
  InputFile& file_;
  std::string raw_;  // not converted yet
  bool at_end_ = false;
};

}  // namespace xueshi::sheet
