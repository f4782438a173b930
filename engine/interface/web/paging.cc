#include "web/paging.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/paging.h"
#include "web/form.h"
#include "web/json_answer.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;

std::int64_t number_of(const std::string& text) { return base::parse_decimal(text, 0).value_or(0); }

bool is_place(std::string_view name) { return name == "after" || name == "page"; }

Html step(const Visit& visit, const char* label, std::int64_t page, bool is_there) {
  if (!is_there) return element("span", {attr("class", "soft")}, {text(label)});
  return element("a", {html::link("href", with_query(visit, {{"page", std::to_string(page)}}))},
                 {text(label)});
}

// What the address says beside the place, so that a form keeps it.
std::vector<Html> kept_query(const Visit& visit, std::string_view without) {
  std::vector<Html> kept;
  for (const auto& [name, value] : visit.request.query) {
    if (is_place(name) || name == without || value.empty()) continue;
    kept.push_back(
        element("input", {attr("type", "hidden"), attr("name", name), attr("value", value)}));
  }
  return kept;
}

Html size_links(const Visit& visit, const Paging& paging) {
  std::vector<Html> links = {text("每页记录数 ")};
  for (std::int64_t size : kSizes) {
    std::string label = std::to_string(size);
    links.push_back(size == paging.size
                        ? element("b", {}, {text(label)})
                        : element("a", {html::link("href", with_query(visit, {{"size", label}}))},
                                  {text(label)}));
    links.push_back(text(" "));
  }
  return element("span", {}, links);
}

Html go_to(const Visit& visit) {
  std::vector<Html> parts = kept_query(visit, "page");
  parts.push_back(
      element("label", {},
              {text("转至 "), element("input", {attr("name", "page"), attr("inputmode", "numeric"),
                                                attr("class", "short")})}));
  parts.push_back(element("button", {}, {text("转")}));
  return element("form",
                 {attr("class", "inline"), attr("method", "get"),
                  html::link("action", html::Url::at(visit.request.path))},
                 parts);
}

}  // namespace

std::int64_t size_of(const Visit& visit) {
  std::int64_t asked = number_of(visit.query("size"));
  bool is_known = std::find(std::begin(kSizes), std::end(kSizes), asked) != std::end(kSizes);
  return is_known ? asked : kSizes[0];
}

Paging without_pages(std::size_t rows) {
  auto total = static_cast<std::int64_t>(rows);
  return {std::max<std::int64_t>(total, 1), total};
}

std::int64_t begin_asked(const Visit& visit) {
  return base::rows_before_page(number_of(visit.query("page")), size_of(visit));
}

Paging paging_of(const Visit& visit, std::int64_t total, std::int64_t begin, std::size_t rows,
                 const std::string& last) {
  Paging paging{size_of(visit), total, begin, ""};
  if (begin + static_cast<std::int64_t>(rows) < total) paging.next = last;
  return paging;
}

Paging paging_within(const Visit& visit, std::int64_t total,
                     const std::function<std::int64_t(const std::string&)>& position) {
  std::string after = visit.query("after");
  std::int64_t begin = after.empty() ? begin_asked(visit) : position(after) + 1;
  return {size_of(visit), total, base::begin_within(begin, total, size_of(visit)), ""};
}

json::Json rows_json(json::Json rows, const Paging& paging) {
  return {{"rows", std::move(rows)},
          {"total", paging.total},
          {"next", json::text_or_null(paging.next)}};
}

http::Response rows_answer(json::Json rows, const Paging& paging) {
  return json_answer(200, rows_json(std::move(rows), paging));
}

http::Response rows_answer(json::Json rows) {
  Paging paging = without_pages(rows.size());
  return rows_answer(std::move(rows), paging);
}

html::Url with_query(const Visit& visit,
                     const std::vector<std::pair<std::string, std::string>>& set) {
  html::Url url = html::Url::at(visit.request.path);
  auto is_set = [&](const std::string& name) {
    return std::any_of(set.begin(), set.end(), [&](const auto& one) { return one.first == name; });
  };
  for (const auto& [name, value] : visit.request.query)
    if (!is_place(name) && !is_set(name) && !value.empty()) url.add(name, value);
  for (const auto& [name, value] : set)
    if (!value.empty()) url.add(name, value);
  return url;
}

Html pager(const Visit& visit, const Paging& paging) {
  std::int64_t page = paging.page(), pages = paging.pages();
  std::vector<Html> parts = {
      element("span", {}, {text(fmt::format("总数：{}", paging.total))}),
      size_links(visit, paging),
      step(visit, "首页", 1, page > 1),
      step(visit, "上一页", page - 1, page > 1),
      element("span", {}, {text(fmt::format("第 {} / {} 页", page, pages))}),
  };
  parts.push_back(paging.next.empty()
                      ? element("span", {attr("class", "soft")}, {text("下一页")})
                      : element("a",
                                {html::link("href", with_query(visit, {{"after", paging.next}})),
                                 attr("rel", "next")},
                                {text("下一页")}));
  parts.push_back(step(visit, "尾页", pages, page < pages));
  if (pages > 1) parts.push_back(go_to(visit));
  return element("nav", {attr("class", "pager"), attr("aria-label", "翻页")}, parts);
}

}  // namespace xueshi::web
