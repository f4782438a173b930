#include "base/blocker.h"

#include "base/text.h"

namespace xueshi::base {

std::string join_messages(const Blockers& blockers) {
  std::vector<std::string> messages;
  for (const Blocker& blocker : blockers) messages.push_back(blocker.message);
  return join(messages, "；");
}

}  // namespace xueshi::base
