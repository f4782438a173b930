#include "schedule/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/number.h"
#include "base/text.h"
#include "schedule/ical.h"

namespace xueshi::schedule {

namespace {

constexpr std::size_t kLongest = 500;  // characters of a rule

const std::vector<std::string> kFrequencies = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
const std::vector<std::string> kWeekdays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

// A list of numbers: what one may be, and in which rules it says a day.
struct NumberList {
  const char* name;
  int least, most;
  bool from_the_end;              // −1 is the last
  std::vector<std::string> with;  // frequencies
};
const std::vector<NumberList>& number_lists() {
  static const std::vector<NumberList> kLists = {
      {"BYMONTH", 1, 12, false, kFrequencies},
      {"BYMONTHDAY", 1, 31, true, {"DAILY", "MONTHLY", "YEARLY"}},
      {"BYYEARDAY", 1, 366, true, {"YEARLY"}},
      {"BYWEEKNO", 1, 51, false, {"YEARLY"}},
      {"BYSETPOS", 1, 366, true, {"MONTHLY", "YEARLY"}},
  };
  return kLists;
}

const std::vector<std::string> kParts = {"FREQ",       "INTERVAL",  "UNTIL",    "BYMONTH",
                                         "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS",
                                         "BYDAY",      "WKST"};

class Parser {
 public:
  explicit Parser(std::vector<RuleMistake>& mistakes) : mistakes_(mistakes) {}

  Rule parse(std::string_view text) {
    Rule rule;
    if (!split(text)) return rule;
    check_frequency();
    check_interval();
    check_until(rule);
    for (const NumberList& list : number_lists()) check_numbers(list);
    check_weekdays();
    check_week_start();
    check_together();
    for (const auto& [name, value] : order_) {
      if (name != "UNTIL") rule.text += (rule.text.empty() ? "" : ";") + name + "=" + value;
    }
    return rule;
  }

 private:
  void mistake(std::string code, std::string message) {
    mistakes_.push_back({std::move(code), std::move(message)});
  }
  bool has(const std::string& part) const { return parts_.count(part) > 0; }
  const std::string& value(const std::string& part) const { return parts_.at(part); }

  // False where the text is no list of KEY=VALUE at all.
  bool split(std::string_view text) {
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    bool clean = std::all_of(upper.begin(), upper.end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             std::string_view("=;,+-").find(c) != std::string_view::npos;
    });
    if (!clean || upper.size() > kLongest) {
      mistake(
          "rule-syntax",
          upper.size() > kLongest
              ? fmt::format("规则不能超过 {} 个字符", kLongest)
              : "规则应为用 ';' 隔开的 名=值，不含空格，例如 FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1");
      return false;
    }
    for (const std::string& part : base::split(upper, ';')) take_part(part);
    return true;
  }

  void take_part(const std::string& part) {
    std::size_t equals = part.find('=');
    std::string name = part.substr(0, equals);
    if (equals == std::string::npos || equals + 1 == part.size()) {
      return mistake("rule-syntax",
                     fmt::format("'{}' 不是 名=值，例如 FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", part));
    }
    if (name == "BYHOUR" || name == "BYMINUTE" || name == "BYSECOND") {
      return mistake("rule-time", fmt::format("规则只选日子，时间写在 at 中，请去掉 {}", name));
    }
    if (name == "COUNT") {
      return mistake("rule-count",
                     "不能限定次数（COUNT）：次数从何时数起没有依据；请用 UNTIL=YYYYMMDD 或去掉");
    }
    if (std::find(kParts.begin(), kParts.end(), name) == kParts.end()) {
      std::string advice = base::suggest(name, kParts);
      if (advice.empty()) advice = fmt::format("，可用的：{}", base::join(kParts, "、"));
      return mistake("rule-syntax", fmt::format("规则中未知的 '{}'{}", name, advice));
    }
    if (has(name)) return mistake("rule-syntax", fmt::format("{} 写了两次，请只留一个", name));
    parts_[name] = part.substr(equals + 1);
    order_.push_back({name, parts_[name]});
  }

