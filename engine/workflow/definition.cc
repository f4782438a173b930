#include "workflow/definition.h"

#include <algorithm>

namespace xueshi::workflow {

bool Transition::starts_at(std::string_view place) const {
  return std::find(from.begin(), from.end(), place) != from.end();
}

}  // namespace xueshi::workflow
