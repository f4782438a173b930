#include "web/year.h"

#include <algorithm>

#include "web/list.h"

namespace xueshi::web {

namespace {

constexpr int kYearsBack = 10, kYearsAhead = 1;

}  // namespace

base::Year year_of(const Visit& visit) {
  base::Year now = base::year_of(visit.session->today());
  return base::parse_year(visit.query("year")).value_or(now);
}

Field year_field(const Visit& visit) {
  int now = base::year_of(visit.session->today()).value();
  Field field{"year", "年度", std::to_string(year_of(visit).value()), Field::Kind::kChoice};
  const auto& rules = visit.session->policies().shelf().by_year;
  int first = rules.empty() ? now : rules.begin()->first;
  for (int year = now + kYearsAhead; year >= std::max(first, now - kYearsBack); --year)
    field.options.push_back({std::to_string(year), std::to_string(year) + " 年"});
  return field;
}

html::Html year_filter(const Visit& visit) { return filters(visit, {year_field(visit)}); }

}  // namespace xueshi::web
