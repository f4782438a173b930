// Ledger: what a person's records bring to the leaves, converted (policy.md §1, `sources`).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hours/learner.h"
#include "hours/record.h"
#include "policy/policy.h"

namespace xueshi::hours {

// The sum and the longest of one person's approved records of one source, as the database adds them
// up.
struct SourceSum {
  std::string source;
  base::Hours sum;
  base::Hours longest;
};

// What one record, or a sum of them, brings to a leaf in one 年度.
struct Posting {
  policy::AccountIndex leaf = 0;
  base::Year year;
  base::Hours amount;  // of that year; of a record that spreads over years one part
  base::Hours whole;   // of all years, where this is the first of them; windows take it
  std::optional<base::Date> start;  // of a record
  std::string work;        // source and 成果编号, where one work counts once; else empty
  std::size_t record = 0;  // into the records, of a record
};

using Ledger = std::vector<Posting>;

// What a policy asks of what stands on record.
struct Reach {
  base::Year year;                  // the reporting year
  base::Date first_day, last_day;   // of it: who was employed then, is of the year
  std::optional<base::Year> first;  // of the records; absent: all years up to the reporting year
  std::optional<base::Year> last;   // absent: all after
  bool by_record = false;           // sums of the year by source are not enough
  bool with_absences = false;       // some need is prorated by them
  // The sums of a year by source.
  Reach(base::Year of) : Reach(of, of, false) {}
  // Of a calendar year.
  Reach(base::Year of, std::optional<base::Year> from, bool needs_records)
      : year(of),
        first_day(base::on(of, {1, 1})),
        last_day(base::on(of, {12, 31})),
        first(from),
        last(of),
        by_record(needs_records) {}
};
Reach reach_of(const policy::Policy& policy);

// What one person has on record, as far as it reaches.
struct OnRecord {
  std::vector<SourceSum> sums;          // of the year
  std::vector<LearningRecord> records;  // instead of sums, where the reach is by record
  std::vector<Absence> absences;
  bool by_record = false;
};

// The 年度 that a record counts for: its own, unless it begins after that and its source has a day
// until which that may be (`late_until`); then the year of its start.
base::Year year_counted(const policy::Policy& policy, const LearningRecord& record);
// What a record is worth: converted by its source.
base::Hours worth(const policy::Policy& policy, const LearningRecord& record);

// The approved records that an account takes.
Ledger post(const policy::Policy& policy, const std::vector<LearningRecord>& records);
// Requires: !policy.needs_records().
Ledger post(const policy::Policy& policy, const std::vector<SourceSum>& sums);

}  // namespace xueshi::hours
