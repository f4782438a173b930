#include "web/error_page.h"

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using json::Json;

struct Words {
  const char* title;
  const char* advice;
};

Words words_of(int status) {
  switch (status) {
    case 401:
      return {"请先登录", "登录后再打开这一页。"};
    case 403:
      return {"您不能打开这一页",
              "当前角色没有这一权限，或表单已经失效。请切换角色，或返回重新打开页面。"};
    case 404:
      return {"没有这个页面", "地址不存在，或不在您的管理范围内。请检查地址，或返回上一页。"};
    case 405:
      return {"不能这样访问", "请从页面上的按钮或链接办理。"};
    case 408:
      return {"等待超时", "没有在规定时间内收到完整的请求，请重试。"};
    case 409:
      return {"内容已被他人修改", "请重新打开这一页，核对后再办理。"};
    case 413:
      return {"提交的内容过大", "请减小文件或内容后重试。"};
    case 415:
      return {"不能识别提交的内容", "请从页面上的按钮或链接办理。"};
    case 422:
      return {"暂不能办理", "原因如下。"};
    case 429:
      return {"尝试次数过多", "请稍后再试。"};
    case 500:
      return {"程序出错", "这次没有办成。请重试；仍不行的，请把请求编号告诉技术支持。"};
    case 503:
      return {"系统正忙", "请稍等片刻再试。"};
    default:
      return {"无法识别的请求", "请从页面上的按钮或链接办理。"};
  }
}

Page page_of(int status, std::uint64_t number, const Html& more) {
  Words words = words_of(status);
  Page page;
  page.title = words.title;
  page.status = status;
  page.main =
      element("div", {attr("class", "card")},
              {element("p", {}, {text(words.advice)}), more,
               element("p", {attr("class", "soft")}, {text(fmt::format("请求编号 {}", number))})});
  return page;
}

http::Response blockers_as_json(int status, const base::Blockers& blockers) {
  return json_answer(status, {{"blockers", json::to_json(blockers)}});
}

}  // namespace

http::Response error_page(int status, std::uint64_t number) {
  return show_bare(page_of(status, number, {}));
}

http::Response error_page(const Visit& visit, int status) {
  Words words = words_of(status);
  if (visit.request.wants_json())
    return blockers_as_json(status, {{fmt::format("http.{}", status), words.title}});
  return show(visit, page_of(status, visit.number, {}));
}

int status_of(const base::Blockers& blockers) {
  bool is_absent = true, is_changed = true;
  for (const base::Blocker& blocker : blockers) {
    auto ends_with = [&](std::string_view ending) {
      return blocker.code.size() > ending.size() &&
             blocker.code.compare(blocker.code.size() - ending.size(), ending.size(), ending) == 0;
    };
    is_absent = is_absent && ends_with(".not-found");
    is_changed = is_changed && (ends_with(".changed") || blocker.code == "form.used");
  }
  if (blockers.empty()) return 422;
  return is_absent ? 404 : is_changed ? 409 : 422;
}

http::Response refused_page(const Visit& visit, const base::Blockers& blockers) {
  int status = status_of(blockers);
  if (visit.request.wants_json()) return blockers_as_json(status, blockers);
  // What is out of reach and what is not there are one, in one sentence.
  if (status == 404) return error_page(visit, 404);
  return show(visit, page_of(status, visit.number, summary_of(blockers)));
}

http::Response other_role_page(const Visit& visit) {
  constexpr const char* kWhy =
      "这张表单是以另一角色打开的，没有办理。请切换到该角色，或重新打开页面";
  if (visit.request.wants_json()) return blockers_as_json(409, {{"actor.other-role", kWhy}});
  Page page = page_of(409, visit.number, {});
  page.title = "角色已经切换";
  page.main = element(
      "div", {attr("class", "card")},
      {element("p", {}, {text(kWhy)}),
       element("p", {},
               {element("a", {html::link("href", html::Url({"role"}))}, {text("切换角色")})})});
  return show(visit, page);
}

http::Response wrong_files_page(const Visit& visit, const session::WrongFiles& wrong) {
  std::vector<Html> findings;
  Json list = Json::array();
  for (const base::Finding& finding : wrong.findings().kept()) {
    list.push_back(json::to_json(finding));
    findings.push_back(element(
        "li", {},
        {text(fmt::format("{}:{} {}", finding.place.file, finding.place.line, finding.message))}));
  }
  if (visit.request.wants_json()) return json_answer(503, {{"findings", list}});
  Page page = page_of(503, visit.number, element("ul", {}, findings));
  page.title = "规则或流程文件有误";
  return show(visit, page);
}

}  // namespace xueshi::web
