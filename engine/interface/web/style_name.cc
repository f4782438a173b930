#include "web/style_name.h"

#include <fmt/format.h>

#include "seal/hash.h"
#include "web/style.h"

namespace xueshi::web {

const std::string& style_name() {
  static const std::string kName =
      fmt::format("console.{}.css", seal::sha256(style_sheet()).substr(0, 12));
  return kName;
}

html::Url style_url() { return html::Url({"s", style_name()}); }

}  // namespace xueshi::web
