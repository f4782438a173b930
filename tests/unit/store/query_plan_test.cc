// The questions that are asked all day go along an index, on both databases: as the database itself
// explains the very statements that were sent.
#include <libpq-fe.h>
#include <sqlite3.h>

#include <regex>
#include <set>

#include "store/audit.h"
#include "store/items.h"
#include "store/jobs.h"
#include "store/messages.h"
#include "store/publications.h"
#include "store/rosters.h"
#include "store/statistics.h"
#include "store/waiting.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr int kInstitutes = 40;
constexpr int kPeople = 50;   // of an institute
constexpr int kRecords = 12;  // of a person
constexpr int kClasses = 40;  // of an institute, and as many plans
constexpr int kEntries = 20'000;

// Tables that grow with the academy or the years; the others are short.
const std::set<std::string> kLong = {"person", "plan",  "class", "attendee",    "record",
                                     "exam",   "audit", "job",   "publication", "verdict"};

// Indexes that hold but the few rows that wait: reading such a one to its end is what it is for.
const std::set<std::string> kShort = {"record_waiting", "record_waiting_of", "job_open",
                                      "attendee_waiting"};

// Listens to the statements of a database and says which long tables were read from end to end.
class Listener {
 public:
  explicit Listener(database::Database& database) : database_(database) {
    if (database.is_postgresql()) {
      for (const char* setting :
           {"load 'auto_explain'", "set auto_explain.log_min_duration = 0",
            "set auto_explain.log_format = json", "set auto_explain.log_level = notice",
            "set client_min_messages = notice"}) {
        database.session().sql << setting;
      }
      PQsetNoticeProcessor(database.session().native_postgres(), on_notice, this);
    } else {
      sqlite3_trace_v2(database.session().native_sqlite(), SQLITE_TRACE_STMT, on_statement, this);
    }
  }
  ~Listener() {
    if (database_.is_postgresql()) {
      PQsetNoticeProcessor(
          database_.session().native_postgres(), [](void*, const char*) {}, nullptr);
    } else {
      sqlite3_trace_v2(database_.session().native_sqlite(), 0, nullptr, nullptr);
    }
  }

  // "table: statement", each once; and how many statements there were.
  std::vector<std::string> scans_of(const std::function<void()>& work) {
    heard_.clear();
    work();
    std::set<std::string> heard;
    heard.swap(heard_);
    explained = heard.size();
    std::set<std::string> found;
    for (const std::string& one : heard) {
      for (const std::string& table : database_.is_postgresql() ? scans_in(one) : scans_by(one))
        if (kLong.count(table) > 0) found.insert(table + ": " + one);
    }
    return {found.begin(), found.end()};
  }

  std::size_t explained = 0;

 private:
  static void on_notice(void* self, const char* text) {
    static_cast<Listener*>(self)->heard_.insert(text);
  }

  static int on_statement(unsigned, void* self, void* statement, void*) {
    char* text = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
    if (text != nullptr) static_cast<Listener*>(self)->heard_.insert(text);
    sqlite3_free(text);
    return 0;
  }

  // The nodes of PostgreSQL's plan that read a table, or an index, without a condition on an index.
  static std::vector<std::string> scans_in(const std::string& plan) {
    static const std::regex kNode("\"Node Type\": \"(Seq|Index|Index Only) Scan\"[^{}]*");
    static const std::regex kIndex("\"Index Name\": \"(\\w+)\"");
    static const std::regex kTable("\"Relation Name\": \"(\\w+)\"");
    std::vector<std::string> tables;
    for (std::sregex_iterator at(plan.begin(), plan.end(), kNode), end; at != end; ++at) {
      std::string node = at->str();
      std::smatch table;
      if (node.find("\"Index Cond\"") != node.npos || !std::regex_search(node, table, kTable))
        continue;
      std::smatch index;
      if (std::regex_search(node, index, kIndex) && kShort.count(index[1]) > 0) continue;
      tables.push_back(table[1]);
    }
    return tables;
  }

