#include "web/door_pages.h"

#include <fmt/format.h>

#include "login/door.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/routes.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

http::Response login_page(const Visit& visit, const std::string& login,
                          const base::Blockers& blockers) {
  Form form{Url({"login"}), "登录"};
  form.fields = {{"login", "账号", login, Field::Kind::kText, true, "登录名，首次登录为员工编号"},
                 {"password", "密码", "", Field::Kind::kPassword, true}};
  form.fields[0].autocomplete = "username";
  form.fields[1].autocomplete = "current-password";
  form.blockers = blockers;
  std::string to = visit.query("to").empty() ? visit.field("to") : visit.query("to");
  form.before = hidden("to", to);
  Page page;
  page.title = title_of("登录", blockers);
  page.status = blockers.empty() ? 200 : 422;
  page.main = html::join(
      {render(visit, form),
       element(
           "div", {attr("class", "card soft")},
           {element("p", {},
                    {text("忘记密码：请联系所在单位人事处或技术支持，重新发放初始密码。")}),
            element("p", {}, {text("支持近三年的 Edge、Firefox、Chrome 和 360 极速模式。")})})});
  return show(visit, page);
}

http::Response fresh_password_page(const Visit& visit, const base::Blockers& blockers) {
  Form form{Url({"password", "first"}), "确定"};
  form.fields = {{"fresh", "新密码", "", Field::Kind::kPassword, true, "至少 10 个字符"},
                 {"again", "再输入一次", "", Field::Kind::kPassword, true}};
  for (Field& field : form.fields) field.autocomplete = "new-password";
  form.before = element("p", {},
                        {text("初始密码只能用来修改密码。修改后才能办理其他事项；不能含有本人的登录"
                              "名、员工编号、姓名或邮箱名。")});
  form.blockers = blockers;
  Page page{title_of("修改初始密码", blockers), render(visit, form)};
  page.status = blockers.empty() ? 200 : 422;
  return show(visit, page);
}

std::string label_of(const Visit& visit, const academy::RoleGrant& grant) {
  std::string label =
      fmt::format("{} @ {}", academy::label(grant.role), visit.session->unit_name(grant.org));
  return grant.deputy_for.empty() ? label : label + "（代行）";
}

// A button a role: taken with one click, by keyboard too.
Html role_form(const Visit& visit, academy::Role role, const std::string& org,
               const std::string& label, bool is_current) {
  return element(
      "form",
      {attr("method", "post"), attr("class", "choice"), html::link("action", Url({"role"}))},
      {hidden_keys(visit), hidden("role", std::string(academy::word(role))), hidden("org", org),
       hidden("to", visit.query("to")),
       element("button", {html::flag("disabled", is_current)},
               {text(is_current ? label + "（当前）" : label)})});
}

http::Response enter_page(const Visit& visit, const base::Blockers& blockers) {
  Form form{Url({"admin", "enter"}), "进入"};
  form.fields = {{"password", "密码", "", Field::Kind::kPassword, true}};
  form.fields[0].autocomplete = "current-password";
  std::string to = visit.query("to").empty() ? visit.field("to") : visit.query("to");
  form.before =
      html::join({element("p", {}, {text("进入我的管理，或办理不能撤回的事项，须再次输入密码。")}),
                  hidden("to", to)});
  form.blockers = blockers;
  Page page{title_of("我的管理", blockers), render(visit, form)};
  page.status = blockers.empty() ? 200 : 422;
  return show(visit, page);
}

// The start of whoever is in.
Url home_of(const academy::Actor& actor) {
  return actor.role == academy::Role::kLearner ? Url({"me"}) : Url({"admin"});
}

}  // namespace

http::Response show_start(const Visit& visit) { return see_other(home_of(visit.visitor->actor)); }

http::Response show_login(const Visit& visit) { return login_page(visit, "", {}); }

http::Response do_login(const Visit& visit) {
  std::string login = visit.field("login");
  try {
    session::Session session = visit.line.open(academy::Actor::machine_operator());
    std::string token = login::open_door(session, login, visit.field("password"), visit.origin);
    return with_token(visit, see_other(visit.field("to"), Url({"me"})), token);
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return login_page(visit, login, refused.blockers());
  }
}

