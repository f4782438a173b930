// Roles that people hold, and the units (web-pages.md 64, 68, 69).
#include <fmt/format.h>

#include "academy/rights.h"
#include "base/fields.h"
#include "base/text.h"
#include "imports/upload.h"
#include "intake/headings.h"
#include "json/json.h"
#include "view/people.h"
#include "web/answers.h"
#include "web/deeds.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/pages_there.h"
#include "web/people_pages.h"
#include "web/unit_tree.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

json::Json json_of(const view::HeldRole& held) {
  const academy::RoleGrant& grant = held.grant;
  auto day = [](const std::optional<base::Date>& date) {
    return date ? json::Json(base::render(*date)) : json::Json(nullptr);
  };
  return {{"employee", grant.employee},
          {"name", held.name},
          {"role", std::string(academy::word(grant.role))},
          {"org", grant.org},
          {"unit", held.unit},
          {"begins", day(grant.begins)},
          {"ends", day(grant.ends)},
          {"deputy_for", json::text_or_null(grant.deputy_for)}};
}

std::string key_of(const view::HeldRole& held) {
  return fmt::format("{} {} {}", held.grant.employee, academy::word(held.grant.role),
                     held.grant.org);
}

Row role_row(const Visit& visit, const view::HeldRole& held) {
  const academy::RoleGrant& grant = held.grant;
  auto day = [](const std::optional<base::Date>& date) { return date ? base::render(*date) : ""; };
  Url revoke = Url({"admin", "people", grant.employee, "do", "revoke-role"})
                   .add("角色", academy::label(grant.role))
                   .add("任职机构", grant.org);
  bool may = academy::may_grant(visit.session->actor(), grant.role);
  return {{link_to(Url({"admin", "people", grant.employee}), grant.employee), text(held.name),
           text(academy::label(grant.role)), text(held.unit), text(day(grant.begins)),
           text(day(grant.ends)), text(grant.deputy_for), may ? link_to(revoke, "免去") : Html()},
          key_of(held),
          held.name,
          false};
}

bool fits_role(const Visit& visit, const view::HeldRole& held) {
  std::string name = visit.query("name"), role = visit.query("role");
  bool has_name = held.name.find(name) != std::string::npos ||
                  held.grant.employee.find(name) != std::string::npos;
  return has_name && (role.empty() || role == academy::word(held.grant.role));
}

Field role_field(const char* name, const char* label, bool by_label) {
  Field field{name, label, "", Field::Kind::kChoice};
  for (academy::Role role : academy::all_roles()) {
    if (role == academy::Role::kLearner) continue;
    field.options.push_back({std::string(by_label ? academy::label(role) : academy::word(role)),
                             std::string(academy::label(role))});
  }
  return field;
}

std::optional<std::string> password_of(const Visit& visit) {
  std::string password = visit.field("password");
  return password.empty() ? std::nullopt : std::optional(password);
}

// A form of one row of a kind of file, under the file's own headings.
struct RowForm {
  const char* kind;
  Url action;
  std::string title;
  std::string button;
  std::string password_for;  // empty: it is not asked for
  Crumb above;
};

Field field_of_heading(const intake::Heading& heading, const std::string& value) {
  Field field = field_for(std::string(heading.name), value);
  field.is_required = heading.required;
  field.hint = std::string(heading.hint);
  std::vector<std::string_view> choices = intake::choices_of(heading);
  if (choices.empty()) return field;
  field.kind = Field::Kind::kChoice;
  field.options = {{"", ""}};
  for (std::string_view choice : choices)
    field.options.push_back({std::string(choice), std::string(choice)});
  return field;
}

std::span<const intake::Heading> headings_of_kind(const RowForm& row) {
  return intake::headings(*intake::find_kind(row.kind));
}

http::Response row_page(const Visit& visit, const RowForm& row, const base::Blockers& blockers) {
  Form form{row.action, row.button};
  form.blockers = blockers;
  for (const intake::Heading& heading : headings_of_kind(row)) {
    std::string name(heading.name);
    std::string value = visit.field(name).empty() ? visit.query(name) : visit.field(name);
    form.fields.push_back(field_of_heading(heading, value));
  }
  if (!row.password_for.empty()) {
    form.fields.push_back({"password", "密码", "", Field::Kind::kPassword, true,
                           fmt::format("{}前须再次输入密码", row.password_for)});
  }
  form.more_buttons = button_to(row.above.url, "返回");
  Page page{title_of(row.title, blockers), render(visit, form)};
  page.crumbs = {row.above};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

// Takes it, or shows it again with every reason.
http::Response take_row(const Visit& visit, const RowForm& row, const Url& next,
                        const std::string& notice) {
  base::Fields fields;
  for (const intake::Heading& heading : headings_of_kind(row)) {
    std::string name(heading.name);
    if (!visit.field(name).empty()) fields.emplace_back(name, visit.field(name));
  }
  try {
    if (fields.empty()) throw base::Refused("import.nothing", "请填写");
    imports::import_row(*visit.session, row.kind, fields, password_of(visit));
    return done(visit, next, notice);
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return row_page(visit, row, refused.blockers());
  }
}

RowForm person_form() {
  return {"people", Url({"admin", "people", "new"}),       "新增人员", "确定",
          "",       {"人员管理", Url({"admin", "people"})}};
}

RowForm role_form() {
  return {"roles",    Url({"admin", "roles", "new"}),   "授予角色", "授予",
          "授予角色", {"角色", Url({"admin", "roles"})}};
}

// A file would change who is there already; this page is for somebody new.
bool is_known_person(const Visit& visit, const std::string& employee) {
  try {
    view::show_person(*visit.session, employee);
    return true;
  } catch (const base::Refused&) {
    return false;
  }
}

}  // namespace

