// Rules: which days they mean, against a second implementation; and what hostile ones do.
#include "schedule/rule.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "schedule/ical.h"
#include "schedule/schedule.h"
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
  Date day() {
    return Date(std::chrono::sys_days(1968y / 1 / 1) + std::chrono::days(number(0, 20000)));
  }

 private:
  std::mt19937 engine_;
};

// XUESHI_RULES=N tries more of them; the seed is the day's, so a failure can be replayed.
TEST(Rule, RandomRulesMeanTheDaysOfASecondImplementation) {
  const char* wished = std::getenv("XUESHI_RULES");
  int wanted = wished == nullptr ? 300 : std::stoi(wished);
  Dice dice(20171201);
  for (int used = 0; used < wanted;) {
    std::string rule = dice.rule();
    if (!mistakes_in(rule).empty()) continue;
    ++used;
    Date start = dice.one_in(2) ? kFirstDay : dice.day();
    Date last(std::chrono::sys_days(start) + std::chrono::days(3000));
    EXPECT_EQ(difference(rule, start, last), "");
  }
}

// Those that people write, over all the years that there are.
TEST(Rule, UsualRulesMeanTheDaysOfASecondImplementationUntil2199) {
  for (const char* rule :
       {"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
        "FREQ=YEARLY;BYWEEKNO=51;BYDAY=SU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=YEARLY;BYYEARDAY=-1",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"}) {
    EXPECT_TRUE(mistakes_in(rule).empty()) << rule;
    EXPECT_EQ(difference(rule, kFirstDay, kLastDay), "");
  }
}

// All weeks that are allowed, also from a start at the turn of a year.
TEST(Rule, WeeksOfTheYear) {
  for (Date start : {kFirstDay, Date(std::chrono::year(1987) / 12 / 30)}) {
    for (int week : {1, 2, 26, 51}) {
      for (const char* day : {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}) {
        std::string rule = fmt::format("FREQ=YEARLY;BYWEEKNO={};BYDAY={}", week, day);
        EXPECT_EQ(difference(rule, start, std::chrono::year(2030) / 1 / 1), "");
      }
    }
  }
}

// Each of these was found by the test above. Where libical comes to agree, it need not be refused
// any more, and this test says so.
TEST(Rule, WhatLibicalReadsWronglyIsRefused) {
  for (const char* rule :
       {"FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU",
        "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", "FREQ=YEARLY;BYWEEKNO=1",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=DAILY;BYMONTHDAY=-16",
        "FREQ=YEARLY;BYMONTHDAY=27,16", "FREQ=MONTHLY;BYMONTHDAY=-10,22;BYSETPOS=-2",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU"}) {
    EXPECT_FALSE(mistakes_in(rule).empty()) << rule;
    EXPECT_NE(difference(rule, std::chrono::year(1989) / 3 / 14, std::chrono::year(2012) / 1 / 1),
              "")
        << rule;
  }
}

// Mistakes, never an abort, a hang or a guess. The last rule that happens is the boundary.
TEST(Rule, HostileRulesAreMistakes) {
  std::string long_list = "FREQ=YEARLY;BYMONTH=1";
  for (int i = 0; i < 30000; ++i) long_list += ",1";  // 60 KB
  for (const std::string& rule : {std::string(),
                                  std::string(";"),
                                  std::string("="),
                                  std::string("FREQ"),
                                  std::string("FREQ="),
                                  std::string("FREQ=YEARLY;"),
                                  std::string("FREQ=YEARLY;BYMONTHDAY=99"),
                                  std::string("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=0"),
                                  std::string("FREQ=YEARLY\n"),
                                  std::string("FREQ=YEARLY\0", 12),
                                  std::string("FREQ=HOURLY"),
                                  std::string("FREQ=NEVER"),
                                  std::string("FREQ=DAILY;COUNT=5"),
                                  std::string("FREQ=DAILY;BYHOUR=3"),
                                  std::string("FREQ=DAILY;INTERVAL=0"),
                                  std::string("FREQ=DAILY;INTERVAL=99999999999999999999"),
                                  std::string("FREQ=DAILY;INTERVAL=-1"),
                                  std::string("FREQ=DAILY;FREQ=DAILY"),
                                  std::string("FREQ=WEEKLY;BYDAY=XX"),
                                  std::string("FREQ=MONTHLY;BYDAY=99MO"),
                                  std::string("FREQ=MONTHLY;BYDAY=-MO"),
                                  std::string("FREQ=MONTHLY;BYDAY=0MO"),
                                  std::string("FREQ=MONTHLY;BYDAY=MO,,TU"),
                                  std::string("FREQ=YEARLY;BYMONTH=1,1"),
                                  std::string("FREQ=YEARLY;RSCALE=CHINESE"),
                                  std::string("FREQ=YEARLY;UNTIL=20300231"),
                                  std::string("FREQ=YEARLY;UNTIL=20301231T250000Z"),
                                  std::string("FREQ=YEARLY;UNTIL=tomorrow"),
                                  std::string("FREQ=YEARLY;X-A=1"),
                                  std::string("FREQ=年"),
                                  std::string(100000, ';'),
                                  long_list}) {
    EXPECT_FALSE(mistakes_in(rule).empty()) << rule.substr(0, 60);
  }
}

}  // namespace
}  // namespace xueshi::schedule
