#include "json/messages.h"

namespace xueshi::json {

Json to_json(const view::Message& message) {
  return {{"at", message.at},
          {"who", message.who},
          {"subject", message.subject},
          {"item", message.item},
          {"title", message.title},
          {"message", message.words},
          {"remark", text_or_null(message.remark)},
          {"unread", message.is_unread}};
}

}  // namespace xueshi::json
