#include "web/layout.h"

#include "web/style_name.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::text;

constexpr const char* kName = "继续教育学时";

html::Html head(const std::string& title) {
  return html::join(
      {element("meta",
               {attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")}),
       element("title", {}, {text(title + " – " + kName)}), html::stylesheet(style_url())});
}

html::Html body(const html::Html& main) {
  // The address of a place on the same page.
  html::Html skip = element("a", {attr("class", "skip"), html::anchor("main")}, {text("跳到正文")});
  return html::join({skip, element("header", {}, {element("strong", {}, {text(kName)})}),
                     element("main", {attr("id", "main")}, {main})});
}

}  // namespace

http::Response page(int status, const std::string& title, const html::Html& main) {
  return {status,
          {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
          html::document("zh-CN", head(title), body(main)).bytes()};
}

}  // namespace xueshi::web
