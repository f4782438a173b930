#include "view/statement.h"

#include <fmt/format.h>

#include "intake/fold.h"
#include "item/doubts.h"
#include "item/tally.h"
#include "store/absences.h"
#include "store/contacts.h"
#include "store/people.h"
#include "store/records.h"

namespace xueshi::view {

StatementView show_statement(session::Session& session, const std::string& employee,
                             base::Year year) {
  session.require_right(academy::Right::kLookStatement);
  return show_statement(session, employee, session.policy(year));
}

StatementView show_statement(session::Session& session, const std::string& employee,
                             const policy::Policy& policy) {
  session.require_right(academy::Right::kLookStatement);
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  academy::Scope scope = session.scope();
  auto person = store::find_person(session.database(), scope, employee);
  if (!person) {
    throw base::Refused(
        "person.not-found",
        fmt::format("找不到员工编号为 '{}' 的人员：编号有误，或不在您的管理范围内", employee));
  }
  StatementView view{*person,
                     item::institute_name(session.tree(), *person),
                     item::department_name(session.tree(), *person),
                     store::fetch_contact(session.database(), employee),
                     &policy,
                     {},
                     store::fetch_exams(session.database(), scope, employee, policy.year),
                     {}};
  view.statement = hours::make_statement(
      policy,
      item::learner_of(session, policy, *person,
                       store::fetch_absences(session.database(), scope, employee)),
      store::fetch_records(session.database(), scope, employee, hours::reach_of(policy)));
  view.doubts = hours::find_doubts(view.statement.records, person->employment, intake::twin_form,
                                   item::delivered_in(session));
  return view;
}

std::vector<std::string> doubts_of(const StatementView& view) {
  std::vector<std::string> lines;
  for (const hours::Doubt& doubt : view.doubts) {
    lines.push_back(
        fmt::format("{}：{}", view.statement.records[doubt.record].number, doubt.message));
  }
  return lines;
}

}  // namespace xueshi::view
