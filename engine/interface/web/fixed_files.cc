#include "web/fixed_files.h"

#include "web/error_page.h"
#include "web/fixed_names.h"
#include "web/script.h"
#include "web/style.h"

namespace xueshi::web {

namespace {

http::Response fixed_file(const char* type, std::string_view content) {
  return {200,
          {{"Content-Type", type}, {"Cache-Control", "public, max-age=31536000, immutable"}},
          std::string(content)};
}

}  // namespace

http::Response show_fixed_file(const Visit& visit) {
  const std::string& file = visit.parts.at("file");
  if (file == style_name()) return fixed_file("text/css; charset=utf-8", style_sheet());
  if (file == script_name()) return fixed_file("text/javascript; charset=utf-8", script_text());
  return error_page(404, visit.number);
}

}  // namespace xueshi::web
