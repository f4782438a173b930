// What the tests of this room share.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "base/error.h"

namespace xueshi::database {

// The base::Error that `work` throws; absent where it throws none.
template <typename Work>
std::optional<base::Error> error_of(Work work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error;
  }
  return std::nullopt;
}

// Its message, else empty.
template <typename Work>
std::string message_of(Work work) {
  std::optional<base::Error> error = error_of(std::move(work));
  return error ? error->what() : "";
}

// Likewise; every error has to be the database's.
template <typename Work>
std::string trouble_of(Work work) {
  std::optional<base::Error> error = error_of(std::move(work));
  if (!error) return "";
  EXPECT_EQ(error->kind(), base::ErrorKind::kDatabase);
  return error->what();
}

}  // namespace xueshi::database
