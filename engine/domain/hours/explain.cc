#include "hours/explain.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "policy/amount.h"

namespace xueshi::hours {

namespace {

using policy::AccountIndex;
using policy::Policy;
using policy::render_amount;
using policy::render_effective;

// "（S4（2016），rules/2016.yaml:8）"; empty for a value that nobody wrote.
std::string written_at(const Policy& policy, const std::string& path) {
  const policy::Origin* origin = policy.find_origin(path);
  for (const policy::Origin& each : policy.origins) {
    if (origin == nullptr && each.path.starts_with(path + ".")) origin = &each;
  }
  if (origin == nullptr) return "";
  return fmt::format("（依据 {}，{}）", origin->basis(), origin->place());
}

std::string exemption_written_at(const Policy& policy, const std::string& id) {
  std::string start = fmt::format("exempt.{}.when", id);
  for (const policy::Origin& origin : policy.origins) {
    if (origin.path.rfind(start, 0) == 0) return written_at(policy, origin.path);
  }
  return "";
}

std::string cap_text(const Policy& policy, const Statement& statement, AccountIndex i) {
  const policy::Account& account = policy.accounts[i];
  std::string share;
  if (account.share) {
    share = fmt::format("（“{}”有效学时的 {}/{}）", policy.accounts[account.share->of].label,
                        account.share->part.numerator, account.share->part.denominator);
  }
  return fmt::format("“{}”最多计入 {}{}{}", account.label,
                     render_effective(policy, i, *statement.accounts[i].cap), share,
                     written_at(policy, fmt::format("accounts.{}.cap", account.id)));
}

std::string need_path(const Policy& policy, const Statement& statement, AccountIndex i) {
  return fmt::format("requirements.{}.need.{}", statement.requirement, policy.accounts[i].id);
}

std::string unmet_needs(const Policy& policy, const Statement& statement) {
  std::vector<std::string> parts;
  for (AccountIndex i = 0; i < statement.accounts.size(); ++i) {
    const AccountLine& line = statement.accounts[i];
    if (!line.need || line.met) continue;
    parts.push_back(fmt::format("“{}”的有效学时为 {}，要求 {}{}，还差 {}", policy.accounts[i].label,
                                render_amount(policy, i, line.effective),
                                render_amount(policy, i, *line.need),
                                written_at(policy, need_path(policy, statement, i)),
                                render_amount(policy, i, line.missing())));
  }
  for (const NeedLine& need : statement.needs) {
    if (is_yearly(need) || need.truth != Truth::kNotMet) continue;
    parts.push_back(
        fmt::format("{}{}“{}”的有效学时为 {}，要求 {}，还差 {}", need.is_alternative ? "或者 " : "",
                    need.period ? render(*need.period) : "", policy.accounts[need.account].label,
                    render_amount(policy, need.account, need.effective),
                    render_amount(policy, need.account, need.need),
                    render_amount(policy, need.account, need.missing())));
  }
  return base::join(parts, "；");
}

// What each cap cut off, in the order of the tree.
std::string cuts(const Policy& policy, const Statement& statement) {
  std::vector<base::Hours> lost(policy.accounts.size());
  for (std::size_t i = 0; i < statement.lines.size(); ++i) {
    const RecordLine& line = statement.lines[i];
    if (line.cut_by) lost[*line.cut_by] += line.worth - line.counted;
  }
  std::vector<std::string> parts;
  for (AccountIndex i = 0; i < lost.size(); ++i) {
    if (lost[i] == base::Hours()) continue;
    parts.push_back(fmt::format("{}，超出的 {} 只计入总学时", cap_text(policy, statement, i),
                                render_amount(policy, i, lost[i])));
  }
  return base::join(parts, "；");
}

void add_account(const Policy& policy, const Statement& statement, AccountIndex i, int depth,
                 std::vector<std::string>& lines) {
  const policy::Account& account = policy.accounts[i];
  const AccountLine& line = statement.accounts[i];
  auto amount = [&](base::Hours hours) { return render_amount(policy, i, hours); };
  std::string text = fmt::format("{}{}：总学时 {}，有效学时 {}",
                                 std::string(2 * static_cast<std::size_t>(depth + 1), ' '),
                                 account.label, amount(line.total), amount(line.effective));
  if (line.cap) text += fmt::format("，上限 {}", amount(*line.cap));
  if (line.carried > base::Hours()) text += fmt::format("，上期结转 {}", amount(line.carried));
  if (line.need)
    text += fmt::format("，要求 {}，{}", amount(*line.need), line.met ? "达标" : "未达标");
  lines.push_back(text);
  for (AccountIndex child : account.of) add_account(policy, statement, child, depth + 1, lines);
}

// A need of other years or days, or an alternative.
std::string need_text(const Policy& policy, const NeedLine& need) {
  std::string_view verdict =
      verdict_label(need.truth == Truth::kMet, false, need.truth == Truth::kOpen);
  return fmt::format("  {}{}“{}”：有效学时 {}，要求 {}，{}", need.is_alternative ? "或者 " : "",
                     need.period ? render(*need.period) + " " : "",
                     policy.accounts[need.account].label,
                     render_amount(policy, need.account, need.effective),
                     render_amount(policy, need.account, need.need), verdict);
}

// Why a need is less than what is written: "“总学时”的要求 90 按在岗 7/12 个月折算为
// 52小时30分（产假 2025-02-01 至 2025-06-30）"; and which fact of the person is wanted for a cycle
// to begin.
void add_circumstances(const Policy& policy, const Statement& statement, std::string_view indent,
                       std::vector<std::string>& lines) {
  std::set<std::size_t> wanted;
  for (const NeedLine& need : statement.needs) {
    if (need.is_unknown && wanted.insert(need.over.fact).second) {
      lines.push_back(fmt::format("{}没有填写“{}”，不知道周期从哪年开始，与此有关的要求都按未到期",
                                  indent, policy.people->facts[need.over.fact].name));
    }
    if (!need.there) continue;
    std::vector<std::string> why;
    if (need.there->hired) why.push_back(base::render(*need.there->hired) + " 入职");
    if (need.there->left) why.push_back(base::render(*need.there->left) + " 离职");
    for (const Absence& absence : need.there->absences) {
      why.push_back(fmt::format("{} {} 至 {}", absence.reason, base::render(absence.from),
                                base::render(absence.to)));
    }
    lines.push_back(fmt::format(
        "{}{}“{}”的要求 {} 按在岗 {}/{} 个月折算为 {}{}{}", indent,
        need.period && !is_yearly(need) ? render(*need.period) + " " : "",
        policy.accounts[need.account].label, render_amount(policy, need.account, need.whole),
        need.there->months, need.there->of, render_amount(policy, need.account, need.need),
        why.empty() ? "" : "：" + base::join(why, "、"),
        written_at(policy, fmt::format("requirements.{}.prorate", statement.requirement))));
  }
}

std::string record_text(const Policy& policy, const Statement& statement, std::size_t i) {
  const LearningRecord& record = statement.records[i];
  const RecordLine& line = statement.lines[i];
  std::string account = line.account ? policy.accounts[*line.account].label : record.source;
  std::string reason = render_reason(policy, statement, i);
  return fmt::format("  {} {} [{}] {}：{}，计入有效学时 {}{}{}", base::render(record.start),
                     record.title, account, record.number, render_amount(policy, record, line),
                     render_of_leaf(policy, line, line.counted), reason.empty() ? "" : "；",
                     reason);
}

}  // namespace

std::string render_of_leaf(const Policy& policy, const RecordLine& line, base::Hours amount) {
  return line.account ? render_amount(policy, *line.account, amount) : base::render_exact(amount);
}

std::string render_length(const Policy& policy, const LearningRecord& record,
                          const RecordLine& line) {
  const policy::Source* source = policy.find_source(record.source, record.category);
  if (source == nullptr) return render_of_leaf(policy, line, record.length);
  if (source->unit == policy::kHourUnit) return base::render_exact(record.length);
  return base::render_decimal(record.length) + " " + source->unit;
}

std::string render_reason(const Policy& policy, const Statement& statement, std::size_t line) {
  const LearningRecord& record = statement.records[line];
  const RecordLine& counted = statement.lines[line];
  if (!record.counts()) return fmt::format("{}，不计学时", review_label(record.status));
  if (policy.is_uncounted(record.source, record.category))
    return fmt::format("本年度的规定不计 '{}'", record.source);
  if (counted.counts_once) return fmt::format("同一成果 {} 只计一次，已计入另一条", record.work);
  if (!counted.account) return fmt::format("本年度的规定没有账户计入 '{}'", record.source);
  if (!counted.cut_by) return "";
  return fmt::format("{}，{} 未计入", cap_text(policy, statement, *counted.cut_by),
                     render_of_leaf(policy, counted, counted.worth - counted.counted));
}

std::string explain_sentence(const Policy& policy, const Statement& statement) {
  std::string text = statement.exempt ? "不纳入考核"
                     : statement.open ? "未到期"
                     : statement.met  ? "已达标"
                                      : "未达标";
  text = fmt::format("{}：{}年度总学时 {}，其中有效学时 {}", text, policy.year.value(),
                     render_amount(policy, 0, statement.total()),
                     render_amount(policy, 0, statement.effective()));
  if (!statement.met && !statement.exempt)
    text += "；是否达标只看有效学时：" + unmet_needs(policy, statement);
  std::string lost = cuts(policy, statement);
  if (!lost.empty()) text += "；" + lost;
  if (statement.exempt) {
    text +=
        fmt::format("；本人不纳入完训率统计（{}）{}", exemption_label(policy, *statement.exempt),
                    exemption_written_at(policy, *statement.exempt));
  }
  return text + "。";
}

std::string render_amount(const Policy& policy, const LearningRecord& record,
                          const RecordLine& line) {
  std::string length = render_length(policy, record, line);
  const policy::Source* source = policy.find_source(record.source, record.category);
  if (source == nullptr) return length;
  return fmt::format("{} 折合 {}{}", length, render_of_leaf(policy, line, line.worth),
                     written_at(policy, fmt::format("sources.{}.worth", source->name)));
}

std::vector<std::string> explain_further(const Policy& policy, const Statement& statement) {
  std::vector<std::string> lines;
  for (const NeedLine& need : statement.needs) {
    if (is_yearly(need)) continue;
    std::string line(base::trim(need_text(policy, need)));
    if (need.truth != Truth::kMet && need.missing() > base::Hours())
      line += fmt::format("，还差 {}", render_amount(policy, need.account, need.missing()));
    lines.push_back(std::move(line));
  }
  for (AccountIndex i = 0; i < statement.accounts.size(); ++i) {
    const AccountLine& line = statement.accounts[i];
    if (line.carried > base::Hours() && policy.accounts[i].of.empty())
      lines.push_back(fmt::format("“{}”：上期结转 {}", policy.accounts[i].label,
                                  render_amount(policy, i, line.carried)));
  }
  add_circumstances(policy, statement, "", lines);
  return lines;
}

std::vector<std::string> explain(const Policy& policy, const Statement& statement) {
  std::vector<std::string> lines = {explain_sentence(policy, statement), "账户："};
  add_account(policy, statement, 0, 0, lines);
  lines.push_back(
      fmt::format("适用的要求：{}{}", statement.requirement,
                  written_at(policy, fmt::format("requirements.{}.need", statement.requirement))));
  for (const NeedLine& need : statement.needs) {
    if (!is_yearly(need)) lines.push_back(need_text(policy, need));
  }
  add_circumstances(policy, statement, "  ", lines);
  if (!statement.records.empty()) lines.push_back("记录（按开始时间、来源编号的次序计入）：");
  for (std::size_t i = 0; i < statement.records.size(); ++i)
    lines.push_back(record_text(policy, statement, i));
  return lines;
}

}  // namespace xueshi::hours