  // SQLite's own word for it is SCAN; it names a table as the statement does.
  std::vector<std::string> scans_by(const std::string& statement) {
    std::vector<std::string> tables;
    sqlite3_stmt* explained_statement = nullptr;
    sqlite3_prepare_v2(database_.session().native_sqlite(),
                       ("explain query plan " + statement).c_str(), -1, &explained_statement,
                       nullptr);
    while (sqlite3_step(explained_statement) == SQLITE_ROW) {
      std::string step = reinterpret_cast<const char*>(sqlite3_column_text(explained_statement, 3));
      if (step.rfind("SCAN ", 0) != 0 || kShort.count(step.substr(step.rfind(' ') + 1)) > 0)
        continue;
      std::string name = step.substr(5, step.find(' ', 5) - 5);
      std::regex named("(\\w+) " + name + "\\b");
      std::smatch table;
      bool is_alias = kLong.count(name) == 0 && std::regex_search(statement, table, named);
      tables.push_back(is_alias ? table[1].str() : name);
    }
    sqlite3_finalize(explained_statement);
    return tables;
  }

  database::Database& database_;
  std::set<std::string> heard_;
};

class QueryPlanTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    people_and_records();
    plans_and_classes();
    trail();
    jobs_and_publications();
    refresh_statistics(database_);
    database::run(sql(), database_.is_postgresql() ? "analyze" : "select 1");
    listener_.emplace(database_);
  }

  database::Sql& sql() { return database_.session().sql; }
  static std::string unit(int number) { return fmt::format("U{:03}", number); }
  static std::string employee(int institute, int number) {
    return fmt::format("{}-{:03}", unit(institute), number);
  }

  void people_and_records() {
    std::vector<academy::Org> units;
    std::vector<academy::Person> people;
    std::vector<hours::LearningRecord> rows;
    std::vector<hours::Exam> exams;
    for (int i = 0; i < kInstitutes; ++i) {
      units.push_back(org(unit(i), "A", Level::kInstitute));
      for (int p = 0; p < kPeople; ++p) {
        people.push_back(person(employee(i, p), unit(i)));
        exams.push_back({"E1", people.back().employee, year_, "考试", true});
        for (int r = 0; r < kRecords; ++r) {
          rows.push_back(learning(fmt::format("L{}-{}", people.size(), r), people.back().employee));
          rows.back().year = base::Year(2015 + r % 4);
          if (people.size() % 100 == 0 && r == 0) rows.back().status = "pending";
        }
      }
    }
    import(units);
    import(people);
    import(rows);
    import(exams);
  }

  void plans_and_classes() {
    std::vector<training::Plan> plans;
    std::vector<training::TrainingClass> classes;
    std::vector<training::Attendee> attendees;
    for (int i = 0; i < kInstitutes; ++i) {
      for (int c = 0; c < kClasses; ++c) {
        std::string number = fmt::format("{}-C{:03}", unit(i), c);
        plans.push_back(plan(number, unit(i)));
        classes.push_back(training_class(number, unit(i)));
        plans.back().year = classes.back().year = base::Year(2015 + c % 4);
        classes.back().plan = number;
        attendees.push_back({number, employee(i, c % kPeople), {}, true});
      }
    }
    import(plans);
    import(classes);
    import(attendees);
  }

  // Entries as they stand in the table; what is said in them plays no part here.
  void trail() {
    database::run(
        sql(),
        numbers(kEntries) +
            " insert into audit select 'U' || substr(cast(1000 + n % 40 as varchar(9)), 2), "
            "n, '', 0, '', '', '', '', 'plan',"
            " 'P' || (n % 2000), '', '', '', '', '', '', 'done', '', '', '', '' from numbers");
    database::run(
        sql(), numbers(4000) +
                   " insert into verdict select 'plan', 'P' || (n % 1000), n, 'U005', 'approved',"
                   " '', '' from numbers");
  }

  // Of every kind.
  WaitingAsked whatever_waits() {
    WaitingAsked asked;
    asked.unit = "U005";
    asked.employee = employee(5, 0);
    asked.year = year_;
    asked.parts = {{WaitingKind::kPlan, {"at_institute"}, {"returned"}},
                   {WaitingKind::kChangedClass, {"change_at_institute"}, {}},
                   {WaitingKind::kReturnedClass, {}, {"not_carried_out"}},
                   {WaitingKind::kOwnLine, {}, {}},
                   {WaitingKind::kEnrolment, {}, {}},
                   {WaitingKind::kRecord, {"pending"}, {"returned"}},
                   {WaitingKind::kPolicy, {"proposed"}, {}}};
    return asked;
  }

  void jobs_and_publications() {
    database::run(
        sql(), numbers(4000) +
                   " insert into job (schedule, year, org, report, folder, planned, state, run,"
                   " attempts, not_before, wait_until, fence, holder, lease_until, reason) select"
                   " 'year-end', 2000 + n % 20, 'U' || substr(cast(1000 + n % 40 as varchar(9)), "
                   "2), 'r' || n, '', '',"
                   " case when n % 100 = 0 then 'waiting' else 'done' end, 1, 0, 0, 0, 0, '', 0, ''"
                   " from numbers");
    database::run(sql(),
                  numbers(4000) +
                      " insert into publication select '', 'U' || substr(cast(1000 + n % 40 as "
                      "varchar(9)), 2), 2017, 'r', n, 'f', 's' ||"
                      " n, 1, 'c' || n, '', '', '', '', '', '', '', 1, '', '', 1, 1, '', 1, '', ''"
                      " from numbers");
  }

  static std::string numbers(int most) {
    return fmt::format(
        "with recursive numbers (n) as (select 1 union all select n + 1 from numbers"
        " where n < {})",
        most);
  }

  void expect_indexes(const std::function<void()>& work) {
    EXPECT_THAT(listener_->scans_of(work), IsEmpty());
    EXPECT_GT(listener_->explained, 0u);
  }

  base::Year year_{2017};
  std::optional<Listener> listener_;
};

