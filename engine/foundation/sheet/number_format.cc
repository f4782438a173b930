#include "sheet/number_format.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "sheet/number_text.h"

namespace xueshi::sheet {

namespace {

using Section = NumberFormat::Section;

constexpr int kSecondsPerDay = 24 * 60 * 60;
constexpr double kAfterYear9999 =
    2'958'466;  // in the 1900 system; four years later in that of 1904
constexpr int kDaysBetweenSystems = 1462;

// Takes a code apart, piece by piece.
class CodeReader {
 public:
  explicit CodeReader(std::string_view code) : left_(code) {}

  std::vector<Section> read() {
    while (!left_.empty()) {
      if (left_.front() == ';') {
        left_.remove_prefix(1);
        end_section();
      } else {
        read_piece();
      }
    }
    end_section();
    return std::move(sections_);
  }

 private:
  void end_section() {
    now_.thousands = now_.digits ? commas_ : 0;
    sections_.push_back(std::move(now_));
    now_ = Section();
    commas_ = 0;
    behind_point_ = false;
  }

  void read_piece() {
    char c = left_.front();
    if (c == '"') return read_quoted();
    if (c == '[') return read_bracket();
    if (c == '\\' || c == '!') return read_escaped();
    if (c == '_' || c == '*') return skip(1 + length_of_character(1));
    for (std::string_view general : {"General", "G/通用格式"}) {
      if (!left_.starts_with(general)) continue;
      now_.general = true;
      return skip(general.size());
    }
    for (std::string_view halves : {"AM/PM", "am/pm", "A/P", "a/p", "上午/下午"}) {
      if (!left_.starts_with(halves)) continue;
      now_.halves = true;
      return skip(halves.size());
    }
    read_letter();
  }

  void read_letter() {
    char c = base::lower_ascii(left_.front());
    if (c == '0' || c == '#' || c == '?') return read_digit(c);
    if (c == '.' && now_.digits) {
      behind_point_ = true;
    } else if (c == ',' && now_.digits) {
      ++commas_;
    } else if (c == '%') {
      ++now_.percents;
    } else if (c == 'e' && left_.size() > 1 && (left_[1] == '+' || left_[1] == '-')) {
      now_.exponent = true;
      return skip(2);
    } else if (c == '/' && now_.digits) {
      now_.fraction = true;
    } else if (c == '@') {
      now_.text = true;
    } else if (!read_dated(c)) {
      add_words(left_.substr(0, length_of_character(0)));
    }
    skip(length_of_character(0));
  }

  bool read_dated(char c) {
    if (c == 'y' || c == 'e' || c == 'b' || c == 'g') return now_.year = true;
    if (c == 'd' || c == 'a') return now_.day = true;
    if (c == 'm') return now_.month_or_minute = true;
    if (c == 'h') return now_.hour = true;
    if (c == 's') return now_.second = true;
    return false;
  }

  void read_digit(char c) {
    if (!base::trim(words_).empty()) now_.within = true;
    words_.clear();
    now_.behind.clear();
    now_.digits = true;
    commas_ = 0;
    if (!now_.exponent && behind_point_) ++now_.decimals;
    if (!now_.exponent && !behind_point_ && c == '0') ++now_.least_digits;
    skip(1);
  }

  void read_quoted() {
    std::size_t close = std::min(left_.find('"', 1), left_.size());
    add_words(left_.substr(1, close - 1));
    skip(close + 1);
  }

  void read_escaped() {
    std::size_t length = length_of_character(1);
    add_words(left_.substr(1, length));
    skip(1 + length);
  }

  // [h] is elapsed time, [<100] a condition, [$¥-804] a currency; others are colours and locales.
  void read_bracket() {
    std::size_t close = std::min(left_.find(']'), left_.size());
    std::string inside = base::lower_ascii(left_.substr(1, close - 1));
    skip(close + 1);
    if (inside.empty()) return;
    bool one_letter = inside.find_first_not_of(inside.front()) == std::string::npos;
    if (one_letter && std::string_view("hms").find(inside.front()) != std::string_view::npos) {
      now_.elapsed = true;
    } else if (inside.front() == '$') {
      add_words(std::string_view(inside).substr(1, inside.find('-') - 1));
    } else if (std::string_view("<>=").find(inside.front()) != std::string_view::npos) {
      read_condition(inside);
    }
  }

