// Every need and effect that a kind declares, in every place where the checker of graphs admits it:
// none passes the check and then does nothing.
#include "item/kind.h"

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "../session/academy_support.h"
#include "base/fields.h"
#include "database/session.h"
#include "item/act.h"
#include "item/deed.h"
#include "item/subject_fields.h"
#include "seal/password.h"
#include "store/items.h"
#include "store/passwords.h"
#include "store/proposals.h"

namespace xueshi::item {
namespace {

using testing::IsEmpty;
using testing::Not;

// --- graphs with one word more ---

std::string read_graph(const Kind& kind) {
  std::ifstream file(fmt::format("{}/workflows/{}.yaml", XUESHI_SOURCE_DIR, kind.graph));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The shipped graph, whose n-th transition also names `word` under `key`.
std::string with_word(const std::string& graph, std::size_t n, const std::string& key,
                      const std::string& word) {
  std::vector<std::string> lines;
  std::stringstream text(graph);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  std::size_t begin = 0, count = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].rfind("  - do: ", 0) == 0 && count++ == n) begin = i;
  }
  std::size_t end = begin + 1;
  while (end < lines.size() && lines[end].rfind("    ", 0) == 0) ++end;
  std::string head = "    " + key + ": [";
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (lines[i].rfind(head, 0) != 0) continue;
    lines[i].insert(head.size(), word + ", ");
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
  }
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(begin) + 1, head + word + "]");
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

struct Place {
  std::string action;
  bool creates = false;
  bool over_people = false;
  bool ranks = false;
};

bool sets(const workflow::Definition& definition, const std::string& action, const char* heading) {
  return action_sets(definition, action, heading);
}

// The transitions of the shipped graph at which the checker admits that word.
std::vector<Place> admitted_places(const Kind& kind, const std::string& key,
                                   const std::string& word) {
  std::string text = read_graph(kind);
  base::Findings sound;
  auto graph = session::load_graph(graph_subjects(), kind.graph, "shipped.yaml", text, sound);
  std::vector<Place> places;
  if (!graph) {
    ADD_FAILURE() << kind.graph << " is not sound";
    return places;
  }
  for (std::size_t n = 0; n < graph->definition.transitions.size(); ++n) {
    const workflow::Transition& transition = graph->definition.transitions[n];
    const auto& said = key == "needs" ? transition.needs : transition.effects;
    base::Findings findings;
    bool is_there = std::find(said.begin(), said.end(), word) != said.end();
    if (!is_there && !session::load_graph(graph_subjects(), kind.graph, "changed.yaml",
                                          with_word(text, n, key, word), findings))
      continue;
    places.push_back({transition.action, transition.is_creation(),
                      sets(graph->definition, transition.action, "员工编号"),
                      sets(graph->definition, transition.action, "排位")});
  }
  return places;
}

constexpr const char* kWrongRules = "requirements: none\n";

const base::Fields kIncompletePlan = {{"培训计划类型", "年度计划"},
                                      {"计划名称", "培训"},
                                      {"培训类别", "其他培训"},
                                      {"培训时间", "2018-03"},
                                      {"学时", "4"},
                                      {"天数", "1"},
                                      {"计划参加人数", "40"},
                                      {"所需经费(万元)", "0.5"},
                                      {"是否申请院经费支持", "是"}};

// --- a world in which everything has something to do ---

class KindTest : public testing::Test {
 protected:
  KindTest()
      : academy_(std::map<std::string, std::string>{{"now", "2017-11-20T09:00:00+08:00"}}),
        database_(academy_.open()),
        session_(academy_.workplace(), {"p1", "p1", academy::Role::kInstituteAdmin, "I1"},
                 database_) {
    training::Plan plan;
    plan.number = "P1";
    plan.year = base::Year(2017);
    plan.kind = training::PlanKind::kAnnual;
    plan.title = "培训";
    plan.org = "I1";
    plan.category = "其他培训";
    plan.month = {base::Year(2017), 12};
    plan.hours = base::Hours::of_hours(8);
    plan.days_millis = 1000;
    plan.headcount = 30;
    plan.funding_requested = true;
    plan.material = "材料";
    plan.excellence = "是";
    plan.review = training::place::kApproved;
    plan.publication = training::place::kPublished;
    plan.execution = training::place::kNotCarriedOut;
    plan.withdrawal = training::place::kStanding;
    database::Database database = academy_.open();
    Academy::save(database, std::vector{plan});
    Academy::save(database, std::vector{store::HeadcountRow{"I1", base::Year(2017), 100}});
    hours::LearningRecord record;
    record.number = "P1";
    record.employee = "p2";
    record.year = base::Year(2017);
    record.source = "线下培训";
    record.title = "会议";
    record.start = *base::parse_local_time("2017-05-08");
    record.length = base::Hours::of_hours(4);
    record.status = "pending";
    Academy::save(database, std::vector{record});
    sql() << "update class set number = 'P1', headcount = 40, start_at = '2017-12-04',"
             " end_at = '2017-12-04'";
    sql() << "insert into class_approved select id, '2017-12-04', '2017-12-04', 30, 1000, 0"
             " from class";
    sql() << "insert into attendee (class_id, person_id, seconds, confirmed, enrolment) select"
             " c.id, p.id, null, 0, 'waiting' from class c, person p where p.employee = 'p2'";
    put_proposal("P1", "p2");
    put_proposal("P2", "p1");
  }

