#include "imports/import_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "session/files.h"
#include "sheet/annotated_copy.h"
#include "sheet/sheet.h"

namespace xueshi::imports {

namespace {

namespace fs = std::filesystem;
using intake::Kind;

constexpr const char* kErrorSuffix = "-错误";

bool is_error_copy(const fs::path& path) {
  return sheet::extension_of(path.string()) == ".xlsx" &&
         intake::is_error_copy(path.stem().string());
}

bool is_import_file(const fs::path& path) {
  std::string extension = sheet::extension_of(path.string());
  return extension == ".csv" || extension == ".xlsx";
}

std::string unknown_kind(const fs::path& path) {
  return fmt::format("'{}' 不是导入文件：文件名应为 {} 之一，扩展名为 .csv 或 .xlsx",
                     path.filename().string(), intake::kinds_as_text());
}

// `<name>-错误.xlsx` beside a file, which may be such a copy itself.
fs::path error_copy_of(const fs::path& path) {
  std::string stem = path.stem().string();
  if (!is_error_copy(path)) stem += kErrorSuffix;
  return path.parent_path() / (stem + ".xlsx");
}

GivenFile in_place(const fs::path& path) {
  return {path.string(), path.string(), error_copy_of(path).string()};
}

// A file, or in its place the copy with errors beside it, which somebody has corrected since. Where
// both were changed nobody but that person knows which one counts: a finding, and absent.
std::optional<GivenFile> newest_of(const fs::path& path, base::Findings& findings) {
  fs::path copy = error_copy_of(path);
  std::error_code error;
  bool is_corrected = !is_error_copy(path) && fs::is_regular_file(copy, error) &&
                      fs::is_regular_file(path, error) && !sheet::is_as_sealed(copy.string());
  if (!is_corrected) return in_place(path);
  base::Place place{copy.string(), 0, 0, "", ""};
  if (fs::last_write_time(copy) < fs::last_write_time(path)) {
    findings.error(
        place, "import.two-versions",
        fmt::format("这份副本里有改动，而 '{}' 后来也改过；请把要导入的内容合到其中一个，"
                    "删除另一个",
                    path.string()));
    return std::nullopt;
  }
  findings.warning(place, "import.copy-taken",
                   fmt::format("这份改正过的副本比 '{}' 新，已代替它导入", path.string()));
  return in_place(copy);
}

std::vector<ImportFile> in_order(const std::map<Kind, ImportFile>& by_kind) {
  std::vector<ImportFile> files;
  for (Kind kind : intake::kinds_in_order()) {
    if (auto at = by_kind.find(kind); at != by_kind.end()) files.push_back(at->second);
  }
  return files;
}

// Whether the file of which this is the copy lies beside it.
bool has_original(const fs::path& copy) {
  std::string stem = copy.stem().string();
  stem.resize(stem.size() - std::string_view(kErrorSuffix).size());
  for (const fs::path& path : base::list_folder(copy.parent_path())) {
    if (path != copy && path.stem() == stem && is_import_file(path)) return true;
  }
  return false;
}

std::vector<GivenFile> files_of_folder(const fs::path& folder, base::Findings& findings) {
  std::vector<GivenFile> given;
  for (const fs::path& path : base::list_folder(folder)) {
    // What is named like a file and is none is not passed over: reading it says why.
    bool is_wanted = fs::is_regular_file(path) || is_import_file(path);
    if (!is_wanted || intake::is_left_over(path.filename().string())) continue;
    if (is_error_copy(path) && has_original(path)) continue;
    if (auto file = newest_of(path, findings)) given.push_back(std::move(*file));
  }
  return given;
}

}  // namespace

std::vector<ImportFile> import_files(const std::vector<GivenFile>& given,
                                     base::Findings& findings) {
  std::map<Kind, ImportFile> by_kind;
  for (const GivenFile& file : given) {
    fs::path name = file.shown;
    auto kind = intake::find_kind(file.holds.empty() ? name.stem().string() : file.holds);
    base::Place place{file.shown, 0, 0, "", ""};
    if (!kind || !is_import_file(name)) {
      findings.error(place, "import.unknown-file", unknown_kind(name));
    } else if (auto [at, fresh] = by_kind.try_emplace(*kind, ImportFile{file, *kind}); !fresh) {
      findings.error(place, "import.two-files",
                     fmt::format("与 '{}' 是同一类文件，请只保留一个", at->second.shown));
    }
  }
  return in_order(by_kind);
}

std::vector<ImportFile> import_files(const std::string& path,
                                     const std::optional<std::string>& kind,
                                     base::Findings& findings) {
  base::Place place{path, 0, 0, "", ""};
  std::optional<Kind> said = kind ? intake::find_kind(*kind) : std::nullopt;
  if (kind && !said) {
    findings.error(place, "import.unknown-kind",
                   fmt::format("没有 '{}' 这类导入文件，可用：{}", *kind, intake::kinds_as_text()));
    return {};
  }
  if (kind && fs::is_directory(path)) {
    findings.error(place, "import.kind-of-folder",
                   "文件夹中各文件的种类由文件名说明；只导入一个文件时才可指明种类");
    return {};
  }
  if (fs::is_directory(path)) {
    std::vector<ImportFile> files = import_files(files_of_folder(path, findings), findings);
    if (files.empty() && findings.ok()) {
      findings.error(place, "import.nothing",
                     fmt::format("文件夹中没有可导入的文件（{}）", intake::kinds_as_text()));
    }
    return files;
  }
  if (session::is_absent(path)) {
    findings.error(place, "import.no-file", "文件不存在，请检查路径");
    return {};
  }
  std::optional<Kind> named = said ? said : intake::find_kind(fs::path(path).stem().string());
  if (!named || !is_import_file(path)) {
    findings.error(place, "import.unknown-file", unknown_kind(path));
    return {};
  }
  std::optional<GivenFile> file = newest_of(path, findings);
  if (!file) return {};
  return {{std::move(*file), *named}};
}

}  // namespace xueshi::imports