  void read_condition(std::string_view text) {
    std::size_t length = text.find_first_not_of("<>=");
    if (length == std::string_view::npos) return;
    std::string_view compared = text.substr(0, length);
    now_.compared = compared == "<="   ? 'l'
                    : compared == ">=" ? 'g'
                    : compared == "<>" ? '!'
                                       : text[0];
    now_.with = parse_stored_number(text.substr(length)).value_or(0);
  }

  void add_words(std::string_view words) {
    (now_.digits || now_.general ? now_.behind : now_.before) += words;
    if (now_.digits) words_ += words;
  }

  std::size_t length_of_character(std::size_t at) const {
    if (at >= left_.size()) return 0;
    std::size_t end = at + 1;
    while (end < left_.size() && (static_cast<unsigned char>(left_[end]) & 0xC0) == 0x80) ++end;
    return end - at;
  }
  void skip(std::size_t bytes) { left_.remove_prefix(std::min(bytes, left_.size())); }

  std::string_view left_;
  std::vector<Section> sections_;
  Section now_;
  std::string words_;  // since the last digit
  int commas_ = 0;     // likewise
  bool behind_point_ = false;
};

std::string day_text(std::int64_t serial, bool from_1904) {
  if (!from_1904 && serial == 60) return "1900-02-29";
  using std::chrono::days;
  using std::chrono::sys_days;
  using namespace std::chrono_literals;
  sys_days zero = from_1904      ? sys_days(1904y / 1 / 1)
                  : serial >= 60 ? sys_days(1899y / 12 / 30)
                                 : sys_days(1899y / 12 / 31);
  std::chrono::year_month_day date = zero + days(serial);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string clock_text(std::int64_t seconds) {
  std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  return seconds % 60 == 0 ? text : text + fmt::format(":{:02}", seconds % 60);
}

std::string differs(std::string_view shown, std::string_view stored) {
  return fmt::format("单元格显示为 '{}'，存的却是 '{}'；请改写成要导入的值", shown, stored);
}

Shown show_time(const Section& section, std::int64_t day, std::int64_t seconds) {
  std::int64_t all = day * kSecondsPerDay + seconds;
  Shown shown{CellKind::kDuration, clock_text(all), ""};
  std::int64_t minutes = seconds / 60 % 60;
  if (!section.elapsed && day > 0)
    shown.differs = fmt::format(
        "单元格显示为 '{}:{:02}'，存的却是 '{}'；时长请用格式 [h]:mm，或写成 27小时30分",
        seconds / 3600, minutes, shown.text);
  if (!section.elapsed && !section.hour && all >= 3600)
    shown.differs = differs(fmt::format("{:02}:{:02}", minutes, seconds % 60), shown.text);
  if (section.hour && !section.elapsed && section.halves && day == 0) {
    shown.kind = CellKind::kDate;
    shown.text += seconds < kSecondsPerDay / 2 ? " AM" : " PM";
  }
  if (!section.second && section.month_or_minute && seconds % 60 != 0)
    shown.differs = differs(clock_text(all - seconds % 60), shown.text);
  return shown;
}

// As a plain number where it is no day of the date system (before 1900, after 9999).
Shown show_dated(const Section& section, double number, bool from_1904) {
  constexpr std::int64_t kFirstYear = 366;
  double last = from_1904 ? kAfterYear9999 - kDaysBetweenSystems : kAfterYear9999;
  if (number < 0 || number >= last) return {CellKind::kDate, render_plain(number), ""};
  auto day = static_cast<std::int64_t>(number);
  auto seconds = std::llround((number - static_cast<double>(day)) * kSecondsPerDay);
  if (seconds == kSecondsPerDay) {
    ++day;
    seconds = 0;
  }
  if (section.is_time() && (section.elapsed || day < kFirstYear))
    return show_time(section, day, seconds);
  std::string text = day_text(day, from_1904);
  bool year_alone = section.year && !section.day && !section.month_or_minute && !section.hour;
  if (year_alone) return {CellKind::kDate, text.substr(0, 4), ""};
  bool has_time = section.hour || section.second || seconds != 0;
  if (has_time) text += fmt::format(" {:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  return {CellKind::kDate, text, ""};
}

// With leading zeros up to `least` digits before the point.
std::string padded(std::string text, int least) {
  std::size_t first = text.starts_with('-') ? 1 : 0;
  std::size_t whole = std::min(text.find('.'), text.size()) - first;
  if (whole < static_cast<std::size_t>(least)) text.insert(first, least - whole, '0');
  return text;
}

Shown show_number(const Section& section, double number) {
  constexpr int kMostDecimals = 15;
  double value = number * std::pow(100.0, section.percents);
  std::string plain = render_plain(value);
  std::string units(static_cast<std::size_t>(section.percents), '%');
  std::string around = std::string(base::trim(section.before));
  Shown shown{CellKind::kNumber, padded(plain, section.least_digits), ""};
  if (section.least_digits > 1 && value < 1 && value > -1) shown.text = plain;
  shown.text = around + shown.text + units + std::string(base::trim(section.behind));
  // Nothing, or the dash of accountants, stands for a 0 whose digits need not be there.
  bool no_digit = number == 0 && section.least_digits == 0 && section.decimals == 0;
  if (no_digit) shown.text = around.find('-') == std::string::npos ? "" : "0";
  if (section.exponent) return shown;
  double unit = std::pow(10.0, std::min(section.decimals, kMostDecimals));
  std::string rounded = render_plain(std::round(value * unit) / unit);
  if (section.fraction ? plain.find('.') != std::string::npos : rounded != plain)
    shown.differs =
        section.fraction ? differs("分数", plain) : differs(rounded + units, plain + units);
  if (section.thousands > 0)
    shown.differs = differs(render_plain(value / std::pow(1000.0, section.thousands)), plain);
  if (section.within)
    shown.differs =
        fmt::format("单元格的格式在数 '{}' 的数字之间加了文字；请改写成要导入的值", plain);
  return shown;
}

}  // namespace

bool Section::holds(double number) const {
  switch (compared) {
    case '<':
      return number < with;
    case '>':
      return number > with;
    case '=':
      return number == with;
    case 'l':
      return number <= with;
    case 'g':
      return number >= with;
    case '!':
      return number != with;
    default:
      return !text;
  }
}

NumberFormat NumberFormat::parse(std::string_view code) {
  NumberFormat format;
  format.sections_ = CodeReader(code).read();
  const Section& first = format.sections_.front();
  bool general = first.before.empty() && first.behind.empty() &&
                 (first.general || (first.text && !first.digits)) && format.sections_.size() == 1;
  if (general) format.sections_.clear();
  return format;
}

// Those of Chinese Excel among them.
NumberFormat NumberFormat::of_builtin(int id) {
  if (id == 22) return parse("yyyy/m/d h:mm");
  if (id == 46) return parse("[h]:mm:ss");
  if (id == 45 || id == 47) return parse("mm:ss");
  if (id == 18 || id == 19) return parse("h:mm:ss AM/PM");
  if (id == 55 || id == 56 || id == 34 || id == 35) return parse("上午/下午h:mm:ss");
  if (id == 20 || id == 21 || id == 32 || id == 33) return parse("h:mm:ss");
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return parse("yyyy/m/d");
  if (id == 9) return parse("0%");
  if (id == 10) return parse("0.00%");
  if (id == 1 || id == 3 || id == 37 || id == 38 || id == 41 || id == 42) return parse("0");
  if (id == 2 || id == 4 || id == 39 || id == 40 || id == 43 || id == 44) return parse("0.00");
  if (id == 12 || id == 13) return parse("# ?/?");
  return {};
}

const Section& NumberFormat::section_for(double number) const {
  std::size_t most = sections_.size();
  bool conditional = sections_[0].compared != 0 || (most > 1 && sections_[1].compared != 0);
  if (conditional) {
    for (const Section& section : sections_) {
      if (section.holds(number)) return section;
    }
    return sections_.back();
  }
  if (most > 1 && number < 0) return sections_[1];
  if (most > 2 && number == 0) return sections_[2];
  return sections_[0];
}

Shown NumberFormat::show(double number, bool from_1904) const {
  if (is_general()) return {CellKind::kNumber, render_plain(number), ""};
  const Section& section = section_for(number);
  if (section.is_dated()) return show_dated(section, number, from_1904);
  std::string plain = render_plain(number);
  if (section.digits) return show_number(section, number);
  std::string words(base::trim(section.before + section.behind));
  if (section.general) return {CellKind::kNumber, section.before + plain + section.behind, ""};
  if (section.text) return {CellKind::kNumber, plain, ""};
  // Nothing of the number is shown: a hidden 0 is what an empty cell gives to a formula, and a dash
  // what accountants write for it.
  if (number == 0 && (words.empty() || words == "-"))
    return {CellKind::kNumber, words.empty() ? "" : "0", ""};
  return {CellKind::kNumber, plain, differs(words, plain)};
}

}  // namespace xueshi::sheet
