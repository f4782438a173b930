// What fuzzing asks of the readers of foreign bytes, beside that they live: whatever they are
// given, what they say of it holds together. A broken promise ends the process.
#pragma once

#include <string_view>

namespace xueshi::fuzz {

struct Target {
  const char* name;  // also of its folder in corpus/
  void (*run)(std::string_view bytes);
};

// Requests (the first byte says in pieces of which size they come), targets, urlencoded forms,
// multipart (its first line is the Content-Type), cookies.
extern const Target kTargets[5];

}  // namespace xueshi::fuzz
