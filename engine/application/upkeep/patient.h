// Checks of the doctor as tables; for doctor.cc and doctor_*.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/database.h"
#include "session/settings.h"
#include "upkeep/diagnosis.h"

namespace xueshi::upkeep {

// What is looked at, and where a check says what it found.
struct Patient {
  const session::Settings& settings;
  std::optional<database::Database> database;  // absent where it cannot be opened
  int jobs = 1;                                // that this machine would run at once
  std::string check{};                         // the one at work
  std::vector<Diagnosis> lines{};

  void ok(const std::string& message, const std::string& about = "") {
    say(Health::kOk, message, about);
  }
  void warn(const std::string& message, const std::string& about = "") {
    say(Health::kWarning, message, about);
  }
  void fail(const std::string& message, const std::string& about = "") {
    say(Health::kFailed, message, about);
  }
  bool is_postgresql() const { return database && database->is_postgresql(); }
  // The file of an SQLite database; empty for PostgreSQL.
  std::string sqlite_file() const;

 private:
  void say(Health health, const std::string& message, const std::string& about) {
    lines.push_back({check, health, message, about});
  }
};

struct DoctorCheck {
  const char* name;
  void (*look)(Patient&);
};

const std::vector<DoctorCheck>& machine_checks();
const std::vector<DoctorCheck>& database_checks();
const std::vector<DoctorCheck>& file_checks();

}  // namespace xueshi::upkeep
