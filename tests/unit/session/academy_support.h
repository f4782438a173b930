// A small academy of its own for every test of a use case: a home with this repository's files, an
// SQLite database, a state folder, and the workplace on them; no command line.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "academy/org.h"
#include "academy/person.h"
#include "database/database.h"
#include "item/kind.h"
#include "session/session.h"
#include "store/import.h"
#include "store/people.h"
#include "store/seals.h"

namespace xueshi {

// Academy A with institutes I1 and I2 of a department each. p1 administers I1, p2 is a learner
// there; q1 administers I2.
class Academy {
 public:
  explicit Academy(const std::map<std::string, std::string>& more = {})
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("academy_{}_{}", ::getpid(), ++count())) {
    namespace fs = std::filesystem;
    fs::create_directories(folder_ / "home");
    for (const char* part : {"rules", "workflows", "templates", "plugins"})
      fs::copy(fs::path(XUESHI_SOURCE_DIR) / part, folder_ / "home" / part,
               fs::copy_options::recursive);
    std::map<std::string, session::Setting> given = {
        {"db", {"sqlite:" + (folder_ / "x.db").string(), "test"}},
        {"home", {(folder_ / "home").string(), "test"}},
        {"state", {(folder_ / "state").string(), "test"}},
        {"now", {"2017-12-01T09:00:00+08:00", "test"}}};
    for (const auto& [key, value] : more) given[key] = {value, "test"};
    base::Findings findings;
    workplace_ = std::make_unique<session::Workplace>(
        session::Settings::resolve(given, {}, findings), item::graph_subjects());
    fill();
  }
  ~Academy() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Academy(const Academy&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  session::Workplace& workplace() { return *workplace_; }
  const session::Settings& settings() const { return workplace_->settings(); }
  database::Database open() { return database::Database::open(settings().value("db")); }

  session::Session operator_session() {
    return session::Session(*workplace_, academy::Actor::machine_operator());
  }
  session::Session admin_session(const std::string& employee, const std::string& org) {
    return session::Session(*workplace_, {employee, employee, academy::Role::kInstituteAdmin, org});
  }

  std::filesystem::path write(const std::string& name, const std::string& text) {
    std::filesystem::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  // The trail answers for what was put there by hand.
  void seal() {
    database::Database database = open();
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    store::seal_what_stands(transaction, database.schema_version(), "2017-12-01 09:00");
    transaction.commit();
  }

  static academy::Org org(const std::string& code, const std::string& parent,
                          academy::OrgLevel level, const std::string& name = "") {
    return {code, name.empty() ? "单位" + code : name, parent, level};
  }
  static academy::Person person(const std::string& employee, const std::string& unit) {
    academy::Person one;
    one.employee = one.login = employee;
    one.name = "某" + employee;
    one.org = unit;
    return one;
  }

  template <typename T>
  static void put(database::Transaction& transaction, const std::vector<T>& values) {
    academy::OrgTree tree(store::fetch_orgs(transaction.database()));
    store::Import<T> import(transaction,
                            academy::Scope::of(academy::Actor::machine_operator(), tree));
    int row = 1;
    for (const T& value : values) import.add(++row, value);
    std::int64_t total = 0;
    import.find_conflicts(1, total);
    ASSERT_EQ(total, 0);
    import.apply();
  }
  template <typename T>
  static void save(database::Database& database, const std::vector<T>& values) {
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    put(transaction, values);
    transaction.commit();
  }

 private:
  using Level = academy::OrgLevel;
  using Role = academy::Role;

  static std::atomic<int>& count() {
    static std::atomic<int> counter{0};
    return counter;
  }

  void fill() {
    database::Database database = database::Database::open(settings().value("db"), true);
    database.migrate();
    save(database,
         std::vector{org("A", "", Level::kAcademy), org("I1", "A", Level::kInstitute),
                     org("I1-D", "I1", Level::kDepartment), org("I2", "A", Level::kInstitute),
                     org("I2-D", "I2", Level::kDepartment)});
    save(database, std::vector{person("p1", "I1-D"), person("p2", "I1-D"), person("q1", "I2-D")});
    save(database, std::vector{academy::RoleGrant{"p1", Role::kInstituteAdmin, "I1"},
                               academy::RoleGrant{"q1", Role::kInstituteAdmin, "I2"}});
  }

  std::filesystem::path folder_;
  std::unique_ptr<session::Workplace> workplace_;
};

// What a refusal says; fails where there is none.
template <typename Work>
base::Blockers refusal_of(Work work) {
  try {
    work();
  } catch (const base::Refused& refused) {
    return refused.blockers();
  }
  ADD_FAILURE() << "was not refused";
  return {{"", ""}};
}

}  // namespace xueshi
