#include "web/settings_pages.h"

#include "base/number.h"
#include "base/text.h"
#include "item/act.h"
#include "item/item_view.h"
#include "json/act_result.h"
#include "json/people.h"
#include "view/people.h"
#include "web/answers.h"
#include "web/edit_conflict.h"
#include "web/error_page.h"
#include "web/headed_fields.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::element;
using html::Html;
using html::Url;

const std::vector<std::string> kContactHeadings = {"联系电话", "手机号码", "工作电子邮件"};

base::Fields contact_of(const view::PersonFile& file) {
  return {{kContactHeadings[0], file.contact.phone},
          {kContactHeadings[1], file.contact.mobile},
          {kContactHeadings[2], file.view.person.email}};
}

Html basics_of(const view::PersonFile& file) {
  const academy::Person& person = file.view.person;
  return details(
      {{"员工姓名", person.name},
       {"单位名称", std::string(base::trim(file.view.institute + " " + file.view.department))},
       {"员工编号", person.employee},
       {"登录名", person.login},
       {"注册时间", file.registered}});
}

// As it was typed; what was not sent, as it stands.
std::vector<Field> contact_fields(const base::Fields& typed, const base::Fields& standing) {
  std::vector<Field> fields;
  for (const auto& [heading, value] : standing) {
    const std::string* given = base::find_field(typed, heading);
    fields.push_back({heading, heading, given == nullptr ? value : *given});
  }
  fields[0].autocomplete = "work tel";
  fields[1].autocomplete = "mobile tel";
  fields[2].autocomplete = "work email";
  return fields;
}

http::Response settings_page(const Visit& visit, const view::PersonFile& file,
                             const base::Fields& typed, const base::Blockers& blockers) {
  int status = blockers.empty() ? 200 : status_of(blockers);
  bool is_conflict = status == 409;
  Form form{Url({"me", "settings"}), is_conflict ? "用我的重填" : "确定"};
  form.fields = contact_fields(typed, contact_of(file));
  form.blockers = blockers;
  form.before = hidden("revision", std::to_string(file.revision));
  if (is_conflict) form.more_buttons = button_to(Url({"me", "settings"}), "放弃");
  Html conflict;
  if (is_conflict) {
    const std::string& employee = file.view.person.employee;
    conflict = theirs_beside_mine(item::view_item(*visit.session, "person", employee),
                                  contact_of(file), typed);
  }
  Page page{title_of("个人设置", blockers)};
  page.main = html::join(
      {card({basics_of(file)}, "个人基本信息"), conflict, render(visit, form),
       card({element("p", {}, {link_to(Url({"me", "settings", "password"}), "登录密码修改")}),
             element("p", {}, {link_to(Url({"me", "settings", "sessions"}), "我的登录")})})});
  page.status = status;
  return show(visit, page);
}

item::ActResult keep_contact(const Visit& visit, const view::PersonFile& file,
                             const base::Fields& typed) {
  item::ActRequest request;
  request.subject = "person";
  request.ids = {file.view.person.employee};
  request.action = "contact";
  request.fields = changed_fields(typed, contact_of(file));
  if (auto revision = base::parse_decimal(visit.field("revision"), 0)) request.revision = *revision;
  if (request.fields.empty()) return {.id = file.view.person.employee};
  return item::act(*visit.session, request).front();
}

}  // namespace

http::Response show_settings(const Visit& visit) {
  view::PersonFile file = view::show_myself(*visit.session);
  if (visit.request.wants_json()) return json_answer(200, json::to_json(file));
  return settings_page(visit, file, {}, {});
}

http::Response do_settings(const Visit& visit) {
  view::PersonFile file = view::show_myself(*visit.session);
  base::Fields typed = typed_fields(visit, kContactHeadings);
  try {
    item::ActResult result = keep_contact(visit, file, typed);
    if (visit.request.wants_json()) return json_answer(200, json::to_json(result));
    return done(visit, Url({"me", "settings"}), "个人基本信息已保存");
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return settings_page(visit, file, typed, refused.blockers());
  }
}

}  // namespace xueshi::web