http::Response show_held_roles(const Visit& visit) {
  std::vector<view::HeldRole> held = view::list_roles(*visit.session, visit.query("org"));
  std::erase_if(held, [&](const view::HeldRole& one) { return !fits_role(visit, one); });
  List list;
  std::vector<view::HeldRole> shown = page_of<view::HeldRole>(visit, held, key_of, list.paging);
  if (visit.request.wants_json())
    return rows_answer(shown, list.paging, [](const view::HeldRole& one) { return json_of(one); });
  list.caption = "角色";
  list.columns = {{"用户编号"}, {"用户名"},   {"角色"}, {"任职机构"},
                  {"起始日期"}, {"截止日期"}, {"代理"}, {"操作"}};
  for (const view::HeldRole& one : shown) list.rows.push_back(role_row(visit, one));
  list.next_step = "点击 授予角色。";
  list.links = button_to(Url({"admin", "roles", "new"}), "授予角色");
  Field role = role_field("role", "角色", false);
  role.options.insert(role.options.begin(), {"", "全部"});
  Page page{"角色", html::join({filters(visit, {{"name", "姓名"}, role}), render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_new_role(const Visit& visit) { return row_page(visit, role_form(), {}); }

http::Response do_new_role(const Visit& visit) {
  return take_row(visit, role_form(), Url({"admin", "roles"}),
                  fmt::format("已授予：{} {}", visit.field("员工编号"), visit.field("角色")));
}

http::Response show_new_person(const Visit& visit) { return row_page(visit, person_form(), {}); }

http::Response do_new_person(const Visit& visit) {
  std::string employee = visit.field("员工编号");
  if (is_known_person(visit, employee)) {
    return row_page(visit, person_form(),
                    {{"person.exists", fmt::format("员工编号 {} 已有人使用", employee)}});
  }
  Url next = employee.empty() ? Url({"admin", "people"}) : Url({"admin", "people", employee});
  return take_row(visit, person_form(), next, "已保存：" + employee);
}

http::Response show_orgs(const Visit& visit) {
  std::vector<view::UnitView> units = view::list_units(*visit.session);
  std::string name = visit.query("name");
  std::erase_if(units, [&](const view::UnitView& one) {
    return one.unit.name.find(name) == std::string::npos &&
           one.unit.code.find(name) == std::string::npos;
  });
  List list;
  std::vector<view::UnitView> shown = page_of<view::UnitView>(
      visit, units, [](const view::UnitView& one) { return one.unit.code; }, list.paging);
  if (visit.request.wants_json()) {
    json::Json rows = json::Json::array();
    for (const view::UnitView& one : shown) {
      rows.push_back({{"code", one.unit.code},
                      {"name", one.unit.name},
                      {"parent", json::text_or_null(one.unit.parent)},
                      {"level", std::string(academy::label(one.unit.level))},
                      {"people", one.people},
                      {"people_below", one.people_below}});
    }
    return rows_answer(std::move(rows), list.paging);
  }
  list.caption = "组织机构";
  list.columns = {
      {"机构名称"}, {"机构编码"}, {"级别"}, {"本级人数", "", true}, {"人数（含下级）", "", true}};
  for (const view::UnitView& one : shown) {
    std::string indent;
    for (std::int64_t i = 0; i < one.depth; ++i) indent += "　";
    list.rows.push_back(
        {{html::join({text(indent),
                      link_to(Url({"admin", "people"}).add("org", one.unit.code), one.unit.name)}),
          text(one.unit.code), text(academy::label(one.unit.level)),
          text(std::to_string(one.people)), text(std::to_string(one.people_below))},
         one.unit.code,
         one.unit.name,
         false});
  }
  list.next_step = "点击 导入 建立组织机构。";
  list.links = button_if_open(visit, Url({"admin", "people", "import"}).add("kind", "orgs"),
                              "导入（更名、移动、新增）");
  Page page{"组织机构", html::join({filters(visit, {{"name", "机构名称"}}), render(visit, list)})};
  return show(visit, page);
}

}  // namespace xueshi::web
