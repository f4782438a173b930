// Works: what people of the console asked for that takes longer than a page may be waited for.
//
// One is taken on a lease, with a fence that grows with every taking (store/jobs.h): who comes back
// after losing it writes nothing. Moments are milliseconds since 1970 by the clock that leases go
// by (real_now).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "database/database.h"

namespace xueshi::store {

namespace work_state {
inline constexpr std::string_view kWaiting = "waiting";
inline constexpr std::string_view kRunning = "running";
inline constexpr std::string_view kDone = "done";
inline constexpr std::string_view kFailed = "failed";  // `reason` says why
}  // namespace work_state

struct Work {
  std::string id;        // random
  std::string employee;  // who asked for it, in which role
  std::string login;     // as it is now
  std::string name;      // likewise
  std::string role;      // academy::word
  std::string org;
  std::int64_t asked = 0;
  std::string kind;   // "import"
  std::string about;  // what it is about, as its kind writes it
  std::string title;  // Chinese: what is being done
  std::string state{work_state::kWaiting};
  std::string step;        // at which it is; Chinese
  std::int64_t done = 0;   // how far
  std::int64_t total = 0;  // of how much; 0: not known
  std::int64_t begun = 0;  // taken first; 0: not yet
  std::int64_t ended = 0;
  std::int64_t losses = 0;  // how often who did it was gone before its end
  std::int64_t fence = 0;   // counts the takings
  std::string holder;       // who has it, where it runs
  std::int64_t lease_until = 0;
  std::string answer;  // what came of it, as its face writes it
  std::string reason;  // Chinese: why it was not done

  bool is_over() const { return state == work_state::kDone || state == work_state::kFailed; }
  bool operator==(const Work&) const = default;
};

// False where there is no such person or unit.
bool add_work(database::Transaction& transaction, const Work& work);
// Removes what ended before.
void remove_old_works(database::Transaction& transaction, std::int64_t before);

std::optional<Work> find_work(database::Database& database, std::string_view id);
// What somebody asked for and is not over, the oldest first.
std::vector<Work> fetch_open_works(database::Database& database, std::string_view employee);
// The last one that was asked for by the same person in the same role, of that kind and about that.
std::optional<Work> find_last_like(database::Database& database, const Work& work);
// The last one that was done, asked for by anybody in the scope.
std::optional<Work> find_last_done(database::Database& database, const academy::Scope& scope,
                                   std::string_view kind, std::string_view about);
// Those asked for in the scope, the latest first, so many at most.
std::vector<Work> fetch_works(database::Database& database, const academy::Scope& scope,
                              std::int64_t most);

// Whether take_work would find one.
bool is_work_waiting(database::Database& database, std::int64_t now);
// The next that waits, or whose lease ran out; that one counts a loss.
std::optional<Work> take_work(database::Transaction& transaction, const std::string& holder,
                              std::int64_t lease, std::int64_t now);
// What processes of a machine have in hand, by how their holder's name begins.
std::vector<Work> fetch_works_held_by(database::Database& database, std::string_view holder_begins);

// All of these return false where the work is somebody else's by now, and change nothing then.
//
// How far it is, and that it is still somebody's.
bool prolong_work(database::Transaction& transaction, const Work& work);
// Back to those that wait; `is_lost`: it counts a loss.
bool release_work(database::Transaction& transaction, const Work& work, bool is_lost);
// Writes state, answer, reason and when it ended.
bool end_work(database::Transaction& transaction, const Work& work);

}  // namespace xueshi::store
