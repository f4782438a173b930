// Items one by one, as decisions change them: running items, plans, rosters, records, people.
#include "store/classes.h"
#include "store/items.h"
#include "store/people.h"
#include "store/records.h"
#include "store/rosters.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

class LifecycleTest : public StoreTest {
 protected:
  template <typename Work>
  void decide(Work work) {
    database::Transaction transaction(database_, database::Transaction::Mode::kDecide);
    work(transaction);
    transaction.commit();
  }

  void save(const training::Plan& one, bool excellent = false) {
    decide([&](database::Transaction& transaction) {
      save_plan(transaction, everything(), one, excellent);
    });
  }

  std::int64_t seconds_of(const std::string& employee) {
    auto rows = records(employee);
    return rows.empty() ? -1 : rows[0].length.seconds();
  }
};

TEST_P(LifecycleTest, ARunningItemIsKeptWithItsVersion) {
  GraphVersion first{"plan", "aaaa"}, second{"plan", "bbbb"};
  decide([&](database::Transaction& transaction) {
    keep_graph(transaction, first, "title: 一", "2017-05-01");
    keep_graph(transaction, first, "title: 另一个", "2017-05-02");  // is there already
    keep_graph(transaction, second, "title: 二", "2017-06-01");
    save_item(transaction, {"plan", "P1", first, 1, "p1", "class_admin", "review=draft"});
    save_item(transaction, {"plan", "P1", first, 2, "p2", "institute_admin", "ignored"});
  });
  auto item = find_item(database_, "plan", "P1");
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->graph, first);
  EXPECT_EQ(item->revision, 2);
  EXPECT_EQ(item->author + item->submitted_as, "p2institute_admin");
  EXPECT_EQ(item->origin, "review=draft") << "where it was first met stays";
  EXPECT_EQ(find_graph(database_, first), "title: 一");
  EXPECT_THAT(fetch_graphs(database_, "plan"), SizeIs(2));
  EXPECT_EQ(fetch_graphs(database_, "plan")[0].items, 1);
  EXPECT_EQ(find_item(database_, "class", "P1"), std::nullopt);
}

TEST_P(LifecycleTest, AUnitsLastVerdictIsTheOneThatIsShown) {
  decide([&](database::Transaction& transaction) {
    save_verdict(transaction, "plan", "P1", {"I1-D", "审批通过", "", "p1"});
    save_verdict(transaction, "plan", "P1", {"I1", "驳回修改", "人数", "p2"});
    save_verdict(transaction, "plan", "P1", {"I1-D", "驳回修改", "学时", "p1"});
  });
  std::vector<std::string> shown;
  for (const Verdict& verdict : fetch_verdicts(database_, "plan", "P1"))
    shown.push_back(verdict.org + verdict.status + verdict.comment);
  EXPECT_THAT(shown, ElementsAre("I1驳回修改人数", "I1-D驳回修改学时"));
  decide([&](database::Transaction& transaction) { delete_item(transaction, "plan", "P1"); });
  EXPECT_THAT(fetch_verdicts(database_, "plan", "P1"), IsEmpty());
}

TEST_P(LifecycleTest, AProjectPlanHasItsClassFromItsCreationOn) {
  save(plan("P1", "I1-D"), true);
  EXPECT_EQ(find_class_of_plan(database_, "P1"), "P1");
  auto made = find_class(database_, everything(), "P1");
  ASSERT_TRUE(made.has_value());
  EXPECT_TRUE(made->excellent);
  training::Plan changed = plan("P1", "I1-D");
  changed.headcount = 77;
  changed.funding_rank = 2;
  changed.support_level = "普通项目";
  save(changed);
  EXPECT_EQ(find_plan(database_, everything(), "P1"), changed);
  EXPECT_EQ(find_class(database_, everything(), "P1")->headcount, 77) << "it follows its plan";
  training::Plan other = plan("P2", "I1-D");
  other.form = training::PlanForm::kOther;
  save(other);
  EXPECT_EQ(find_class_of_plan(database_, "P2"), std::nullopt);
}