  void check_frequency() {
    if (!has("FREQ"))
      return mistake("rule-frequency", "规则缺少 FREQ，可以是 DAILY、WEEKLY、MONTHLY、YEARLY");
    const std::string& given = value("FREQ");
    if (std::find(kFrequencies.begin(), kFrequencies.end(), given) != kFrequencies.end()) {
      frequency_ = given;
      return;
    }
    bool faster = given == "HOURLY" || given == "MINUTELY" || given == "SECONDLY";
    std::string advice = base::suggest(given, kFrequencies);
    if (advice.empty() || faster) advice = "，可以是 DAILY、WEEKLY、MONTHLY、YEARLY";
    mistake("rule-frequency", faster ? fmt::format("FREQ={} 太频繁，至多每日一次{}", given, advice)
                                     : fmt::format("未知的 FREQ '{}'{}", given, advice));
  }

  void check_interval() {
    if (!has("INTERVAL")) return;
    auto number = base::parse_decimal(value("INTERVAL"), 0);
    if (number && *number >= 1 && *number <= 366) return;
    mistake("rule-range",
            fmt::format("INTERVAL 应为 1 至 366 的整数，这里是 '{}'", value("INTERVAL")));
  }

  void check_until(Rule& rule) {
    if (!has("UNTIL")) return;
    const std::string& given = value("UNTIL");
    auto digits = [&](std::size_t at, std::size_t size) {
      return given.size() >= at + size ? base::parse_decimal(given.substr(at, size), 0)
                                       : std::nullopt;
    };
    std::optional<base::Date> day;
    if (digits(0, 8)) {
      day = base::parse_date(given.substr(0, 4) + "-" + given.substr(4, 2) + "-" +
                             given.substr(6, 2));
    }
    auto hour = digits(9, 2), minute = digits(11, 2), second = digits(13, 2);
    if (day && given.size() == 8) {
      rule.until_day = day;
    } else if (day && given.size() == 16 && given[8] == 'T' && given[15] == 'Z' && hour && minute &&
               second && *hour < 24 && *minute < 60 && *second < 60) {
      rule.until_moment = std::chrono::sys_days(*day) + std::chrono::hours(*hour) +
                          std::chrono::minutes(*minute) + std::chrono::seconds(*second);
    } else {
      mistake("rule-until",
              fmt::format("UNTIL 应为日期 20301231（含当日）或世界时 20301231T160000Z，这里是 '{}'",
                          given));
    }
  }

  void check_numbers(const NumberList& list) {
    if (!has(list.name)) return;
    std::set<std::int64_t> seen;
    for (const std::string& word : base::split(value(list.name), ',')) {
      std::string digits = word.rfind('+', 0) == 0 ? word.substr(1) : word;
      auto number = base::parse_decimal(digits, 0);
      std::int64_t size = number ? std::abs(*number) : 0;
      bool fits =
          number && size >= list.least && size <= list.most && (*number > 0 || list.from_the_end);
      if (!fits) {
        mistake("rule-range",
                fmt::format("{} 的值应为 {} 至 {}{}，这里是 '{}'", list.name, list.least, list.most,
                            list.from_the_end ? "，或加负号从末尾数" : "", word));
      } else if (!seen.insert(*number).second) {
        mistake("rule-range", fmt::format("{} 中 {} 写了两次，请只留一个", list.name, word));
      }
    }
    if (seen.size() > 31) mistake("rule-range", fmt::format("{} 至多 31 个值", list.name));
    if (frequency_.empty() ||
        std::find(list.with.begin(), list.with.end(), frequency_) != list.with.end())
      return;
    mistake("rule-together", fmt::format("{} 不能与 FREQ={} 一起用，只能与 FREQ={} 一起用",
                                         list.name, frequency_, base::join(list.with, "、")));
  }

