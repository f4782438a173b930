#include "web/error_page.h"

#include <fmt/format.h>

#include "web/layout.h"

namespace xueshi::web {

namespace {

struct Words {
  const char* title;
  const char* advice;
};

Words words_of(int status) {
  switch (status) {
    case 404:
      return {"没有这个页面", "地址不存在，或不在您的管理范围内。请检查地址，或返回上一页。"};
    case 405:
      return {"不能这样访问", "请从页面上的按钮或链接办理。"};
    case 408:
      return {"等待超时", "没有在规定时间内收到完整的请求，请重试。"};
    case 413:
      return {"提交的内容过大", "请减小文件或内容后重试。"};
    case 500:
      return {"程序出错", "这次没有办成。请重试；仍不行的，请把请求编号告诉技术支持。"};
    case 503:
      return {"系统正忙", "请稍等片刻再试。"};
    default:
      return {"无法识别的请求", "请从页面上的按钮或链接办理。"};
  }
}

}  // namespace

http::Response error_page(int status, std::uint64_t number) {
  using html::element;
  using html::text;
  Words words = words_of(status);
  return page(
      status, words.title,
      html::join({element("h1", {}, {text(words.title)}), element("p", {}, {text(words.advice)}),
                  element("p", {html::attr("class", "soft")},
                          {text(fmt::format("请求编号 {}", number))})}));
}

}  // namespace xueshi::web