// What finds nothing shows nothing: a question without an index is heard.
TEST_P(QueryPlanTest, AScanIsNoticed) {
  auto scans = listener_->scans_of([&] {
    database::run(sql(), "select count(*) from record r where r.title = 'x'");
    database::run(sql(), "select count(*) from person where email = 'x'");
  });
  ASSERT_THAT(scans, testing::SizeIs(2));
  EXPECT_THAT(scans[0], testing::StartsWith("person"));
  EXPECT_THAT(scans[1], testing::StartsWith("record"));
}

TEST_P(QueryPlanTest, TheStatementOfAPerson) {
  for (const academy::Scope& scope : {everything(), institute("U005")}) {
    expect_indexes([&] {
      ASSERT_TRUE(find_person(database_, scope, employee(5, 1)));
      ASSERT_FALSE(fetch_records(database_, scope, employee(5, 1), year_).empty());
      fetch_exams(database_, scope, employee(5, 1), year_);
    });
  }
}

TEST_P(QueryPlanTest, WhoActsAndWhoFillsAnOffice) {
  expect_indexes([&] {
    find_login(database_, employee(5, 1), employee(5, 1));
    fetch_roles(database_, employee(5, 1), *base::parse_date("2017-05-01"));
    fetch_holders(database_, academy::Role::kInstituteAdmin, "U005",
                  *base::parse_date("2017-05-01"));
  });
}

TEST_P(QueryPlanTest, TheTallyOfAnInstitute) {
  academy::Scope scope = institute("U005");
  int people = 0;
  expect_indexes([&] {
    for_each_person_of_year(database_, scope, year_, [&](const auto&, const auto&) { ++people; });
  });
  EXPECT_EQ(people, kPeople);
}

