#include "intake/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "base/number.h"
#include "base/text.h"
#include "intake/fold.h"
#include "intake/quick.h"
#include "intake/shorten.h"
#include "intake/written_date.h"

namespace xueshi::intake {

namespace {

constexpr int kDayPlaces = 3;
constexpr std::int64_t kMostDays = 366'000;
constexpr std::string_view kEmployeeHeading = "员工编号";

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

// What `parse` makes of the cell, or of its folded form.
template <typename Parse>
auto parse_either(std::string_view text, Parse parse) -> decltype(parse(text)) {
  if (auto value = parse(text)) return value;
  if (std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) return std::nullopt;
  std::string folded = fold(text);
  return parse(base::trim(folded));
}

void add_wrong(Cells& cells, Slot slot, std::string code, std::string_view advice) {
  cells.error(slot, std::move(code), fmt::format("'{}' {}", shorten(cells.text(slot)), advice));
}

std::optional<base::LocalTime> find_time(Cells& cells, Slot slot, std::string_view form) {
  std::string_view text = cells.text(slot);
  if (auto time = quick::parse_local_time(text)) return time;
  DateFault fault;
  auto time = parse_written_time(text, fault);
  if (!time)
    add_wrong(cells, slot, "intake.date", fmt::format("{}，请写成 {}", describe(fault), form));
  return time;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1,234,567.8": thousands set apart by commas, three digits each.
bool has_thousands(std::string_view text) {
  std::size_t point = std::min(text.find('.'), text.size());
  std::size_t comma = text.find(',');
  if (comma == 0 || comma > 3 || comma > point) return false;
  for (std::size_t i = 0; i < point; ++i) {
    bool at_comma = i >= comma && (i - comma) % 4 == 0;
    if (at_comma ? text[i] != ',' : !is_digit(text[i])) return false;
  }
  return (point - comma) % 4 == 0;
}

// The number in front of one of the units, or alone; thousands may be set apart.
std::optional<std::int64_t> parse_measure(std::string_view text, int places,
                                          std::initializer_list<std::string_view> units) {
  for (std::string_view unit : units) {
    if (!text.ends_with(unit)) continue;
    text = base::trim(text.substr(0, text.size() - unit.size()));
    break;
  }
  std::string digits(text);
  if (has_thousands(text)) std::erase(digits, ',');
  return base::parse_decimal(digits, places);
}

// "27:30", "27:30:05".
std::optional<base::Hours> parse_duration(std::string_view text) {
  std::vector<std::string> parts = base::split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  std::int64_t seconds = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    std::int64_t value = 0;
    if (i < parts.size()) {
      bool sound = !parts[i].empty() && std::all_of(parts[i].begin(), parts[i].end(), is_digit) &&
                   parts[i].size() <= (i == 0 ? 5 : 2);
      if (!sound) return std::nullopt;
      value = *base::parse_decimal(parts[i], 0);
      if (i > 0 && value > 59) return std::nullopt;
    }
    seconds = seconds * 60 + value;
  }
  return base::Hours::of_seconds(seconds);
}

// Also as workbooks show durations, and with the unit behind a decimal: "12.5小时", "8学时",
// "90分钟".
std::optional<base::Hours> parse_written_hours(std::string_view text) {
  if (auto hours = quick::parse_hours(text)) return hours;
  if (auto hours = parse_duration(text)) return hours;
  for (std::string_view unit : {"学时", "小时"}) {
    if (!text.ends_with(unit)) continue;
    auto number = base::parse_decimal(text.substr(0, text.size() - unit.size()), 2);
    if (number && *number >= 0) return base::Hours::of_seconds(*number * 36);
  }
  constexpr std::int64_t kMostMinutes = 1'000'000;
  std::string shorter(text);
  if (text.ends_with("分钟")) shorter.resize(text.size() - std::string_view("钟").size());
  constexpr std::string_view kMinutes = "分";
  if (!shorter.ends_with(kMinutes)) return std::nullopt;
  auto minutes = base::parse_decimal(shorter.substr(0, shorter.size() - kMinutes.size()), 0);
  if (minutes && *minutes >= 0 && *minutes <= kMostMinutes)
    return base::Hours::of_seconds(*minutes * 60);
  return base::parse_hours(shorter);
}

std::optional<base::Money> parse_written_budget(std::string_view text) {
  for (std::string_view sign : {"¥", "￥"}) {
    if (text.starts_with(sign)) text = base::trim(text.substr(sign.size()));
  }
  constexpr int kPlaces = 6;
  auto fen = parse_measure(text, kPlaces, {"万元", "万"});
  return fen ? std::optional(base::Money::of_fen(*fen)) : std::nullopt;
}

// 2.02105E+17: what is left of a long number that a spreadsheet took for a quantity.
bool is_scientific(std::string_view text) {
  std::size_t e = text.find_first_of("Ee");
  if (e == std::string_view::npos || e == 0 || e + 2 >= text.size() || text[e + 1] != '+')
    return false;
  std::string_view digits = text.substr(0, e);
  std::string_view exponent = text.substr(e + 2);
  return std::all_of(exponent.begin(), exponent.end(), is_digit) && is_digit(digits.front()) &&
         digits.find_first_not_of("0123456789.") == std::string_view::npos;
}

// The word among those between slashes; empty where it is none.
std::string_view find_word(std::string_view all, std::string_view wanted) {
  while (!all.empty()) {
    std::size_t slash = std::min(all.find('/'), all.size());
    if (all.substr(0, slash) == wanted) return all.substr(0, slash);
    all.remove_prefix(std::min(slash + 1, all.size()));
  }
  return "";
}

// False, with a finding, for a number that a spreadsheet has cut after 15 digits.
bool check_whole_number(Cells& cells, Slot slot, std::string_view text) {
  constexpr std::size_t kExactDigits = 15;
  bool is_number = cells.kind(slot) == sheet::CellKind::kNumber;
  std::size_t digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
  if (!is_scientific(text) && !(is_number && digits > kExactDigits)) return true;
  add_wrong(cells, slot, "intake.long-number",
            "是被表格软件当成数值的长编号，15 位以后的数字已经丢失；请先把这一列设为文本格式，再按"
            "原样重新填写");
  return false;
}

// False, with a finding, where a workbook has something else than text or a number.
bool check_is_text(Cells& cells, Slot slot) {
  switch (cells.kind(slot)) {
    case sheet::CellKind::kText:
    case sheet::CellKind::kNumber:
      return true;
    case sheet::CellKind::kBoolean:
      add_wrong(cells, slot, "intake.not-text", "是逻辑值（TRUE 或 FALSE），请改为文本后重新填写");
      return false;
    case sheet::CellKind::kDate:
    case sheet::CellKind::kDuration:
      break;
  }
  add_wrong(cells, slot, "intake.not-text",
            "是表格软件里的日期或时间，不是文字；请先把单元格设为文本格式，再按原样重新填写");
  return false;
}

// What spreadsheets put around a number to keep it a text: ="00123", '00123.
std::string_view without_wrapping(std::string_view text) {
  bool as_formula = text.size() > 3 && text.starts_with("=\"") && text.ends_with('"');
  if (as_formula) return base::trim(text.substr(2, text.size() - 3));
  for (std::string_view mark : {"'", "\u2018", "\u2019", "`"}) {
    if (text.starts_with(mark)) return base::trim(text.substr(mark.size()));
  }
  return text;
}

// Why no number of a thing looks like this; empty where it may be one.
std::string_view key_fault(const Cells& cells, Slot slot, std::string_view key) {
  std::string low = base::lower_ascii(key);
  if (low == "true" || low == "false") return "是逻辑值，不是编号；请改为文本后按原样填写";
  if (has_thousands(key)) return "带有千位分隔符，不是编号；请设为文本格式后按原样填写";
  std::size_t point = key.find('.');
  bool decimal = point != std::string_view::npos && point > 0 && point + 1 < key.size() &&
                 key.find_first_not_of("0123456789.") == std::string_view::npos &&
                 key.find('.', point + 1) == std::string_view::npos;
  bool is_number = cells.kind(slot) == sheet::CellKind::kNumber;
  bool of_person = cells.heading(slot).name == kEmployeeHeading;
  bool zeros = decimal && key.find_first_not_of('0', point + 1) == std::string_view::npos;
  if (decimal && (is_number || of_person || zeros))
    return "是小数，不是编号；请设为文本格式后按原样填写";
  if (of_person && base::parse_local_time(key))
    return "是日期，不是编号；请设为文本格式后按原样填写";
  if (is_number && key.find_first_not_of("0123456789") != std::string_view::npos &&
      (key.ends_with('%') || key.starts_with('-')))
    return "是数值，不是编号；请设为文本格式后按原样填写";
  return "";
}

}  // namespace

void parse_name(Cells& cells, Slot slot, std::string& into) {
  into.clear();
  if (!cells.given(slot) || !check_is_text(cells, slot) ||
      !check_whole_number(cells, slot, cells.text(slot)))
    return;
  if (!check_text(cells, slot, kMostNameCharacters, is_control)) return;
  std::string seen = without_invisible(cells.text(slot));
  into = base::trim(seen);
  if (into.size() != cells.text(slot).size())
    cells.warning(slot, "intake.folded", fmt::format("含有看不见的字符，已按 '{}' 读取", into));
}

void parse_key(Cells& cells, Slot slot, std::string& into) {
  into.clear();
  if (!cells.given(slot) || !check_is_text(cells, slot)) return;
  if (!check_text(cells, slot, kMostNameCharacters, is_control)) return;
  std::string_view text = cells.text(slot);
  std::string folded = fold(text);
  std::string_view key = without_wrapping(base::trim(folded));
  if (!check_whole_number(cells, slot, key)) return;
  if (std::string_view fault = key_fault(cells, slot, key); !fault.empty())
    return add_wrong(cells, slot, "intake.key", fault);
  if (key.empty()) return add_wrong(cells, slot, "intake.key", "里没有看得见的字符，请填写编号");
  bool is_invisible = without_invisible(text) != text;
  if (key != text)
    cells.warning(slot, "intake.folded",
                  is_invisible ? fmt::format("含有看不见的字符，已按 '{}' 读取", key)
                               : fmt::format("'{}' 已按 '{}' 读取", shorten(text), key));
  into = key;
}

void parse_org_code(Cells& cells, Slot slot, std::string& into) {
  parse_key(cells, slot, into);
  bool is_path = into == "." || into == ".." || into.find_first_of("/\\") != std::string::npos;
  if (is_path)
    add_wrong(cells, slot, "intake.org-code", "不能作机构编码：不能含有斜杠，也不能是 . 或 ..");
}

void parse_long_text(Cells& cells, Slot slot, std::string& into) {
  bool sound = check_is_text(cells, slot) && check_whole_number(cells, slot, cells.text(slot)) &&
               check_text(cells, slot, kMostTextCharacters, is_control_but_break);
  into = sound ? cells.text(slot) : "";
  std::erase(into, '\r');
}

base::Year parse_year(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return {};
  auto parse = [](std::string_view text) {
    for (std::string_view unit : {"年度", "年"}) {
      if (text.ends_with(unit)) return base::parse_year(text.substr(0, text.size() - unit.size()));
    }
    return quick::parse_year(text);
  };
  if (auto year = parse_either(cells.text(slot), parse)) return *year;
  add_wrong(cells, slot, "intake.year", "不是年度，请写成四位数字，如 2017");
  return {};
}

base::Hours parse_hours(Cells& cells, Slot slot, std::string_view unit) {
  if (!cells.given(slot)) return {};
  std::string_view text = cells.text(slot);
  if (!unit.empty() && text.ends_with(unit))
    text = base::trim(text.substr(0, text.size() - unit.size()));
  auto hours = parse_either(text, parse_written_hours);
  if (!hours) {
    add_wrong(cells, slot, "intake.hours",
              "不是学时，请写成 4、4.25（最多两位小数）、3小时10分53秒 或 3:10:53");
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
  return find_time(cells, slot, "YYYY-MM-DD 或 YYYY-MM-DD HH:MM");
}

std::optional<base::Date> parse_day(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return std::nullopt;
  auto time = find_time(cells, slot, "YYYY-MM-DD");
  if (!time) return std::nullopt;
  if (time->minute != 0)
    cells.warning(slot, "intake.time-dropped",
                  fmt::format("只取日期 {}，其中的时间没有导入", base::render(time->date)));
  return time->date;
}

std::optional<base::YearMonth> parse_month(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return std::nullopt;
  auto month = parse_written_month(cells.text(slot));
  if (!month) add_wrong(cells, slot, "intake.month", "不是年月，请写成 YYYY-MM");
  return month;
}

std::int64_t parse_count(Cells& cells, Slot slot) {
  return parse_optional_count(cells, slot).value_or(0);
}

std::optional<std::int64_t> parse_optional_count(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return std::nullopt;
  auto count = parse_either(cells.text(slot), [](auto text) {
    return parse_measure(text, 0, {"人", "名"});
  });
  if (count && *count >= 0 && *count <= kMostPeople) return count;
  add_wrong(cells, slot, "intake.count",
            fmt::format("不是人数，请写 0 到 {} 之间的整数", kMostPeople));
  return std::nullopt;
}

std::int64_t parse_author(Cells& cells, Slot slot) {
  constexpr std::string_view kOrdinal = "第";
  std::string_view text = cells.text(slot);
  if (text.starts_with(kOrdinal)) text.remove_prefix(kOrdinal.size());
  auto author = parse_either(text, [](auto given) { return parse_measure(given, 0, {"作者"}); });
  if (author && *author >= 1 && *author <= kMostPeople) return *author;
  add_wrong(cells, slot, "intake.author", "不是作者排序，请写 1（第一作者）起的整数");
  return 0;
}

std::int64_t parse_days(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return 0;
  auto days = parse_either(cells.text(slot), [](auto text) {
    return parse_measure(text, kDayPlaces, {"天", "日"});
  });
  if (days && *days >= 0 && *days <= kMostDays) return *days;
  add_wrong(cells, slot, "intake.days", "不是天数，请写 0 到 366 之间的数，最多三位小数");
  return 0;
}

base::Money parse_budget(Cells& cells, Slot slot) {
  if (!cells.given(slot)) return {};
  auto budget = parse_either(cells.text(slot), parse_written_budget);
  if (budget && *budget >= base::Money() && *budget <= kMostBudget) return *budget;
  add_wrong(cells, slot, "intake.money",
            "不是经费，请写以万元为单位的数，从 0 到一千万，最多六位小数");
  return {};
}

std::string_view parse_choice(Cells& cells, Slot slot) {
  std::string_view text = cells.text(slot);
  if (text.empty()) return "";
  std::string_view all = cells.heading(slot).choices;
  if (std::string_view word = find_word(all, text); !word.empty()) return word;
  std::string folded = fold(text);
  if (std::string_view word = find_word(all, base::trim(folded)); !word.empty()) return word;
  std::vector<std::string> words;
  for (std::string_view word : choices_of(cells.heading(slot))) words.emplace_back(word);
  add_unknown_word(cells, slot, "intake.choice",
                   fmt::format("“{}”的可选值", cells.heading(slot).name), words);
  return "";
}

bool parse_yes_no(Cells& cells, Slot slot, bool where_empty) {
  std::string_view word = parse_choice(cells, slot);
  return word.empty() ? where_empty : word == "是";
}

std::string parse_fact(Cells& cells, Slot slot, const std::vector<const policy::Fact*>& declared) {
  if (!cells.given(slot)) return "";
  std::vector<std::string> words;
  bool may_be_year = false;
  for (const policy::Fact* fact : declared) {
    if (fact->type == policy::Fact::Type::kFlag) words.insert(words.end(), {"是", "否"});
    words.insert(words.end(), fact->choices.begin(), fact->choices.end());
    may_be_year = may_be_year || fact->type == policy::Fact::Type::kYear;
  }
  if (const std::string* word = find_alike(words, cells.text(slot))) return *word;
  if (may_be_year) {
    base::Year year = parse_year(cells, slot);
    return year == base::Year() ? "" : std::to_string(year.value());
  }
  add_wrong(cells, slot, "intake.choice",
            fmt::format("不是“{}”的可选值，可以写：{}", cells.heading(slot).name,
                        base::join(words, "、")));
  return "";
}

const std::string* find_alike(const std::vector<std::string>& known, std::string_view word) {
  auto found = std::find(known.begin(), known.end(), word);
  if (found != known.end()) return &*found;
  std::string folded = fold(word);
  found = std::find_if(known.begin(), known.end(),
                       [&](const std::string& each) { return fold(each) == folded; });
  return found == known.end() ? nullptr : &*found;
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

void check_budget(Cells& cells, Slot slot, base::Money budget, std::int64_t headcount) {
  constexpr std::int64_t kFenOfWan = 1'000'000;
  constexpr std::int64_t kLargeWan = 1000;
  constexpr std::int64_t kLargeWanEach = 10;
  bool large = budget.fen() >= kLargeWan * kFenOfWan;
  bool large_each = headcount > 0 && budget.fen() / headcount > kLargeWanEach * kFenOfWan;
  if (!large && !large_each) return;
  cells.warning(slot, "intake.yuan",
                fmt::format("所需经费 {} 万元，像是以元为单位填写的；若应为 {} 元，请写 {}",
                            base::render_wan(budget), base::render_wan(budget),
                            base::render_decimal(budget.fen(), 10)));
}

void check_not_future(Cells& cells, Slot slot, const std::optional<base::Date>& date,
                      base::Date today) {
  if (!date || *date <= today) return;
  cells.warning(slot, "intake.future", fmt::format("{} 在今天之后，请核对", base::render(*date)));
}

}  // namespace xueshi::intake
