// WrongFiles: thrown where a person's file is wrong.
#pragma once

#include <utility>

#include "base/finding.h"

namespace xueshi::session {

// Every finding of it, at once. Exit 1.
class WrongFiles {
 public:
  explicit WrongFiles(base::Findings findings) : findings_(std::move(findings)) {}
  const base::Findings& findings() const { return findings_; }

 private:
  base::Findings findings_;
};

}  // namespace xueshi::session
