// Work: what somebody at the console asked for that takes longer than a page may be waited for
// (docs/console.md). It stands in the database until whoever serves the console has done it
// (hands.h), and is seen by who asked for it, in the role that they had then.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "session/session.h"
#include "store/works.h"

namespace xueshi::work {

// As faces say them.
using store::Work;
namespace work_state = store::work_state;

inline constexpr std::int64_t kKeptDays = 31;  // after its end
inline constexpr std::size_t kMostOpen = 8;    // of one person

struct Order {
  std::string kind;   // of those that the face knows (Kinds)
  std::string about;  // what it is about, as its kind writes it
  std::string title;  // Chinese: what is to be done
};

// Puts it into the queue, for the acting person in their role; the session's form is spent on it.
// What they asked for in the same words and is not over is not asked for again: that one comes
// back. `also`: what is done in the same transaction where a new one is put there. Refuses
// "form.used", "work.too-many".
Work ask_for(session::Session& session, const Order& order,
             const std::function<void(database::Transaction&)>& also = nullptr);

// Who asked for it sees it, and who may see jobs in its scope. Refuses "work.not-found".
Work find_work(session::Session& session, const std::string& id);
// Whether the acting person asked for it, in this role: what came of it is theirs alone.
bool is_theirs(const session::Session& session, const Work& work);
// The last one about that which they asked for in this role.
std::optional<Work> find_last(session::Session& session, const std::string& kind,
                              const std::string& about);
// The last one about that which was done, for anybody in the scope.
std::optional<Work> find_last_done(session::Session& session, const std::string& kind,
                                   const std::string& about);
// The latest of the scope, so many at most, for who may see jobs.
std::vector<Work> list_works(session::Session& session, std::int64_t most);

// When it was asked for and when it ended, as the clock on the wall showed it: "2024-03-04 09:00".
std::string time_asked(const Work& work);
std::string time_ended(const Work& work);
// Until now, or until its end; milliseconds. 0 where nobody has begun it.
std::int64_t time_spent(session::Session& session, const Work& work);
// How long it has been over. Requires: it is over.
std::int64_t hours_since_end(session::Session& session, const Work& work);

}  // namespace xueshi::work
