#include "view/messages.h"

#include <fmt/format.h>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/fields.h"
#include "base/paging.h"
#include "base/text.h"
#include "store/messages.h"
#include "workflow/definition.h"

namespace xueshi::view {

namespace {

constexpr std::int64_t kKeptMilliseconds = 365LL * 24 * 60 * 60 * 1000;

std::int64_t kept_since() { return base::milliseconds_since_1970() - kKeptMilliseconds; }

std::int64_t unread_since(session::Session& session) {
  return std::max(kept_since(),
                  store::find_message_look(session.database(), session.actor().employee));
}

// Where it moved: what both sides of a translated entry say.
std::string moves_of(const store::AuditEntry& entry) {
  std::vector<std::string> moves;
  for (const auto& [heading, value] : entry.after) {
    const std::string* before = base::find_field(entry.before, heading);
    if (before != nullptr && !before->empty() && *before != value)
      moves.push_back(fmt::format("{}：{} → {}", heading, workflow::without_name(*before),
                                  workflow::without_name(value)));
  }
  return base::join(moves, "；");
}

Message message_of(const audit::AuditWords& words, const store::Told& told) {
  const store::AuditEntry& entry = told.entry;
  Message message;
  message.key = audit::key_of_entry(entry);
  message.at = entry.at;
  message.at_real = entry.at_real;
  message.who = !told.who.empty()        ? told.who
                : entry.employee.empty() ? "本机操作员"
                                         : entry.employee;
  message.subject = entry.subject;
  message.item = entry.item;
  std::size_t slash = entry.item.find('/');
  if (entry.subject == "learning" && slash != std::string::npos)
    message.item = entry.item.substr(slash + 1);
  message.title = told.title.empty() ? message.item : told.title;
  if (entry.subject == "password") message.title = "初始密码";
  message.words = words.action_of(entry);
  std::string moves = moves_of(words.translate(entry));
  if (!moves.empty()) message.words += fmt::format("（{}）", moves);
  message.remark = entry.remark;
  message.is_author = told.is_author;
  return message;
}

std::int64_t begin_of_page(session::Session& session, const MessagePlace& place, std::int64_t since,
                           std::int64_t total) {
  std::int64_t begin = place.begin;
  if (auto last = audit::parse_entry_key(place.after))
    begin = store::count_told_to(session.database(), session.actor().employee, since, last->chain,
                                 last->seq);
  return base::begin_within(begin, total, place.size);
}

}  // namespace

MessagePage leaf_messages(session::Session& session, const MessagePlace& place) {
  MessagePage page;
  const std::string employee = session.actor().employee;
  if (employee.empty()) return page;
  audit::AuditWords words(session);
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  database::Database& database = session.database();
  std::int64_t since = kept_since(), unread = unread_since(session);
  page.total = store::count_told(database, employee, since);
  page.unread = store::count_told(database, employee, unread);
  page.begin = begin_of_page(session, place, since, page.total);
  for (const store::Told& told :
       store::fetch_told(database, employee, since, page.begin, place.size)) {
    page.rows.push_back(message_of(words, told));
    page.rows.back().is_unread = told.entry.at_real > unread;
  }
  auto first = page.begin == 0 ? std::vector<store::Told>()
                               : store::fetch_told(database, employee, since, 0, 1);
  if (!first.empty()) page.newest = first.front().entry.at_real;
  if (page.begin == 0 && !page.rows.empty()) page.newest = page.rows.front().at_real;
  return page;
}

std::int64_t count_unread(session::Session& session) {
  const std::string& employee = session.actor().employee;
  if (employee.empty()) return 0;
  return store::count_told(session.database(), employee, unread_since(session));
}

void read_messages(session::Session& session, std::int64_t until) {
  const std::string employee = session.actor().employee;
  if (employee.empty()) return;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    store::save_message_look(transaction, employee,
                             std::min(until, base::milliseconds_since_1970()));
    transaction.commit();
  });
}

}  // namespace xueshi::view
