// The inside of a Condition; for this room's own files.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "condition/vocabulary.h"

namespace xueshi::condition {

struct Node {
  enum class Kind { kAll, kAny, kNone, kAtom };
  Kind kind = Kind::kAll;
  std::vector<std::shared_ptr<const Node>> parts;  // of kAll, kAny, kNone

  std::string key;  // of an atom, as written
  std::size_t fact = 0;
  Comparison comparison = Comparison::kEquals;
  std::vector<Value> constants;    // one of them must fit
  std::vector<Value> before;       // of a kDate, parallel: where the year or day that it is ends
  std::vector<bool> moves;         // parallel: a word that moves along with the reporting year
  std::vector<std::string> shown;  // the constants as written
};

}  // namespace xueshi::condition
