#include "sheet/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sheet/csv_reader.h"
#include "sheet/input_file.h"
#include "sheet/xlsx_reader.h"

namespace xueshi::sheet {

namespace {

// ".xlsx", in lower case; empty without an extension.
std::string extension_of(std::string_view path) {
  std::size_t name = path.rfind('/') + 1;
  std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot < name) return "";
  std::string extension(path.substr(dot));
  std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return extension;
}

}  // namespace

base::Place Source::place(int row, int column) const {
  base::Place place;
  place.file = file;
  place.line = row;
  place.column = column;
  if (is_workbook()) {
    place.cell = fmt::format("{}!{}{}", sheet, column_letters(column > 0 ? column : 1), row);
  }
  return place;
}

std::string column_letters(int column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

std::unique_ptr<Reader> open(const std::string& path, base::Findings& findings) {
  return open_as(path, path, findings);
}

std::unique_ptr<Reader> open_as(const std::string& shown, const std::string& path,
                                base::Findings& findings) {
  base::Place whole_file;
  whole_file.file = shown;
  std::string extension = extension_of(shown);
  if (extension != ".csv" && extension != ".xlsx") {
    findings.error(whole_file, extension == ".xls" ? "sheet.old-xls" : "sheet.unknown-type",
                   extension == ".xls" ? "不支持旧版 .xls，请另存为 .xlsx 后再导入"
                                       : "只能读取 .csv 和 .xlsx 文件");
    return nullptr;
  }
  std::unique_ptr<InputFile> file = InputFile::open(path);
  if (!file) {
    findings.error(whole_file, "sheet.cannot-open", "打不开这个文件，请检查路径和读取权限");
    return nullptr;
  }
  if (extension == ".xlsx") return open_workbook(shown, std::move(file), Limits(), findings);
  return std::make_unique<CsvReader>(Source{shown, ""}, std::move(file), findings);
}

std::unique_ptr<Reader> open_own_workbook(const std::string& path, base::Findings& findings) {
  std::unique_ptr<InputFile> file = InputFile::open(path);
  if (file) return open_workbook(path, std::move(file), Limits::none(), findings);
  base::Place whole_file;
  whole_file.file = path;
  findings.error(whole_file, "sheet.cannot-open", "打不开这个文件，请检查路径和读取权限");
  return nullptr;
}

}  // namespace xueshi::sheet
