// Error: the program cannot go on – a database gone, a disk full. The one exception type of the
// house; exit 3.
//
// It is not for people's mistakes (Finding), not for a rule that says no (Blocker) and not for our
// own mistakes (assert).
#pragma once

#include <stdexcept>
#include <string>

namespace xueshi::base {

enum class ErrorKind {
  kDatabase,
  kConflict,  // another transaction got in the way: trying again helps
  kDisk,
  kProcess,
};

// what() is a sentence for the operator: what failed, where, what to do. Never holds personal data.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace xueshi::base
