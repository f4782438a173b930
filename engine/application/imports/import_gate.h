// The gate of an import: what the acting role could not do by hand it cannot do by file, and nobody
// gives hours to themselves (domain.md §1 D3, §3 D17, D18).
#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "hours/record.h"
#include "intake/layout.h"
#include "item/gate.h"
#include "session/session.h"
#include "store/import.h"
#include "training/plan.h"

namespace xueshi::imports {

// Kinds of rows that are asked about.
template <typename T>
inline constexpr bool kHasGate =
    std::is_same_v<T, training::Plan> || std::is_same_v<T, training::TrainingClass> ||
    std::is_same_v<T, training::Attendee> || std::is_same_v<T, hours::LearningRecord>;

// What the gate did instead of the import.
struct Admitted {
  std::vector<store::AuditEntry> trail;
  std::int64_t changed = 0;  // rows
};

// Rows of one file. Holds in memory those that have to be asked about: none of the operator's, only
// their own of who may place (rights `place`), all of anybody else.
template <typename T>
class RowsAtGate {
 public:
  RowsAtGate(const session::Session& session, intake::Kind kind);

  void add(int row, const T& value);
  // Asks about what would do something: errors and warnings at their rows; changes are made, and
  // taken out of the import. Requires: there are no conflicts.
  Admitted admit(session::Session& session, database::Transaction& transaction,
                 const intake::Layout& layout, store::Import<T>& import, base::Findings& findings);

 private:
  bool is_own(const T& value) const;
  bool must_wait(const T& value) const;

  academy::Actor actor_;  // who imports
  bool may_place_;
  std::vector<std::pair<int, T>> rows_;
};

// Nobody changes their own requirement, dates or rank, roles or absences (D3): in a file these
// stay as they are, warned, and the rest goes on. Requires: there are no conflicts.
void keep_own(const session::Session& session, const intake::Layout& layout,
              store::Import<academy::Person>& import, base::Findings& findings);
void keep_own(const session::Session& session, const intake::Layout& layout,
              const std::vector<int>& own_rows, store::Import<academy::RoleGrant>& import,
              base::Findings& findings);
void keep_own(const intake::Layout& layout, const std::vector<int>& own_rows,
              store::Import<store::AbsenceRow>& import, base::Findings& findings);

// The rows with a role that may not be given.
void refuse_beyond(const session::Session& session, const intake::Layout& layout,
                   const std::vector<int>& rows, base::Findings& findings);

}  // namespace xueshi::imports
