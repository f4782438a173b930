#include "web/message_pages.h"

#include <fmt/format.h>

#include "base/number.h"
#include "json/messages.h"
#include "view/messages.h"
#include "web/answers.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/pages_there.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

const Url kMessages({"me", "messages"});

// Where it can be looked at; the title alone where it cannot.
Html link_to_item(const Visit& visit, const view::Message& message) {
  if (message.subject == "learning")
    return link_to(Url({"me", "external", message.item}), message.title);
  if (message.subject == "plan")
    return link_if_open(visit, Url({"admin", "plans", message.item}), message.title);
  if (message.subject == "class" && message.is_author)
    return link_if_open(visit, Url({"admin", "classes", message.item}), message.title);
  if (message.subject == "class") return link_to(Url({"me", "classes"}), message.title);
  return text(message.title);
}

Row message_row(const Visit& visit, const view::Message& message) {
  std::vector<Html> words = {text(message.words)};
  if (!message.remark.empty())
    words.push_back(element("div", {attr("class", "soft")}, {text(message.remark)}));
  return {{message.is_unread ? tag("未读", false) : Html(), text(message.at),
           link_to_item(visit, message), html::join(words), text(message.who)}};
}

Html read_form(const Visit& visit, const view::MessagePage& page) {
  if (page.unread == 0) return {};
  Form form{Url({"me", "messages", "do", "read"}),
            fmt::format("全部标为已读（{} 条）", page.unread)};
  form.before = hidden("until", std::to_string(page.newest));
  return render(visit, form);
}

}  // namespace

http::Response show_messages(const Visit& visit) {
  view::MessagePlace place{visit.query("after"), begin_asked(visit), size_of(visit)};
  view::MessagePage found = view::leaf_messages(*visit.session, place);
  visit.unread = found.unread;
  List list;
  list.paging = paging_of(visit, found.total, found.begin, found.rows.size(),
                          found.rows.empty() ? "" : found.rows.back().key);
  if (visit.request.wants_json()) {
    json::Json rows = json::Json::array();
    for (const view::Message& message : found.rows) rows.push_back(json::to_json(message));
    json::Json answer = rows_json(std::move(rows), list.paging);
    answer["unread"] = found.unread;
    return json_answer(200, answer);
  }
  list.caption = "最近一年的通知消息（最新的在前）";
  list.columns = {{"状态"}, {"时间"}, {"事项"}, {"消息"}, {"办理人"}};
  for (const view::Message& message : found.rows) list.rows.push_back(message_row(visit, message));
  list.next_step = "学习记录审核、报名审批、计划审批有结果时，会在这里通知您。";
  return show(visit, {"通知消息", html::join({read_form(visit, found), render(visit, list)})});
}

http::Response do_read_messages(const Visit& visit) {
  if (auto until = base::parse_decimal(visit.field("until"), 0))
    view::read_messages(*visit.session, *until);
  if (visit.request.wants_json()) return json_answer(200, json::Json::array());
  return done(visit, kMessages, "已全部标为已读");
}

}  // namespace xueshi::web
