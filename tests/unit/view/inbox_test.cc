// The inbox is counted and cut by the database, and decided by the gate: one row of each case is
// asked about, and the others are as it is.
#include "view/inbox.h"

#include <sqlite3.h>

#include <random>

#include "../session/academy_support.h"
#include "database/session.h"
#include "item/inbox.h"
#include "item/look.h"
#include "store/import.h"
#include "store/records.h"

namespace xueshi::view {
namespace {

using academy::Role;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

// Departments, deputies, administrators who learn, and what waits for them.
class InboxTest : public testing::Test {
 protected:
  InboxTest() {
    database::Database database = academy_.open();
    std::vector<academy::Person> people;
    for (const char* one : {"d1", "d2", "c1", "a1", "l1", "l2", "l3"})
      people.push_back(Academy::person(one, one[0] == 'a' ? "A" : "I1-D"));
    for (const char* one : {"r1", "r2"}) people.push_back(Academy::person(one, "I2-D"));
    Academy::save(database, people);
    using academy::RoleGrant;
    Academy::save(database, std::vector{RoleGrant{"d1", Role::kDepartmentAdmin, "I1-D"},
                                        RoleGrant{"c1", Role::kClassAdmin, "I1-D"},
                                        RoleGrant{"a1", Role::kAcademyAdmin, "A"},
                                        RoleGrant{"r1", Role::kDepartmentAdmin, "I2-D"}});
    Academy::save(database, std::vector{RoleGrant{"l3", Role::kDepartmentAdmin, "I2-D",
                                                  base::parse_date("2017-01-01"),
                                                  base::parse_date("2017-12-31"), "r1"}});
  }

  session::Session acting(const std::string& employee, Role role, const std::string& org) {
    return session::Session(academy_.workplace(), {employee, employee, role, org});
  }
  std::vector<session::Session> everybody() {
    std::vector<session::Session> all;
    all.push_back(academy_.operator_session());
    all.push_back(acting("p1", Role::kInstituteAdmin, "I1"));
    all.push_back(acting("q1", Role::kInstituteAdmin, "I2"));
    all.push_back(acting("d1", Role::kDepartmentAdmin, "I1-D"));
    all.push_back(acting("c1", Role::kClassAdmin, "I1-D"));
    all.push_back(acting("a1", Role::kAcademyAdmin, "A"));
    all.push_back(
        session::Session(academy_.workplace(), {"l3", "l3", Role::kDepartmentAdmin, "I2-D", "r1"}));
    for (const char* one : {"l1", "l2", "p1", "d1"})
      all.push_back(acting(one, Role::kLearner, "I1-D"));
    return all;
  }

  // Records of everybody at every place, entered by themselves, by others, or by nobody we know.
  void fill_records(int count) {
    std::mt19937 random(7);
    auto one_of = [&](const std::vector<std::string>& all) { return all[random() % all.size()]; };
    std::vector<hours::LearningRecord> records;
    for (int i = 0; i < count; ++i) {
      hours::LearningRecord record;
      record.number = fmt::format("R{:04}", i);
      record.employee =
          one_of({"p1", "p2", "q1", "d1", "d2", "c1", "a1", "l1", "l2", "l3", "r1", "r2"});
      record.year = base::Year(2017);
      record.source = one_of({"线下培训", "在职自学", "网络学时"});
      record.title = "培训" + one_of({"甲", "乙", "丙"});
      record.start = *base::parse_local_time(fmt::format("2017-03-{:02}", 1 + random() % 28));
      record.length = base::Hours::of_hours(2);
      record.status = one_of({"pending", "returned", "refused", "pending"});
      records.push_back(record);
    }
    database::Database database = academy_.open();
    Academy::save(database, records);
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    const session::Graph& graph = keep_graph(transaction);
    for (const hours::LearningRecord& record : records) {
      if (random() % 4 == 0) continue;
      store::RunningItem item;
      item.subject = "learning";
      item.number = record.employee + "/" + record.number;
      item.graph = graph.version;
      item.author = one_of({"", record.employee, "p1", "d1", "q1"});
      store::save_item(transaction, item);
    }
    transaction.commit();
  }

  const session::Graph& keep_graph(database::Transaction& transaction) {
    session_.emplace(academy_.operator_session());
    const session::Graph& graph = session_->graphs().current("learning");
    store::keep_graph(transaction, graph.version, graph.text, "2017-12-01");
    return graph;
  }

  // Whether each row waits, asked one by one.
  static std::vector<std::string> keys_one_by_one(session::Session& session) {
    std::vector<std::string> keys;
    look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
      for (const item::OpenPile& pile : item::open_piles(deed)) {
        for (const store::WaitingRow& row : store::fetch_waiting(
                 session.database(), session.scope(), pile.asked, {}, 0, 100'000)) {
          if (ask_about_waiting(deed, *pile.kind, {row}).front())
            keys.push_back(fmt::format("{}/{}/{}/{}", pile.word, static_cast<int>(row.kind),
                                       row.employee, row.number));
        }
      }
    });
    return keys;
  }

