#include "web/inbox_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/fields.h"
#include "base/text.h"
#include "json/inbox.h"
#include "view/inbox.h"
#include "view/plans.h"
#include "web/deeds.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/pages_there.h"
#include "web/unit_tree.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::InboxItem;

// A list of the inbox, by the word of its address.
struct Pile {
  const char* word;
  const char* label;
  Place place;
};

constexpr Pile kPiles[] = {
    {"plan", "计划审批", {"plan", "/admin/plans", "培训计划"}},
    {"class", "培训审批", {"class", "/admin/classes", "培训班管理"}},
    {"learning", "外部学习审核", {"learning", "/admin/learning", "外部学习审核"}},
    {"enrolment", "报名", {"class", "/admin/classes", "培训班管理"}},
    {"policy", "规定施行", {"policy", "/admin/policy/proposals", "提请生效的规定"}},
};

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

std::int64_t count_in(const Pile& pile, const Counts& counts) {
  for (const auto& [word, count] : counts)
    if (word == pile.word) return count;
  return 0;
}

const Pile* find_pile(const std::string& word) {
  auto at = std::find_if(std::begin(kPiles), std::end(kPiles),
                         [&](const Pile& pile) { return word == pile.word; });
  return at == std::end(kPiles) ? nullptr : at;
}

// The one that is asked for; else the first with something in it. Programs get all of them.
std::vector<std::string> piles_asked(const Visit& visit) {
  if (const Pile* pile = find_pile(visit.query("subject"))) return {pile->word};
  std::vector<std::string> words;
  if (visit.request.wants_json()) return words;
  for (const Pile& pile : kPiles) words.emplace_back(pile.word);
  return words;
}

bool is_enrolment(const InboxItem& item) { return item.pile == "enrolment"; }

Html tabs(const Counts& counts, const Pile& current) {
  std::vector<Html> links;
  for (const Pile& pile : kPiles) {
    std::vector<html::Attribute> attributes = {
        html::link("href", Url({"admin", "inbox"}).add("subject", pile.word))};
    if (pile.word == current.word) attributes.push_back(attr("aria-current", "page"));
    links.push_back(element("a", attributes,
                            {text(fmt::format("{}（{}）", pile.label, count_in(pile, counts)))}));
  }
  return element("nav", {attr("class", "sub"), attr("aria-label", "待办类别")}, links);
}

std::string when_of(const InboxItem& item) {
  std::vector<std::string> times;
  for (const char* heading : {"培训时间", "培训开始时间", "开始时间", "培训结束时间", "结束时间"}) {
    std::string value = base::field_or_empty(item.fields, heading);
    if (!value.empty()) times.push_back(value);
  }
  return base::join(times, " 至 ");
}

std::string verdicts_of(const InboxItem& item) {
  std::vector<std::string> words;
  for (const view::Verdict& verdict : item.verdicts)
    words.push_back(fmt::format("{}({})", verdict.name, verdict.status));
  if (!item.remark.empty()) words.push_back(item.remark);
  return base::join(words, " ");
}

view::InboxOrder inbox_order(const std::string& name) {
  using Order = view::InboxOrder;
  if (name == "title") return Order::kTitle;
  if (name == "unit") return Order::kUnit;
  if (name == "learner") return Order::kLearner;
  return name == "when" ? Order::kBegin : Order::kPart;
}

view::InboxAsked asked_of(const Visit& visit) {
  Order order = order_of(visit);
  view::InboxAsked asked;
  asked.piles = piles_asked(visit);
  asked.filter = {visit.query("name"), visit.query("unit"), visit.query("learner"),
                  base::parse_year(visit.query("year"))};
  asked.order = inbox_order(order.name);
  asked.is_down = order.is_down;
  asked.after = visit.query("after");
  asked.begin = begin_asked(visit);
  asked.size = size_of(visit);
  return asked;
}

std::string label_of_action(const workflow::Definition& graph, const std::string& action) {
  for (const workflow::Transition& transition : graph.transitions)
    if (transition.action == action) return transition.label;
  return action;
}

// Verdicts over the ticked ones; what asks for more than words is given on the item's own page.
std::vector<Deed> verdicts_over(const Visit& visit, const Pile& pile,
                                const std::vector<InboxItem>& items) {
  const workflow::Definition& graph =
      visit.session->graphs().current(pile.place.subject).definition;
  std::vector<Deed> deeds;
  for (const workflow::Transition& transition : graph.transitions) {
    Url url = batch_url(pile.place, transition.action);
    bool is_known = std::any_of(deeds.begin(), deeds.end(),
                                [&](const Deed& deed) { return deed.action.text() == url.text(); });
    bool is_asked = std::any_of(items.begin(), items.end(), [&](const InboxItem& item) {
      return base::contains(item.actions, transition.action);
    });
    bool is_simple = transition.verdict && transition.sets.empty();
    if (!is_known && is_asked && is_simple && may_open(visit, url, http::Method::kPost))
      deeds.push_back({url, transition.label});
  }
  return deeds;
}

