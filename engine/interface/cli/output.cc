#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

#include "base/text.h"
#include "cli/json.h"
#include "cli/ways.h"

namespace xueshi::cli {

namespace {

constexpr int kBarWidth = 30;

std::string padded(const std::string& text, int width) {
  return text + std::string(std::max(0, width - base::display_width(text)), ' ');
}

void print_line(std::FILE* stream, const std::string& text) { fmt::print(stream, "{}\n", text); }

}  // namespace

Json told(const base::Finding& finding) {
  base::Finding with = finding;
  with.message = with_way(finding.code, finding.message);
  return json::to_json(with);
}

Json told(const base::Blockers& blockers) {
  base::Blockers with = blockers;
  for (base::Blocker& blocker : with) blocker.message = with_way(blocker.code, blocker.message);
  return json::to_json(with);
}

std::vector<std::string> Output::tell_notices() const {
  std::vector<std::string> told;
  if (!take_notices_) return told;
  for (const session::Notice& notice : take_notices_()) {
    told.push_back(with_way(notice.code, notice.message));
    print_line(stderr, "警告：" + told.back());
  }
  return told;
}

void Output::print(Json json) const {
  std::vector<std::string> notices = tell_notices();
  if (json.is_object() && !notices.empty()) json["notices"] = notices;
  print_line(stdout, json::render(json));
}

void Output::line(const std::string& text) const { print_line(stdout, text); }

void Output::text(const std::string& text) const { fmt::print(stdout, "{}", text); }

void Output::field(const char* label, const std::string& text) const {
  if (!text.empty()) line(fmt::format("{}：{}", label, text));
}

void Output::table(const Table& table) const {
  std::vector<int> widths;
  for (const std::string& heading : table.headings) widths.push_back(base::display_width(heading));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], base::display_width(row[i]));
  }
  auto render = [&](const std::vector<std::string>& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i + 1 < row.size() ? padded(row[i], widths[i] + 2) : row[i];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  };
  line(render(table.headings));
  for (const auto& row : table.rows) line(render(row));
}

void Output::talk(const std::string& text) const {
  tell_notices();
  if (!quiet_) print_line(stderr, text);
}

void Output::warning(const std::string& text) const {
  tell_notices();
  print_line(stderr, "警告：" + text);
}

void Output::findings(const base::Findings& findings, const Json& further) const {
  if (!json_) return this->findings(findings);
  Json list = Json::array();
  for (const base::Finding& finding : findings.kept()) list.push_back(told(finding));
  Json all = {{"findings", list}, {"errors", findings.errors()}, {"warnings", findings.warnings()}};
  all.update(further);
  print(all);
}

void Output::findings(const base::Findings& findings, int most_alike) const {
  if (json_) return this->findings(findings, Json::object());
  std::size_t hidden = findings.errors() + findings.warnings() - findings.kept().size();
  std::map<std::pair<std::string, std::string>, int> alike;  // by file and code
  for (base::Finding finding : findings.kept()) {
    bool is_warning = finding.severity == base::Severity::kWarning;
    if (is_warning && ++alike[{finding.place.file, finding.code}] > most_alike) continue;
    finding.message = with_way(finding.code, finding.message);
    line(base::render(finding));
  }
  for (const auto& [of, count] : alike) {
    if (count > most_alike)
      line(fmt::format("{}：另有 {} 处同类警告 [{}]", of.first, count - most_alike, of.second));
  }
  if (hidden > 0) line(fmt::format("…… 另有 {} 条未列出", hidden));
  if (!findings.empty())
    line(fmt::format("共 {} 个错误，{} 个警告", findings.errors(), findings.warnings()));
}

std::string refusal_line(const std::string& kept) {
  std::size_t space = kept.find(' ');
  if (space == std::string::npos) return kept;
  return fmt::format("{} [{}]", kept.substr(space + 1), kept.substr(0, space));
}

void Output::blockers(const base::Blockers& blockers) const {
  if (json_) return print({{"blockers", told(blockers)}});
  tell_notices();
  for (const base::Blocker& blocker : blockers) {
    print_line(stderr, fmt::format("不能办理：{} [{}]", with_way(blocker.code, blocker.message),
                                   blocker.code));
  }
}

void Output::progress(const std::string& step, std::int64_t done, std::int64_t size) {
  if (quiet_ || isatty(STDERR_FILENO) == 0) return;
  int permille = size > 0 ? static_cast<int>(std::min<std::int64_t>(1000, done * 1000 / size)) : 0;
  if (step == last_step_ && permille == last_permille_) return;
  last_step_ = step;
  last_permille_ = permille;
  int filled = permille * kBarWidth / 1000;
  fmt::print(stderr, "\r\033[K[{}{}] {:3}% {}", std::string(filled, '#'),
             std::string(kBarWidth - filled, '.'), permille / 10, step);
  std::fflush(stderr);
  bar_shown_ = true;
}

void Output::end_progress() {
  if (bar_shown_) fmt::print(stderr, "\r\033[K");
  bar_shown_ = false;
}

}  // namespace xueshi::cli
