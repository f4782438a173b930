// A text that would end a literal, and say something of its own, finds nothing and breaks nothing –
// also where the server reads backslashes in literals.
#include "base/error.h"
#include "store/audit.h"
#include "store/items.h"
#include "store/jobs.h"
#include "store/passwords.h"
#include "store/publications.h"
#include "store/rosters.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::IsEmpty;

constexpr const char* kTexts[] = {"\\' or true --", "\\", "' or '1' = '1", "%' or true --",
                                  "p1'; drop table audit; --"};

class HostileTextTest : public StoreTest {
 protected:
  HostileTextTest() {
    import(std::vector{learning("L1", "p1"), learning("L2", "q1")});
    import(std::vector{plan("P1", "I1"), plan("P2", "I2")});
    import(std::vector{training_class("C1", "I1")});
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    AuditEntry entry;
    entry.chain = "I1";
    entry.subject = "plan";
    entry.item = "P1";
    append_audit(transaction, entry);
    transaction.commit();
  }

  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped() || GetParam() != "postgresql") return;
    database_.session().sql << "do $$ begin execute 'alter database ' || "
                               "quote_ident(current_database()) || "
                               "' set standard_conforming_strings = off'; end $$";
    database_ = database::Database::open(fresh_.url());
    EXPECT_EQ(setting(), "on");  // whatever the server says
    // Values do not need it, either.
    database_.session().sql << "set standard_conforming_strings = off";
    EXPECT_EQ(setting(), "off");
  }

  std::string setting() {
    std::string value;
    database_.session().sql << "select current_setting('standard_conforming_strings')",
        database::into(value);
    return value;
  }

  int classes(const ClassFilter& filter) {
    int count = 0;
    for_each_class(database_, everything(), filter, [&](const auto&, const auto*) { ++count; });
    return count;
  }
  int plans(const PlanFilter& filter) {
    int count = 0;
    for_each_plan(database_, everything(), filter, [&](const auto&) { ++count; });
    return count;
  }
  int entries(const AuditFilter& filter) {
    int count = 0;
    for_each_audit(database_, everything(), filter, [&](const auto&) { ++count; });
    return count;
  }
};

TEST_P(HostileTextTest, FindsNobody) {
  for (const char* text : kTexts) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(find_person(database_, everything(), text));
    EXPECT_FALSE(find_login(database_, text, text));
    EXPECT_FALSE(find_attendable_person(database_, text));
    EXPECT_FALSE(find_password(database_, text));
    EXPECT_FALSE(find_headcount(database_, everything(), text, base::Year(2017)));
    EXPECT_THAT(fetch_roles(database_, text, *base::parse_date("2017-01-01")), IsEmpty());
    EXPECT_THAT(fetch_holders(database_, academy::Role::kInstituteAdmin, text,
                              *base::parse_date("2017-01-01")),
                IsEmpty());
  }
}

TEST_P(HostileTextTest, FindsNoRecordPlanOrClass) {
  for (const char* text : kTexts) {
    SCOPED_TRACE(text);
    EXPECT_THAT(records(text), IsEmpty());
    EXPECT_THAT(find_records(database_, everything(), text), IsEmpty());
    EXPECT_THAT(fetch_records(database_, everything(), std::vector<std::string>{text}), IsEmpty());
    EXPECT_THAT(fetch_exams(database_, everything(), text, base::Year(2017)), IsEmpty());
    EXPECT_FALSE(find_plan(database_, everything(), text));
    EXPECT_FALSE(find_class(database_, everything(), text));
    EXPECT_FALSE(find_any_class(database_, text));
    EXPECT_FALSE(find_class_of_plan(database_, text));
    EXPECT_FALSE(find_plan_of_class(database_, text));
    EXPECT_FALSE(find_approved(database_, text));
    EXPECT_THAT(fetch_attendees(database_, everything(), text), IsEmpty());
    EXPECT_EQ(plans({{}, {text}}), 0);
    EXPECT_EQ(classes({{}, {}, {}, text, {}}), 0);
    EXPECT_EQ(classes({{}, {}, {}, "", {text}}), 0);
  }
  EXPECT_EQ(plans({{}, {"approved", "draft"}}), 2);
  EXPECT_GT(classes({{}, {}, {}, "班", {}}), 0);
  EXPECT_GT(classes({{}, base::parse_date("2017-05-02"), base::parse_date("2017-05-02"), "", {}}),
            0);
}

TEST_P(HostileTextTest, FindsNothingInTheTrail) {
  for (const char* text : kTexts) {
    SCOPED_TRACE(text);
    EXPECT_THAT(fetch_audit_of(database_, "plan", text), IsEmpty());
    EXPECT_THAT(fetch_audit_of(database_, text, "P1"), IsEmpty());
    EXPECT_EQ(entries({text, ""}), 0);
    EXPECT_EQ(entries({"", text}), 0);
    EXPECT_FALSE(find_audit_head(database_, text));
    EXPECT_FALSE(has_changes_since(database_, {text}, "I1", 0, 0));
    for_each_trail(database_, text, [](const auto&, const auto&) { ADD_FAILURE(); });
    EXPECT_FALSE(find_item(database_, text, text));
    EXPECT_THAT(fetch_verdicts(database_, "plan", text), IsEmpty());
    EXPECT_THAT(fetch_jobs(database_, everything(), text), IsEmpty());
    EXPECT_THAT(fetch_jobs_held_by(database_, text), IsEmpty());
    EXPECT_THAT(fetch_publications_of(database_, text), IsEmpty());
    EXPECT_THAT(fetch_publications_with(database_, text), IsEmpty());
    EXPECT_FALSE(find_publication(database_, {text, text, base::Year(2017), text}));
  }
  EXPECT_EQ(entries({"plan", "P1"}), 1);
  EXPECT_EQ(fetch_audit_of(database_, "plan", "P1").size(), 1u);
  EXPECT_TRUE(has_changes_since(database_, {"class", "plan"}, "I1", 0, 0));
  EXPECT_FALSE(has_changes_since(database_, {"class"}, "I1", 0, 0));
}

// What a file or an importer says is compared, not read.
TEST_P(HostileTextTest, ImportsTakeItAsAText) {
  for (const char* text : kTexts) {
    SCOPED_TRACE(text);
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    Import<hours::LearningRecord> run(transaction, everything());
    run.set_alike({{text, text}});
    run.add(2, learning(text, "p1"));
    std::int64_t total = 0;
    EXPECT_THAT(run.find_conflicts(10, total), IsEmpty());
    EXPECT_EQ(run.apply().added, 1);
  }
}

// Places that a file cannot tell apart count as one.
TEST_P(HostileTextTest, AlikePlacesStillCountAsOne) {
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Import<training::Plan> run(transaction, everything());
  training::Plan changed = plan("P1", "I1");
  changed.review = "alike";
  run.set_alike({{std::string(training::place::kApproved), "alike"}});
  run.add(2, changed);
  std::int64_t total = 0;
  EXPECT_THAT(run.find_conflicts(10, total), IsEmpty());
}

XUESHI_ON_EACH_BACKEND(HostileTextTest);

}  // namespace
}  // namespace xueshi::store
