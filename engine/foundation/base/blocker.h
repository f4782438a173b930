// Blocker: one reason why a rule says no. An empty list means yes; a list names every reason at
// once (S3).
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace xueshi::base {

struct Blocker {
  std::string code;     // "backbone.outside-window"; English, stable
  std::string message;  // Chinese: what is wrong, and who can lift it or what to do

  bool operator==(const Blocker&) const = default;
};

using Blockers = std::vector<Blocker>;

// What they say, one after the other: "…；…".
std::string join_messages(const Blockers& blockers);

// Thrown by use cases so that a transaction is left on the way out; carries the whole
// list.
class Refused {
 public:
  explicit Refused(Blockers blockers) : blockers_(std::move(blockers)) {}
  Refused(std::string code, std::string message)
      : blockers_{{std::move(code), std::move(message)}} {}
  const Blockers& blockers() const { return blockers_; }

 private:
  Blockers blockers_;
};

}  // namespace xueshi::base
