// Hashes: names for contents that nobody can choose – SHA-256 in lower-case hexadecimal.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xueshi::seal {

// 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

// The hash of several texts, each written with its length, so that no two lists give the same
// bytes.
std::string sha256(const std::vector<std::string_view>& parts);

// The same of a text that comes in pieces.
class Hasher {
 public:
  Hasher();
  void add(std::string_view bytes);
  // Of everything added. Requires: called once, and nothing added after it.
  std::string finish();

 private:
  // As large and as aligned as the library's own.
  alignas(std::uint64_t) std::array<unsigned char, 104> state_;
};

// `bytes` random bytes in hexadecimal: ids that are not guessed.
std::string random_id(int bytes);

}  // namespace xueshi::seal
