#include "imports/import_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "session/files.h"
#include "sheet/sheet.h"

namespace xueshi::imports {

namespace {

namespace fs = std::filesystem;
using intake::Kind;

constexpr const char* kErrorSuffix = "-错误";

bool is_import_file(const fs::path& path) {
  std::string extension = sheet::extension_of(path.string());
  return extension == ".csv" || extension == ".xlsx";
}

std::string unknown_kind(const fs::path& path) {
  return fmt::format("'{}' 不是导入文件：文件名应为 {} 之一，扩展名为 .csv 或 .xlsx",
                     path.filename().string(), intake::kinds_as_text());
}

// `<name>-错误.xlsx` beside a workbook, which may be such a copy itself.
std::string error_copy_of(const fs::path& path) {
  if (sheet::extension_of(path.string()) != ".xlsx") return "";
  std::string stem = path.stem().string();
  if (!intake::is_error_copy(stem)) stem += kErrorSuffix;
  return (path.parent_path() / (stem + ".xlsx")).string();
}

GivenFile in_place(const fs::path& path) {
  return {path.string(), path.string(), error_copy_of(path)};
}

std::vector<ImportFile> in_order(const std::map<Kind, ImportFile>& by_kind) {
  std::vector<ImportFile> files;
  for (Kind kind : intake::kinds_in_order()) {
    if (auto at = by_kind.find(kind); at != by_kind.end()) files.push_back(at->second);
  }
  return files;
}

std::vector<GivenFile> files_of_folder(const fs::path& folder) {
  std::vector<GivenFile> given;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const fs::path& path = entry.path();
    bool is_copy = sheet::extension_of(path.string()) == ".xlsx" &&
                   intake::is_error_copy(path.stem().string());
    // What is named like a file and is none is not passed over: reading it says why.
    bool is_wanted = entry.is_regular_file() || is_import_file(path);
    if (is_wanted && !intake::is_left_over(path.filename().string()) && !is_copy)
      given.push_back(in_place(path));
  }
  std::sort(given.begin(), given.end(),
            [](const GivenFile& a, const GivenFile& b) { return fs::path(a.path) < b.path; });
  return given;
}

}  // namespace

std::vector<ImportFile> import_files(const std::vector<GivenFile>& given,
                                     base::Findings& findings) {
  std::map<Kind, ImportFile> by_kind;
  for (const GivenFile& file : given) {
    fs::path name = file.shown;
    auto kind = intake::find_kind(name.stem().string());
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
    std::vector<ImportFile> files = import_files(files_of_folder(path), findings);
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
  return {{in_place(path), *named}};
}

}  // namespace xueshi::imports
