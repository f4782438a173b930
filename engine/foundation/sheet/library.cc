#include "sheet/library.h"

#include <expat.h>
#include <fmt/format.h>
#include <zip.h>

namespace xueshi::sheet {

base::Libraries library_versions() {
  XML_Expat_Version expat = XML_ExpatVersionInfo();
  return {{"libzip", zip_libzip_version()},
          {"expat", fmt::format("{}.{}.{}", expat.major, expat.minor, expat.micro)}};
}

}  // namespace xueshi::sheet
