#include "upkeep/patient.h"

namespace xueshi::upkeep {

std::string Patient::sqlite_file() const {
  constexpr std::string_view kScheme = "sqlite:";
  const std::string& url = settings.value("db");
  return url.rfind(kScheme, 0) == 0 ? url.substr(kScheme.size()) : "";
}

}  // namespace xueshi::upkeep