// domain.md §3: the class is pre-filled from its plan; what only a class has does not part the two.
TEST_P(LifecycleTest, AClassFollowsItsPlanUntilItsFiguresAreEdited) {
  save(plan("P1", "I1-D"));
  auto save_edited = [&](auto edit) {
    training::TrainingClass one = *find_class(database_, everything(), "P1");
    edit(one);
    decide([&](database::Transaction& transaction) { save_class(transaction, one); });
  };
  training::Plan changed = plan("P1", "I1-D");
  save_edited([](training::TrainingClass& one) { one.visibility = "全院公开"; });
  changed.headcount = 77;
  save(changed);
  EXPECT_EQ(find_class(database_, everything(), "P1")->headcount, 77);
  save_edited([](training::TrainingClass& one) { one.headcount = 76; });
  changed.headcount = 78;
  save(changed);
  EXPECT_EQ(find_class(database_, everything(), "P1")->headcount, 76);
}

TEST_P(LifecycleTest, DeletingAPlanTakesItsClassAndRoster) {
  save(plan("P1", "I1-D"));
  decide([&](database::Transaction& transaction) {
    save_attendee(transaction, {"P1", "p1", std::nullopt, false, training::Enrolment::kNone});
    save_approved(transaction, "P1", {at("2017-05-01"), at("2017-05-01"), 1, 1, {}});
    delete_plan(transaction, "P1");
  });
  EXPECT_EQ(find_plan(database_, everything(), "P1"), std::nullopt);
  EXPECT_EQ(find_class(database_, everything(), "P1"), std::nullopt);
}

TEST_P(LifecycleTest, NumbersOfNewPlansAreFree) {
  decide([&](database::Transaction& transaction) {
    EXPECT_EQ(free_plan_number(transaction, "I1", base::Year(2017)), "I1-2017-001");
  });
  save(plan("I1-2017-001", "I1"));
  save(plan("I1-2017-x", "I1"));
  decide([&](database::Transaction& transaction) {
    std::string number = free_plan_number(transaction, "I1", base::Year(2017));
    EXPECT_EQ(find_plan(database_, everything(), number), std::nullopt) << number;
  });
}

TEST_P(LifecycleTest, FundingRequestsAreThoseThatWereHandedIn) {
  for (const char* number : {"P3", "P1", "P2", "P4"}) {
    training::Plan one = plan(number, "I1-D");
    one.funding_requested = true;
    if (*(number + 1) == '2') one.review = training::place::kDraft;
    if (*(number + 1) == '4') one.withdrawal = training::place::kWithdrawn;
    save(one);
  }
  save(plan("P5", "I1-D"));
  decide([&](database::Transaction& transaction) {
    std::vector<std::string> numbers;
    for (const training::Plan& one :
         lock_funding_requests(transaction, institute("I1"), base::Year(2017)))
      numbers.push_back(one.number);
    EXPECT_THAT(numbers, ElementsAre("P1", "P3"));
  });
}

// Confirming posts once the class is carried out; removing takes the hours back.
TEST_P(LifecycleTest, ConfirmedHoursArePostedAndTakenBack) {
  import(std::vector{training_class("C1", "I1-D", false)});
  training::Attendee attendee{"C1", "p1", std::nullopt, true, training::Enrolment::kNone};
  decide([&](database::Transaction& transaction) {
    save_attendee(transaction, attendee);
    post_hours(transaction, "C1");
  });
  EXPECT_THAT(records("p1"), IsEmpty()) << "not carried out yet";
  training::TrainingClass done = *find_class(database_, everything(), "C1");
  done.execution = training::place::kCarriedOut;
  decide([&](database::Transaction& transaction) {
    save_class(transaction, done);
    post_hours(transaction, "C1");
    post_hours(transaction, "C1");  // again changes nothing
  });
  EXPECT_EQ(seconds_of("p1"), 6 * 3600);
  attendee.hours = base::Hours::of_hours(4);
  decide([&](database::Transaction& transaction) { repost_hours(transaction, attendee); });
  EXPECT_EQ(seconds_of("p1"), 4 * 3600);
  decide([&](database::Transaction& transaction) {
    take_back_hours(transaction, attendee);
    delete_attendee(transaction, attendee);
  });
  EXPECT_THAT(records("p1"), IsEmpty());
  EXPECT_EQ(find_attendee(database_, "C1", "p1"), std::nullopt);
}

