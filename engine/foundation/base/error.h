// Error: the program cannot go on – a database gone, a disk full; exit 3.
//
// It is not for people's mistakes (Finding), not for a rule that says no (Blocker) and not for our
// own mistakes (assert).
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

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
  // `code`: a stable name of the cause ("database.no-schema"), by which a face adds its own way
  // out; empty where the cause has none.
  Error(ErrorKind kind, const std::string& message, std::string code = "")
      : std::runtime_error(message), kind_(kind), code_(std::move(code)) {}
  ErrorKind kind() const { return kind_; }
  const std::string& code() const { return code_; }

 private:
  ErrorKind kind_;
  std::string code_;
};

}  // namespace xueshi::base
