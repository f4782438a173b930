#include "view/statement.h"

#include <fmt/format.h>

#include "intake/fold.h"
#include "item/tally.h"
#include "store/people.h"
#include "store/records.h"

namespace xueshi::view {

StatementView show_statement(session::Session& session, const std::string& employee,
                             base::Year year) {
  session.require_right(academy::Right::kLookStatement);
  const policy::Policy& policy = session.policy(year);
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
                     &policy,
                     {},
                     store::fetch_exams(session.database(), scope, employee, year),
                     {}};
  view.statement =
      hours::make_statement(policy, item::person_facts(session.tree(), *person, year),
                            store::fetch_records(session.database(), scope, employee, year));
  view.doubts = hours::find_doubts(view.statement.records, person->employment, intake::twin_form);
  return view;
}

}  // namespace xueshi::view
