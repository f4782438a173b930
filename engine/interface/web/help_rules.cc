#include "web/help_rules.h"

#include <fmt/format.h>

#include "base/text.h"
#include "policy/amount.h"

namespace xueshi::web {

namespace {

using base::render_exact;
using policy::Account;
using policy::Policy;

// What a condition asks, as people say it; what is not known stays as the file has it.
std::string who_in_words(std::string when) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"rank: division_level", "处级及以上领导人员"},
      {"rank: staff", "非处级人员"},
      {"post: research", "科研岗"},
      {"post: management", "管理岗"},
      {"post: support", "支撑岗"},
      {"hours_required: false", "没有学时要求"},
      {"hours_required: true", "有学时要求"},
      {"hired_in: reporting_year", "当年新入职"},
      {", ", "且"}};
  for (const auto& [word, label] : kWords) {
    for (std::size_t at = when.find(word); at != std::string::npos; at = when.find(word))
      when.replace(at, word.size(), label);
  }
  return when;
}

std::string source_in_words(const std::string& source) {
  return source == "roster" ? "确认参加的培训班" : source;
}

// Where a value was written, for who wants to look it up.
std::string basis_in_words(const Policy& policy, const std::string& path) {
  const policy::Origin* origin = policy.find_origin(path);
  return origin == nullptr ? "" : fmt::format("（依据 {}）", origin->basis());
}

std::string change_in_words(const std::string& word) {
  if (word == "quarter_moved") return "开始时间变到别的年份或季度";
  if (word == "headcount_up") return "人数调增";
  if (word == "days_up") return "天数调增";
  if (word == "budget_up") return "经费调增";
  return word;
}

std::string year_in_words(int offset) {
  if (offset == 0) return "计划年度当年";
  return offset == -1 ? "计划年度的上一年" : fmt::format("计划年度 {:+} 年", offset);
}

std::string threshold_in_words(const policy::Threshold& threshold) {
  return fmt::format("{} {}", threshold.strictly_over ? "超过" : "不少于",
                     render_exact(threshold.hours));
}

}  // namespace

std::vector<std::string> requirements_in_words(const Policy& policy) {
  std::vector<std::string> lines;
  for (const policy::Requirement& requirement : policy.requirements) {
    std::string who = requirement.when.always()
                          ? (policy.requirements.size() == 1 ? "职工" : "其他职工")
                          : who_in_words(requirement.when.render());
    std::vector<std::string> needs;
    std::string basis;
    for (const policy::Need& need : requirement.yearly()) {
      const Account& account = policy.accounts[need.account];
      needs.push_back(fmt::format("{} 不少于 {}", account.label,
                                  render_amount(policy, need.account, need.at_least)));
      basis = basis_in_words(policy,
                             fmt::format("requirements.{}.need.{}", requirement.id, account.id));
    }
    std::string both = needs.size() > 1 ? "，需同时满足" : "";
    lines.push_back(
        fmt::format("{}每人每年：{}（有效学时）{}。{}", who, base::join(needs, "；"), both, basis));
  }
  return lines;
}

std::vector<std::string> accounts_in_words(const Policy& policy) {
  std::vector<std::string> lines;
  for (const Account& account : policy.accounts) {
    std::vector<std::string> parts, words;
    for (policy::AccountIndex child : account.of) parts.push_back(policy.accounts[child].label);
    for (const std::string& source : account.takes) parts.push_back(source_in_words(source));
    // One that takes what it is called says nothing by that.
    if (parts != std::vector<std::string>{account.label})
      words.push_back("包含 " + base::join(parts, "、"));
    if (account.cap)
      words.push_back(fmt::format(
          "最多计入 {}{}", render_effective(policy, *policy.find_account(account.id), *account.cap),
          basis_in_words(policy, fmt::format("accounts.{}.cap", account.id))));
    if (!words.empty()) lines.push_back(account.label + "：" + base::join(words, "，") + "。");
  }
  return lines;
}

std::string caps_in_words(const Policy& policy) {
  std::vector<std::string> parts;
  for (const Account& account : policy.accounts)
    if (account.cap)
      parts.push_back(
          fmt::format("{} {}", account.label,
                      render_amount(policy, *policy.find_account(account.id), *account.cap)));
  return base::join(parts, "、");
}

std::vector<std::string> other_rules_in_words(const Policy& policy) {
  std::vector<std::string> lines, outside, single, changes, years;
  for (const policy::Exemption& exemption : policy.exempt)
    outside.push_back(exemption.label.empty() ? who_in_words(exemption.when.render())
                                              : exemption.label);
  if (!outside.empty())
    lines.push_back(fmt::format("不纳入考核（不计入完训率）：{}。学时照常登记和显示。",
                                base::join(outside, "、")));
  const policy::BackboneRules& backbone = policy.backbone;
  for (const Account& account : policy.accounts)
    if (account.single_training) single.push_back(account.label);
  lines.push_back(fmt::format("骨干人才：{} {}，且至少一次培训（{}）{}；上报时间 {} 至 {}。",
                              backbone.total_basis == policy::Basis::kTotal ? "总学时" : "有效学时",
                              threshold_in_words(backbone.total_hours), base::join(single, "、"),
                              threshold_in_words(backbone.single_training),
                              base::render(policy.window().from),
                              base::render(policy.window().to)));
  for (const auto& [kind, offset] : policy.plans.edit_year)
    years.push_back(
        fmt::format("{}在{}", kind == "annual" ? "年度计划" : "新增计划", year_in_words(offset)));
  lines.push_back(fmt::format("培训计划的编制：{}。", base::join(years, "，")));
  for (const std::string& change : policy.plans.approve_changes)
    changes.push_back(change_in_words(change));
  if (!changes.empty())
    lines.push_back(fmt::format("培训班实施时须先审批的调整：{}。", base::join(changes, "、")));
  if (!policy.classes.required.empty())
    lines.push_back(
        fmt::format("培训班实施前须填写：{}。", base::join(policy.classes.required, "、")));
  return lines;
}

}  // namespace xueshi::web
