#include "web/layout.h"

#include <fmt/format.h>

#include "session/session.h"
#include "web/fixed_names.h"
#include "web/form.h"
#include "web/routes.h"
#include "web/unread.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::link;
using html::text;

constexpr const char* kName = "继续教育学时";

// `seconds`: after which the page is asked for again; 0: never.
Html head(const Page& page, int seconds) {
  Html again;
  if (seconds > 0)
    again = element(
        "noscript", {},
        {element("meta", {attr("http-equiv", "refresh"), attr("content", std::int64_t{seconds})})});
  return html::join({element("meta", {attr("name", "viewport"),
                                      attr("content", "width=device-width, initial-scale=1")}),
                     element("title", {}, {text(page.title + " – " + kName)}),
                     html::stylesheet(style_url()), html::script(script_url()), again});
}

bool may_open(const login::Visitor& visitor, const Route& route) {
  if (route.step == Step::kLearner || route.step == Step::kSignedIn) return true;
  return visitor.actor.role >= route.least && visitor.actor.role != academy::Role::kLearner;
}

// The pages of a section that who is there may open.
std::vector<const Route*> entries_of(const login::Visitor& visitor, Section section) {
  std::vector<const Route*> entries;
  for (const Route& route : routes()) {
    if (route.section == section && route.in_menu && may_open(visitor, route))
      entries.push_back(&route);
  }
  return entries;
}

bool is_admin_side(const Visit& visit) {
  return visit.visitor->actor.role != academy::Role::kLearner && visit.route != nullptr &&
         visit.route->step != Step::kLearner && visit.route->section != Section::kMine;
}

Html entry(const char* pattern, std::string_view label, bool is_current) {
  std::vector<html::Attribute> attributes = {link("href", html::Url::at(pattern))};
  if (is_current) attributes.push_back(attr("aria-current", "page"));
  return element("a", attributes, {text(label)});
}

Html main_menu(const Visit& visit) {
  constexpr Section kAdmin[] = {Section::kHome,    Section::kInbox,      Section::kPlans,
                                Section::kClasses, Section::kStatistics, Section::kSystem};
  std::vector<Html> links;
  Section current = visit.route == nullptr ? Section::kNone : visit.route->section;
  if (is_admin_side(visit)) {
    for (Section section : kAdmin) {
      std::vector<const Route*> entries = entries_of(*visit.visitor, section);
      if (entries.empty()) continue;
      links.push_back(entry(entries.front()->pattern, label(section), section == current));
    }
  } else if (!visit.visitor->must_change) {
    for (const Route* route : entries_of(*visit.visitor, Section::kMine))
      links.push_back(entry(route->pattern, route->title, route == visit.route));
  }
  return element("nav", {attr("aria-label", "主菜单")}, links);
}

// The other pages of the section, where there are any.
Html section_menu(const Visit& visit) {
  if (visit.route == nullptr || !is_admin_side(visit)) return {};
  std::vector<Html> links;
  for (const Route* route : entries_of(*visit.visitor, visit.route->section))
    links.push_back(entry(route->pattern, route->title, route == visit.route));
  if (links.size() < 2) return {};
  return element("nav", {attr("class", "sub"), attr("aria-label", "本栏目")}, links);
}

std::string role_line(const Visit& visit) {
  const academy::Actor& actor = visit.visitor->actor;
  if (actor.role == academy::Role::kLearner) return visit.visitor->name;
  std::string line = fmt::format("{} · {} · {}", visit.visitor->name, academy::label(actor.role),
                                 visit.session->unit_name(actor.org));
  if (!actor.deputy_for.empty()) line += "（代）";
  return line;
}

Html who(const Visit& visit) {
  std::vector<Html> parts = {element("span", {}, {text(role_line(visit))})};
  if (!visit.visitor->must_change) {
    if (!visit.visitor->held.empty()) {
      parts.push_back(entry("/role", "切换角色", false));
      parts.push_back(is_admin_side(visit) ? entry("/me", "我的学习", false)
                                           : entry("/admin", "我的管理", false));
    }
    if (std::int64_t unread = unread_messages(visit); unread > 0)
      parts.push_back(entry("/me/messages", fmt::format("未读消息 {}", unread), false));
    parts.push_back(entry("/me/settings", "个人设置", false));
  }
  parts.push_back(
      element("form", {attr("method", "post"), link("action", html::Url({"logout"}))},
              {hidden_keys(visit), element("button", {attr("class", "plain")}, {text("退出")})}));
  return element("div", {attr("class", "who")}, parts);
}

Html crumbs(const Visit& visit, const Page& page) {
  std::vector<Html> parts;
  auto add = [&](const Html& part) {
    if (!parts.empty()) parts.push_back(text(" / "));
    parts.push_back(part);
  };
  bool is_admin = is_admin_side(visit);
  add(entry(is_admin ? "/admin" : "/me", is_admin ? "我的管理" : "我的学习", false));
  if (is_admin && visit.route->section != Section::kHome && visit.route->section != Section::kNone)
    add(text(label(visit.route->section)));
  for (const Crumb& crumb : page.crumbs)
    add(element("a", {link("href", crumb.url)}, {text(crumb.label)}));
  add(text(page.title));
  return element("p", {attr("class", "crumb")}, parts);
}

Html notices(const Visit& visit) {
  std::vector<Html> parts;
  if (visit.session != nullptr && visit.visitor != nullptr) {
    if (std::string notice = login::take_notice(*visit.session, *visit.visitor); !notice.empty())
      parts.push_back(
          element("p", {attr("class", "notice"), attr("role", "status")}, {text(notice)}));
    for (const session::Notice& notice : visit.session->take_notices())
      parts.push_back(element("p", {attr("class", "warning")}, {text(notice.message)}));
  }
  return html::join(parts);
}

Html body(const Visit* visit, const Page& page, int seconds) {
  bool is_known = visit != nullptr && visit->visitor != nullptr && visit->session != nullptr;
  std::vector<Html> header = {element("strong", {}, {text(kName)})};
  if (is_known) {
    header.push_back(main_menu(*visit));
    header.push_back(who(*visit));
  }
  std::vector<Html> main;
  if (is_known && !visit->visitor->must_change) main.push_back(crumbs(*visit, page));
  if (visit != nullptr) main.push_back(notices(*visit));
  main.push_back(element("h1", {}, {text(page.title)}));
  main.push_back(page.main);
  std::vector<Html> frame;
  if (!page.aside.empty())
    frame.push_back(element("aside", {attr("aria-label", "组织机构")}, {page.aside}));
  std::vector<html::Attribute> attributes = {attr("id", "main"), attr("tabindex", "-1")};
  if (seconds > 0) attributes.push_back(attr("data-poll", std::int64_t{seconds}));
  frame.push_back(element("main", attributes, main));
  return html::join({
      element("a", {attr("class", "skip"), html::anchor("main")}, {text("跳到正文")}),
      element("header", {}, header),
      is_known ? section_menu(*visit) : Html(),
      element("div", {attr("class", is_known ? "frame" : "frame small")}, frame),
  });
}

http::Response answer(const Visit* visit, const Page& page, int seconds = 0) {
  return {page.status,
          {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
          html::document("zh-CN", head(page, seconds), body(visit, page, seconds)).bytes()};
}

}  // namespace

http::Response show(const Visit& visit, const Page& page) { return answer(&visit, page); }

http::Response show_under_way(const Visit& visit, const Page& page, int seconds) {
  return answer(&visit, page, seconds);
}

http::Response show_bare(const Page& page) { return answer(nullptr, page); }

}  // namespace xueshi::web
