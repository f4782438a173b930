#include "web/policy_pages.h"

#include <fmt/format.h>

#include "authoring/policies.h"
#include "hours/explain.h"
#include "json/policies.h"
#include "policy/compare.h"
#include "view/statement.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/pages_there.h"
#include "web/statement_parts.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::element;
using html::Html;
using html::text;
using html::Url;

// A year that is asked for under that name; else `otherwise`.
base::Year year_asked(const Visit& visit, const char* name, base::Year otherwise) {
  return base::parse_year(visit.query(name)).value_or(otherwise);
}

Field year_choice(const Visit& visit, const char* name, const char* label, base::Year chosen) {
  Field field = year_field(visit);
  field.name = name;
  field.label = label;
  field.value = std::to_string(chosen.value());
  return field;
}

policy::Policy policy_of(const Visit& visit, base::Year year) {
  if (visit.session->policies().find(year) == nullptr) {
    throw base::Refused("policy.not-found", fmt::format("没有 {} 年度的规则", year.value()));
  }
  return visit.session->policy(year);
}

std::string value_in_words(const std::optional<policy::Origin>& origin) {
  if (!origin) return "无";
  return fmt::format("{}（依据 {}，{}）", origin->value, origin->basis(), origin->place());
}

}  // namespace

http::Response show_policy(const Visit& visit) {
  base::Year year = year_of(visit);
  policy::Policy policy = policy_of(visit, year);
  if (visit.request.wants_json()) return json_answer(200, json::to_json(policy));
  List list;
  std::string name = visit.query("name");
  std::vector<policy::Origin> all = policy.origins;
  std::erase_if(all, [&](const policy::Origin& origin) {
    return origin.path.find(name) == std::string::npos &&
           origin.value.find(name) == std::string::npos;
  });
  std::vector<policy::Origin> shown = page_of<policy::Origin>(
      visit, all, [](const policy::Origin& origin) { return origin.path; }, list.paging);
  list.caption = fmt::format("{} 年度的规则", year.value());
  list.columns = {{"键"}, {"值"}, {"出处"}, {"依据"}};
  for (const policy::Origin& origin : shown) {
    list.rows.push_back(
        {{text(origin.path), text(origin.value), text(origin.place()), text(origin.basis())},
         "",
         "",
         false});
  }
  Url before =
      Url({"admin", "policy", "compare"}).add("a", year.value() - 1).add("b", year.value());
  Page page{"规则"};
  page.main = html::join(
      {filters(visit, {year_field(visit), {"name", "键或值"}}),
       card({element("p", {},
                     {text(fmt::format("{} 年度适用 {} 年起的规定：{}（{}）", year.value(),
                                       policy.since.value(), policy.title, policy.source))}),
             element(
                 "div", {},
                 {link_to(before, "与上一年度比较"), text("　"),
                  link_if_open(visit, Url({"admin", "policy", "explain"}).add("year", year.value()),
                               "某人为什么达标或未达标")}),
             element("div", {html::attr("class", "bar")},
                     {button_if_open(visit, Url({"admin", "policy", "draft"}), "规定草案"),
                      button_if_open(visit, Url({"admin", "policy", "proposals"}),
                                     "提请生效的规定")})}),
       render(visit, list)});
  return show(visit, page);
}

http::Response show_policy_comparison(const Visit& visit) {
  base::Year now = base::year_of(visit.session->today());
  base::Year b = year_asked(visit, "b", now);
  base::Year a = year_asked(visit, "a", base::Year(b.value() - 1));
  policy::Comparison comparison = authoring::compare_rules(
      *visit.session, std::to_string(a.value()), std::to_string(b.value()));
  if (visit.request.wants_json()) return json_answer(200, json::to_json(comparison));
  std::vector<Html> kinds;
  for (const policy::KindChange& kind : comparison.kinds) {
    kinds.push_back(element("li", {},
                            {text(fmt::format("{}：{} → {}", kind.who.empty() ? "所有人" : kind.who,
                                              kind.before, kind.after))}));
  }
  List list;
  std::vector<policy::ValueChange> shown = page_of<policy::ValueChange>(
      visit, comparison.values, [](const policy::ValueChange& change) { return change.path; },
      list.paging);
  list.caption = fmt::format("{} 年度与 {} 年度的差别", a.value(), b.value());
  list.columns = {{"键"}, {fmt::format("{} 年度", a.value())}, {fmt::format("{} 年度", b.value())}};
  for (const policy::ValueChange& change : shown) {
    list.rows.push_back({{text(change.path), text(value_in_words(change.before)),
                          text(value_in_words(change.after))},
                         "",
                         "",
                         false});
  }
  list.next_step = "两个年度没有差别。";
  Page page{"规则比较",
            html::join({filters(visit, {year_choice(visit, "a", "年度甲", a),
                                        year_choice(visit, "b", "年度乙", b)}),
                        kinds.empty() ? Html() : card({element("ul", {}, kinds)}, "对谁不同"),
                        render(visit, list)})};
  page.crumbs = {{"规则", Url({"admin", "policy"})}};
  return show(visit, page);
}

http::Response show_policy_reasons(const Visit& visit) {
  std::string employee = visit.query("employee");
  std::vector<Html> main = {filters(visit, {year_field(visit), {"employee", "员工编号"}})};
  if (!employee.empty()) {
    view::StatementView view = view::show_statement(*visit.session, employee, year_of(visit));
    std::vector<Html> lines;
    for (const std::string& line : hours::explain(*view.policy, view.statement))
      lines.push_back(element("li", {}, {text(line)}));
    main.push_back(
        card({element("p", {},
                      {text(fmt::format("{}（{}） {} {}", view.person.name, view.person.employee,
                                        view.institute, view.department))}),
              element("ul", {}, lines)},
             "为什么"));
    main.push_back(account_bars(view));
  } else {
    main.push_back(
        card({element("p", {}, {text("填写员工编号，查看该年度每条学习记录如何计算。")})}));
  }
  Page page{"规则解释", html::join(main)};
  if (may_open(visit, Url({"admin", "policy"}))) page.crumbs = {{"规则", Url({"admin", "policy"})}};
  return show(visit, page);
}

}  // namespace xueshi::web
