#include "imports/import_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace xueshi::imports {

namespace {

namespace fs = std::filesystem;
using intake::Kind;

bool is_import_file(const fs::path& path) {
  return path.extension() == ".csv" || path.extension() == ".xlsx";
}

std::string unknown_kind(const fs::path& path) {
  return fmt::format("'{}' 不是导入文件：文件名应为 {} 之一，扩展名为 .csv 或 .xlsx",
                     path.filename().string(), intake::kinds_as_text());
}

// The files of a folder in dependency order; what is none is a finding, copies with errors are
// skipped.
std::vector<ImportFile> files_of_folder(const fs::path& folder, base::Findings& findings) {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name.front() != '.') paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::map<Kind, ImportFile> by_kind;
  for (const fs::path& path : paths) {
    std::string stem = path.stem().string();
    if (path.extension() == ".xlsx" && intake::is_error_copy(stem)) continue;
    auto kind = intake::find_kind(stem);
    base::Place place{path.string(), 0, 0, "", ""};
    if (!kind || !is_import_file(path)) {
      findings.error(place, "import.unknown-file", unknown_kind(path));
    } else if (auto [at, fresh] = by_kind.try_emplace(*kind, ImportFile{path.string(), *kind});
               !fresh) {
      findings.error(place, "import.two-files",
                     fmt::format("与 '{}' 是同一类文件，请只保留一个", at->second.path));
    }
  }
  std::vector<ImportFile> files;
  for (Kind kind : intake::kinds_in_order()) {
    if (auto at = by_kind.find(kind); at != by_kind.end()) files.push_back(at->second);
  }
  if (files.empty() && findings.ok()) {
    findings.error({folder.string(), 0, 0, "", ""}, "import.nothing",
                   fmt::format("文件夹中没有可导入的文件（{}）", intake::kinds_as_text()));
  }
  return files;
}

}  // namespace

std::vector<ImportFile> import_files(const std::string& path, base::Findings& findings) {
  if (fs::is_directory(path)) return files_of_folder(path, findings);
  base::Place place{path, 0, 0, "", ""};
  if (!fs::exists(path)) {
    findings.error(place, "import.no-file", "文件不存在，请检查路径");
    return {};
  }
  auto kind = intake::find_kind(fs::path(path).stem().string());
  if (!kind || !is_import_file(path)) {
    findings.error(place, "import.unknown-file", unknown_kind(path));
    return {};
  }
  return {{path, *kind}};
}

}  // namespace xueshi::imports
