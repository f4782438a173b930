#include "intake/written_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "intake/fold.h"

namespace xueshi::intake {

namespace {

using Fault = DateFault::Kind;

// Dashes of every length become "-", several blanks are one.
std::string plain_form(std::string_view text) {
  std::string plain;
  std::string folded = fold(text);
  for (std::string_view character : base::characters(folded)) {
    bool dash = character == "\u2010" || character == "\u2012" || character == "\u2013" ||
                character == "\u2014" || character == "\u2015" || character == "\u2212";
    plain += dash ? "-" : character == "\t" ? " " : character;
  }
  return plain;
}

// Reads a text from its front; where it fails, `at` is the place.
class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }
  void go_back(std::size_t at) { at_ = at; }
  std::string_view left() const { return text_.substr(at_); }

  void skip_blanks() {
    while (take(" ")) {
    }
  }
  bool take(std::string_view word) {
    if (!left().starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  template <std::size_t kCount>
  std::optional<std::size_t> take_any(const std::array<std::string_view, kCount>& words) {
    for (std::size_t i = 0; i < kCount; ++i) {
      if (take(words[i])) return i;
    }
    return std::nullopt;
  }
  std::size_t digits() const {
    std::size_t count = std::min(left().find_first_not_of("0123456789"), left().size());
    return count;
  }
  // A number of `least` to `most` digits.
  std::optional<int> take_number(std::size_t least, std::size_t most) {
    std::size_t count = digits();
    if (count < least || count > most) {
      at_ += count > most ? most : count;
      return std::nullopt;
    }
    return take_digits(count);
  }
  // Requires: there are as many digits.
  int take_digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[at_++] - '0');
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

struct Parts {
  int year = 0, month = 0, day = 0;
};

// The year and what stands behind it.
bool read_month_and_day(Reading& reading, Parts& parts) {
  constexpr std::array<std::string_view, 3> kSigns = {"-", "/", "."};
  reading.skip_blanks();
  bool in_words = reading.take("年");
  std::optional<std::size_t> sign;
  if (!in_words && !(sign = reading.take_any(kSigns))) return false;
  reading.skip_blanks();
  auto month = reading.take_number(1, 2);
  if (!month) return false;
  reading.skip_blanks();
  if (in_words ? !reading.take("月") : !reading.take(kSigns[*sign])) return false;
  reading.skip_blanks();
  auto day = reading.take_number(1, 2);
  if (!day) return false;
  std::size_t before = reading.at();
  if (in_words) reading.skip_blanks();
  if (in_words && !reading.take("日") && !reading.take("号")) reading.go_back(before);
  parts.month = *month;
  parts.day = *day;
  return true;
}

bool read_date(Reading& reading, Parts& parts, DateFault& fault) {
  constexpr std::size_t kDigitsOfDay = 8;
  if (reading.digits() == kDigitsOfDay) {
    parts = {reading.take_digits(4), reading.take_digits(2), reading.take_digits(2)};
    return true;
  }
  std::size_t digits = reading.digits();
  if (digits == 1 || digits == 2) {
    std::size_t behind = digits;
    std::string_view left = reading.left();
    bool like_date = behind < left.size() &&
                     std::string_view("-/.").find(left[behind]) != std::string_view::npos;
    if (like_date) {
      fault.kind = Fault::kYearNotFirst;
      return false;
    }
  }
  auto year = reading.take_number(4, 4);
  if (!year) return false;
  parts.year = *year;
  return read_month_and_day(reading, parts);
}

void skip_weekday(Reading& reading) {
  constexpr std::array<std::string_view, 3> kWeeks = {"星期", "礼拜", "周"};
  constexpr std::array<std::string_view, 8> kDays = {"一", "二", "三", "四",
                                                     "五", "六", "日", "天"};
  std::size_t before = reading.at();
  reading.skip_blanks();
  bool bracket = reading.take("(");
  if (!reading.take_any(kWeeks) || !reading.take_any(kDays) || (bracket && !reading.take(")")))
    reading.go_back(before);
}

// The minute of the day; -1 for a time that there is not; absent where it cannot be read.
std::optional<int> read_time(Reading& reading) {
  constexpr std::array<std::string_view, 3> kMornings = {"上午", "早上", "凌晨"};
  constexpr std::array<std::string_view, 2> kAfternoons = {"下午", "晚上"};
  bool morning = reading.take_any(kMornings).has_value();
  std::optional<std::size_t> later = morning ? std::nullopt : reading.take_any(kAfternoons);
  bool afternoon = later.has_value();
  reading.skip_blanks();
  auto hour = reading.take_number(1, 2);
  if (!hour) return std::nullopt;
  std::optional<int> minute = 0, second = 0;
  bool in_words = reading.take("时") || reading.take("点");
  if (in_words) {
    if (reading.take("半")) {
      minute = 30;
    } else if (reading.digits() > 0) {
      minute = reading.take_number(1, 2);
      if (!minute || !reading.take("分")) return std::nullopt;
    }
  } else {
    if (!reading.take(":")) return std::nullopt;
    minute = reading.take_number(1, 2);
    if (minute && reading.take(":")) {
      second = reading.take_number(1, 2);
      if (second && reading.take(".")) reading.take_digits(reading.digits());
    }
    if (!minute || !second) return std::nullopt;
  }
  std::size_t before = reading.at();
  reading.skip_blanks();
  std::string next = base::lower_ascii(reading.left().substr(0, 2));
  if (next == "am" || next == "pm") {
    reading.take(reading.left().substr(0, 2));
    if (morning || afternoon) return -1;
    (next == "am" ? morning : afternoon) = true;
  } else {
    reading.go_back(before);
  }
  if (*hour > 23 || *minute > 59 || *second > 59) return -1;
  if (morning && *hour > 12) return -1;
  if (later == 1 && *hour == 12) return -1;  // 晚上12点: of this day, or of the next?
  if (morning && *hour == 12) hour = 0;
  if (afternoon && *hour < 12) *hour += 12;
  return *hour * 60 + *minute;
}

void tell_character(std::string_view given, std::string_view plain, std::size_t at,
                    DateFault& fault) {
  if (fault.kind == Fault::kYearNotFirst) return;
  if (at >= plain.size()) {
    fault.kind = Fault::kTooShort;
    return;
  }
  fault.kind = Fault::kCharacter;
  fault.at = base::characters(plain.substr(0, at)).size() + 1;
  fault.character = base::characters(plain.substr(at)).front();
  // As it was written, where folding did not change how many there are.
  std::vector<std::string_view> written = base::characters(given);
  if (written.size() == base::characters(plain).size()) fault.character = written[fault.at - 1];
}

}  // namespace

std::string describe(const DateFault& fault) {
  switch (fault.kind) {
    case Fault::kTooShort:
      return "不是完整的日期";
    case Fault::kNoDay:
      return "不是存在的日期";
    case Fault::kNoTime:
      return "不是存在的时间";
    case Fault::kYearNotFirst:
      return "不是日期：年份应写在前面，四位数字";
    case Fault::kCharacter:
      return fmt::format("不是日期：第 {} 个字符 '{}' 读不懂", fault.at, fault.character);
  }
  return "不是日期";
}

std::optional<base::LocalTime> parse_written_time(std::string_view text, DateFault& fault) {
  constexpr int kFirstYear = 1900, kLastYear = 2999;
  std::string plain = plain_form(text);
  Reading reading(plain);
  Parts parts;
  if (!read_date(reading, parts, fault)) {
    tell_character(text, plain, reading.at(), fault);
    return std::nullopt;
  }
  base::Date date{std::chrono::year(parts.year),
                  std::chrono::month(static_cast<unsigned>(parts.month)),
                  std::chrono::day(static_cast<unsigned>(parts.day))};
  bool is_day = date.ok() && parts.year >= kFirstYear && parts.year <= kLastYear;
  skip_weekday(reading);
  std::size_t before = reading.at();
  reading.skip_blanks();
  bool apart = reading.at() != before || reading.take("T") || plain[before - 1] < 0 ||
               (static_cast<unsigned char>(plain[reading.at()]) >= 0x80);
  std::optional<int> minute = 0;
  bool has_time = !reading.at_end();
  if (has_time) minute = apart ? read_time(reading) : std::nullopt;
  if (!minute || (*minute >= 0 && !reading.at_end())) {
    tell_character(text, plain, reading.at(), fault);
    return std::nullopt;
  }
  if (is_day && *minute >= 0) return base::LocalTime{date, *minute, has_time};
  fault.kind = is_day ? Fault::kNoTime : Fault::kNoDay;
  return std::nullopt;
}

std::optional<base::YearMonth> parse_written_month(std::string_view text) {
  constexpr std::size_t kDigitsOfMonth = 6;
  std::string plain = plain_form(text);
  Reading reading(plain);
  std::optional<int> year, month;
  if (reading.digits() == kDigitsOfMonth) {
    year = reading.take_digits(4);
    month = reading.take_digits(2);
  } else if ((year = reading.take_number(4, 4))) {
    reading.skip_blanks();
    bool in_words = reading.take("年");
    if (!in_words && !reading.take("-") && !reading.take("/") && !reading.take("."))
      return std::nullopt;
    reading.skip_blanks();
    month = reading.take_number(1, 2);
    reading.skip_blanks();
    if (in_words) reading.take("月份") || reading.take("月");
  }
  if (year && month && reading.at_end())
    return base::parse_year_month(fmt::format("{:04}-{:02}", *year, *month));
  DateFault ignored;
  std::optional<base::LocalTime> day = parse_written_time(text, ignored);
  if (!day || day->date.day() != std::chrono::day(1) || day->minute != 0) return std::nullopt;
  return base::YearMonth{base::year_of(day->date),
                         static_cast<int>(static_cast<unsigned>(day->date.month()))};
}

}  // namespace xueshi::intake
