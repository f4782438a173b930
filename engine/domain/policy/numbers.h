// The numbers of a rules file, wherever they stand; for this room's own files.
#pragma once

#include <string>
#include <vector>

#include "policy/layers.h"

namespace xueshi::policy {

struct PlacedNumber {
  std::string path;
  const yaml::Node* node;  // lives as long as the layers
};
// Every value that is a number – hours, days, years, fractions, people –, in the order of the file.
std::vector<PlacedNumber> numbers_in(const Layers& layers);

// A number one step down and one up, as it is written; those that can be written. None for a value
// that is no number.
std::vector<std::string> neighbours_of(const std::string& path, const std::string& text);

}  // namespace xueshi::policy
