// Fields: one cell → one value, with the finding where it is none.
//
// An empty cell is no mistake here – Cells finds empty required ones – and gives the value that
// stands for it. Full-width digits and signs are read as their ASCII twins, units behind a number
// as such ("60人", "3.6万元"), dates as people write them (written_date.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/hours.h"
#include "base/money.h"
#include "intake/cells.h"
#include "policy/source.h"

namespace xueshi::intake {

inline constexpr std::size_t kMostNameCharacters = 200;
inline constexpr std::size_t kMostTextCharacters = 10'000;
inline constexpr std::int64_t kMostPeople = 10'000'000;
inline constexpr base::Money kMostBudget =
    base::Money::of_fen(10'000'000'000'000);  // ten million 万元
inline constexpr base::Hours kMostHours =
    base::Hours::of_hours(std::int64_t{366} * 24);  // there are no more in a year

// A name or title: one line of at most 200 characters, without control characters. What nobody sees
// is left out, with a warning. A finding for dates and booleans of a workbook, and for a number of
// more than 15 digits: a spreadsheet has cut it.
void parse_name(Cells& cells, Slot slot, std::string& into);
// The number of a person, unit, plan, class or record, folded, with a warning, so that one thing
// never has two: full-width forms, what nobody sees, ="00123", '00123. A finding, beside those of a
// name, for decimals, thousands and what else no number looks like.
void parse_key(Cells& cells, Slot slot, std::string& into);
// A unit's code: also a folder's name later, so no slash, no "." or "..".
void parse_org_code(Cells& cells, Slot slot, std::string& into);
// Up to 10,000 characters with line breaks, which become plain line feeds.
void parse_long_text(Cells& cells, Slot slot, std::string& into);

base::Year parse_year(Cells& cells, Slot slot);
// From 0 to the hours of a year; also as workbooks show durations, "27:30". `unit`: of a source in
// other units, which may stand behind the number ("2篇", 3,600 seconds for each).
base::Hours parse_hours(Cells& cells, Slot slot, std::string_view unit = "");
std::optional<base::LocalTime> parse_time(Cells& cells, Slot slot);
std::optional<base::Date> parse_day(Cells& cells,
                                    Slot slot);  // a time behind it is dropped, with a warning
// "2017-03", "2017年3月", and "2017-03-01" as Excel stores it.
std::optional<base::YearMonth> parse_month(Cells& cells, Slot slot);

// A count of people, from 0.
std::int64_t parse_count(Cells& cells, Slot slot);
std::optional<std::int64_t> parse_optional_count(Cells& cells, Slot slot);
// 作者排序, from 1: "2", "第2"; 0 where it is none (a finding).
std::int64_t parse_author(Cells& cells, Slot slot);
// Thousandths of a day, from 0 to a year.
std::int64_t parse_days(Cells& cells, Slot slot);
base::Money parse_budget(Cells& cells, Slot slot);  // 万元, from 0 to kMostBudget

// One of the heading's choices; empty where the cell is empty or holds another word (a finding).
std::string_view parse_choice(Cells& cells, Slot slot);
bool parse_yes_no(Cells& cells, Slot slot, bool where_empty);

// What somebody has of a fact, by any that declare it: a year in four digits, or one of the words.
// Empty where the cell is, or holds something else (a finding). Requires: at least one.
std::string parse_fact(Cells& cells, Slot slot, const std::vector<const policy::Fact*>& declared);

// The word that is meant, also where it is written full width; null where it is none of them.
const std::string* find_alike(const std::vector<std::string>& known, std::string_view word);

// "'x' 不是<what>，是否应为 …？" for a word that is none of `known`.
void add_unknown_word(Cells& cells, Slot slot, std::string code, std::string_view what,
                      const std::vector<std::string>& known);

// A finding where an end lies before its start. A day without a time is that whole day.
void check_order(Cells& cells, Slot at_end, const base::LocalTime& start,
                 const base::LocalTime& end);

// A warning where 万元 look like 元: from a thousand 万元 on, or for more than ten 万元 a
// participant (0: not known).
void check_budget(Cells& cells, Slot slot, base::Money budget, std::int64_t headcount);

// A warning where a date that is given lies after today.
void check_not_future(Cells& cells, Slot slot, const std::optional<base::Date>& date,
                      base::Date today);

}  // namespace xueshi::intake
