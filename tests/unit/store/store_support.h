// A fresh database for every test, on SQLite always and on PostgreSQL where XUESHI_TEST_PG names a
// server; and the smallest academy that the tests stand on.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "academy/scope.h"
#include "database/database.h"
#include "database/session.h"
#include "store/classes.h"
#include "store/import.h"
#include "store/people.h"
#include "store/plans.h"
#include "store/records.h"
#include "store/yearend.h"

namespace xueshi::store {

inline bool has_server() { return std::getenv("XUESHI_TEST_PG") != nullptr; }

// A database that is gone when the test is over.
class FreshDatabase {
 public:
  explicit FreshDatabase(bool postgresql) {
    static std::atomic<int> count{0};
    name_ = fmt::format("store_{}_{}", ::getpid(), ++count);
    if (postgresql) {
      server_ = std::getenv("XUESHI_TEST_PG");
      command(fmt::format("create database {} template template0", name_));
      std::size_t query = server_.find('?');
      std::string head = server_.substr(0, query);
      url_ = head.substr(0, head.rfind('/') + 1) + name_ +
             (query == std::string::npos ? "" : server_.substr(query));
    } else {
      file_ = std::filesystem::temp_directory_path() / (name_ + ".db");
      url_ = "sqlite:" + file_.string();
    }
  }
  ~FreshDatabase() {
    if (!server_.empty()) command(fmt::format("drop database {} with (force)", name_));
    if (!file_.empty()) {
      for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
    }
  }
  FreshDatabase(const FreshDatabase&) = delete;
  const std::string& url() const { return url_; }
  const std::filesystem::path& file() const { return file_; }

 private:
  void command(const std::string& sql) {
    database::Database database = database::Database::open(server_);
    database.session().sql << sql;
  }
  std::string name_, server_, url_;
  std::filesystem::path file_;
};

// --- values, as short as a test likes them ---

inline academy::Org org(const std::string& code, const std::string& parent,
                        academy::OrgLevel level) {
  return {code, "单位" + code, parent, level};
}

inline academy::Person person(const std::string& employee, const std::string& unit) {
  academy::Person person;
  person.employee = employee;
  person.name = "某" + employee;
  person.login = employee;
  person.org = unit;
  return person;
}

inline base::LocalTime at(const std::string& text) { return *base::parse_local_time(text); }

inline training::Plan plan(const std::string& number, const std::string& unit) {
  training::Plan plan;
  plan.number = number;
  plan.year = base::Year(2017);
  plan.title = "计划" + number;
  plan.org = unit;
  plan.month = *base::parse_year_month("2017-05");
  plan.hours = base::Hours::of_hours(6);
  plan.review = training::place::kApproved;
  return plan;
}

inline training::TrainingClass training_class(const std::string& number, const std::string& unit,
                                              bool carried_out = true) {
  training::TrainingClass made;
  made.number = number;
  made.title = "班" + number;
  made.org = unit;
  made.year = base::Year(2017);
  made.start = at("2017-05-02 09:00");
  made.end = at("2017-05-02 17:00");
  made.hours = base::Hours::of_hours(6);
  if (carried_out) made.execution = training::place::kCarriedOut;
  return made;
}

inline hours::LearningRecord learning(const std::string& number, const std::string& employee,
                                      std::int64_t seconds = 3600) {
  hours::LearningRecord record;
  record.number = number;
  record.employee = employee;
  record.year = base::Year(2017);
  record.source = "在线学习";
  record.title = "课件";
  record.organiser = "继续教育平台";
  record.start = at("2017-03-01 10:00");
  record.length = base::Hours::of_seconds(seconds);
  return record;
}

// What came of one import.
struct Imported {
  std::vector<Conflict> conflicts;
  std::int64_t total = 0;
  std::map<std::string, FinalisedRows> finalised;
  ImportCounts counts;

  std::vector<std::int64_t> figures() const {
    return {counts.added, counts.changed, counts.unchanged};
  }
  // Of one institute: its code, the first row and how many; empty where none concerns a finalised
  // year.
  std::string closed() const {
    std::string text;
    for (const auto& [institute, rows] : finalised)
      text += fmt::format("{} {} {};", institute, rows.first, rows.count);
    return text;
  }
};

// An academy A with two institutes of one department each, and two people in each department.
class StoreTest : public testing::TestWithParam<std::string> {
 protected:
  using Level = academy::OrgLevel;

  // Without a server the tests on PostgreSQL are skipped.
  StoreTest()
      : fresh_(GetParam() == "postgresql" && has_server()),
        database_(database::Database::open(fresh_.url(), true)) {
    database_.migrate();
    import(std::vector{org("A", "", Level::kAcademy), org("I1", "A", Level::kInstitute),
                       org("I1-D", "I1", Level::kDepartment), org("I2", "A", Level::kInstitute),
                       org("I2-D", "I2", Level::kDepartment)});
    import(std::vector{person("p1", "I1-D"), person("p2", "I1-D"), person("q1", "I2-D"),
                       person("q2", "I2-D")});
  }

  void SetUp() override {
    if (GetParam() == "postgresql" && !has_server()) GTEST_SKIP() << "XUESHI_TEST_PG is not set";
  }

  academy::Scope scope_of(const std::string& code, academy::Role role) {
    academy::OrgTree tree(fetch_orgs(database_));
    if (code.empty()) return academy::Scope::of(academy::Actor::machine_operator(), tree);
    return academy::Scope::of({"x", "x", role, code}, tree);
  }
  academy::Scope everything() { return scope_of("", academy::Role::kAcademyAdmin); }
  academy::Scope institute(const std::string& code) {
    return scope_of(code, academy::Role::kInstituteAdmin);
  }

  // Rows are numbered from 2, as in a file with headings. Applied only where nothing conflicts.
  template <typename T>
  Imported import_into(database::Transaction& transaction, const academy::Scope& scope,
                       const std::vector<T>& values, std::size_t most = 100) {
    Imported result;
    Import<T> run(transaction, scope);
    int row = 1;
    for (const T& value : values) run.add(++row, value);
    result.conflicts = run.find_conflicts(most, result.total);
    result.finalised = run.finalised();
    if (result.total == 0) result.counts = run.apply();
    return result;
  }
  template <typename T>
  Imported import(const std::vector<T>& values, const academy::Scope& scope) {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    Imported result = import_into(transaction, scope, values);
    if (result.total == 0) transaction.commit();
    return result;
  }
  template <typename T>
  Imported import(const std::vector<T>& values) {
    return import(values, everything());
  }

  std::vector<hours::LearningRecord> records(const std::string& employee) {
    return fetch_records(database_, everything(), employee, base::Year(2017));
  }

  void finalise(const std::string& code) {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    BackboneReport report;
    report.status = yearend::place::kFinalised;
    report.headcount = 100;
    save_finalised(transaction, everything(), code, base::Year(2017), report);
    transaction.commit();
  }

  FreshDatabase fresh_;
  database::Database database_;
};

// The one conflict of a refused import.
MATCHER_P3(IsConflict, kind, row, detail, "") {
  return arg.kind == kind && arg.row == row && arg.detail == detail;
}

#define XUESHI_ON_EACH_BACKEND(Suite)                                             \
  INSTANTIATE_TEST_SUITE_P(Store, Suite, testing::Values("sqlite", "postgresql"), \
                           [](const auto& info) { return info.param; })

}  // namespace xueshi::store
