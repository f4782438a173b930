#include "hours/record.h"

#include <array>
#include <utility>

namespace xueshi::hours {

namespace {
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kReviews = {
    {{place::kPending, "待审核"},
     {place::kApproved, "审核通过"},
     {place::kRefused, "审核未通过"},
     {place::kReturned, "驳回修改"},
     {place::kVoided, "作废"}}};
}

std::string review_label(std::string_view place) {
  for (const auto& [key, label] : kReviews) {
    if (key == place) return std::string(label);
  }
  return std::string(place);
}

std::optional<std::string> parse_review_label(std::string_view label_text) {
  for (const auto& [key, label] : kReviews) {
    if (label == label_text) return std::string(key);
  }
  return std::nullopt;
}

}  // namespace xueshi::hours
