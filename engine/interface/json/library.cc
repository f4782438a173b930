#include "json/library.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace xueshi::json {

base::Libraries library_versions() {
  return {{"nlohmann-json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                                        NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)}};
}

}  // namespace xueshi::json
