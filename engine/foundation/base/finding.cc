#include "base/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace xueshi::base {

namespace {

// The caret stands below the character at `column`; what is before it keeps its width on a
// terminal.
std::string caret_line(std::string_view excerpt, int column) {
  std::string blanks;
  int at = 1;
  for (std::string_view character : characters(excerpt)) {
    if (at++ >= column) break;
    blanks += character == "\t" ? "\t" : std::string(display_width(character), ' ');
  }
  return blanks + "^";
}

}  // namespace

std::string render(const Place& place) {
  std::string text = place.file;
  if (!place.cell.empty()) return text + ":" + place.cell;
  if (place.line > 0) text += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  return text;
}

std::string render(const Finding& finding) {
  std::string where = render(finding.place);
  std::string text = fmt::format("{}{}{}{} [{}]", where, where.empty() ? "" : ": ",
                                 finding.severity == Severity::kWarning ? "警告：" : "",
                                 finding.message, finding.code);
  if (finding.place.excerpt.empty()) return text;
  return fmt::format("{}\n  {}\n  {}", text, finding.place.excerpt,
                     caret_line(finding.place.excerpt, finding.place.column));
}

void Findings::add(Finding finding) {
  if (on_finding_) on_finding_(finding);
  std::size_t& count = finding.severity == Severity::kError ? errors_ : warnings_;
  if (count++ < kKept) kept_.push_back(std::move(finding));
}

void Findings::error(Place place, std::string code, std::string message) {
  add({Severity::kError, std::move(place), std::move(code), std::move(message)});
}

void Findings::warning(Place place, std::string code, std::string message) {
  add({Severity::kWarning, std::move(place), std::move(code), std::move(message)});
}

void Findings::append(const Findings& other) {
  for (const Finding& finding : other.kept_) add(finding);
  std::size_t kept_errors =
      std::count_if(other.kept_.begin(), other.kept_.end(),
                    [](const Finding& f) { return f.severity == Severity::kError; });
  errors_ += other.errors_ - kept_errors;
  warnings_ += other.warnings_ - (other.kept_.size() - kept_errors);
}

void Findings::sort_by_place() {
  std::stable_sort(kept_.begin(), kept_.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
}

std::string render(const Findings& findings, std::string_view between) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings.kept()) lines.push_back(render(finding));
  return join(lines, between);
}

}  // namespace xueshi::base
