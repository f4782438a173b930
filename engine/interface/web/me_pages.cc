#include "web/me_pages.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "json/statement.h"
#include "view/learning.h"
#include "view/statement.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/reach.h"
#include "web/statement_parts.h"
#include "web/unread.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

http::Response password_page(const Visit& visit, const base::Blockers& blockers) {
  Form form{Url({"me", "settings", "password"}), "确定"};
  form.fields = {{"password", "原密码", "", Field::Kind::kPassword, true},
                 {"fresh", "新密码", "", Field::Kind::kPassword, true, "至少 10 个字符"},
                 {"again", "再输入一次", "", Field::Kind::kPassword, true}};
  form.fields[0].autocomplete = "current-password";
  form.fields[1].autocomplete = form.fields[2].autocomplete = "new-password";
  form.blockers = blockers;
  Page page{title_of("登录密码修改", blockers), render(visit, form)};
  page.crumbs = {{"个人设置", Url({"me", "settings"})}};
  page.status = blockers.empty() ? 200 : 422;
  return show(visit, page);
}

std::string minutes_ago(std::int64_t then) {
  std::int64_t minutes = (base::milliseconds_since_1970() - then) / 60'000;
  return minutes == 0 ? "刚刚" : fmt::format("{} 分钟前", minutes);
}

// How many of their own records came back to be put right.
std::int64_t returned_records(const Visit& visit) {
  view::RecordPage page;
  page.filter.status = hours::place::kReturned;
  page.size = 1;
  return view::list_records(*visit.session, page, "").total;
}

// The tiles of S4, those that there are pages for.
Html ways_on(const Visit& visit) {
  constexpr std::pair<const char*, const char*> kWays[] = {
      {"/me/archive", "我的档案"},   {"/me/classes", "我的培训班"},
      {"/classes/open", "培训项目"}, {"/me/external", "我的外部学习"},
      {"/me/courses", "我的课程"},   {"/me/exams", "我的考试"},
      {"/me/messages", "通知消息"},  {"/me/settings", "个人设置"}};
  std::vector<Html> tiles;
  for (const auto& [path, label] : kWays) {
    if (!has_page(visit, path)) continue;
    std::vector<Html> parts = {link_to(Url::at(path), label)};
    std::int64_t returned = std::string_view(path) == "/me/external" ? returned_records(visit) : 0;
    if (returned > 0)
      parts.push_back(element("small", {}, {text(fmt::format(" 驳回修改 {} 条", returned))}));
    bool is_messages = std::string_view(path) == "/me/messages";
    std::int64_t unread = is_messages ? unread_messages(visit) : 0;
    if (unread > 0)
      parts.push_back(element("small", {}, {text(fmt::format(" 未读 {} 条", unread))}));
    tiles.push_back(element("li", {attr("class", "tile")}, parts));
  }
  return element("ul", {attr("class", "tiles plainlist")}, tiles);
}

}  // namespace

http::Response show_me(const Visit& visit) {
  view::StatementView view =
      view::show_statement(*visit.session, visit.visitor->actor.employee, year_of(visit));
  if (visit.request.wants_json()) return json_answer(200, json::to_json(view));
  Page page{"我的学习"};
  page.main = html::join({year_filter(visit), progress_of(view), main_bars(view), ways_on(visit)});
  return show(visit, page);
}

http::Response show_change_password(const Visit& visit) { return password_page(visit, {}); }

http::Response do_change_password(const Visit& visit) {
  std::string fresh = visit.field("fresh");
  if (fresh != visit.field("again"))
    return password_page(visit, {{"password.differs", "再输入一次的密码与新密码不同"}});
  try {
    std::string token =
        login::replace_password(*visit.session, *visit.visitor, visit.field("password"), fresh);
    return with_token(visit, see_other(Url({"me", "settings"})), token);
  } catch (const base::Refused& refused) {
    return password_page(visit, refused.blockers());
  }
}

http::Response show_sessions(const Visit& visit) {
  List list;
  list.caption = "正在登录的地方";
  list.columns = {{"浏览器"}, {"地址"}, {"最近访问"}, {"说明"}};
  for (const login::Visitor& each : login::visits_of(*visit.session, *visit.visitor)) {
    bool is_this = each.session == visit.visitor->session;
    list.rows.push_back({{text(each.origin.browser), text(each.origin.address),
                          text(minutes_ago(each.seen)), text(is_this ? "本次登录" : "")}});
  }
  list.paging.total = static_cast<std::int64_t>(list.rows.size());
  Form form{Url({"me", "settings", "sessions"}), "退出其他登录"};
  Page page{"我的登录", html::join({render(visit, list), render(visit, form)})};
  page.crumbs = {{"个人设置", Url({"me", "settings"})}};
  return show(visit, page);
}

http::Response do_end_sessions(const Visit& visit) {
  std::int64_t ended = login::end_other_visits(*visit.session, *visit.visitor);
  return done(visit, Url({"me", "settings", "sessions"}),
              fmt::format("已退出其他 {} 处登录", ended));
}

}  // namespace xueshi::web
