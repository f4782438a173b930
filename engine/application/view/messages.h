// 通知消息: what others did to what is somebody's own, read off the audit trail.
//
// Reviews of their learning records, answers to their enrolments, decisions on the plans and
// classes that they submitted, first passwords – of the last year.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "session/session.h"

namespace xueshi::view {

struct Message {
  std::string key;           // "I01 17": names it in the list
  std::string at;            // local time
  std::int64_t at_real = 0;  // milliseconds since 1970, by the machine's clock
  std::string who;           // name; 本机操作员
  std::string subject;       // "learning", "class", "plan", "password"
  std::string item;          // number; of a record without its learner's
  std::string title;         // of the item; its number where it is there no more
  std::string words;         // "驳回修改（审核状态：待审核 → 驳回修改）"
  std::string remark;
  bool is_author = false;  // it came to them as the author of a plan or class
  bool is_unread = false;
};

struct MessagePage {
  std::vector<Message> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;   // of the first row, from 0
  std::int64_t unread = 0;  // of all
  std::int64_t newest = 0;  // at_real of the newest; 0: there is none
};
// `after`: the key of the last row before the page; else `begin` counts. What lies beyond the end
// is the last page.
struct MessagePlace {
  std::string after{};
  std::int64_t begin = 0;
  std::int64_t size = 20;
};
// Those of whoever acts, the newest first. The operator has none.
MessagePage leaf_messages(session::Session& session, const MessagePlace& place);
std::int64_t count_unread(session::Session& session);

// Whoever acts has read those up to `until` (milliseconds since 1970); earlier ones stay read.
void read_messages(session::Session& session, std::int64_t until);

}  // namespace xueshi::view
