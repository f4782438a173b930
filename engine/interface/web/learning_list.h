// Lists of learning records, paged by the database; for this room's own files.
#pragma once

#include <optional>
#include <string>

#include "view/learning.h"
#include "web/list.h"
#include "web/visit.h"

namespace xueshi::web {

inline constexpr const char* kAllWord = "全部";

// What the address asks: year, name, learner, review, from, to; order, size and place.
// `review`, `year`: where it says nothing; empty: all of them.
view::RecordPage record_page_of(const Visit& visit, const std::string& review,
                                std::optional<base::Year> year);
Field review_field(const std::string& otherwise);
Field record_year_field(const Visit& visit, std::optional<base::Year> year);

// Which rows are shown, and the way to the others.
Paging paging_of_records(const Visit& visit, const view::RecordList& list);
http::Response records_as_json(const view::RecordList& list, const Paging& paging);

}  // namespace xueshi::web
