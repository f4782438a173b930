#include "web/unread.h"

#include "view/messages.h"

namespace xueshi::web {

std::int64_t unread_messages(const Visit& visit) {
  if (!visit.unread) visit.unread = view::count_unread(*visit.session);
  return *visit.unread;
}

}  // namespace xueshi::web
