#include "item/doubts.h"

#include <functional>

#include "intake/fold.h"
#include "store/people.h"
#include "store/records.h"

namespace xueshi::item {

namespace {

using hours::LearningRecord;

std::vector<std::string> find(session::Session& session, const std::string& employee,
                              base::Year year,
                              const std::function<bool(const LearningRecord&)>& is_meant) {
  std::vector<std::string> messages;
  auto person = store::find_person(session.database(), session.scope(), employee);
  if (!person) return messages;
  auto records = store::fetch_records(session.database(), session.scope(), employee, year);
  for (const hours::Doubt& doubt :
       hours::find_doubts(records, person->employment, intake::twin_form, delivered_in(session))) {
    bool about_class = doubt.kind == hours::DoubtKind::kSameAsClass;
    if (is_meant(records[doubt.record])) {
      messages.push_back(doubt.message);
    } else if (about_class && is_meant(records[doubt.of_class])) {
      messages.push_back("与本人自报的 " + records[doubt.record].number + "：" + doubt.message);
    }
  }
  return messages;
}

}  // namespace

hours::IsDelivered delivered_in(const session::Session& session) {
  return [&session](const LearningRecord& record) {
    const policy::Policy* policy = session.policies().find(record.year);
    return policy != nullptr && policy->is_delivered(record.source);
  };
}

std::vector<std::string> doubts_about(session::Session& session, const LearningRecord& record) {
  return find(session, record.employee, record.year, [&](const LearningRecord& one) {
    return one.source != hours::kRosterSource && one.number == record.number;
  });
}

std::vector<std::string> doubts_about_attendance(session::Session& session,
                                                 const std::string& employee, base::Year year,
                                                 const std::string& class_number) {
  return find(session, employee, year, [&](const LearningRecord& one) {
    return one.source == hours::kRosterSource && one.number == class_number;
  });
}

}  // namespace xueshi::item
