// Line: a connection to the workplace's database that a face keeps and lends to its sessions, one
// after the other. One that was lost is put up anew.
#pragma once

#include <chrono>
#include <memory>

#include "session/session.h"

namespace xueshi::session {

class Line {
 public:
  // Connects when it is first needed. Requires: the workplace outlives it, and it its sessions; one
  // thread at a time.
  explicit Line(Workplace& workplace) : Line(workplace, /*is_waited_for=*/true) {}
  // For who nobody waits for: what is asked of the database may take as long as it takes.
  static Line of_nobody(Workplace& workplace) { return Line(workplace, false); }
  Line(const Line&) = delete;

  // Throws as Session does; base::Error(kDatabase) where the server stays away for `patience`.
  Session open(const academy::Actor& actor);
  // Whether the database answers, and has the schema of this program; asks it.
  bool answers();

 private:
  Line(Workplace& workplace, bool is_waited_for)
      : workplace_(workplace), is_waited_for_(is_waited_for) {}
  database::Database& connected();

  static constexpr std::chrono::milliseconds kPatience{2000};
  Workplace& workplace_;
  bool is_waited_for_;
  std::unique_ptr<database::Database> database_;
};

}  // namespace xueshi::session
