// Doubt: what of one person's records is hard to believe, though possible (domain.md §2, D8).
// Always a warning, never a refusal; the same at import, for the reviewer, and in the statement.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/person.h"
#include "hours/record.h"

namespace xueshi::hours {

enum class DoubtKind {
  kFullDay,      // the approved records that begin and end on its day, with it, exceed 24 h
  kSameAsClass,  // overlaps a class of the person in time, with a similar title
  kNotEmployed   // begins or ends before 入职, after 离职, or between two spells
};

std::string_view word(DoubtKind kind);  // full-day same-as-class not-employed

struct Doubt {
  DoubtKind kind = DoubtKind::kFullDay;
  std::size_t record = 0;    // into the records
  std::size_t of_class = 0;  // kSameAsClass: likewise
  std::string message;       // Chinese
};

// The form in which titles that look the same to people are the same text.
using Fold = std::function<std::string(std::string_view)>;

// Whether a platform delivered it, by the rules of its year.
using IsDelivered = std::function<bool(const LearningRecord&)>;

// Of what counts or waits for approval; in order of records. Requires: all are of one person.
std::vector<Doubt> find_doubts(const std::vector<LearningRecord>& records,
                               const academy::Employment& employment, const Fold& fold,
                               const IsDelivered& is_delivered);

}  // namespace xueshi::hours
