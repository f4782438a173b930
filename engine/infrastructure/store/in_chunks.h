// Many keys in a few statements; for this room's own files.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace xueshi::store {

// Hands the keys on, some hundreds at a time: a statement takes so many values and no more.
template <typename Work>
void in_chunks(const std::vector<std::string>& keys, Work work) {
  constexpr std::size_t kChunk = 500;
  for (std::size_t at = 0; at < keys.size(); at += kChunk) {
    std::size_t end = std::min(keys.size(), at + kChunk);
    work(std::vector<std::string>(keys.begin() + static_cast<std::ptrdiff_t>(at),
                                  keys.begin() + static_cast<std::ptrdiff_t>(end)));
  }
}

}  // namespace xueshi::store
