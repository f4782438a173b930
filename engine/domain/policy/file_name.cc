#include "policy/file_name.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace xueshi::policy {

namespace {

constexpr std::string_view kEnding = ".yaml";

// The first year that a name holds, in whichever digits.
std::optional<base::Year> year_in(const std::string& narrow) {
  for (std::size_t i = 0; i < narrow.size();) {
    std::size_t end = std::min(narrow.find_first_not_of("0123456789", i), narrow.size());
    if (end > i) {
      if (auto year = base::parse_year(narrow.substr(i, end - i))) return year;
    }
    i = std::max(end, i + 1);
  }
  return std::nullopt;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

// `2025.yaml~`, `.2025.yaml.swp`, `#2025.yaml#`, `2025.yaml.bak`: what editors leave.
bool is_left_by_an_editor(std::string_view low) {
  constexpr std::string_view kEndings[] = {"~",    ".swp",  ".swo", ".swx", ".bak",
                                           ".old", ".orig", ".tmp", ".rej", ".save"};
  return low.starts_with('.') || low.starts_with("~$") ||
         (low.starts_with('#') && low.ends_with('#')) ||
         std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return low.ends_with(ending); });
}

bool is_copy(std::string_view low) {
  return has_any(low, {"副本", "备份", "复制", "copy", "backup", "(1)", "(2)", "(3)"});
}

bool may_lie_anywhere(std::string_view low, const std::optional<base::Year>& year) {
  bool is_hidden = low.starts_with('.') && !year && !has_any(low, {"yaml", "yml"});
  return is_hidden || low.starts_with("readme") || low == "thumbs.db" || low == "desktop.ini";
}

}  // namespace

std::string canonical_text(std::string_view text) {
  std::string canonical;
  canonical.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool is_before_end = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!is_before_end) canonical += text[i];
  }
  return canonical;
}

std::optional<base::Year> year_of_file(const std::string& name) {
  constexpr std::size_t kDigits = 4;
  if (name.size() != kDigits + kEnding.size() || !name.ends_with(kEnding)) return std::nullopt;
  std::string digits = name.substr(0, kDigits);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return base::parse_year(digits);
}

void check_file_name(const std::string& path, const std::string& name,
                     const std::function<bool(base::Year)>& has_rules_of,
                     base::Findings& findings) {
  if (year_of_file(name)) return;
  std::string low = base::lower_ascii(base::to_half_width(name));
  std::optional<base::Year> year = year_in(low);
  if (may_lie_anywhere(low, year)) return;
  base::Place place{path, 0, 0, "", ""};
  bool is_left = is_left_by_an_editor(low);
  bool looks_like_rules = year || has_any(low, {".yaml", ".yml"});
  if (is_left || (year && is_copy(low) && has_rules_of(*year))) {
    findings.warning(place, "policy.file-name",
                     fmt::format("'{}' 是留下的副本，不会生效；不再需要时请删去", name));
  } else if (!looks_like_rules) {
    findings.warning(place, "policy.file-name",
                     fmt::format("'{}' 不是规定文件，不会生效；请移到别处", name));
  } else if (!year) {
    findings.error(
        place, "policy.file-name",
        fmt::format("'{}' 不会生效：规定文件的名字应为 年度.yaml，例如 2025.yaml", name));
  } else {
    std::string other = has_rules_of(*year) ? "（它已存在，请合并后删去一份）" : "";
    findings.error(place, "policy.file-name",
                   fmt::format("'{}' 不会生效：规定文件的名字应为 年度.yaml，请改名为 {}.yaml{}",
                               name, year->value(), other));
  }
}

}  // namespace xueshi::policy
