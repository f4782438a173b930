#include "intake/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "intake/quick.h"
#include "intake/shorten.h"

namespace xueshi::intake {

namespace {

constexpr int kDayPlaces = 3;
constexpr std::int64_t kMostDays = 366'000;

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }

bool is_control_but_break(char c) { return is_control(c) && c != '\n' && c != '\r' && c != '\t'; }

// The characters of a text that may have too many of them; its bytes where they are few enough.
std::size_t length_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool check_text(Cells& cells, Slot slot, std::size_t most, bool (*forbidden)(char)) {
  std::string_view text = cells.text(slot);
  if (std::size_t length = length_of(text, most); length > most) {
    cells.error(slot, "intake.too-long",
                fmt::format("有 {} 个字，最多 {} 个，请缩短", length, most));
    return false;
  }
  if (std::none_of(text.begin(), text.end(), forbidden)) return true;
  cells.error(slot, "intake.control-character", "含有换行或控制字符，请删除");
  return false;
}

// What `parse` makes of the cell, or of its half-width form.
template <typename Parse>
auto parse_either(std::string_view text, Parse parse) -> decltype(parse(text)) {
  if (auto value = parse(text)) return value;
  constexpr char kFullWidthLead = '\xEF';
  if (text.find(kFullWidthLead) == std::string_view::npos) return std::nullopt;
  std::string half = base::to_half_width(text);
  return parse(std::string_view(half));
}

void add_wrong(Cells& cells, Slot slot, std::string code, std::string_view advice) {
  cells.error(slot, std::move(code), fmt::format("'{}' {}", shorten(cells.text(slot)), advice));
}

// True for a text with the shape of a date: the day itself must be at fault.
bool has_date_shape(std::string_view text) {
  auto is_digit = [&](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  bool year = is_digit(0) && is_digit(1) && is_digit(2) && is_digit(3);
  if (!year || text.size() < 8 || (text[4] != '-' && text[4] != '/')) return false;
  return text.find(text[4], 5) != std::string_view::npos;
}

void add_wrong_date(Cells& cells, Slot slot, std::string_view form) {
  std::string_view text = cells.text(slot);
  bool with_time = text.find(':') != std::string_view::npos;
  std::string_view what = !has_date_shape(text) ? "不是日期"
                          : with_time           ? "不是存在的时间"
                                                : "不是存在的日期";
  add_wrong(cells, slot, "intake.date", fmt::format("{}，请写成 {}", what, form));
}

std::optional<base::YearMonth> parse_month_text(std::string_view text) {
  if (auto month = base::parse_year_month(text)) return month;
  auto day = quick::parse_local_time(text);
  if (!day || day->date.day() != std::chrono::day(1) || day->minute != 0) return std::nullopt;
  return base::YearMonth{base::year_of(day->date),
                         static_cast<int>(static_cast<unsigned>(day->date.month()))};
}

}  // namespace

void parse_name(Cells& cells, Slot slot, std::string& into) {
  bool sound = check_text(cells, slot, kMostNameCharacters, is_control);
  into = sound ? cells.text(slot) : "";
}

void parse_org_code(Cells& cells, Slot slot, std::string& into) {
  parse_name(cells, slot, into);
  bool is_path = into == "." || into == ".." || into.find_first_of("/\\") != std::string::npos;
  if (is_path)
    add_wrong(cells, slot, "intake.org-code", "不能作机构编码：不能含有斜杠，也不能是 . 或 ..");
}

void parse_long_text(Cells& cells, Slot slot, std::string& into) {
  bool sound = check_text(cells, slot, kMostTextCharacters, is_control_but_break);
  into = sound ? cells.text(slot) : "";
  std::erase(into, '\r');
}

base::Year parse_year(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return {};
  if (auto year = parse_either(cells.text(slot), quick::parse_year)) return *year;
  add_wrong(cells, slot, "intake.year", "不是年度，请写成四位数字，如 2017");
  return {};
}

base::Hours parse_hours(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return {};
  auto hours = parse_either(cells.text(slot), quick::parse_hours);
  if (!hours) {
    add_wrong(cells, slot, "intake.hours",
              "不是学时，请写成 4、4.25（最多两位小数）或 3小时10分53秒");
  } else if (*hours < base::Hours() || *hours > kMostHours) {
    add_wrong(cells, slot, "intake.hours-range",
              fmt::format("超出范围，学时应在 0 到 {} 之间", base::render_decimal(kMostHours)));
  } else {
    return *hours;
  }
  return {};
}

std::optional<base::LocalTime> parse_time(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return std::nullopt;
  auto time = parse_either(cells.text(slot), quick::parse_local_time);
  if (!time) add_wrong_date(cells, slot, "YYYY-MM-DD 或 YYYY-MM-DD HH:MM");
  return time;
}

std::optional<base::Date> parse_day(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return std::nullopt;
  auto time = parse_either(cells.text(slot), quick::parse_local_time);
  if (time && time->minute == 0) return time->date;
  add_wrong_date(cells, slot, "YYYY-MM-DD");
  return std::nullopt;
}

base::YearMonth parse_month(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return {};
  if (auto month = parse_either(cells.text(slot), parse_month_text)) return *month;
  add_wrong(cells, slot, "intake.month", "不是年月，请写成 YYYY-MM");
  return {};
}

std::int64_t parse_count(Cells& cells, Slot slot) {
  return parse_optional_count(cells, slot).value_or(0);
}

std::optional<std::int64_t> parse_optional_count(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return std::nullopt;
  auto count =
      parse_either(cells.text(slot), [](auto text) { return base::parse_decimal(text, 0); });
  if (count && *count >= 0 && *count <= kMostPeople) return count;
  add_wrong(cells, slot, "intake.count",
            fmt::format("不是人数，请写 0 到 {} 之间的整数", kMostPeople));
  return std::nullopt;
}

std::int64_t parse_days(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return 0;
  auto days = parse_either(cells.text(slot),
                           [](auto text) { return base::parse_decimal(text, kDayPlaces); });
  if (days && *days >= 0 && *days <= kMostDays) return *days;
  add_wrong(cells, slot, "intake.days", "不是天数，请写 0 到 366 之间的数，最多三位小数");
  return 0;
}

base::Money parse_budget(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return {};
  auto budget = parse_either(cells.text(slot), base::parse_wan);
  if (budget && *budget >= base::Money() && *budget <= kMostBudget) return *budget;
  add_wrong(cells, slot, "intake.money",
            "不是经费，请写以万元为单位的数，从 0 到一千万，最多六位小数");
  return {};
}

std::string_view parse_choice(Cells& cells, Slot slot) {
  std::string_view text = cells.text(slot);
  if (text.empty()) return "";
  std::string_view left = cells.heading(slot).choices;
  while (!left.empty()) {
    std::size_t slash = std::min(left.find('/'), left.size());
    if (left.substr(0, slash) == text) return left.substr(0, slash);
    left.remove_prefix(std::min(slash + 1, left.size()));
  }
  std::vector<std::string> words;
  for (std::string_view word : choices_of(cells.heading(slot))) words.emplace_back(word);
  add_unknown_word(cells, slot, "intake.choice",
                   fmt::format("{}的可选值", cells.heading(slot).name), words);
  return "";
}

bool parse_yes_no(Cells& cells, Slot slot, bool where_empty) {
  std::string_view word = parse_choice(cells, slot);
  return word.empty() ? where_empty : word == "是";
}

void add_unknown_word(Cells& cells, Slot slot, std::string code, std::string_view what,
                      const std::vector<std::string>& known) {
  std::string shown = shorten(cells.text(slot));
  std::string near = base::suggest(shown, known);
  std::string advice = near.empty() ? "，可以写：" + base::join(known, "、") : near;
  cells.error(slot, std::move(code), fmt::format("'{}' 不是{}{}", shown, what, advice));
}

void check_order(Cells& cells, Slot at_end, const base::LocalTime& start,
                 const base::LocalTime& end) {
  bool by_day = !start.has_time || !end.has_time;
  if (by_day ? end.date >= start.date : end >= start) return;
  cells.error(at_end, "intake.end-before-start",
              fmt::format("结束时间 {} 早于开始时间 {}，请更正", base::render_as_written(end),
                          base::render_as_written(start)));
}

void check_not_future(Cells& cells, Slot slot, const std::optional<base::Date>& date,
                      base::Date today) {
  if (!date || *date <= today) return;
  cells.warning(slot, "intake.future", fmt::format("{} 在今天之后，请核对", base::render(*date)));
}

}  // namespace xueshi::intake