  Academy academy_;
  std::optional<session::Session> session_;
};

std::vector<std::string> keys_of(const std::vector<InboxItem>& items) {
  std::vector<std::string> keys;
  for (const InboxItem& item : items) keys.push_back(item.key);
  return keys;
}

// Every role, and every way in which a record may have come to wait.
TEST_F(InboxTest, AnswersEveryRowAsTheGateDoes) {
  fill_records(300);
  std::size_t most = 0;
  for (session::Session& session : everybody()) {
    SCOPED_TRACE(session.actor().employee + " " + session.actor().org);
    std::vector<std::string> expected = keys_one_by_one(session);
    EXPECT_EQ(keys_of(list_inbox(session)), expected);
    std::int64_t total = 0;
    for (const auto& [pile, count] : count_inbox(session)) total += count;
    EXPECT_EQ(total, static_cast<std::int64_t>(expected.size()));
    most = std::max(most, expected.size());
  }
  EXPECT_GT(most, 100U);
}

// Whatever the order: going on by the key of the last row meets every row once.
TEST_F(InboxTest, PagesAreAllRowsOnce) {
  fill_records(60);
  session::Session session = acting("p1", Role::kInstituteAdmin, "I1");
  for (InboxOrder order : {InboxOrder::kPart, InboxOrder::kTitle, InboxOrder::kUnit,
                           InboxOrder::kLearner, InboxOrder::kBegin}) {
    for (bool is_down : {false, true}) {
      InboxAsked asked;
      asked.order = order;
      asked.is_down = is_down;
      asked.size = 1000;
      std::vector<std::string> all = keys_of(leaf_inbox(session, asked).rows), found;
      asked.size = 7;
      for (InboxPage page = leaf_inbox(session, asked); !page.rows.empty();
           page = leaf_inbox(session, asked)) {
        EXPECT_EQ(page.total, static_cast<std::int64_t>(all.size()));
        EXPECT_EQ(page.begin, static_cast<std::int64_t>(found.size()));
        for (const std::string& key : keys_of(page.rows)) found.push_back(key);
        asked.after = found.back();
        if (found.size() >= all.size()) break;
      }
      EXPECT_EQ(found, all);
      EXPECT_GT(all.size(), 14U);
    }
  }
}

TEST_F(InboxTest, KnowsWhatFits) {
  fill_records(60);
  session::Session session = acting("p1", Role::kInstituteAdmin, "I1");
  InboxAsked asked;
  asked.piles = {"learning"};
  asked.size = 1000;
  InboxPage all = leaf_inbox(session, asked);
  auto count = [&](auto fits) { return std::count_if(all.rows.begin(), all.rows.end(), fits); };
  asked.filter.title = "甲";
  EXPECT_EQ(leaf_inbox(session, asked).total,
            count([](const InboxItem& item) { return item.title == "培训甲"; }));
  asked.filter.learner = "l1";
  EXPECT_EQ(leaf_inbox(session, asked).total, count([](const InboxItem& item) {
              return item.title == "培训甲" && item.learner == "l1";
            }));
  asked.filter.year = base::Year(2016);
  InboxPage none = leaf_inbox(session, asked);
  EXPECT_EQ(none.total, 0);
  EXPECT_EQ(none.counts, all.counts);  // the piles are as high as before
  asked.filter = {};
  asked.begin = 1'000'000;
  asked.size = 20;
  EXPECT_EQ(leaf_inbox(session, asked).begin, (all.total - 1) / 20 * 20);
}

// A row that waits no more still tells where it stood.
TEST_F(InboxTest, GoesOnAfterWhatWasDecided) {
  fill_records(60);
  session::Session session = acting("p1", Role::kInstituteAdmin, "I1");
  InboxAsked asked;
  asked.piles = {"learning"};
  asked.size = 5;
  std::vector<std::string> all;
  for (const InboxItem& item : list_inbox(session))
    if (item.pile == "learning") all.push_back(item.key);
  asked.after = all[4];
  {
    database::Database database = academy_.open();
    std::string number = all[4].substr(all[4].rfind('/') + 1);
    std::string who = all[4].substr(0, all[4].rfind('/'));
    who = who.substr(who.rfind('/') + 1);
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    auto record = store::lock_record(transaction, session.scope(), who, number);
    record->status = "approved";
    store::save_record(transaction, *record);
    transaction.commit();
  }
  EXPECT_EQ(leaf_inbox(session, asked).rows.front().key, all[5]);
}

int count_statement(unsigned, void* count, void*, void*) {
  ++*static_cast<int*>(count);
  return 0;
}

// What a page asks of the database does not grow with what waits.
TEST_F(InboxTest, AsksNoMoreWhereMoreWaits) {
  auto statements = [&] {
    session::Session session = acting("d1", Role::kDepartmentAdmin, "I1-D");
    InboxAsked asked;
    asked.piles = {"learning"};
    EXPECT_EQ(leaf_inbox(session, asked).rows.size(), 20U);
    int count = 0;
    sqlite3* native = session.database().session().native_sqlite();
    sqlite3_trace_v2(native, SQLITE_TRACE_STMT, count_statement, &count);
    leaf_inbox(session, asked);
    sqlite3_trace_v2(native, 0, nullptr, nullptr);
    return count;
  };
  fill_records(80);
  int few = statements();
  std::vector<hours::LearningRecord> more;
  for (int i = 0; i < 500; ++i) {
    hours::LearningRecord record;
    record.number = fmt::format("S{:04}", i);
    record.employee = "l1";
    record.year = base::Year(2017);
    record.source = "线下培训";
    record.title = "培训";
    record.start = *base::parse_local_time("2017-03-01");
    record.length = base::Hours::of_hours(2);
    record.status = "pending";
    more.push_back(record);
  }
  database::Database database = academy_.open();
  Academy::save(database, more);
  EXPECT_LE(statements(), few);
}

}  // namespace
}  // namespace xueshi::view
