#include "web/help_pages.h"

#include <fmt/format.h>

#include "base/text.h"
#include "item/kind.h"
#include "view/learning.h"
#include "web/help_rules.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/reach.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::element;
using html::Html;
using html::text;
using html::Url;

Html help_paragraph(const std::string& words) { return element("p", {}, {text(words)}); }

Html help_bullets(const std::vector<std::string>& lines) {
  std::vector<Html> items;
  for (const std::string& line : lines) items.push_back(element("li", {}, {text(line)}));
  return element("ul", {}, items);
}

Html rules_card(const policy::Policy& policy) {
  return card(
      {help_paragraph("1 学时为 60 分钟。是否达标只看有效学时；超过上限的部分只计入总学时。"),
       element("h3", {}, {text("学时要求")}), help_bullets(requirements_in_words(policy)),
       element("h3", {}, {text("学时的组成和上限")}), help_bullets(accounts_in_words(policy)),
       element("h3", {}, {text("其他")}), help_bullets(other_rules_in_words(policy))},
      fmt::format("{} 年学时规定", policy.year.value()));
}

// 补正：待审核; 审核通过：待审核 → 审核通过, once each.
std::vector<std::string> steps_of_graph(const workflow::Definition& graph) {
  std::vector<std::string> steps;
  for (const workflow::Transition& transition : graph.transitions) {
    if (!transition.is_for_people()) continue;
    std::vector<std::string> from;
    for (const std::string& place : transition.from) {
      std::string label = graph.label_of(place);
      if (!base::contains(from, label)) from.push_back(label);
    }
    std::string to = transition.to.empty() ? "" : " → " + graph.label_of(transition.to);
    std::string step = fmt::format("{}：{}{}", transition.label,
                                   from.empty() ? "新建" : base::join(from, "、"), to);
    if (!base::contains(steps, step)) steps.push_back(step);
  }
  return steps;
}

Html workflow_part(const Visit& visit, const item::Kind& kind) {
  const workflow::Definition& graph = visit.session->graphs().current(kind.word).definition;
  std::string path = fmt::format("/admin/workflows/{}", graph.name);
  Html picture =
      can_open(visit, path)
          ? element("p", {}, {link_to(Url({"admin", "workflows", graph.name}), "流程图")})
          : Html();
  return element(
      "details", {},
      {element("summary", {}, {text(graph.title)}), picture, help_bullets(steps_of_graph(graph))});
}

Html workflows_card(const Visit& visit) {
  std::vector<Html> parts = {help_paragraph(
      "谁办理、由谁审批，由审批流程决定；没有人担任的一级由上一级办理，本人不能审批本人的事项。")};
  for (const item::Kind* kind : item::kinds()) parts.push_back(workflow_part(visit, *kind));
  return card(parts, "工作流程");
}

Html help_question(const std::string& asked, const std::vector<Html>& answer) {
  std::vector<Html> parts = {element("summary", {}, {text(asked)})};
  parts.insert(parts.end(), answer.begin(), answer.end());
  return element("details", {html::flag("open")}, parts);
}

Html help_way(const Url& url, const std::string& words) {
  return element("p", {}, {link_to(url, words)});
}

std::string delivered_in_words(const policy::Policy& policy) {
  if (policy.delivered.empty()) return "可以。";
  return fmt::format("可以。{}由系统自动计入，不需要另行录入；其他网络平台的学习",
                     base::join(policy.delivered, "、"));
}

std::string categories_in_words(const policy::Policy& policy) {
  std::vector<std::string> labels;
  for (const view::Category& each : view::learning_categories(policy)) labels.push_back(each.label);
  return base::join(labels, "、");
}

// S2, with the figures of the year's own rules.
Html questions_card(const policy::Policy& policy) {
  std::string caps = caps_in_words(policy);
  return card(
      {help_question("Q1：继续教育学习中，学时满足多少才算合格？",
                     {help_bullets(requirements_in_words(policy))}),
       help_question(
           "Q2：如何了解自己最新的学时计入情况？",
           {help_paragraph(
                "首页显示目前的学时情况；更详细的计入情况见“我的学习-我的档案-各项学习情况说明”。"),
            help_way(Url({"me", "archive"}), "我的档案")}),
       help_question(
           "Q3：为什么我录入的学时加起来超过总学时，系统还提示我未完成学时要求？",
           {help_paragraph(
                "学时记录分总学时和有效学时，是否完成学时要求只看有效学时，超出有效学时的部分"
                "自动计入总学时；"
                "总学时会用于其他数据的统计，也不是无效数据。"),
            caps.empty() ? Html() : help_paragraph(fmt::format("有效学时有上限的项目：{}。", caps)),
            caps.empty() ? Html()
                         : help_paragraph("如果填了很多但学时还是不够，请首先检查是不是把学习记录都"
                                          "填写在了有上限的项目。"),
            help_way(Url({"me", "archive", "why"}), "逐条查看哪些计入、哪些没有计入，以及原因")}),
       help_question(
           "Q4：大部分会议以线上方式参加，应当填写在哪一类里？",
           {help_paragraph("可以分情况酌情处理：根据参训的具体实际和本人学时录入的情况，把培训记录"
                           "填在最为贴合的项目分类下。")}),
       help_question("Q5：参加过除继续教育网以外的网络平台上的学习培训，可不可以计入？",
                     {help_paragraph(fmt::format(
                          "{}在“我的外部学习”中选择最为贴合的类别自行录入，审核通过后计入。",
                          delivered_in_words(policy))),
                      help_way(Url({"me", "external"}), "我的外部学习")}),
       help_question("Q6：学时录入的地方在哪里？",
                     {help_paragraph(fmt::format("我的学习-我的外部学习-{}，点击“新增记录”。",
                                                 categories_in_words(policy))),
                      help_way(Url({"me", "external", "new"}), "新增记录")})},
      "常见问题解答");
}

}  // namespace

http::Response show_help(const Visit& visit) {
  const policy::Policy& policy = visit.session->policy(year_of(visit));
  Page page{"政策与工作流程"};
  page.main = html::join(
      {year_filter(visit), rules_card(policy), workflows_card(visit), questions_card(policy),
       card({help_paragraph("忘记密码或系统使用中有其他问题，请联系所在单位人事处或技术支持。")},
            "技术支持")});
  return show(visit, page);
}

}  // namespace xueshi::web