bool is_verdict_asked(const workflow::Definition& graph, const InboxItem& item) {
  return std::any_of(graph.transitions.begin(), graph.transitions.end(), [&](const auto& each) {
    return each.verdict && base::contains(item.actions, each.action);
  });
}

// Where the item is looked at: its review, its enrolments, else itself.
Url page_of_item(const Visit& visit, const Pile& pile, const workflow::Definition& graph,
                 const InboxItem& item) {
  Url own = url_of(pile.place, item.id);
  bool is_reviewed = pile.word != std::string_view("learning") && is_verdict_asked(graph, item);
  Url special = url_of(pile.place, item.id).step(is_enrolment(item) ? "enrolments" : "review");
  return (is_reviewed || is_enrolment(item)) && may_open(visit, special) ? special : own;
}

Row row_of(const Visit& visit, const Pile& pile, const workflow::Definition& graph,
           const InboxItem& item) {
  std::vector<std::string> labels;
  for (const std::string& action : item.actions) labels.push_back(label_of_action(graph, action));
  std::string who = item.learner_name.empty()
                        ? item.learner
                        : fmt::format("{}（{}）", item.learner_name, item.learner);
  return {{link_if_open(visit, url_of(pile.place, item.id), item.id), text(item.title), text(who),
           text(item.unit), text(when_of(item)), text(base::field_or_empty(item.fields, "学时")),
           text(item.status), text(verdicts_of(item)),
           link_if_open(visit, page_of_item(visit, pile, graph, item), base::join(labels, " "))},
          item.id,
          item.title,
          false};
}

Html comment_field() {
  return element("p", {attr("class", "bar")},
                 {element("label", {},
                          {text("意见 "),
                           element("input", {attr("name", "comment"), attr("type", "text")})})});
}

}  // namespace

http::Response show_inbox(const Visit& visit) {
  view::InboxPage found = view::leaf_inbox(*visit.session, asked_of(visit));
  List list;
  list.paging = paging_of(visit, found.total, found.begin, found.rows.size(),
                          found.rows.empty() ? "" : found.rows.back().key);
  if (visit.request.wants_json())
    return rows_answer(found.rows, list.paging,
                       [](const InboxItem& item) { return json::to_json(item); });
  const Pile& pile = *find_pile(found.pile);
  const workflow::Definition& graph =
      visit.session->graphs().current(pile.place.subject).definition;
  list.caption = pile.label;
  list.columns = {{"编号"},         {"名称", "title"}, {"人员", "learner"},
                  {"机构", "unit"}, {"时间", "when"},  {"学时", "", true},
                  {"状态"},         {"各级意见"},      {"操作"}};
  for (const InboxItem& item : found.rows) list.rows.push_back(row_of(visit, pile, graph, item));
  list.next_step = "没有等待您办理的事项。";
  list.deeds = verdicts_over(visit, pile, found.rows);
  if (!list.deeds.empty()) list.more_fields = comment_field();
  std::vector<Field> fields = {{"name", "名称"}, {"unit", "机构"}, {"year", "年度"}};
  if (std::string_view(pile.word) == "learning") fields.push_back({"learner", "培训人员"});
  Field subject{"subject", "类别", pile.word, Field::Kind::kChoice};
  for (const Pile& one : kPiles) subject.options.push_back({one.word, one.label});
  fields.insert(fields.begin(), subject);
  Page page{"待办",
            html::join({tabs(found.counts, pile), filters(visit, fields), render(visit, list)})};
  return show(visit, page);
}

Html waiting_counts(const Visit& visit) {
  Counts counts = view::count_inbox(*visit.session);
  std::vector<Html> lines;
  for (const Pile& pile : kPiles) {
    std::int64_t count = count_in(pile, counts);
    if (count == 0) continue;
    Url all = Url({"admin", "inbox"}).add("subject", pile.word);
    Url url = may_open(visit, all) ? all : Url::at(pile.place.base);
    lines.push_back(element(
        "li", {}, {link_if_open(visit, url, pile.label), text(fmt::format("：{} 项", count))}));
  }
  if (lines.empty())
    return element("p", {attr("class", "empty")}, {text("没有等待您办理的事项。")});
  return element("ul", {}, lines);
}

}  // namespace xueshi::web
