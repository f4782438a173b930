// Rules: which days they mean, against a second implementation; and what hostile ones do.
#include "schedule/rule.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "schedule/ical.h"
#include "second_opinion.h"

namespace xueshi::schedule {
namespace {

using base::Date;
using namespace std::chrono_literals;

std::string render(const std::vector<Date>& days) {
  std::string text;
  for (std::size_t i = 0; i < days.size() && i < 8; ++i) text += base::render(days[i]) + " ";
  return text + fmt::format("({})", days.size());
}

std::vector<Date> days_of(const std::string& rule, Date start, Date last) {
  std::vector<Date> all;
  visit_days(rule, start, last, [&](Date day) {
    all.push_back(day);
    return true;
  });
  return all;
}

std::vector<RuleMistake> mistakes_in(const std::string& rule) {
  std::vector<RuleMistake> mistakes;
  parse_rule(rule, mistakes);
  return mistakes;
}

// The first days on which the two readings differ; "" where they agree.
std::string difference(const std::string& rule, Date start, Date last) {
  auto ours = days_of(rule, start, last);
  auto theirs = test::SecondOpinion(rule, start).days_until(last);
  if (ours == theirs) return "";
  std::vector<Date> more, less;
  std::set_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                      std::back_inserter(more));
  std::set_difference(theirs.begin(), theirs.end(), ours.begin(), ours.end(),
                      std::back_inserter(less));
  return fmt::format("{} from {}: libical alone {}; second opinion alone {}", rule,
                     base::render(start), render(more), render(less));
}

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int number(int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(engine_);
  }
  bool one_in(int n) { return number(1, n) == 1; }
  std::string numbers(int most_count, int most, bool negative) {
    std::string text;
    for (int i = number(1, most_count); i > 0; --i) {
      int value = number(1, most);
      text += fmt::format("{}{}", text.empty() ? "" : ",", negative && one_in(3) ? -value : value);
    }
    return text;
  }
  std::string weekdays(int count) {
    static const char* kNames[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    std::string text;
    for (int i = number(1, 3); i > 0; --i) {
      std::string ordinal = count > 0 && one_in(2) ? numbers(1, count, true) : "";
      text += (text.empty() ? "" : ",") + ordinal + kNames[number(0, 6)];
    }
    return text;
  }
  std::string rule() {
    static const char* kFrequencies[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
    int speed = number(0, 3);
    std::string text = fmt::format("FREQ={}", kFrequencies[speed]);
    if (one_in(3)) text += fmt::format(";INTERVAL={}", number(1, 6));
    if (one_in(3)) text += ";BYMONTH=" + numbers(3, 12, false);
    if (one_in(3)) text += ";BYMONTHDAY=" + numbers(4, 31, true);
    if (one_in(5)) text += ";BYYEARDAY=" + numbers(4, 366, true);
    if (one_in(5)) text += ";BYWEEKNO=" + numbers(4, 52, false);
    if (one_in(2)) text += ";BYDAY=" + weekdays(speed < 2 ? 0 : 5);
    if (one_in(4)) text += ";BYSETPOS=" + numbers(2, 3, true);
    if (one_in(4)) text += fmt::format(";WKST={}", one_in(2) ? "SU" : "MO");
    return text;
  }
  Date day() { return Date(std::chrono::sys_days(1968y / 1 / 1) + std::chrono::days(number(0, 20000))); }

 private:
  std::mt19937 engine_;
};

TEST(Rule, RandomRulesMeanTheDaysOfASecondImplementation) {
  Dice dice(20171201);
  int used = 0, differ = 0;
  while (used < 3000) {
    std::string rule = dice.rule();
    if (!mistakes_in(rule).empty()) continue;
    ++used;
    Date start = dice.one_in(2) ? kFirstDay : dice.day();
    if (std::getenv("TRACE")) { std::cerr << rule << " from " << base::render(start) << std::endl; }
    std::string d = difference(rule, start, Date(std::chrono::sys_days(start) + std::chrono::days(4000)));
    if (!d.empty()) { ++differ; if (differ < 400) std::cout << d << std::endl; }
  }
  EXPECT_EQ(differ, 0);
}

}  // namespace
}  // namespace xueshi::schedule
