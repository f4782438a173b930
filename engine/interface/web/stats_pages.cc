#include "web/stats_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/percent.h"
#include "hours/archive.h"
#include "hours/explain.h"
#include "json/statement.h"
#include "json/year_end.h"
#include "policy/amount.h"
#include "view/statement.h"
#include "view/statistics.h"
#include "web/chart.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/statement_parts.h"
#include "web/unit_tree.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::PersonHours;
using view::UnitHours;

std::optional<int> stats_month(const Visit& visit) {
  std::optional<std::int64_t> month = base::parse_decimal(visit.query("month"), 0);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  return static_cast<int>(*month);
}

Field stats_month_field() {
  Field field{"month", "截至", "", Field::Kind::kChoice, false, "", {{"", "全年"}}};
  for (int month = 1; month <= 12; ++month)
    field.options.push_back({std::to_string(month), fmt::format("{} 月底", month)});
  return field;
}

std::string stats_caption(const Visit& visit, const char* what) {
  std::optional<int> month = stats_month(visit);
  return fmt::format("{} 年度{}{}", year_of(visit).value(),
                     month ? fmt::format("（截至 {} 月底）", *month) : "", what);
}

std::vector<PersonHours> staff_of_scope(const Visit& visit) {
  return view::overview_hours(*visit.session, year_of(visit), visit.query("org"),
                              stats_month(visit));
}

template <typename Key>
void sort_staff_by(std::vector<PersonHours>& people, const Order& order, Key key) {
  std::stable_sort(people.begin(), people.end(), [&](const PersonHours& a, const PersonHours& b) {
    return order.is_down ? key(b) < key(a) : key(a) < key(b);
  });
}

void sort_staff(std::vector<PersonHours>& people, const Order& order,
                const academy::OrgTree& tree) {
  auto by = [&](auto key) { sort_staff_by(people, order, key); };
  if (order.name == "employee") by([](const PersonHours& one) { return one.line.employee; });
  if (order.name == "name") by([](const PersonHours& one) { return one.line.name; });
  if (order.name == "department")
    by([&](const PersonHours& one) { return tree.range_of(one.org).lo; });
  if (order.name == "total") by([](const PersonHours& one) { return one.line.total; });
  if (order.name == "effective") by([](const PersonHours& one) { return one.line.effective; });
  if (order.name == "longest") by([](const PersonHours& one) { return one.line.longest; });
}

// Filtered by name and by whether they have met what is required of them.
std::vector<PersonHours> staff_asked_for(const Visit& visit) {
  std::vector<PersonHours> people = staff_of_scope(visit);
  std::string name = visit.query("name"), met = visit.query("met");
  std::erase_if(people, [&](const PersonHours& one) {
    std::string verdict(hours::verdict_label(one.line.met, one.line.exempt, one.line.open));
    return (!name.empty() && one.line.name.find(name) == std::string::npos) ||
           (!met.empty() && met != verdict);
  });
  sort_staff(people, order_of(visit), visit.session->tree());
  return people;
}

Field stats_met_field() {
  return {"met",
          "是否达标",
          "",
          Field::Kind::kChoice,
          false,
          "",
          {{"", "全部"}, {"达标", "达标"}, {"未达标", "未达标"}, {"不纳入考核", "不纳入考核"}}};
}

Html stats_verdict_tag(const yearend::BackboneLine& line) {
  return tag(std::string(hours::verdict_label(line.met, line.exempt, line.open)),
             line.met && !line.exempt);
}

Url staff_archive_url(const Visit& visit, const std::string& employee) {
  return Url::at("/admin/stats/staff").step(employee).add("year", year_of(visit).value());
}

// What the database sorts by: then it cuts the page out too, and only its people are added up.
std::optional<view::PeopleOrder> stored_order(const std::string& name) {
  if (name == "employee") return view::PeopleOrder::kEmployee;
  if (name == "name") return view::PeopleOrder::kName;
  if (name == "department") return view::PeopleOrder::kUnit;
  return std::nullopt;
}

std::string key_of_staff(const PersonHours& one) { return one.line.employee; }

// The page that the address asks for. Hours, and whether they suffice, are known once everybody's
// are added up.
std::vector<PersonHours> page_of_staff(const Visit& visit, Paging& paging) {
  Order order = order_of(visit);
  std::optional<view::PeopleOrder> stored = stored_order(order.name);
  if (!stored || !visit.query("met").empty())
    return page_of<PersonHours>(visit, staff_asked_for(visit), key_of_staff, paging);
  view::PeopleOfYearPage page{visit.query("name"), *stored,
                              order.is_down,       visit.query("after"),
                              begin_asked(visit),  size_of(visit)};
  view::StaffPage found = view::leaf_staff(*visit.session, year_of(visit), visit.query("org"),
                                           stats_month(visit), page);
  paging = paging_of(visit, found.total, found.begin, found.rows.size(),
                     found.rows.empty() ? "" : key_of_staff(found.rows.back()));
  return found.rows;
}

