#include "http/target.h"

#include "base/text.h"

namespace xueshi::http {

namespace {

int hex_digit(char c) {
  if ('0' <= c && c <= '9') return c - '0';
  if ('a' <= c && c <= 'f') return c - 'a' + 10;
  if ('A' <= c && c <= 'F') return c - 'A' + 10;
  return -1;
}

// In a path a `+` is one; in a query it is a blank.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      result += ' ';
    } else if (text[i] == '%') {
      int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      result += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      result += text[i];
    }
  }
  bool is_text = base::is_clean_utf8(result) && result.find('\0') == std::string::npos;
  return is_text ? std::optional(result) : std::nullopt;
}

bool has_dot_step(std::string_view path) {
  for (const std::string& step : base::split(path, '/'))
    if (step == "." || step == "..") return true;
  return false;
}

}  // namespace

std::optional<Pairs> parse_form(std::string_view text, std::size_t most) {
  Pairs pairs;
  if (text.empty()) return pairs;
  for (const std::string& part : base::split(text, '&')) {
    if (part.empty()) continue;
    if (pairs.size() == most) return std::nullopt;
    std::size_t equals = std::min(part.find('='), part.size());
    auto name = decoded(std::string_view(part).substr(0, equals), true);
    auto value = decoded(
        equals < part.size() ? std::string_view(part).substr(equals + 1) : std::string_view(),
        true);
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::optional<Target> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/' || target.substr(0, 2) == "//") return std::nullopt;
  if (target.find('#') != std::string_view::npos) return std::nullopt;
  std::size_t question = std::min(target.find('?'), target.size());
  // A step that is one only once it is decoded is a name like any other, but an encoded `/` or `..`
  // is nothing that a page of ours has a name for.
  std::optional<std::string> path = decoded(target.substr(0, question), false);
  if (!path || has_dot_step(*path)) return std::nullopt;
  std::optional<Pairs> query =
      parse_form(question < target.size() ? target.substr(question + 1) : "", kMostPairs);
  if (!query) return std::nullopt;
  return Target{std::move(*path), std::move(*query)};
}

}  // namespace xueshi::http
