#include "web/fixed_files.h"

#include "web/error_page.h"
#include "web/style.h"
#include "web/style_name.h"

namespace xueshi::web {

http::Response show_fixed_file(const Visit& visit) {
  if (visit.parts.at("file") != style_name()) return error_page(404, visit.number);
  return {200,
          {{"Content-Type", "text/css; charset=utf-8"},
           {"Cache-Control", "public, max-age=31536000, immutable"}},
          std::string(style_sheet())};
}

}  // namespace xueshi::web