TEST_P(LifecycleTest, ARecordIsFoundByItsNumberWithinTheScope) {
  hours::LearningRecord waiting = learning("L1", "p1");
  waiting.status = hours::place::kPending;
  decide([&](database::Transaction& transaction) {
    save_record(transaction, waiting);
    save_record(transaction, learning("L1", "q1"));
  });
  EXPECT_THAT(find_records(database_, institute("I1"), "L1"), ElementsAre(waiting));
  EXPECT_THAT(find_records(database_, institute("I2"), "L1"), SizeIs(1));
  EXPECT_THAT(find_records(database_, everything(), "p1/L1"), ElementsAre(waiting));
  EXPECT_THAT(find_records(database_, institute("I2"), "p1/L1"), IsEmpty());
  EXPECT_THAT(fetch_records(database_, everything(), {"p1/L1", "q1/L2", "p1/none"}),
              ElementsAre(Pair("p1/L1", waiting)));
  waiting.title = "更正";
  decide([&](database::Transaction& transaction) {
    save_record(transaction, waiting);
    EXPECT_EQ(lock_record(transaction, everything(), "p1", "L1"), waiting);
  });
}

TEST_P(LifecycleTest, WhoHasLeftHoldsNoOffice) {
  academy::Person left = person("p2", "I1-D");
  left.employment.left = base::parse_date("2017-04-30");
  import(std::vector{left});
  import(std::vector<academy::RoleGrant>{{"p1", academy::Role::kDepartmentAdmin, "I1-D"},
                                         { "p2",
                                           academy::Role::kDepartmentAdmin,
                                           "I1-D" }});
  auto holders = [&](const char* day) {
    std::vector<std::string> names;
    for (const academy::RoleGrant& grant :
         fetch_holders(database_, academy::Role::kDepartmentAdmin, "I1-D", *base::parse_date(day)))
      names.push_back(grant.employee);
    return names;
  };
  EXPECT_THAT(holders("2017-04-30"), ElementsAre("p1", "p2"));
  EXPECT_THAT(holders("2017-05-01"), ElementsAre("p1"));
  EXPECT_THAT(fetch_all_roles(database_, *base::parse_date("2017-05-01")), SizeIs(1));
}

TEST_P(LifecycleTest, ARoleIsHeldFromItsFirstDayToItsLast) {
  academy::RoleGrant grant{"p1", academy::Role::kDepartmentAdmin, "I1-D"};
  grant.begins = base::parse_date("2017-03-02");
  grant.ends = base::parse_date("2017-03-04");
  import(std::vector{grant});
  auto held_on = [&](const char* text) {
    base::Date day = *base::parse_date(text);
    std::size_t held = fetch_roles(database_, "p1", day).size();
    EXPECT_EQ(fetch_holders(database_, grant.role, "I1-D", day).size(), held) << text;
    EXPECT_EQ(fetch_all_roles(database_, day).size(), held) << text;
    return held;
  };
  EXPECT_EQ(held_on("2017-03-01"), 0u);
  EXPECT_EQ(held_on("2017-03-02"), 1u);
  EXPECT_EQ(held_on("2017-03-04"), 1u);
  EXPECT_EQ(held_on("2017-03-05"), 0u);
  EXPECT_THAT(fetch_roles(database_, "p1", *grant.ends), ElementsAre(grant));
}

TEST_P(LifecycleTest, ADeputyActsForWhoHoldsTheRole) {
  academy::RoleGrant own{"p2", academy::Role::kDepartmentAdmin, "I1-D"};
  academy::RoleGrant deputy{"p1", academy::Role::kDepartmentAdmin, "I1-D"};
  deputy.begins = base::parse_date("2017-03-02");
  deputy.ends = base::parse_date("2017-03-04");
  deputy.deputy_for = "p2";
  EXPECT_THAT(import(std::vector{deputy}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kDeputyOfNobody, 2, "p2")));
  own.ends = base::parse_date("2017-03-01");  // too early
  EXPECT_EQ(import(std::vector{own, deputy}).total, 1);
  own.ends = base::parse_date("2017-03-02");
  EXPECT_EQ(import(std::vector{own, deputy}).total, 0);
  EXPECT_THAT(fetch_roles(database_, "p1", *deputy.begins), ElementsAre(deputy));
  // Who holds it themselves needs no term of somebody else's, which would take the place of theirs.
  academy::RoleGrant both{"p2", academy::Role::kDepartmentAdmin, "I1-D"};
  both.begins = both.ends = base::parse_date("2017-03-02");
  both.deputy_for = "p1";
  EXPECT_THAT(import(std::vector{both}).conflicts,
              testing::Contains(IsConflict(ConflictKind::kDeputyOfOwnRole, 2, "p1")));
}

