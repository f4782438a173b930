#include "web/fixed_names.h"

#include <fmt/format.h>

#include "seal/hash.h"
#include "web/script.h"
#include "web/style.h"

namespace xueshi::web {

namespace {

std::string name_of(std::string_view text, std::string_view ending) {
  return fmt::format("console.{}.{}", seal::sha256(text).substr(0, 12), ending);
}

}  // namespace

const std::string& style_name() {
  static const std::string kName = name_of(style_sheet(), "css");
  return kName;
}

const std::string& script_name() {
  static const std::string kName = name_of(script_text(), "js");
  return kName;
}

html::Url style_url() { return html::Url({"s", style_name()}); }
html::Url script_url() { return html::Url({"s", script_name()}); }

}  // namespace xueshi::web
