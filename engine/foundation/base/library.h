// Library: somebody else's code that the program runs with. Every room that owns one says which.
#pragma once

#include <string>
#include <vector>

namespace xueshi::base {

struct Library {
  std::string name;     // "SQLite"
  std::string version;  // "3.40.1"
};
using Libraries = std::vector<Library>;

}  // namespace xueshi::base
