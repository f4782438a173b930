#include "session/line.h"

#include "base/error.h"

namespace xueshi::session {

database::Database& Line::connected() {
  if (database_) {
    if (database_->is_broken()) database_->heal(kPatience);
    return *database_;
  }
  auto opened = std::make_unique<database::Database>(
      database::Database::open(workplace_.settings().value("db")));
  opened->require_current_schema();
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
