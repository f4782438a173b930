#include "web/statement_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "hours/archive.h"
#include "hours/explain.h"
#include "policy/amount.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using policy::AccountIndex;
using view::StatementView;

// Of the need, at most the whole; in hundredths of the width.
std::int64_t share_of(const hours::AccountLine& line) {
  if (line.need->seconds() <= 0) return 100;
  return std::min<std::int64_t>(line.effective.seconds() * 100 / line.need->seconds(), 100);
}

Html meter_bar(std::int64_t share) {
  return element(
      "svg",
      {attr("viewbox", "0 0 100 8"), attr("class", "meter"), attr("aria-hidden", "true"),
       attr("preserveaspectratio", "none")},
      {element("rect", {attr("class", "track"), attr("width", 100), attr("height", 8)}),
       element("rect", {attr("class", "fill"), attr("width", share), attr("height", 8)})});
}

// The root says whether everything required is met.
Html verdict_tag(const StatementView& view, AccountIndex i) {
  const hours::Statement& statement = view.statement;
  bool is_judged = i == 0 || statement.accounts[i].need.has_value();
  bool met = i == 0 ? statement.met : statement.accounts[i].met;
  if (!is_judged) return {};
  bool open = i == 0 && statement.open;
  return tag(std::string(hours::verdict_label(met, statement.exempt.has_value(), open)),
             met && !open && !statement.exempt);
}

Html account_row(const StatementView& view, AccountIndex i) {
  const hours::AccountLine& line = view.statement.accounts[i];
  const policy::Account& account = view.policy->accounts[i];
  auto amount = [&](base::Hours hours) { return policy::render_amount(*view.policy, i, hours); };
  auto number = [](const char* heading, const std::string& value) {
    return element("td", {attr("class", "n"), attr("data-h", heading)}, {text(value)});
  };
  return element(
      "tr", {},
      {element("th", {attr("scope", "row")}, {text(account.label)}),
       number("总学时", amount(line.total)), number("有效学时", amount(line.effective)),
       number("有效学时上限", line.cap ? amount(*line.cap) : "不设上限"),
       number("目标", line.need ? amount(*line.need) : ""),
       element("td", {attr("data-h", "进度")}, {line.need ? meter_bar(share_of(line)) : Html()}),
       element("td", {attr("data-h", "是否达标")}, {verdict_tag(view, i)})});
}

Html bars_of(const StatementView& view, const std::vector<AccountIndex>& accounts,
             const char* caption) {
  std::vector<Html> headings, rows;
  for (const char* heading :
       {"账户", "总学时", "有效学时", "有效学时上限", "目标", "进度", "是否达标"})
    headings.push_back(element("th", {attr("scope", "col")}, {text(heading)}));
  for (AccountIndex i : accounts) rows.push_back(account_row(view, i));
  return card(
      {element("table", {attr("class", "cards")},
               {element("caption", {}, {text(caption)}),
                element("thead", {}, {element("tr", {}, headings)}), element("tbody", {}, rows)})});
}

// 注：目标学时包含 90小时 培训学时、50小时 网络学时.
std::string note_of_goal(const StatementView& view) {
  if (view.statement.exempt)
    return "注：不纳入考核（" + hours::exemption_label(*view.policy, *view.statement.exempt) +
           "）。";
  std::vector<std::string> parts;
  for (AccountIndex i = 0; i < view.statement.accounts.size(); ++i) {
    const auto& need = view.statement.accounts[i].need;
    if (need)
      parts.push_back(fmt::format("{} {}", policy::render_amount(*view.policy, i, *need),
                                  view.policy->accounts[i].label));
  }
  return fmt::format("注：目标学时包含 {}（均为有效学时）。", base::join(parts, "、"));
}