  // Of wrong rules, which are not the text of their hash.
  void put_proposal(const std::string& number, const std::string& author) {
    database::Database database = academy_.open();
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    store::Proposal proposal;
    proposal.number = number;
    proposal.year = base::Year(2018);
    proposal.org = "A";
    proposal.content = kWrongRules;
    proposal.sha256 = std::string(64, '0');
    proposal.status = "proposed";
    academy::Scope everywhere =
        academy::Scope::of(academy::Actor::machine_operator(), session_.tree());
    store::save_proposal(transaction, everywhere, proposal);
    store::GraphVersion graph{"policy", "123456789abc"};
    store::keep_graph(transaction, graph, read_graph(policy_kind()), "2017-11-01");
    store::save_item(transaction, {"policy", number, graph, 1, author, "academy_admin", ""});
    transaction.commit();
  }

  // Rules are the academy's.
  void act_for(const Kind& kind) {
    bool is_academy = std::string(kind.word) == "policy";
    session_.become({"p1", "p1",
                     is_academy ? academy::Role::kAcademyAdmin : academy::Role::kInstituteAdmin,
                     is_academy ? "A" : "I1"});
  }

  database::Sql& sql() { return database_.session().sql; }

  std::string id_of(const Kind& kind) {
    if (is_own_proposal_) return "P2";
    if (std::string(kind.word) == "person") return "p2";
    if (kind.number_of != nullptr) return "I1/2017";
    return "P1";
  }

  // Every row of the tables that items stand in, as text.
  std::string everything() {
    std::string all;
    for (const char* table : {"plan", "class", "attendee", "class_approved", "record", "item",
                              "backbone_report", "backbone_reported", "backbone_frozen", "summary",
                              "summary_revision", "policy_proposal"}) {
      std::string columns, rows;
      database::Indicator found = database::i_ok;
      sql() << "select group_concat('quote(' || name || ')', '||''|''||') from"
               " pragma_table_info('" +
                   std::string(table) + "')",
          database::into(columns);
      sql() << "select group_concat(x, char(10)) from (select " + columns + " as x from " +
                   std::string(table) + " order by 1)",
          database::into(rows, found);
      all += std::string(table) + ":\n" + rows + "\n";
    }
    return all;
  }

  std::unique_ptr<Subject> open(Deed& deed, const Kind& kind, const Place& place, bool fill) {
    deed.action = place.action;
    deed.comment = "理由";
    std::unique_ptr<Subject> subject =
        place.creates ? kind.make(deed) : kind.lock(deed, id_of(kind));
    base::Fields fields;
    if (fill && place.over_people) fields.emplace_back("员工编号", "p2");
    if (fill && place.ranks) fields.emplace_back("排位", "1");
    // A new plan asks for funding without the material for it.
    if (place.creates && kind.word == std::string("plan")) fields = kIncompletePlan;
    if (place.creates && kind.word == std::string("policy"))
      fields = {{"年度", "2018"}, {"规定", kWrongRules}};
    if (!fields.empty() || place.over_people) subject->set_fields(fields);
    subject->focus(subject->parts().front());
    return subject;
  }

  // What came of an effect: the rows it changed, its warnings, or its refusal; empty: nothing.
  std::string outcome(const Kind& kind, const Place& place, const std::string& effect) {
    act_for(kind);
    std::string before = everything(), told;
    database::Transaction transaction(database_, database::Transaction::Mode::kDecide);
    Deed deed{session_, transaction, RoleBook(database_, session_.today())};
    try {
      std::unique_ptr<Subject> subject = open(deed, kind, place, true);
      std::string author = subject->item().author;
      subject->apply(effect);
      if (subject->item().author != author) told += "author ";
      subject->save();
      for (const std::string& warning : deed.warnings) told += warning;
      told += deed.created;
      if (everything() != before) told += "rows";
    } catch (const base::Refused& refused) {
      for (const base::Blocker& blocker : refused.blockers()) told += blocker.code + " ";
    }
    return told;  // rolled back
  }

  base::Blockers asked(const Kind& kind, const Place& place, const std::string& need, bool fill,
                       bool confirmed = true) {
    act_for(kind);
    database::Transaction transaction(database_, database::Transaction::Mode::kDecide);
    Deed deed{session_, transaction, RoleBook(database_, session_.today())};
    deed.password_confirmed = confirmed;
    return open(deed, kind, place, fill)->ask(need);
  }

  Academy academy_;
  database::Database database_;
  session::Session session_;
  bool is_own_proposal_ = false;
};