http::Response staff_as_json(const Visit& visit) {
  Paging paging;
  std::vector<PersonHours> shown = page_of_staff(visit, paging);
  return rows_answer(shown, paging,
                     [](const PersonHours& one) { return json::staff_line(one.line); });
}

Html stats_tab_link(const Visit& visit, const char* label, const char* tab) {
  std::vector<html::Attribute> attributes = {html::link("href", with_query(visit, {{"tab", tab}}))};
  if (visit.query("tab") == tab) attributes.push_back(attr("aria-current", "page"));
  return element("a", attributes, {text(label)});
}

Html staff_table(const Visit& visit) {
  List list;
  std::vector<PersonHours> shown = page_of_staff(visit, list.paging);
  list.caption = stats_caption(visit, "职工学习总体情况");
  list.columns = {{"员工编号", "employee"},
                  {"姓名", "name"},
                  {"单位"},
                  {"部门", "department"},
                  {"总学时", "total", true},
                  {"有效学时", "effective", true},
                  {"单次培训最长时长", "longest", true},
                  {"是否达标"},
                  {"操作"}};
  for (const PersonHours& one : shown) {
    const yearend::BackboneLine& line = one.line;
    list.rows.push_back(
        {{text(line.employee), text(line.name), text(line.institute), text(line.department),
          text(base::render_minutes(line.total)), text(base::render_minutes(line.effective)),
          text(base::render_minutes(line.longest)), stats_verdict_tag(line),
          link_to(staff_archive_url(visit, line.employee), "查看")},
         line.employee,
         line.name,
         false});
  }
  return render(visit, list);
}

base::Percent unit_rate(const UnitHours& unit) { return {unit.met, unit.required}; }

std::string average_words(const UnitHours& unit) {
  return base::render_decimal(unit.average_hundredths(), 2);
}

Row unit_row(const Visit& visit, const UnitHours& unit,
             const std::vector<policy::AccountIndex>& accounts, bool has_link) {
  Row row{{has_link ? link_to(with_query(visit, {{"org", unit.org}}), unit.name) : text(unit.name),
           text(std::to_string(unit.people)), text(render_decimal(unit.total))}};
  for (policy::AccountIndex account : accounts) {
    base::Hours hours = account < unit.accounts.size() ? unit.accounts[account] : base::Hours();
    row.cells.push_back(text(render_decimal(hours)));
  }
  for (const std::string& words :
       {render_decimal(unit.effective), average_words(unit), std::to_string(unit.met),
        std::to_string(unit.required), render_screen(unit_rate(unit))})
    row.cells.push_back(text(words));
  return row;
}

UnitHours sum_of_units(const std::vector<UnitHours>& units) {
  UnitHours sum;
  sum.name = "合计";
  for (const UnitHours& unit : units) {
    sum.people += unit.people;
    sum.required += unit.required;
    sum.met += unit.met;
    sum.total += unit.total;
    sum.effective += unit.effective;
    sum.accounts.resize(std::max(sum.accounts.size(), unit.accounts.size()));
    for (std::size_t i = 0; i < unit.accounts.size(); ++i) sum.accounts[i] += unit.accounts[i];
  }
  return sum;
}

Html unit_table(const Visit& visit, const std::vector<UnitHours>& units) {
  const policy::Policy& policy = visit.session->policy(year_of(visit));
  const std::vector<policy::AccountIndex>& accounts = policy.root().of;
  List list;
  list.caption = stats_caption(visit, "机构培训时间（小时）");
  list.columns = {{"机构"}, {"人数", "", true}, {"总学时", "", true}};
  for (policy::AccountIndex account : accounts)
    list.columns.push_back({policy.accounts[account].label, "", true});
  for (const char* heading : {"有效学时", "人均学时", "达标人数", "需达标人数", "职工完训率"})
    list.columns.push_back({heading, "", true});
  for (const UnitHours& unit : units)
    list.rows.push_back(unit_row(visit, unit, accounts, !unit.name.ends_with("（本级）")));
  list.rows.push_back(unit_row(visit, sum_of_units(units), accounts, false));
  list.paging = without_pages(units.size());
  return render(visit, list);
}

Html stats_chart(const Visit& visit, const std::vector<UnitHours>& units) {
  std::vector<Bar> averages, rates;
  for (const UnitHours& unit : units) {
    averages.push_back({unit.name, unit.average_hundredths(), average_words(unit) + " 小时"});
    rates.push_back(
        {unit.name, unit_rate(unit).hundredths(),
         fmt::format("{}（{} / {}）", render_screen(unit_rate(unit)), unit.met, unit.required)});
  }
  return html::join({card({bar_chart("各部门人均学时", averages)}, "各部门人均学时"),
                     card({bar_chart("各部门职工完训率", rates)}, "各部门职工完训率"),
                     unit_table(visit, units)});
}