TEST_P(QueryPlanTest, PlansAndClassesOfAnInstitute) {
  academy::Scope scope = institute("U005");
  int found = 0;
  expect_indexes([&] {
    for_each_class(database_, scope, year_, [&](const auto&, const auto*) { ++found; });
    for_each_plan(database_, scope, PlanFilter{year_, {}}, [&](const auto&) { ++found; });
    ASSERT_TRUE(find_plan(database_, scope, "U005-C001"));
    ASSERT_TRUE(find_class(database_, scope, "U005-C001"));
    ASSERT_FALSE(fetch_attendees(database_, scope, "U005-C001").empty());
  });
  EXPECT_EQ(found, 2 * kClasses / 4);
}

TEST_P(QueryPlanTest, WhatWaitsForAnInstitute) {
  academy::Scope scope = institute("U005");
  expect_indexes([&] {
    for_each_plan(database_, scope, PlanFilter{std::nullopt, {"at_institute"}}, [](const auto&) {});
    ClassFilter waiting;
    waiting.executions = {"change_at_institute"};
    for_each_class(database_, scope, waiting, [](const auto&, const auto*) {});
    WaitingAsked asked = whatever_waits();
    ASSERT_THAT(fetch_waiting_cases(database_, scope, asked), SizeIs(1));
    ASSERT_EQ(count_waiting(database_, scope, asked, {}), 1);
    std::vector<WaitingRow> rows = fetch_waiting(database_, scope, asked, {}, 0, 20);
    ASSERT_THAT(rows, SizeIs(1));
    ASSERT_EQ(count_waiting_to(database_, scope, asked, {}, rows.front()), 1);
    fetch_verdicts(database_, "plan", std::vector<std::string>{"U005-C001"});
    fetch_items(database_, "plan", {"U005-C001"});
    fetch_records(database_, scope, {employee(5, 1) + "/L252-3"});
  });
}

TEST_P(QueryPlanTest, RecordsByTheirNumber) {
  expect_indexes([&] {
    ASSERT_FALSE(find_records(database_, everything(), "L100-0").empty());  // one that waits
    ASSERT_FALSE(find_records(database_, everything(), employee(5, 1) + "/L252-3").empty());
  });
}

TEST_P(QueryPlanTest, TheTrailOfAnItem) {
  academy::Scope scope = institute("U005");
  int entries = 0;
  expect_indexes([&] {
    ASSERT_FALSE(fetch_audit_of(database_, "plan", "P17").empty());
    for_each_audit(database_, scope, {"plan", "P5"}, [&](const auto&) { ++entries; });
  });
}

TEST_P(QueryPlanTest, WhatSomebodyIsTold) {
  expect_indexes([&] {
    count_told(database_, employee(5, 1), 0);
    count_told_to(database_, employee(5, 1), 0, "U005", 1);
    fetch_told(database_, employee(5, 1), 0, 0, 20);
  });
}

TEST_P(QueryPlanTest, TheTrailOfAnInstitute) {
  academy::Scope scope = institute("U005");
  int entries = 0;
  expect_indexes([&] { for_each_audit(database_, scope, {}, [&](const auto&) { ++entries; }); });
  EXPECT_EQ(entries, kEntries / kInstitutes);
}

TEST_P(QueryPlanTest, JobsAreTakenAlongTheOpenOnes) {
  expect_indexes([&] {
    database::Transaction transaction(database_, database::Transaction::Mode::kDecide);
    std::optional<Job> job = take_job(transaction, {"x", 1000}, 1'000'000);
    ASSERT_TRUE(job);
    ASSERT_TRUE(hold_job(transaction, *job));
    ASSERT_TRUE(prolong_lease(transaction, *job, 2'000'000));
    next_attempt(database_);
    fetch_jobs_held_by(database_, "x");
    transaction.commit();
  });
}

TEST_P(QueryPlanTest, PublicationsByTheirBytes) {
  expect_indexes([&] {
    ASSERT_FALSE(fetch_publications_of(database_, "s17").empty());
    find_publication(database_, {"", "U017", year_, "r"});
  });
}

XUESHI_ON_EACH_BACKEND(QueryPlanTest);

}  // namespace
}  // namespace xueshi::store
