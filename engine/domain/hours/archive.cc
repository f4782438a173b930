#include "hours/archive.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/amount.h"

namespace xueshi::hours {

namespace {

// The category by which S2 counts lecture series among the classes.
constexpr std::string_view kLectureSeries = "系列讲座";

ArchiveItem* line_of(Archive& archive, const std::string& source) {
  struct Line {
    std::string_view source;
    ArchiveItem Archive::*item;
  };
  static constexpr Line kLines[] = {
      {kRosterSource, &Archive::classes}, {"线下培训", &Archive::external},
      {"在职自学", &Archive::self_study}, {"公派留学", &Archive::study_abroad},
      {"在线学习", &Archive::platform},   {"网络学时", &Archive::other_online}};
  for (const Line& line : kLines) {
    if (line.source == source) return &(archive.*line.item);
  }
  for (auto& [name, item] : archive.others) {
    if (name == source) return &item;
  }
  return &archive.others.emplace_back(source, ArchiveItem{}).second;
}

std::string item_line(std::string_view name, std::string_view unit, const ArchiveItem& item) {
  return fmt::format("{}{}{}，实际时长{}。", name, item.count, unit,
                     base::render_exact(item.hours));
}

std::string one_decimal(const base::Percent& percent) {
  std::int64_t tenths = (percent.hundredths() + 5) / 10;
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

// What is judged of an account: its 有效学时, or its effective 学分.
std::string effective_word(const policy::Policy& policy, policy::AccountIndex account) {
  return "有效" + unit_word(policy, account);
}

}  // namespace

Archive make_archive(const Statement& statement, const std::vector<Exam>& exams) {
  Archive archive;
  for (const LearningRecord& record : statement.records) {
    if (!record.counts()) continue;
    ArchiveItem* item = line_of(archive, record.source);
    ++item->count;
    item->hours += record.length;
    if (record.source == kRosterSource && record.category == kLectureSeries)
      ++archive.lecture_series;
  }
  archive.exams = static_cast<std::int64_t>(exams.size());
  archive.exams_passed =
      std::count_if(exams.begin(), exams.end(), [](const Exam& exam) { return exam.passed; });
  return archive;
}

std::vector<std::string> render(const Archive& archive) {
  std::vector<std::string> lines = {
      fmt::format("培训项目{}个，其中系列讲座{}个，外部培训{}个，实际时长{}。",
                  archive.classes.count + archive.external.count, archive.lecture_series,
                  archive.external.count,
                  base::render_exact(archive.classes.hours + archive.external.hours)),
      item_line("在职自学", "项", archive.self_study),
      item_line("公派留学", "项", archive.study_abroad),
      item_line("在线学习课程数", "个", archive.platform),
      item_line("外部网络学习", "项", archive.other_online),
      fmt::format("参加考试数{}个，其中合格率为{}。", archive.exams,
                  one_decimal(base::Percent(archive.exams_passed, archive.exams)))};
  for (const auto& [name, item] : archive.others) lines.push_back(item_line(name, "项", item));
  return lines;
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