TEST_P(LifecycleTest, APersonIsChangedInPlace) {
  academy::Person one = person("p1", "I1-D");
  one.hours_required = false;
  one.employment.hired = base::parse_date("2017-03-01");
  one.post = academy::Post::kResearch;
  decide([&](database::Transaction& transaction) {
    ASSERT_TRUE(lock_person(transaction, institute("I1"), "p1").has_value());
    EXPECT_EQ(lock_person(transaction, institute("I2"), "p1"), std::nullopt);
    save_person(transaction, one);
  });
  EXPECT_EQ(find_person(database_, everything(), "p1"), one);
}

// A file's 已上报 is any of the places that people call so (workflow labels).
TEST_P(LifecycleTest, PlacesCalledAlikeAreNoConflictForAnImport) {
  training::Plan waiting = plan("P1", "I1-D");
  waiting.review = "at_institute";
  save(waiting);
  training::Plan reported = plan("P1", "I1-D");
  reported.review = training::place::kReported;
  auto conflicts = [&](std::map<std::string, std::string> alike) {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    Import<training::Plan> run(transaction, everything());
    run.set_alike(std::move(alike));
    run.add(2, reported);
    std::int64_t total = 0;
    run.find_conflicts(10, total);
    return total;
  };
  EXPECT_EQ(conflicts({}), 1);
  EXPECT_EQ(conflicts({{"at_institute", "reported"}}), 0);
}

// Where every item begins asks for nothing: the plan keeps where it stands.
TEST_P(LifecycleTest, FirstPlacesAreNoConflictForAnImport) {
  save(plan("P1", "I1-D"));
  training::Plan draft = plan("P1", "I1-D");
  draft.review = training::place::kDraft;
  draft.title = "另一个名称";
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Import<training::Plan> run(transaction, everything());
  run.set_first_places({std::string(training::place::kDraft)});
  run.add(2, draft);
  std::int64_t total = 0;
  run.find_conflicts(10, total);
  EXPECT_EQ(total, 0);
  run.apply();
  training::Plan kept = *find_plan(database_, everything(), "P1");
  EXPECT_EQ(kept.review, training::place::kApproved);
  EXPECT_EQ(kept.title, "另一个名称");
}

TEST_P(LifecycleTest, ImportedItemsAreRegisteredWithTheGraphOfToday) {
  GraphVersion graph{"plan", "dddd"};
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  keep_graph(transaction, graph, "", "2017-05-01");
  import_into(transaction, everything(), std::vector{plan("P1", "I1-D")});
  register_imported(transaction, "plan", graph);
  register_imported(transaction, "plan", graph);  // again changes nothing
  transaction.commit();
  auto item = find_item(database_, "plan", "P1");
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->revision, 0);
  EXPECT_EQ(
      item->origin,
      "review=approved,publication=unpublished,execution=not_carried_out,withdrawal=standing");
}

TEST_P(LifecycleTest, TemplatesAreAUnitsOwnUnlessShared) {
  decide([&](database::Transaction& transaction) {
    save_template(transaction, everything(), {0, "甲", "I1-D", false, {{"计划名称", "培训"}}});
    save_template(transaction, everything(), {0, "乙", "I2-D", true, {}});
    save_template(transaction, everything(), {0, "丙", "I2-D", false, {}});
  });
  std::vector<std::string> names;
  for (const PlanTemplate& one : fetch_templates(database_, institute("I1")))
    names.push_back(one.org + one.name);
  EXPECT_THAT(names, ElementsAre("I1-D甲", "I2-D乙"));
  decide([&](database::Transaction& transaction) {
    EXPECT_FALSE(delete_template(transaction, everything(), "I1-D", "乙"));
    EXPECT_TRUE(delete_template(transaction, everything(), "I1-D", "甲"));
  });
}

XUESHI_ON_EACH_BACKEND(LifecycleTest);

}  // namespace
}  // namespace xueshi::store
