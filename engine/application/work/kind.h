// Kind: what a face lets be asked for, and how it is done.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/progress.h"
#include "session/session.h"
#include "work/work.h"

namespace xueshi::work {

// How often whoever did a work may be gone before its end; then it is given up.
inline constexpr std::int64_t kMostLosses = 3;

struct Outcome {
  bool is_done = true;
  std::string answer{};  // as the face writes it
  std::string reason{};  // Chinese, where it was not done
};

// What a face lets be asked for.
struct Kind {
  const char* name;
  // May be called again for the same work where the first one did not come to its end. Refuses; may
  // throw base::Error.
  Outcome (*make)(session::Session& session, const Work& work, const base::OnProgress& on_progress);
  // Gives free what the work had reserved, where it was not done and will not be; null: nothing.
  void (*give_up)(session::Session& session, const Work& work) = nullptr;
};
struct Kinds {
  std::vector<Kind> all;
  // The answer of a work that was refused.
  std::string (*answer_of)(const base::Blockers& blockers);
  // Now and then: removes what was kept for people to fetch, and was not; null: nothing.
  void (*tidy)(session::Session& session) = nullptr;
};

}  // namespace xueshi::work
