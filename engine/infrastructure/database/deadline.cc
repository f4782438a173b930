#include "database/deadline.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "database/session.h"

namespace xueshi::database {

namespace {

using std::chrono::milliseconds;

// Steps of SQLite's machine between two looks at the clock: some tenths of a millisecond.
constexpr int kSteps = 10'000;
// Who has others waiting does not wait long for a writer.
constexpr milliseconds kBusy{5000};

int is_over(void* deadline) { return static_cast<const Deadline*>(deadline)->is_over() ? 1 : 0; }

void limit_statements(Database::Session& session, Deadline& deadline, milliseconds within) {
  if (session.postgresql) {
    run(session.sql, fmt::format("set statement_timeout = {}", within.count()));
  } else {
    sqlite3_busy_timeout(session.native_sqlite(),
                         static_cast<int>(std::min(kBusy, within).count()));
    sqlite3_progress_handler(session.native_sqlite(), kSteps, is_over, &deadline);
  }
  deadline.told = within;
}

}  // namespace

void begin_deadline(Database& database, milliseconds within) {
  Database::Session& session = database.session();
  Deadline& deadline = deadline_of(session.sql);
  deadline.at = Deadline::Moment::max();
  if (deadline.told != within) guarded([&] { limit_statements(session, deadline, within); });
  deadline.at = std::chrono::steady_clock::now() + within;
}

}  // namespace xueshi::database
