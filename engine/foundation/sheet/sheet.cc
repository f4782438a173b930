#include "sheet/sheet.h"

#include <utility>

#include "base/text.h"
#include "sheet/csv_reader.h"
#include "sheet/input_file.h"
#include "sheet/xlsx_reader.h"

namespace xueshi::sheet {

namespace {

base::Place whole(const std::string& path) {
  base::Place place;
  place.file = path;
  return place;
}

std::unique_ptr<InputFile> open_file(const std::string& shown, const std::string& path,
                                     base::Findings& findings) {
  Fault fault;
  std::unique_ptr<InputFile> file = InputFile::open(path, fault);
  if (!file) findings.error(whole(shown), fault.code, fault.message);
  return file;
}

}  // namespace

std::string extension_of(std::string_view path) {
  std::size_t name = path.rfind('/') + 1;
  std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot < name) return "";
  return base::lower_ascii(path.substr(dot));
}

std::unique_ptr<Reader> open(const std::string& path, base::Findings& findings) {
  return open_as(path, path, findings);
}

std::unique_ptr<Reader> open_as(const std::string& shown, const std::string& path,
                                base::Findings& findings) {
  std::string extension = extension_of(shown);
  if (extension != ".csv" && extension != ".xlsx") {
    findings.error(whole(shown), extension == ".xls" ? "sheet.old-xls" : "sheet.unknown-type",
                   extension == ".xls" ? "不支持旧版 .xls，请另存为 .xlsx 后再导入"
                                       : "只能读取 .csv 和 .xlsx 文件");
    return nullptr;
  }
  std::unique_ptr<InputFile> file = open_file(shown, path, findings);
  if (!file) return nullptr;
  if (extension == ".xlsx") return open_workbook(shown, std::move(file), Limits(), true, findings);
  return std::make_unique<CsvReader>(Source{shown, ""}, std::move(file), findings);
}

std::unique_ptr<Reader> open_own_workbook(const std::string& path, base::Findings& findings,
                                          std::size_t sheet) {
  std::unique_ptr<InputFile> file = open_file(path, path, findings);
  if (!file) return nullptr;
  return open_workbook(path, std::move(file), Limits::none(), false, findings, sheet);
}

}  // namespace xueshi::sheet
