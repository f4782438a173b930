// Paging: which rows of a list a page shows, and the ways to the others (web.md §5).
//
// The place stands in the address: `after`, the key of the last row before, `size`, and `page`
// where somebody goes to a number. What is asked for beyond the end is the last page.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "html/html.h"
#include "http/message.h"
#include "json/json.h"
#include "web/visit.h"

namespace xueshi::web {

inline constexpr std::int64_t kSizes[] = {20, 50, 100};

struct Paging {
  std::int64_t size = kSizes[0];
  std::int64_t total = 0;
  std::int64_t begin = 0;  // of the first row shown, from 0
  std::string next{};      // `after` of the next page; empty: this is the last
  std::int64_t page() const { return begin / size + 1; }
  std::int64_t pages() const { return std::max<std::int64_t>((total - 1) / size + 1, 1); }
};

// Of a list that is shown as a whole.
Paging without_pages(std::size_t rows);

// 20, 50 or 100.
std::int64_t size_of(const Visit& visit);
// How many rows stand before the page whose number the address gives; 0 where it gives none.
std::int64_t begin_asked(const Visit& visit);

// A page that a use case cut out of its list. `last`: the key of its last row; empty: it has none.
Paging paging_of(const Visit& visit, std::int64_t total, std::int64_t begin, std::size_t rows,
                 const std::string& last);

// Where the page begins in a list that is here as a whole; `position` finds the key of a row, -1:
// not there.
Paging paging_within(const Visit& visit, std::int64_t total,
                     const std::function<std::int64_t(const std::string&)>& position);

// The rows of this page, out of all of them.
template <typename Row>
std::vector<Row> page_of(const Visit& visit, const std::vector<Row>& all,
                         const std::function<std::string(const Row&)>& key, Paging& paging) {
  auto total = static_cast<std::int64_t>(all.size());
  paging = paging_within(visit, total, [&](const std::string& after) {
    auto at =
        std::find_if(all.begin(), all.end(), [&](const Row& row) { return key(row) == after; });
    return at == all.end() ? -1 : at - all.begin();
  });
  std::int64_t end = std::min(paging.begin + paging.size, total);
  if (end < total) paging.next = key(all[static_cast<std::size_t>(end - 1)]);
  return {all.begin() + paging.begin, all.begin() + end};
}

// What programs get of a list (web.md §11): {rows, total, next}.
json::Json rows_json(json::Json rows, const Paging& paging);
http::Response rows_answer(json::Json rows, const Paging& paging);
// Of a list without pages.
http::Response rows_answer(json::Json rows);
// Of the rows shown, each as `row` says it.
template <typename Row, typename ToJson>
http::Response rows_answer(const std::vector<Row>& shown, const Paging& paging, ToJson to_json) {
  json::Json rows = json::Json::array();
  for (const Row& row : shown) rows.push_back(to_json(row));
  return rows_answer(std::move(rows), paging);
}

// 总数, 每页记录数, 首页 上一页 下一页 尾页 转至; the rest of the address stays as it is.
html::Html pager(const Visit& visit, const Paging& paging);

// This page's address with another value of its query; an empty one is left out. The place in the
// list is left out too, unless it is what is set.
html::Url with_query(const Visit& visit,
                     const std::vector<std::pair<std::string, std::string>>& set);

}  // namespace xueshi::web
