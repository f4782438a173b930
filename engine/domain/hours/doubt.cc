#include "hours/doubt.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>

#include "base/date.h"
#include "base/hours.h"
#include "base/text.h"

namespace xueshi::hours {

namespace {

constexpr std::size_t kFewestCharacters = 4;  // of a title that another one contains
constexpr base::Hours kDay = base::Hours::of_hours(24);

// From the first minute on, up to the last one.
struct Span {
  std::int64_t begin, end;
  bool meets(const Span& other) const { return begin < other.end && other.begin < end; }
};

std::int64_t minute_of(const base::LocalTime& time) {
  std::int64_t day = std::chrono::sys_days(time.date).time_since_epoch().count();
  return day * 1440 + time.minute;
}

bool may_count(const LearningRecord& record) {
  return record.counts() || record.status == place::kPending;
}

bool contains(const std::string& title, const std::string& part) {
  return title.find(part) != std::string::npos &&
         base::characters(part).size() >= kFewestCharacters;
}

class Search {
 public:
  Search(const std::vector<LearningRecord>& records, const Fold& fold,
         const IsDelivered& is_delivered)
      : records_(records), fold_(fold), is_delivered_(is_delivered) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      const LearningRecord& record = records[i];
      if (record.counts() && is_of_one_day(record)) days_[record.start.date] += record.length;
      if (record.source == kRosterSource && record.counts())
        classes_.push_back({i, span_of(record), fold(record.title)});
    }
  }

  std::vector<Doubt> run(const academy::Employment& employment) {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      if (!may_count(records_[i])) continue;
      ask_of_day(i);
      ask_of_classes(i);
      ask_of_employment(i, employment);
    }
    return std::move(doubts_);
  }

 private:
  struct Class {
    std::size_t record;
    Span span;
    std::string title;  // folded
  };

  // A platform writes its start where it knows no end.
  bool has_end(const LearningRecord& record) const {
    return record.end && !(*record.end == record.start && is_delivered_(record));
  }

  // A day without a time is the whole day; without an end it lasts as long as it counts.
  Span span_of(const LearningRecord& record) const {
    std::int64_t begin = minute_of(record.start);
    std::int64_t end = begin + record.length.seconds() / 60;
    if (!record.start.has_time) end = std::max(end, begin + 1440);
    if (has_end(record)) end = minute_of(*record.end) + (record.end->has_time ? 0 : 1440);
    return {begin, std::max(end, begin + 1)};
  }

  bool is_of_one_day(const LearningRecord& record) const {
    return has_end(record) && record.end->date == record.start.date;
  }

  bool is_self_entered(const LearningRecord& record) const {
    return record.source != kRosterSource && !is_delivered_(record);
  }

  void ask_of_day(std::size_t i) {
    const LearningRecord& record = records_[i];
    if (!is_of_one_day(record)) return;
    auto at = days_.find(record.start.date);
    base::Hours on_day = at == days_.end() ? base::Hours() : at->second;
    if (!record.counts()) on_day += record.length;
    if (on_day <= kDay) return;
    doubts_.push_back({DoubtKind::kFullDay, i, 0,
                       fmt::format("{} 当天开始并结束的各记录合计 {}，超过 24 小时，请核对",
                                   base::render(record.start.date), base::render_exact(on_day))});
  }

  void ask_of_classes(std::size_t i) {
    const LearningRecord& record = records_[i];
    if (classes_.empty() || !is_self_entered(record)) return;
    Span span = span_of(record);
    std::string title = fold_(record.title);
    for (const Class& one : classes_) {
      bool is_alike =
          one.title == title || contains(one.title, title) || contains(title, one.title);
      if (!is_alike || !span.meets(one.span)) continue;
      const LearningRecord& of_class = records_[one.record];
      doubts_.push_back(
          {DoubtKind::kSameAsClass, i, one.record,
           fmt::format("与培训班 {}“{}”（{}）时间重叠、名称相近，可能重复计学时，请核对",
                       of_class.number, of_class.title, base::render_exact(of_class.length))});
    }
  }

  void ask_of_employment(std::size_t i, const academy::Employment& employment) {
    const LearningRecord& record = records_[i];
    base::Date first = record.start.date, last = has_end(record) ? record.end->date : first;
    if (academy::is_employed(employment, first) && academy::is_employed(employment, last)) return;
    std::string known;
    for (const academy::Spell& spell : employment.earlier) {
      known +=
          fmt::format("入职 {}，离职 {}，再", base::render(spell.hired), base::render(spell.left));
    }
    if (employment.hired) known += "入职 " + base::render(*employment.hired);
    if (employment.left)
      known += fmt::format("{}离职 {}", known.empty() ? "" : "，", base::render(*employment.left));
    doubts_.push_back(
        {DoubtKind::kNotEmployed, i, 0, fmt::format("不在职期间的记录（{}），请核对", known)});
  }

  const std::vector<LearningRecord>& records_;
  const Fold& fold_;
  const IsDelivered& is_delivered_;
  std::map<base::Date, base::Hours> days_;  // of what counts already
  std::vector<Class> classes_;
  std::vector<Doubt> doubts_;
};

}  // namespace

std::string_view word(DoubtKind kind) {
  constexpr std::string_view kWords[] = {"full-day", "same-as-class", "not-employed"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::vector<Doubt> find_doubts(const std::vector<LearningRecord>& records,
                               const academy::Employment& employment, const Fold& fold,
                               const IsDelivered& is_delivered) {
  return Search(records, fold, is_delivered).run(employment);
}

}  // namespace xueshi::hours
