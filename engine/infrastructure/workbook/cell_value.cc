#include "workbook/cell_value.h"

#include <algorithm>
#include <chrono>

#include "base/date.h"
#include "base/number.h"

namespace xueshi::workbook {

namespace {

using page::Column;
using page::Format;
using page::Number;

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

double to_double(const Number& number) {
  return static_cast<double>(number.scaled) / static_cast<double>(power_of_ten(number.places));
}

Number rounded(const Number& number, int places) {
  if (number.places <= places) return number;
  return {base::divide_half_up(number.scaled, power_of_ten(number.places - places)), places};
}

bool is_below(const Number& number, const Number& limit) {
  auto wide = [](const Number& value, int places) {
    return static_cast<long double>(value.scaled) *
           static_cast<long double>(power_of_ten(places - value.places));
  };
  int places = std::max(number.places, limit.places);
  return wide(number, places) < wide(limit, places);
}

// Decimals that are not zeros at the end.
int places_of(const Number& number) {
  int places = number.places;
  for (std::int64_t scaled = number.scaled; places > 0 && scaled % 10 == 0; --places) scaled /= 10;
  return places;
}

// Days since 1899-12-30, as a workbook counts, and the part of the day. What lies before
// 1900-03-01, where such programs disagree, stays a text.
void show_date(const std::string& text, CellValue& shown) {
  using namespace std::chrono;
  constexpr base::Date kZero{year(1899), month(12), day(30)};
  constexpr base::Date kFirst{year(1900), month(3), day(1)};
  auto time = base::parse_local_time(text);
  if (!time || time->date < kFirst) return;
  shown.is_number = true;
  shown.look.shape = time->has_time ? Shape::kTime : Shape::kDate;
  int minutes = time->has_time ? time->minute : 0;
  auto days = (sys_days(time->date) - sys_days(kZero)).count();
  shown.number = static_cast<double>(days) + minutes / 1440.0;
  shown.text = shown.stored = base::render_as_written(*time);
}

void show_number(const Column& column, const Number& number, CellValue& shown) {
  shown.is_number = true;
  Number kept = rounded(number, column.format == Format::kInteger ? 0 : column.places);
  shown.look.red = column.red_below && is_below(kept, *column.red_below);
  if (column.format == Format::kPercent) {
    Number part{kept.scaled, kept.places + 2};
    shown.number = to_double(part);
    shown.stored = base::render_decimal(part.scaled, part.places);
    shown.text = render_number(kept, column.places, column.places) + "%";
    shown.look.shape = Shape::kPercent;
    shown.look.places = column.places;
    return;
  }
  shown.number = to_double(kept);
  shown.stored = base::render_decimal(kept.scaled, kept.places);
  shown.text = shown.stored;
  if (column.format != Format::kDecimal || !column.least_places) return;
  int places = std::max(*column.least_places, places_of(kept));
  shown.text = render_number(kept, column.places, places);
  shown.look.shape = Shape::kDecimal;
  shown.look.places = places;
  shown.look.room = column.places - places;
}

}  // namespace

std::string render_number(Number number, int most, int least) {
  number = rounded(number, most);
  std::string text = base::render_decimal(number.scaled, number.places);
  std::size_t point = text.find('.');
  std::size_t places = point == std::string::npos ? 0 : text.size() - point - 1;
  if (places == 0 && least > 0) text += '.';
  for (std::size_t i = places; i < static_cast<std::size_t>(least); ++i) text += '0';
  return text;
}

void show(const Column& column, const page::Cell& cell, CellValue& shown) {
  shown.text.clear();
  shown.is_number = false;
  shown.look = {.centered = column.centered};
  if (const auto* text = std::get_if<std::string>(&cell)) {
    shown.text = *text;
    if (column.format == Format::kDate) show_date(*text, shown);
  } else if (const auto* number = std::get_if<Number>(&cell)) {
    show_number(column, *number, shown);
  }
}

}  // namespace xueshi::workbook
