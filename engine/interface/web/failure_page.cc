#include "web/failure_page.h"

#include <fmt/format.h>

#include "json/json.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::text;

constexpr const char* kTooLong = "database.too-long";
constexpr const char* kTooLongTitle = "用时过长，已经停止";
constexpr const char* kTooLongAdvice =
    "没有办完的部分都已撤销。请缩小范围（选定单位、年度或其他条件）后重试；仍不行的，请把请求编号"
    "告诉技术支持。";

int status_of(const base::Error& error) {
  bool is_passing =
      error.kind() == base::ErrorKind::kDatabase || error.kind() == base::ErrorKind::kConflict;
  return is_passing ? 503 : 500;
}

http::Response too_long_page(std::uint64_t number) {
  Page page;
  page.title = kTooLongTitle;
  page.status = 503;
  page.main =
      element("div", {attr("class", "card")},
              {element("p", {}, {text(kTooLongAdvice)}),
               element("p", {attr("class", "soft")}, {text(fmt::format("请求编号 {}", number))})});
  return show_bare(page);
}

}  // namespace

http::Response failure_page(const http::Request& request, const base::Error& error,
                            std::uint64_t number) {
  bool is_too_long = error.code() == kTooLong;
  if (request.wants_json()) {
    base::Blocker blocker{is_too_long ? kTooLong : fmt::format("http.{}", status_of(error)),
                          is_too_long ? fmt::format("{}。{}", kTooLongTitle, kTooLongAdvice)
                                      : "没有办成，请稍后重试"};
    return json_answer(status_of(error), {{"blockers", json::to_json(base::Blockers{blocker})}});
  }
  return is_too_long ? too_long_page(number) : error_page(status_of(error), number);
}

}  // namespace xueshi::web
