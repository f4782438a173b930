#include "academy/contact.h"

#include <fmt/format.h>

#include <algorithm>

namespace xueshi::academy {

namespace {

constexpr std::string_view kDigits = "0123456789";
// Between two at-signs' sides, RFC 5321.
constexpr std::size_t kLongestLocalPart = 64, kLongestEmail = 254, kLongestLabel = 63;

bool consists_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

std::int64_t digits_in(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without(std::string_view text, std::string_view characters) {
  std::string kept;
  for (char c : text)
    if (characters.find(c) == std::string_view::npos) kept += c;
  return kept;
}

bool is_domain(std::string_view text) {
  if (text.find('.') == std::string_view::npos) return false;
  while (true) {
    std::string_view label = text.substr(0, text.find('.'));
    bool is_good =
        !label.empty() && label.size() <= kLongestLabel && label.front() != '-' &&
        label.back() != '-' &&
        consists_of(label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789");
    if (!is_good) return false;
    if (label.size() == text.size()) return true;
    text.remove_prefix(label.size() + 1);
  }
}

bool is_local_part(std::string_view text) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && text.size() <= kLongestLocalPart && consists_of(text, kAllowed) &&
         text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> fault_of_phone(std::string_view text) {
  constexpr std::int64_t kFewest = 3, kMost = 20;  // an extension alone; with country and extension
  if (text.empty()) return std::nullopt;
  if (!consists_of(text, "0123456789+-() "))
    return fmt::format("'{}' 不是电话号码：只能有数字、空格和 + - ( )，例如 010-58812020-8001",
                       text);
  std::int64_t digits = digits_in(text);
  if (digits >= kFewest && digits <= kMost) return std::nullopt;
  return fmt::format("'{}' 有 {} 位数字，电话号码应为 {} 至 {} 位，例如 010-58812020", text, digits,
                     kFewest, kMost);
}

std::optional<std::string> fault_of_mobile(std::string_view text) {
  constexpr std::size_t kMainland = 11, kFewestAbroad = 8, kMostAbroad = 15;  // E.164
  if (text.empty()) return std::nullopt;
  std::string number = without(text, " -");
  if (number.starts_with("+86")) number.erase(0, 3);
  bool is_abroad = number.starts_with("+");
  std::string_view digits = std::string_view(number).substr(is_abroad ? 1 : 0);
  bool is_good = consists_of(digits, kDigits) &&
                 (is_abroad ? digits.size() >= kFewestAbroad && digits.size() <= kMostAbroad
                            : digits.size() == kMainland && digits.front() == '1');
  if (is_good) return std::nullopt;
  return fmt::format(
      "'{}' 不是手机号码：应为以 1 开头的 11 位数字，境外号码以 + 和国家代码开头，例如 13800000000",
      text);
}

std::optional<std::string> fault_of_email(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::size_t at = text.rfind('@');
  bool is_good = at != std::string_view::npos && text.size() <= kLongestEmail &&
                 is_local_part(text.substr(0, at)) && is_domain(text.substr(at + 1));
  if (is_good) return std::nullopt;
  return fmt::format("'{}' 不是电子邮件地址，例如 zhang@example.org", text);
}

}  // namespace xueshi::academy