http::Response do_logout(const Visit& visit) {
  login::close_door(*visit.session, *visit.visitor);
  return without_token(visit, see_other(Url({"login"})));
}

http::Response show_first_password(const Visit& visit) { return fresh_password_page(visit, {}); }

http::Response do_first_password(const Visit& visit) {
  std::string fresh = visit.field("fresh");
  if (fresh != visit.field("again"))
    return fresh_password_page(visit, {{"password.differs", "再输入一次的密码与新密码不同"}});
  try {
    std::string token =
        login::replace_password(*visit.session, *visit.visitor, std::nullopt, fresh);
    return with_token(visit, see_other(Url({"me"})), token);
  } catch (const base::Refused& refused) {
    return fresh_password_page(visit, refused.blockers());
  }
}

http::Response show_roles(const Visit& visit) {
  const academy::Actor& actor = visit.visitor->actor;
  std::vector<Html> choices;
  for (const academy::RoleGrant& grant : visit.visitor->held) {
    bool is_current = actor.role == grant.role && actor.org == grant.org;
    choices.push_back(role_form(visit, grant.role, grant.org, label_of(visit, grant), is_current));
  }
  choices.push_back(role_form(visit, academy::Role::kLearner, "", "学员（我的学习）",
                              actor.role == academy::Role::kLearner));
  Page page{"切换角色", element("div", {attr("class", "card")}, choices)};
  return show(visit, page);
}

http::Response do_role(const Visit& visit) {
  std::optional<academy::Role> role = academy::parse_role(visit.field("role"));
  if (!role) return error_page(visit, 400);
  std::string token = login::take_role(*visit.session, *visit.visitor, *role, visit.field("org"));
  Url home = *role == academy::Role::kLearner ? Url({"me"}) : Url({"admin"});
  return with_token(visit, see_other(visit.field("to"), home), token);
}

http::Response show_enter(const Visit& visit) {
  const login::Visitor& visitor = *visit.visitor;
  if (visitor.held.empty()) return error_page(visit, 403);
  bool has_choice = visitor.held.size() > 1 && visitor.actor.role == academy::Role::kLearner;
  if (has_choice) return see_other(Url({"role"}).add("to", visit.query("to")));
  return enter_page(visit, {});
}

http::Response do_enter(const Visit& visit) {
  login::Visitor visitor = *visit.visitor;
  if (visitor.held.empty()) return error_page(visit, 403);
  try {
    std::string token = login::confirm(*visit.session, visitor, visit.field("password"));
    if (visitor.actor.role == academy::Role::kLearner) {
      if (visitor.held.size() > 1)
        return with_token(visit, see_other(Url({"role"}).add("to", visit.field("to"))), token);
      visitor = *login::find_visitor(*visit.session, token);
      const academy::RoleGrant& only = visitor.held.front();
      token = login::take_role(*visit.session, visitor, only.role, only.org);
    }
    return with_token(visit, see_other(visit.field("to"), Url({"admin"})), token);
  } catch (const base::Refused& refused) {
    return enter_page(visit, refused.blockers());
  }
}

http::Response password_again_page(const Visit& visit, const base::Blockers& blockers) {
  Form form{Url::at(visit.request.path, visit.request.query), "继续"};
  form.fields = {{kPasswordAgain, "密码", "", Field::Kind::kPassword, true}};
  form.fields[0].autocomplete = "current-password";
  std::vector<Html> kept = {
      element("p", {}, {text("办理这一事项须再次输入密码；已填写的内容会一并提交。")})};
  for (const auto& [name, value] : visit.form) {
    bool is_key = name == "key" || name == "once" || name == "as" || name == kPasswordAgain;
    if (!is_key) kept.push_back(hidden(name, value));
  }
  form.before = html::join(kept);
  form.blockers = blockers;
  Page page{title_of("再次输入密码", blockers), render(visit, form)};
  page.status = blockers.empty() ? 200 : 422;
  return show(visit, page);
}

}  // namespace xueshi::web
