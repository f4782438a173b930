#include "hours/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>

#include "base/percent.h"
#include "policy/amount.h"

namespace xueshi::hours {

namespace {

struct Sum {
  std::int64_t count = 0;
  base::Hours hours;
  std::map<std::string, base::Hours> units;  // of what is not entered in hours: 3,600 for each 篇
  void add(const policy::Policy& policy, const LearningRecord& record) {
    ++count;
    const policy::Source* source = policy.find_source(record.source, record.category);
    bool is_in_hours = source == nullptr || source->unit == policy::kHourUnit;
    (is_in_hours ? hours : units[source->unit]) += record.length;
  }
};

std::string one_decimal(const base::Percent& percent) {
  std::int64_t tenths = (percent.hundredths() + 5) / 10;
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

// What is judged of an account: its 有效学时, or its effective 学分.
std::string effective_word(const policy::Policy& policy, policy::AccountIndex account) {
  return "有效" + unit_word(policy, account);
}

std::string exams_line(const std::vector<Exam>& exams, bool asks_for_rate) {
  auto all = static_cast<std::int64_t>(exams.size());
  if (!asks_for_rate) return std::to_string(all);
  auto passed =
      std::count_if(exams.begin(), exams.end(), [](const Exam& exam) { return exam.passed; });
  return one_decimal(base::Percent(passed, all));
}

class Archive {
 public:
  Archive(const policy::Policy& policy, const Statement& statement, const std::vector<Exam>& exams)
      : policy_(policy), exams_(exams) {
    for (std::size_t i = 0; i < statement.records.size(); ++i) {
      const LearningRecord& record = statement.records[i];
      if (record.counts() && record.year == policy.year)
        records_.push_back({&record, statement.lines[i].account});
    }
  }

  std::vector<std::string> render() const {
    std::vector<std::string> lines;
    for (const policy::ArchiveLine& line : policy_.archive) lines.push_back(fill(line));
    bool is_written = !policy_.archive.empty();
    for (policy::AccountIndex i = 0; i < policy_.accounts.size(); ++i) {
      if (policy_.accounts[i].takes.empty() || is_counted(i)) continue;
      Sum sum = sum_of([&](const Posted& each) { return each.leaf == i; });
      if (!is_written || sum.count > 0) lines.push_back(plain(policy_.accounts[i].label, sum));
    }
    for (const auto& [source, sum] : untaken()) lines.push_back(plain(source, sum));
    if (!is_written && !exams_.empty()) {
      lines.push_back(fmt::format("参加考试数{}个，其中合格率为{}。", exams_line(exams_, false),
                                  exams_line(exams_, true)));
    }
    return lines;
  }

 private:
  struct Posted {
    const LearningRecord* record;
    std::optional<policy::AccountIndex> leaf;
  };

  template <typename Condition>
  Sum sum_of(const Condition& condition) const {
    Sum sum;
    for (const Posted& each : records_)
      if (condition(each)) sum.add(policy_, *each.record);
    return sum;
  }

  bool is_counted(policy::AccountIndex account) const {
    return std::any_of(policy_.archive.begin(), policy_.archive.end(),
                       [&](const auto& line) { return line.counts(policy_, account); });
  }

  std::string fill(const policy::ArchiveLine& line) const {
    std::string text;
    for (const policy::ArchivePart& part : line.parts) text += fill(line, part);
    return text;
  }

  std::string fill(const policy::ArchiveLine& line, const policy::ArchivePart& part) const {
    using Kind = policy::ArchivePart::Kind;
    if (part.kind == Kind::kText) return part.text;
    if (!part.is_of_records()) return exams_line(exams_, part.kind == Kind::kPassRate);
    Sum sum = sum_of([&](const Posted& each) {
      if (!each.leaf || (!part.text.empty() && each.record->category != part.text)) return false;
      return part.account ? policy_.lies_within(*each.leaf, *part.account)
                          : line.counts(policy_, *each.leaf);
    });
    return part.kind == Kind::kCount ? std::to_string(sum.count) : base::render_exact(sum.hours);
  }

  std::map<std::string, Sum> untaken() const {
    std::map<std::string, Sum> sums;
    for (const Posted& each : records_)
      if (!each.leaf) sums[each.record->source].add(policy_, *each.record);
    return sums;
  }

  static std::string plain(const std::string& name, const Sum& sum) {
    std::string text = fmt::format("{}{}项", name, sum.count);
    if (sum.units.empty() || sum.hours > base::Hours())
      text += fmt::format("，实际时长{}", base::render_exact(sum.hours));
    for (const auto& [unit, amount] : sum.units)
      text += fmt::format("，共{}{}", base::render_decimal(amount), unit);
    return text + "。";
  }

  const policy::Policy& policy_;
  const std::vector<Exam>& exams_;
  std::vector<Posted> records_;  // of the reporting year, approved
};

}  // namespace

std::vector<std::string> render_archive(const policy::Policy& policy, const Statement& statement,
                                        const std::vector<Exam>& exams) {
  return Archive(policy, statement, exams).render();
}

std::vector<std::string> render_lines(const policy::Policy& policy, const Statement& statement) {
  std::vector<policy::AccountIndex> shown(policy.root().of.rbegin(), policy.root().of.rend());
  shown.push_back(0);
  std::vector<std::string> lines;
  for (policy::AccountIndex i : shown) {
    const AccountLine& line = statement.accounts[i];
    std::string text =
        fmt::format("{} {}", policy.accounts[i].label, render_amount(policy, i, line.total));
    bool judged = i == 0 || line.need.has_value();
    bool met = i == 0 ? statement.met : line.met;
    bool open = i == 0 && statement.open;
    if (judged) text += fmt::format(" {}", verdict_label(met, statement.exempt.has_value(), open));
    lines.push_back(text);
  }
  return lines;
}

std::vector<std::string> render_progress(const policy::Policy& policy, const Statement& statement) {
  std::vector<std::string> lines;
  if (statement.exempt) {
    lines.push_back(fmt::format("{}年度您不纳入考核：{}", policy.year.value(),
                                exemption_label(policy, *statement.exempt)));
    return lines;
  }
  for (policy::AccountIndex i = 0; i < statement.accounts.size(); ++i) {
    const AccountLine& line = statement.accounts[i];
    if (!line.need) continue;
    std::string done = fmt::format("{}年度您已完成{}（{}{}）", policy.year.value(),
                                   render_amount(policy, i, line.effective),
                                   policy.accounts[i].label, effective_word(policy, i));
    std::string goal = render_amount(policy, i, *line.need);
    lines.push_back(line.met ? fmt::format("{}，已达到{}的要求", done, goal)
                             : fmt::format("{}，再学{}将达到{}的目标", done,
                                           render_amount(policy, i, line.missing()), goal));
  }
  for (const NeedLine& need : statement.needs) {
    if (is_yearly(need)) continue;
    std::string text =
        fmt::format("{}{}您已完成{}（{}{}）", need.is_alternative ? "或者：" : "",
                    need.period ? render(*need.period) : "",
                    render_amount(policy, need.account, need.effective),
                    policy.accounts[need.account].label, effective_word(policy, need.account));
    std::string goal = render_amount(policy, need.account, need.need);
    text += need.missing() == base::Hours()
                ? fmt::format("，已达到{}的要求", goal)
                : fmt::format("，再学{}将达到{}的目标",
                              render_amount(policy, need.account, need.missing()), goal);
    if (need.truth == Truth::kOpen) text += "，尚未到期";
    lines.push_back(text);
  }
  return lines;
}

}  // namespace xueshi::hours
