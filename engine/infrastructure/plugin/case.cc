#include "plugin/case.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/hours.h"
#include "base/number.h"
#include "base/text.h"
#include "plugin/case_input.h"

namespace xueshi::plugin {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLinesShown = 20;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

struct SpreadText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const page::Number& number) const {
    return base::render_decimal(number.scaled, number.places);
  }
};

struct CellText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return csv_cell(text); }
  std::string operator()(const page::Number& number) const {
    return base::render_decimal(number.scaled, number.places);
  }
  std::string operator()(const page::Spread& spread) const {
    std::vector<std::string> cells;
    for (const page::SpreadCell& cell : spread)
      cells.push_back(cell.heading + "=" + std::visit(SpreadText{}, cell.value));
    return csv_cell(base::join(cells, "; "));
  }
};

// A file of the case, if it is one: nothing behind a link.
base::FileText read_part(const Plugin& plugin, const fs::path& folder, const char* file) {
  return read_own(plugin.place, fmt::format("tests/{}/{}", folder.filename().string(), file),
                  kMostBytes);
}

// Absent with a finding where the file cannot be read.
std::optional<std::string> read_input(const Plugin& plugin, const fs::path& folder,
                                      const base::Place& place, base::Findings& findings) {
  base::FileText read = read_part(plugin, folder, "input.yaml");
  if (read.ok()) return std::move(read.text);
  if (read.is_absent()) {
    findings.error(place, "plugin-case.missing-file", "没有 input.yaml");
  } else {
    findings.error(place, "plugin-case.unreadable",
                   fmt::format("无法读取 input.yaml：{}", read.why()));
  }
  return std::nullopt;
}

// Without a file, nothing is expected; absent with a finding where there is one that cannot be
// read.
std::optional<std::string> read_expected(const Plugin& plugin, const fs::path& folder,
                                         base::Place place, base::Findings& findings) {
  base::FileText read = read_part(plugin, folder, "expected.csv");
  if (read.ok() || read.is_absent()) return std::move(read.text);
  place.file = (fs::path(place.file).parent_path() / "expected.csv").string();
  findings.error(place, "plugin-case.unreadable",
                 fmt::format("无法读取 expected.csv：{}", read.why()));
  return std::nullopt;
}

std::vector<std::string> lines_of(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  while (text.ends_with('\n')) text.pop_back();
  return base::split(text, '\n');
}

// "" where they are the same; else the lines that are not.
std::string difference(const std::string& expected, const std::string& actual) {
  auto wanted = lines_of(expected), got = lines_of(actual);
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i) {
    const std::string* a = i < wanted.size() ? &wanted[i] : nullptr;
    const std::string* b = i < got.size() ? &got[i] : nullptr;
    if (a && b && *a == *b) continue;
    if (a) shown.push_back(fmt::format("- {}: {}", i + 1, *a));
    if (b) shown.push_back(fmt::format("+ {}: {}", i + 1, *b));
  }
  if (shown.size() > kLinesShown) {
    std::size_t more = shown.size() - kLinesShown;
    shown.resize(kLinesShown);
    shown.push_back(fmt::format("（另有 {} 行）", more));
  }
  return base::join(shown, "\n");
}

InputSources sources_of(const CaseInput& input, const Manifest& manifest) {
  InputSources sources;
  for (const std::string& name : manifest.inputs) {
    const std::vector<Record>& rows = input.rows.at(name);
    sources[name] = [&rows](const RecordSink& sink) {
      for (const Record& row : rows) {
        if (!sink(row)) return;
      }
    };
  }
  return sources;
}

}  // namespace

std::string render_csv(const page::Template& page,
                       const std::vector<std::vector<page::Row>>& rows) {
  std::string text;
  for (std::size_t sheet = 0; sheet < page.sheets.size(); ++sheet) {
    if (!page.sheets[sheet].name.empty()) text += "[" + page.sheets[sheet].name + "]\n";
    text += base::join(page.sheets[sheet].keys(), ",") + "\n";
    for (const page::Row& row : rows[sheet]) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) text += ',';
        text += std::visit(CellText{}, row[i]);
      }
      text += '\n';
    }
  }
  return text;
}

std::vector<fs::path> find_cases(const Plugin& plugin) {
  std::vector<fs::path> cases = base::list_folder(plugin.place.path / "tests");
  std::erase_if(cases, [](const fs::path& path) {
    std::error_code none;
    return !fs::is_directory(path, none);
  });
  return cases;
}

CaseResult run_case(Host& host, const Plugin& plugin, const fs::path& folder, bool rewrite) {
  CaseResult result;
  result.name = folder.filename().string();
  base::Place place;
  place.file = fmt::format("{}/tests/{}/input.yaml", plugin.place.folder, result.name);
  auto text = read_input(plugin, folder, place, result.findings);
  if (!text) return result;
  auto input = parse_case_input(place.file, *text, plugin.manifest, result.findings);
  if (!input) return result;
  RowList rows(plugin.page);
  Outcome outcome = host.run(plugin, input->book, sources_of(*input, plugin.manifest), rows);
  result.log = outcome.log;
  if (outcome.failure) {
    result.findings.add(*outcome.failure);
    return result;
  }
  std::string actual = render_csv(plugin.page, rows.rows);
  if (rewrite) base::write_file(folder / "expected.csv", actual);
  auto expected = read_expected(plugin, folder, place, result.findings);
  if (expected) result.difference = difference(*expected, actual);
  return result;
}

}  // namespace xueshi::plugin
