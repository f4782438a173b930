#include "imports/import_gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "imports/import_rights.h"
#include "imports/import_words.h"

namespace xueshi::imports {

namespace {

using hours::LearningRecord;
using intake::Kind;
using training::Attendee;

std::string_view first_heading(const intake::Layout& layout) {
  return intake::headings(layout.kind()).front().name;
}

// Each blocker as the act would say it, at its row.
void tell(const intake::Layout& layout, int row, const base::Blockers& blockers,
          base::Findings& findings) {
  for (const base::Blocker& blocker : blockers)
    findings.error(layout.place(row, first_heading(layout)), blocker.code, blocker.message);
}

void tell(const session::Session& session, const intake::Layout& layout, int row,
          const std::vector<item::Misplaced>& misplaced, base::Findings& findings) {
  for (const item::Misplaced& one : misplaced) {
    findings.error(
        layout.place(row, status_heading(layout.kind(), one.region)), "import.place-beyond-role",
        fmt::format(
            "新增的不能由您直接列为 '{}'：请填 {}，以后在系统中办理；已办理的旧数据由{}导入",
            one.given, base::join(one.allowed, " 或 "),
            session.holders_of(*placing_right(layout.kind()))));
  }
}

// Whether it may.
bool tell_answer(const session::Session& session, const intake::Layout& layout, int row,
                 const item::GateAnswer& answer, base::Findings& findings) {
  tell(layout, row, answer.blockers, findings);
  tell(session, layout, row, answer.misplaced, findings);
  return answer.may();
}

// Whether a row counts hours for its person at once, and how it does not: plans and classes never
// do.
template <typename T>
bool counts(const T&) {
  return false;
}
bool counts(const LearningRecord& record) { return record.counts(); }
bool counts(const Attendee& attendee) { return attendee.confirmed; }

template <typename T>
void take_as_waiting(T&) {}
void take_as_waiting(LearningRecord& record) { record.status = hours::place::kPending; }
void take_as_waiting(Attendee& attendee) { attendee.confirmed = false; }

template <typename T>
const char* waiting_warning(const T&) {
  return "";
}
const char* waiting_warning(const LearningRecord&) {
  return "是您自己的学时，改为 待审核，须由其他管理员审核";
}
const char* waiting_warning(const Attendee&) {
  return "是您自己，只列入参会名单，须由其他管理员确认参加";
}

// An attendee whose line nobody confirmed yet counts nothing: other hours may be written there.
template <typename T>
bool is_changed_by_act(item::Gate&, const T&) {
  return true;
}
bool is_changed_by_act(item::Gate& gate, const Attendee& attendee) {
  return gate.is_confirmed(attendee);
}

}  // namespace

template <typename T>
RowsAtGate<T>::RowsAtGate(const session::Session& session, Kind kind)
    : actor_(session.actor()), may_place_(session.has_right(*placing_right(kind))) {}

template <typename T>
bool RowsAtGate<T>::is_own(const T& value) const {
  if constexpr (requires { value.employee; }) return actor_.is_bound_to(value.employee);
  return false;
}

// Nobody's own hours count by their own file, and a roster is confirmed in a step of its own.
template <typename T>
bool RowsAtGate<T>::must_wait(const T& value) const {
  return is_own(value) || (std::is_same_v<T, Attendee> && !may_place_);
}

template <typename T>
void RowsAtGate<T>::add(int row, const T& value) {
  if (actor_.is_operator() || (may_place_ && !is_own(value))) return;
  rows_.emplace_back(row, value);
}

template <typename T>
Admitted RowsAtGate<T>::admit(session::Session& session, database::Transaction& transaction,
                              const intake::Layout& layout, store::Import<T>& import,
                              base::Findings& findings) {
  Admitted admitted;
  if (rows_.empty()) return admitted;
  std::map<int, bool> is_new;
  for (const store::TouchedRow& touched : import.find_touched())
    is_new[touched.row] = touched.is_new;
  item::Gate gate(session, transaction);
  auto given = [&](std::string_view heading) { return layout.has(heading); };
  std::vector<int> waiting, done, kept;
  for (auto& [row, value] : rows_) {
    auto touched = is_new.find(row);
    if (touched == is_new.end()) continue;
    if (touched->second) {
      bool waits = counts(value) && must_wait(value);
      if (waits) take_as_waiting(value);
      if (!may_place_ && !tell_answer(session, layout, row, gate.may_make(value), findings))
        continue;
      if (!waits) continue;
      waiting.push_back(row);
      if (is_own(value))
        findings.warning(layout.place(row, first_heading(layout)), "import.own-hours",
                         waiting_warning(value));
    } else if (std::is_same_v<T, Attendee> && is_own(value)) {
      findings.warning(layout.place(row, first_heading(layout)), "import.own-hours",
                       "是您自己，参会学时保持原样，须由其他管理员修改");
      kept.push_back(row);
    } else if (is_changed_by_act(gate, value)) {
      base::Blockers blockers = gate.change(value, given);
      tell(layout, row, blockers, findings);
      if (blockers.empty()) done.push_back(row);
    }
    for (std::string& warning : gate.take_warnings())
      findings.warning(layout.place(row, first_heading(layout)), "import.changed",
                       std::move(warning));
  }
  import.take_as_waiting(waiting);
  import.leave_out(done);
  import.leave_out(kept);
  admitted.trail = gate.take_trail();
  admitted.changed = static_cast<std::int64_t>(done.size());
  return admitted;
}

namespace {

// "、注册年度", of further columns that the file has.
std::string further_names(const intake::Layout& layout) {
  std::string names;
  for (std::size_t slot = intake::headings(layout.kind()).size(); slot < layout.headings().size();
       ++slot) {
    if (layout.has(slot)) names += fmt::format("、{}", layout.headings()[slot].name);
  }
  return names;
}

}  // namespace

void keep_own(const session::Session& session, const intake::Layout& layout,
              store::Import<academy::Person>& import, base::Findings& findings) {
  const academy::Actor& actor = session.actor();
  for (const std::string& employee : {actor.employee, actor.deputy_for}) {
    if (employee.empty()) continue;
    std::optional<int> row = import.keep_own_columns(employee);
    if (!row) continue;
    findings.warning(
        layout.place(*row, first_heading(layout)), "import.own-person",
        fmt::format("是{}：是否有学时要求、入职时间、离职时间、是否处级及以上{}保持原样，"
                    "须由其他管理员修改",
                    employee == actor.employee ? "您自己" : "您代理的人", further_names(layout)));
  }
}

namespace {

// Those of who imports that would do something are left out.
template <typename T>
void leave_out_own(const intake::Layout& layout, const std::vector<int>& own_rows,
                   store::Import<T>& import, const char* code, const char* message,
                   base::Findings& findings) {
  if (own_rows.empty()) return;
  std::vector<int> kept_out;
  for (const store::TouchedRow& touched : import.find_touched()) {
    if (std::find(own_rows.begin(), own_rows.end(), touched.row) == own_rows.end()) continue;
    findings.warning(layout.place(touched.row, first_heading(layout)), code, message);
    kept_out.push_back(touched.row);
  }
  import.leave_out(kept_out);
}

}  // namespace

void keep_own(const session::Session&, const intake::Layout& layout,
              const std::vector<int>& own_rows, store::Import<academy::RoleGrant>& import,
              base::Findings& findings) {
  leave_out_own(layout, own_rows, import, "import.own-role",
                "是您自己：不能给自己角色，这一行没有导入，须由其他管理员导入", findings);
}

void keep_own(const intake::Layout& layout, const std::vector<int>& own_rows,
              store::Import<store::AbsenceRow>& import, base::Findings& findings) {
  leave_out_own(layout, own_rows, import, "import.own-absence",
                "是您自己：不能登记自己的离岗，这一行没有导入，须由其他管理员导入", findings);
}

void refuse_beyond(const session::Session& session, const intake::Layout& layout,
                   const std::vector<int>& rows, base::Findings& findings) {
  for (int row : rows) {
    findings.error(layout.place(row, "角色"), "import.role-not-below",
                   fmt::format("您是{}，只能授予更低的角色；这一角色由{}授予",
                               academy::label(session.actor().role),
                               academy::label(academy::Role::kAcademyAdmin)));
  }
}

template class RowsAtGate<training::Plan>;
template class RowsAtGate<training::TrainingClass>;
template class RowsAtGate<training::Attendee>;
template class RowsAtGate<hours::LearningRecord>;

}  // namespace xueshi::imports
