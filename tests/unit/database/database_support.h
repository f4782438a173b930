// What the tests of this room share.
#pragma once

#include <string>

#include "base/error.h"

namespace xueshi::database {

// The message of the base::Error that `work` throws; empty where it throws none.
template <typename Work>
std::string message_of(Work work, base::ErrorKind kind = base::ErrorKind::kDatabase) {
  try {
    work();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  return "";
}

}  // namespace xueshi::database
