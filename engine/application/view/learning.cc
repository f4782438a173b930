#include "view/learning.h"

#include <algorithm>

#include "base/text.h"
#include "hours/doubt.h"
#include "intake/fold.h"
#include "item/deed.h"
#include "item/doubts.h"
#include "item/kind.h"
#include "item/look.h"
#include "item/subject_learning.h"
#include "item/tally.h"
#include "store/absences.h"
#include "store/people.h"
#include "store/records.h"

namespace xueshi::view {

namespace {

using hours::LearningRecord;

// Some account that holds this one is called so.
bool is_label_above(const policy::Policy& policy, policy::AccountIndex leaf,
                    const std::string& word) {
  for (std::optional<policy::AccountIndex> at = policy.accounts[leaf].parent; at;
       at = policy.accounts[*at].parent) {
    if (policy.accounts[*at].label == word) return true;
  }
  return false;
}

std::string last_comment(database::Database& database, const LearningRecord& record) {
  auto verdicts =
      store::fetch_verdicts(database, "learning", record.employee + "/" + record.number);
  return verdicts.empty() ? "" : verdicts.back().comment;
}

RecordView view_of(session::Session& session, const LearningRecord& record, const std::string& name,
                   const std::string& org) {
  RecordView view{record, name, session.unit_name(org), hours::review_label(record.status), ""};
  if (!record.counts()) view.remark = last_comment(session.database(), record);
  return view;
}

// The records of that person's year, and of those that its policy reaches.
std::vector<LearningRecord> beside(session::Session& session, const LearningRecord& record) {
  const policy::Policy* policy = session.policies().find(record.year);
  if (policy == nullptr) return {};
  return store::fetch_records(session.database(), session.scope(), record.employee,
                              hours::reach_of(*policy));
}

// Among those that are there. Requires: the person is in reach.
std::optional<GainView> weigh(session::Session& session, const LearningRecord& record,
                              const std::vector<LearningRecord>& records) {
  const policy::Policy* policy = session.policies().find(record.year);
  academy::Scope scope = session.scope();
  auto person = store::find_person(session.database(), scope, record.employee);
  if (policy == nullptr || !person) return std::nullopt;
  GainView view;
  hours::Learner learner = item::learner_of(
      session, *policy, *person, store::fetch_absences(session.database(), scope, record.employee));
  hours::Gain gain = hours::try_record(*policy, learner, records, record);
  view.lines = hours::render(*policy, gain);
  for (const hours::Doubt& doubt :
       hours::find_doubts(gain.after.records, person->employment, intake::twin_form,
                          item::delivered_in(session))) {
    const LearningRecord& about = gain.after.records[doubt.record];
    if (about.number == record.number && about.source == record.source)
      view.doubts.push_back(doubt.message);
  }
  for (const LearningRecord& each : records) {
    bool is_twin = each.number != record.number && each.title == record.title &&
                   each.start == record.start && each.source != hours::kRosterSource;
    if (is_twin) view.doubts.push_back("已有一条同名、同一开始时间的记录：" + each.number);
  }
  return view;
}

// Of a year, or of any.
std::vector<std::string> delivered_sources(const session::Session& session,
                                           std::optional<base::Year> year) {
  if (!year) return session.policies().columns().delivered;
  const policy::Policy* policy = session.policies().find(*year);
  return policy == nullptr ? std::vector<std::string>() : policy->delivered;
}

}  // namespace

std::vector<Category> learning_categories(const policy::Policy& policy) {
  std::vector<Category> categories;
  for (const std::string& word : policy.sources_entered()) {
    auto leaf = policy.find_leaf(word);
    if (!leaf) continue;
    const policy::Account& account = policy.accounts[*leaf];
    // People know the tab of other websites' courses by the name of the account above it.
    bool is_named = account.takes.size() == 1 && !is_label_above(policy, *leaf, word);
    categories.push_back({word, is_named ? account.label : word, account.cap});
  }
  return categories;
}

RecordList list_records(session::Session& session, const RecordPage& page, const std::string& org) {
  session.require_right(academy::Right::kLookStatement);
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  bool learns = !session.scope().employee().empty();
  RecordPage of_people = page;
  of_people.filter.left_out = delivered_sources(session, page.filter.year);
  store::RecordRows found = store::fetch_record_page(
      session.database(), learns ? session.scope() : session.list_scope(org), of_people);
  RecordList list{{}, found.total, found.begin};
  for (const store::ListedRecord& each : found.rows)
    list.rows.push_back(view_of(session, each.record, each.name, each.org));
  return list;
}

RecordItem show_record(session::Session& session, const std::string& id) {
  RecordItem shown;
  look(session, item::RoleBook(session.database(), session.today()), [&](item::Deed& deed) {
    std::unique_ptr<item::Subject> subject = item::learning_kind().lock(deed, id);
    const LearningRecord& record = static_cast<item::LearningSubject&>(*subject).record();
    auto person = store::find_person(session.database(), session.scope(), record.employee);
    shown.view = view_of(session, record, person ? person->name : "", subject->unit());
    shown.fields = subject->values();
    shown.revision = subject->item().revision;
    shown.author = subject->item().author;
    shown.actions = item::outlook_of(deed, *subject).actions;
  });
  return shown;
}

std::optional<GainView> gain_of_record(session::Session& session, const LearningRecord& record) {
  if (record.status != hours::place::kPending && record.status != hours::place::kReturned)
    return std::nullopt;
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  return weigh(session, record, beside(session, record));
}

GainView gain_of_fields(session::Session& session, const base::Fields& fields) {
  GainView view;
  look(session, item::RoleBook(session.database(), session.today()), [&](item::Deed& deed) {
    item::LearningSubject subject = item::LearningSubject::blank(deed, session.actor().employee);
    base::Blockers blockers = subject.set_fields(fields);
    if (!blockers.empty()) throw base::Refused(blockers);
    const LearningRecord& record = subject.record();
    if (auto found = weigh(session, record, beside(session, record))) view = *found;
    view.doubts.insert(view.doubts.begin(), deed.warnings.begin(), deed.warnings.end());
  });
  return view;
}

std::optional<GainView> gain_of_class(session::Session& session,
                                      const training::TrainingClass& one) {
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  LearningRecord record;
  record.number = one.number;
  record.employee = session.actor().employee;
  record.year = one.year;
  record.source = hours::kRosterSource;
  record.title = one.title;
  record.organiser = one.organiser;
  record.start = one.start;
  record.end = one.end;
  record.length = one.hours;
  record.category = one.category;
  auto records = beside(session, record);
  bool is_posted = std::any_of(records.begin(), records.end(), [&](const LearningRecord& each) {
    return each.source == hours::kRosterSource && each.number == record.number;
  });
  if (is_posted) return std::nullopt;
  return weigh(session, record, records);
}

}  // namespace xueshi::view