  // "MO", "-1FR": a weekday, perhaps counted within the month or the year.
  void check_weekdays() {
    if (!has("BYDAY")) return;
    std::set<std::string> seen;
    for (const std::string& word : base::split(value("BYDAY"), ',')) {
      std::string name = word.size() < 2 ? word : word.substr(word.size() - 2);
      std::string count = word.size() < 2 ? "" : word.substr(0, word.size() - 2);
      if (count.rfind('+', 0) == 0) count = count.substr(1);
      auto number = base::parse_decimal(count, 0);
      bool is_day = std::find(kWeekdays.begin(), kWeekdays.end(), name) != kWeekdays.end();
      bool in_range =
          count.empty() || (number && *number != 0 && std::abs(*number) <= most_weeks());
      if (!is_day || !in_range) {
        mistake(
            "rule-range",
            fmt::format("BYDAY 的值应为 MO TU WE TH FR SA SU，前面可有序数（至多 {}），这里是 '{}'",
                        most_weeks(), word));
      } else if (!seen.insert(count + name).second) {
        mistake("rule-range", fmt::format("BYDAY 中 {} 写了两次，请只留一个", word));
      }
      counted_weekdays_ = counted_weekdays_ || !count.empty();
    }
    if (seen.size() > 31) mistake("rule-range", "BYDAY 至多 31 个值");
  }
  int most_weeks() const { return frequency_ == "YEARLY" && !has("BYMONTH") ? 53 : 5; }

  void check_week_start() {
    if (!has("WKST") || value("WKST") == "MO" || value("WKST") == "SU") return;
    mistake("rule-range", fmt::format("WKST 应为 MO 或 SU，这里是 '{}'", value("WKST")));
  }

  // What libical 3.0 reads otherwise than the RFC is refused too, with what to write instead.
  void check_together() {
    refuse(counted_weekdays_ && (is("DAILY") || is("WEEKLY") || has("BYWEEKNO")),
           "BYDAY 前的序数只能与 FREQ=MONTHLY 或 YEARLY 一起用，且不与 BYWEEKNO 一起用");
    refuse(has("BYWEEKNO") && !has("BYDAY"), "有 BYWEEKNO 时请用 BYDAY 写明星期几，例如 BYDAY=MO");
    refuse(has("BYWEEKNO") && (has("BYMONTH") || has("BYMONTHDAY") || has("BYYEARDAY") ||
                               has("INTERVAL") || has("BYSETPOS") || has("WKST")),
           "BYWEEKNO 只能与 BYDAY 一起用，请去掉其他部分");
    refuse(has("BYYEARDAY") && (has("BYMONTH") || has("BYMONTHDAY")),
           "BYYEARDAY 不能与 BYMONTH、BYMONTHDAY 一起用，请只留一种");
    refuse(is("YEARLY") && has("BYMONTHDAY") && !has("BYMONTH"),
           "FREQ=YEARLY 有 BYMONTHDAY 时请用 BYMONTH 写明月份；每月都要，请用 FREQ=MONTHLY");
    bool from_the_end = has("BYMONTHDAY") && value("BYMONTHDAY").find('-') != std::string::npos;
    refuse(is("DAILY") && from_the_end, "从月末数的 BYMONTHDAY 请与 FREQ=MONTHLY 一起用");
    refuse(has("BYSETPOS") && from_the_end, "BYSETPOS 不能与从月末数的 BYMONTHDAY 一起用");
    refuse(has("BYSETPOS") && !has("BYMONTH") && !has("BYMONTHDAY") && !has("BYYEARDAY") &&
               !has("BYWEEKNO") && !has("BYDAY"),
           "BYSETPOS 从其他 BY 选出的日子中取几个，请写明那些日子");
    bool sundays = is("WEEKLY") && has("BYDAY") && value("BYDAY") == "SU";
    refuse(sundays && has("INTERVAL") && (!has("WKST") || value("WKST") == "MO"),
           "隔几周的星期日请去掉 BYDAY，用 start 写明第一个星期日");
  }
  bool is(const char* frequency) const { return frequency_ == frequency; }
  void refuse(bool wrong, const char* message) {
    if (wrong) mistake("rule-together", message);
  }

  std::vector<RuleMistake>& mistakes_;
  std::map<std::string, std::string> parts_;
  std::vector<std::pair<std::string, std::string>> order_;
  std::string frequency_;  // empty where it is none
  bool counted_weekdays_ = false;
};

}  // namespace

Rule parse_rule(std::string_view text, std::vector<RuleMistake>& mistakes) {
  return Parser(mistakes).parse(text);
}

}  // namespace xueshi::schedule
