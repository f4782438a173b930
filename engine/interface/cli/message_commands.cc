#include <fmt/format.h>

#include "base/clock.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "json/messages.h"
#include "view/messages.h"

namespace xueshi::cli {

namespace {

constexpr std::int64_t kAllMessages = 1'000'000;

}  // namespace

int run_message_list(Invocation& invocation) {
  view::MessagePage page = view::leaf_messages(invocation.session(), {.size = kAllMessages});
  Json all = Json::array();
  Table table{{"时间", "事项", "消息", "意见", "办理人", "状态"}, {}};
  for (const view::Message& message : page.rows) {
    all.push_back(json::to_json(message));
    table.rows.push_back({message.at, message.title, message.words, message.remark, message.who,
                          message.is_unread ? "未读" : ""});
  }
  if (invocation.output.json()) invocation.output.print(all);
  if (!invocation.output.json()) invocation.output.table(table);
  return kDone;
}

int run_message_read(Invocation& invocation) {
  session::Session& session = invocation.session();
  std::int64_t unread = view::count_unread(session);
  view::read_messages(session, base::milliseconds_since_1970());
  if (invocation.output.json()) {
    invocation.output.print({{"read", unread}});
  } else {
    invocation.output.line(fmt::format("已读 {} 条", unread));
  }
  return kDone;
}

}  // namespace xueshi::cli
