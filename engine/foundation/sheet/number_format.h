// NumberFormat: what a workbook shows of a number, read off its format code ("yyyy\-mm\-dd",
// "0.0%").
//
// A person reads the page, not the file. A number is taken as it is shown; where the page hides or
// changes something of it, that is said instead of being guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheet/reader.h"

namespace xueshi::sheet {

// A number as it is read.
struct Shown {
  CellKind kind = CellKind::kNumber;
  std::string text;     // "130.8", "2016-11-01 09:00", "27:30", "85%", "00123"
  std::string differs;  // Chinese, why the page does not say what is stored; empty: it does
};

class NumberFormat {
 public:
  NumberFormat() = default;                       // General: every number plainly
  static NumberFormat of_builtin(int format_id);  // 14 is a date
  static NumberFormat parse(std::string_view code);

  bool is_general() const { return sections_.empty(); }

  // Numbers are rounded to 15 digits. Days: "2016-11-01", with "09:00" behind it where the number
  // has a time; times below a day "09:00", "21:00 PM" where the page shows halves of a day; elapsed
  // time "27:30", "27:30:05"; a year alone "2017". Seconds of a date are cut off. Day 60 of the
  // 1900 system is 1900-02-29, as Excel shows it.
  Shown show(double number, bool from_1904) const;

  // One of up to four parts of a code: of positive and negative numbers, of zero, of text.
  struct Section {
    char compared =
        0;  // '<', '>', '=', 'l' (<=), 'g' (>=), '!' (<>): "[<100]"; 0: without condition
    double with = 0;
    bool general = false, digits = false, exponent = false, fraction = false, text = false;
    bool year = false, day = false, month_or_minute = false, hour = false, second = false;
    bool elapsed = false, halves = false;  // [h]; AM/PM
    int percents = 0, thousands = 0;       // "0,": shown in thousands
    int least_digits = 0, decimals = 0;
    std::string before, behind;  // words around the number
    bool within = false;         // words between its digits: "000-0000"

    bool is_dated() const { return year || day || month_or_minute || hour || second || elapsed; }
    bool is_time() const { return !year && !day && (hour || second || elapsed); }
    bool holds(double number) const;
  };

 private:
  const Section& section_for(double number) const;

  std::vector<Section> sections_;
};

}  // namespace xueshi::sheet
