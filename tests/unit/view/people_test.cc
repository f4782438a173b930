// The list of people is cut and sorted by the database, within the acting role's reach.
#include "view/people.h"

#include "../session/academy_support.h"

namespace xueshi::view {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> numbers(const PeoplePage& page) {
  std::vector<std::string> all;
  for (const PersonView& one : page.rows) all.push_back(one.person.employee);
  return all;
}

TEST(LeafPeople, GoesOnAfterTheLastOne) {
  Academy academy;
  session::Session session = academy.operator_session();
  PeoplePage first = leaf_people(session, {}, {"", "", 0, 2});
  EXPECT_THAT(numbers(first), ElementsAre("p1", "p2"));
  EXPECT_EQ(first.total, 3);
  PeoplePage second = leaf_people(session, {}, {"", "p2", 0, 2});
  EXPECT_THAT(numbers(second), ElementsAre("q1"));
  EXPECT_EQ(second.begin, 2);
  EXPECT_THAT(numbers(leaf_people(session, {}, {"", "q1", 0, 2})), ElementsAre("q1"));
  PeopleAsked down;
  down.is_down = true;
  EXPECT_THAT(numbers(leaf_people(session, down, {"", "q1", 0, 2})), ElementsAre("p2", "p1"));
}

TEST(LeafPeople, ReachesAsFarAsTheRole) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  EXPECT_THAT(numbers(leaf_people(session, {}, {})), ElementsAre("p1", "p2"));
  PeopleAsked asked;
  asked.filter.name = "q1";
  EXPECT_THAT(numbers(leaf_people(session, asked, {})), IsEmpty());
  EXPECT_EQ(refusal_of([&] {
              leaf_people(session, {}, {"I2", ""});
            })
                .front()
                .code,
            "org.not-found");
  EXPECT_EQ(refusal_of([&] { show_person(session, "q1"); }).front().code, "person.not-found");
}

TEST(LeafPeople, TakesAPartAsItIsWritten) {
  Academy academy;
  session::Session session = academy.operator_session();
  PeopleAsked asked;
  for (const char* none : {"%", "_", "P1"}) {
    asked.filter.name = none;
    EXPECT_THAT(numbers(leaf_people(session, asked, {})), IsEmpty()) << none;
  }
  asked.filter.name = "p";
  EXPECT_THAT(numbers(leaf_people(session, asked, {})), ElementsAre("p1", "p2"));
}

}  // namespace
}  // namespace xueshi::view