json::Json unit_json(const policy::Policy& policy, const UnitHours& unit) {
  json::Json accounts = json::Json::object();
  for (std::size_t i = 0; i < unit.accounts.size(); ++i)
    accounts[policy.accounts[i].id] = json::number(unit.accounts[i]);
  return {{"org", unit.org},
          {"name", unit.name},
          {"people", unit.people},
          {"total", json::number(unit.total)},
          {"effective", json::number(unit.effective)},
          {"average", json::hundredths(unit.average_hundredths())},
          {"met", unit.met},
          {"required", unit.required},
          {"rate", json::number(unit_rate(unit))},
          {"accounts", accounts}};
}

// The leaves below an account, or the account itself.
std::vector<policy::AccountIndex> account_leaves(const policy::Policy& policy,
                                                 policy::AccountIndex account) {
  std::vector<policy::AccountIndex> leaves = policy.accounts[account].of;
  return leaves.empty() ? std::vector<policy::AccountIndex>{account} : leaves;
}

}  // namespace

http::Response show_staff_stats(const Visit& visit) {
  if (visit.request.wants_json()) return staff_as_json(visit);
  bool is_chart = visit.query("tab") == "chart";
  Html tabs =
      element("nav", {attr("class", "tabs"), attr("aria-label", "显示方式")},
              {stats_tab_link(visit, "数据记录", ""), stats_tab_link(visit, "图表分析", "chart")});
  std::vector<Field> fields = {year_field(visit), stats_month_field()};
  if (!is_chart) {
    fields.push_back({"name", "姓名"});
    fields.push_back(stats_met_field());
  }
  Html kept = is_chart ? stats_chart(visit, view::sum_by_unit(*visit.session, visit.query("org"),
                                                              staff_of_scope(visit)))
                       : staff_table(visit);
  Page page{"职工学习总体情况统计", html::join({filters(visit, fields), tabs, kept})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_online_stats(const Visit& visit) {
  if (visit.request.wants_json()) return staff_as_json(visit);
  const policy::Policy& policy = visit.session->policy(year_of(visit));
  std::optional<policy::AccountIndex> online = view::online_account(policy);
  Order order = order_of(visit, "-online");
  List list;
  std::vector<PersonHours> shown;
  if (online && order.name == "online") {
    std::vector<PersonHours> people = staff_asked_for(visit);
    sort_staff_by(people, order,
                  [&](const PersonHours& one) { return one.accounts[*online].total; });
    shown = page_of<PersonHours>(visit, people, key_of_staff, list.paging);
  } else {
    shown = page_of_staff(visit, list.paging);
  }
  list.caption = stats_caption(visit, "职工在线学习情况");
  list.columns = {{"员工编号", "employee"}, {"姓名", "name"}, {"单位"}, {"部门", "department"}};
  std::vector<policy::AccountIndex> leaves;
  if (online) {
    leaves = account_leaves(policy, *online);
    for (policy::AccountIndex leaf : leaves)
      list.columns.push_back({policy.accounts[leaf].label, "", true});
    list.columns.push_back({policy.accounts[*online].label, "online", true});
    list.columns.push_back({"有效学时", "", true});
  }
  list.columns.push_back({"操作"});
  for (const PersonHours& one : shown) {
    Row row{{text(one.line.employee), text(one.line.name), text(one.line.institute),
             text(one.line.department)}};
    for (policy::AccountIndex leaf : leaves)
      row.cells.push_back(text(render_amount(policy, leaf, one.accounts[leaf].total)));
    if (online) {
      row.cells.push_back(text(render_amount(policy, *online, one.accounts[*online].total)));
      row.cells.push_back(text(render_amount(policy, *online, one.accounts[*online].effective)));
    }
    row.cells.push_back(link_to(staff_archive_url(visit, one.line.employee), "查看"));
    list.rows.push_back(std::move(row));
  }
  Page page{"职工在线学习统计",
            html::join({filters(visit, {year_field(visit), stats_month_field(), {"name", "姓名"}}),
                        render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_unit_stats(const Visit& visit) {
  std::vector<UnitHours> units =
      view::sum_by_unit(*visit.session, visit.query("org"), staff_of_scope(visit));
  if (visit.request.wants_json()) {
    const policy::Policy& policy = visit.session->policy(year_of(visit));
    json::Json rows = json::Json::array();
    for (const UnitHours& unit : units) rows.push_back(unit_json(policy, unit));
    return rows_answer(std::move(rows));
  }
  Page page{"机构培训时间统计表",
            html::join({filters(visit, {year_field(visit), stats_month_field()}),
                        unit_table(visit, units)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

}  // namespace xueshi::web