List reasons_of(const StatementView& view) {
  List list;
  list.caption = fmt::format("{} 年每条学习记录", view.policy->year.value());
  list.columns = {{"编号"},     {"账户"},           {"培训名称"},
                  {"开始时间"}, {"学时", "", true}, {"计入有效学时", "", true},
                  {"说明"}};
  const hours::Statement& statement = view.statement;
  for (std::size_t i = 0; i < statement.records.size(); ++i) {
    const hours::LearningRecord& record = statement.records[i];
    const hours::RecordLine& line = statement.lines[i];
    std::string reason = hours::render_reason(*view.policy, statement, i);
    list.rows.push_back(
        {{text(record.number),
          text(line.account ? view.policy->accounts[*line.account].label : record.source),
          text(record.title), text(base::render(record.start)),
          text(hours::render_amount(*view.policy, record, line)),
          text(hours::render_of_leaf(*view.policy, line, line.counted)),
          text(reason.empty() ? "全部计入" : reason)}});
  }
  list.paging = without_pages(list.rows.size());
  list.next_step = "参加培训或新增外部学习记录后即可看到。";
  return list;
}

// Cycles, windows, alternatives and carried hours, where the year's rules have any.
Html further_needs(const StatementView& view) {
  std::vector<Html> lines;
  for (const std::string& line : hours::explain_further(*view.policy, view.statement))
    lines.push_back(element("li", {}, {text(line)}));
  return lines.empty() ? Html() : card({element("ul", {}, lines)}, "其他要求和结转");
}

// Labels of the leaves whose own caps cut what was entered: a look at where it was entered is worth
// it (S2 Q3).
std::vector<std::string> full_leaves(const StatementView& view) {
  std::vector<std::string> labels;
  for (const hours::RecordLine& line : view.statement.lines) {
    if (!line.cut_by || line.cut_by != line.account) continue;
    const std::string& label = view.policy->accounts[*line.account].label;
    if (!base::contains(labels, label)) labels.push_back(label);
  }
  return labels;
}

}  // namespace

Html progress_of(const StatementView& view) {
  std::vector<Html> lines;
  for (const std::string& line : hours::render_progress(*view.policy, view.statement))
    lines.push_back(element("p", {attr("class", "big")}, {text(line)}));
  return card(lines);
}

Html main_bars(const StatementView& view) {
  const policy::Account& root = view.policy->root();
  std::vector<AccountIndex> shown(root.of.rbegin(), root.of.rend());
  shown.push_back(0);
  return bars_of(view, shown, "学时完成情况");
}

Html account_bars(const StatementView& view) {
  std::vector<AccountIndex> all(view.policy->accounts.size());
  std::iota(all.begin(), all.end(), AccountIndex{0});
  return bars_of(view, all, "各项学时");
}

Html archive_parts(const StatementView& view, const html::Url& why) {
  std::vector<Html> lines;
  for (const std::string& line : hours::render_archive(*view.policy, view.statement, view.exams))
    lines.push_back(element("li", {}, {text(line)}));
  std::vector<Html> warnings;
  for (const std::string& line : view::doubts_of(view))
    warnings.push_back(element("p", {attr("class", "warning")}, {text("警告：" + line)}));
  std::string unit = view.department.empty()  ? view.institute
                     : view.institute.empty() ? view.department
                                              : view.institute + " " + view.department;
  return html::join({card({details({{"员工姓名", view.person.name},
                                    {"单位名称", unit},
                                    {"员工ARP编号", view.person.employee},
                                    {"联系电话", view.contact.phone},
                                    {"手机号码", view.contact.mobile},
                                    {"工作电子邮件", view.person.email}}),
                           element("p", {attr("class", "soft")}, {text(note_of_goal(view))})},
                          "个人基本信息"),
                     card({element("ul", {}, lines), html::join(warnings),
                           element("div", {attr("class", "bar")}, {button_to(why, "为什么")})},
                          "各项学习情况说明"),
                     account_bars(view), further_needs(view)});
}

Html why_parts(const Visit& visit, const StatementView& view) {
  std::vector<Html> words = {element(
      "p", {attr("class", "big")}, {text(hours::explain_sentence(*view.policy, view.statement))})};
  for (const std::string& label : full_leaves(view))
    words.push_back(
        element("p", {attr("class", "warning")},
                {text(fmt::format("请先检查是否把学习记录都填在了“{}”：它能计入的有效学时有上限，"
                                  "超出的只计入总学时。",
                                  label))}));
  return html::join({card(words, "为什么"), account_bars(view), further_needs(view),
                     render(visit, reasons_of(view))});
}

}  // namespace xueshi::web
