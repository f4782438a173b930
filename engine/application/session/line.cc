#include "session/line.h"

#include "base/error.h"
#include "database/deadline.h"

namespace xueshi::session {

namespace {

// Whoever a session was opened for waits for its answer: what its database has not said by then, it
// does not say at all.
constexpr std::chrono::seconds kAnsweredWithin{20};

}  // namespace

database::Database& Line::connected() {
  if (database_) {
    if (database_->is_broken()) database_->heal(kPatience);
    if (is_waited_for_) database::begin_deadline(*database_, kAnsweredWithin);
    return *database_;
  }
  auto opened = std::make_unique<database::Database>(
      database::Database::open(workplace_.settings().value("db")));
  opened->require_current_schema();
  if (is_waited_for_) database::begin_deadline(*opened, kAnsweredWithin);
  database_ = std::move(opened);
  return *database_;
}

Session Line::open(const academy::Actor& actor) { return {workplace_, actor, connected()}; }

bool Line::answers() {
  try {
    return connected().answers() || connected().heal(kPatience);
  } catch (const base::Error&) {
    return false;
  }
}

}  // namespace xueshi::session
