#include "database/values.h"

#include <fmt/format.h>

namespace xueshi::database {

std::string Values::add(std::string_view text) {
  texts_.emplace_back(text);
  return fmt::format(":text{}", texts_.size());
}

std::string Values::add(std::int64_t number) {
  numbers_.push_back(number);
  return fmt::format(":number{}", numbers_.size());
}

std::string Values::add_all(const std::vector<std::string>& texts) {
  std::string marks;
  for (const std::string& text : texts) marks += (marks.empty() ? "" : ", ") + add(text);
  return marks;
}

void Values::bind(soci::statement& statement) {
  std::size_t position = 0;
  for (std::string& text : texts_)
    statement.exchange(soci::use(text, fmt::format("text{}", ++position)));
  position = 0;
  for (long long& number : numbers_)
    statement.exchange(soci::use(number, fmt::format("number{}", ++position)));
}

}  // namespace xueshi::database
