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

// BLAKE2b of 256 bits as four numbers: for millions of small texts, whose hashes are added up.
std::array<std::uint64_t, 4> blake2b(std::string_view bytes);

// The hash of what comes in pieces: of files that nobody holds in memory.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  // Requires: not asked before; nothing is added afterwards.
  std::string hex();

 private:
  alignas(8) std::array<unsigned char, 128> state_{};  // libsodium's own
};

// `bytes` random bytes in hexadecimal: ids that are not guessed.
std::string random_id(int bytes);

}  // namespace xueshi::seal