TEST_F(KindTest, EveryEffectDoesSomethingWhereverTheCheckerAdmitsIt) {
  for (const Kind* kind : kinds()) {
    for (const workflow::Offered& effect : kind->effects) {
      std::vector<Place> places = admitted_places(*kind, "effects", effect.name);
      EXPECT_THAT(places, Not(IsEmpty())) << kind->word << " " << effect.name;
      for (const Place& place : places) {
        EXPECT_NE(outcome(*kind, place, effect.name), "")
            << kind->word << ": " << effect.name << " on " << place.action;
      }
    }
  }
}

// Each need stands in the way of somebody: of who names nobody, gives no password, lacks what a
// plan must have, acts outside the window or before its turn.
TEST_F(KindTest, EveryNeedRefusesWhereverTheCheckerAdmitsIt) {
  sql() << "update plan set material = ''";
  sql() << "delete from headcount";
  for (const Kind* kind : kinds()) {
    std::vector<workflow::Offered> needs = kind->needs;
    needs.emplace_back(kPasswordNeed);
    for (const workflow::Offered& need : needs) {
      std::vector<Place> places = admitted_places(*kind, "needs", need.name);
      EXPECT_THAT(places, Not(IsEmpty())) << kind->word << " " << need.name;
      for (const Place& place : places) {
        // Somebody who is named, and is neither a candidate nor reported.
        bool names = need.name == "candidates" || need.name == "reported";
        is_own_proposal_ = need.name == "another_person";
        EXPECT_THAT(asked(*kind, place, need.name, names, false), Not(IsEmpty()))
            << kind->word << ": " << need.name << " on " << place.action;
        is_own_proposal_ = false;
      }
    }
  }
}

TEST_F(KindTest, ANeedIsSilentWhereItIsMet) {
  Place anywhere{"submit"}, people{"add-attendee", false, true};
  EXPECT_THAT(asked(plan_kind(), anywhere, kPasswordNeed, true, true), IsEmpty());
  EXPECT_THAT(asked(class_kind(), people, "people", true), IsEmpty());
  EXPECT_THAT(asked(backbone_kind(), anywhere, "reporting", true), IsEmpty());
  EXPECT_THAT(asked(backbone_kind(), anywhere, "finalising", true), IsEmpty());
}

TEST_F(KindTest, WordsAreMisplacedWhereTheyCouldDoNothing) {
  auto codes = [](const Kind& kind, std::size_t n, const char* key, const char* word) {
    base::Findings findings;
    session::load_graph(graph_subjects(), kind.graph, "changed.yaml",
                        with_word(read_graph(kind), n, key, word), findings);
    std::set<std::string> found;
    for (const base::Finding& finding : findings.kept()) found.insert(finding.code);
    return found;
  };
  std::set<std::string> misplaced = {"workflow.misplaced-word"};
  EXPECT_EQ(codes(class_kind(), 2, "effects", "admit_attendee"), misplaced);  // implement
  EXPECT_EQ(codes(class_kind(), 2, "needs", "people"), misplaced);
  EXPECT_EQ(codes(class_kind(), 0, "effects", "post_hours"), misplaced);  // create, by file
  EXPECT_EQ(codes(class_kind(), 0, "needs", "password"), misplaced);
  EXPECT_EQ(codes(plan_kind(), 0, "effects", "delete_plan"), misplaced);  // create
}

TEST_F(KindTest, WhatIsNoKindCannotBeMade) {
  EXPECT_EQ(refusal_of([&] {
              create(session_, {"lesson", {}});
            })
                .front()
                .code,
            "act.unknown-subject");
  EXPECT_EQ(refusal_of([&] { create(session_, {"class", {}}); }).front().code, "class.no-create");
  EXPECT_EQ(database::ask_number(sql(), "select count(*) from record"), 1);
}

// `needs: [password]` on a creation is asked like any other.
TEST(KindPassword, IsAskedForWhereSomethingIsMade) {
  Academy academy({{"require_password", "true"}, {"now", "2017-11-20T09:00:00+08:00"}});
  std::string text = with_word(read_graph(plan_kind()), 0, "needs", kPasswordNeed);
  std::ofstream(academy.folder() / "home/workflows/plan.yaml") << text;
  session::Session session = academy.admin_session("p1", "I1");
  {
    database::Database database = academy.open();
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    store::save_password(transaction, session.scope(), "p1",
                         {seal::hash_password("correct horse"), false, "2017-11-01 09:00"});
    transaction.commit();
  }
  CreateRequest request{"plan",
                        {{"计划名称", "培训"},
                         {"培训类别", "其他培训"},
                         {"培训时间", "2017-12"},
                         {"学时", "4"},
                         {"天数", "1"},
                         {"计划参加人数", "40"},
                         {"所需经费(万元)", "0.5"},
                         {"培训计划类型", "新增计划"}}};
  EXPECT_EQ(password_reason(session, request), "新建");
  EXPECT_EQ(refusal_of([&] { create(session, request); }).front().code, "actor.password-again");
  request.password_again = "correct horse";
  EXPECT_NE(create(session, request).id, "");
}

}  // namespace
}  // namespace xueshi::item
