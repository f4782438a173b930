#include "web/learning_list.h"

#include "json/learning.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

constexpr std::pair<const char*, view::RecordOrder> kRecordOrders[] = {
    {"start", view::RecordOrder::kStart},   {"end", view::RecordOrder::kEnd},
    {"title", view::RecordOrder::kTitle},   {"hours", view::RecordOrder::kHours},
    {"year", view::RecordOrder::kYear},     {"learner", view::RecordOrder::kLearner},
    {"unit", view::RecordOrder::kUnit},     {"category", view::RecordOrder::kSource},
    {"review", view::RecordOrder::kStatus},
};

constexpr std::string_view kReviewPlaces[] = {hours::place::kPending, hours::place::kApproved,
                                              hours::place::kReturned, hours::place::kRefused,
                                              hours::place::kVoided};

std::string key_of_record(const view::RecordView& view) {
  return view.record.employee + "/" + view.record.number;
}

}  // namespace

view::RecordPage record_page_of(const Visit& visit, const std::string& review,
                                std::optional<base::Year> year) {
  view::RecordPage page;
  std::string asked_year = visit.query("year");
  page.filter.year = asked_year.empty()       ? year
                     : asked_year == kAllWord ? std::nullopt
                                              : std::optional(year_of(visit));
  page.filter.title = visit.query("name");
  page.filter.learner = visit.query("learner");
  std::string status = visit.query("review").empty() ? review : visit.query("review");
  page.filter.status = status.empty() || status == kAllWord
                           ? ""
                           : hours::parse_review_label(status).value_or(status);
  page.filter.from = base::parse_date(visit.query("from"));
  page.filter.to = base::parse_date(visit.query("to"));
  Order order = order_of(visit, "-start");
  for (const auto& [name, value] : kRecordOrders) {
    if (order.name != name) continue;
    page.order = value;
    page.is_down = order.is_down;
  }
  page.size = size_of(visit);
  page.after = visit.query("after");
  page.begin = begin_asked(visit);
  return page;
}

Field review_field(const std::string& otherwise) {
  Field field{"review", "审核状态", otherwise.empty() ? kAllWord : otherwise, Field::Kind::kChoice};
  field.options.push_back({kAllWord, kAllWord});
  for (std::string_view place : kReviewPlaces) {
    std::string label = hours::review_label(place);
    field.options.push_back({label, label});
  }
  return field;
}

Field record_year_field(const Visit& visit, std::optional<base::Year> year) {
  Field field = year_field(visit);
  field.options.insert(field.options.begin(), {kAllWord, kAllWord});
  field.value = year ? std::to_string(year->value()) : kAllWord;
  return field;
}

Paging paging_of_records(const Visit& visit, const view::RecordList& list) {
  return paging_of(visit, list.total, list.begin, list.rows.size(),
                   list.rows.empty() ? "" : key_of_record(list.rows.back()));
}

http::Response records_as_json(const view::RecordList& list, const Paging& paging) {
  return rows_answer(list.rows, paging,
                     [](const view::RecordView& view) { return json::to_json(view); });
}

}  // namespace xueshi::web
