#include "imports/import_template.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/blocker.h"
#include "intake/further.h"
#include "sheet/sheet.h"
#include "workbook/grid.h"

namespace xueshi::imports {

namespace {

// What the rules name for a column; empty for any other.
std::vector<std::string> words_of_rules(std::string_view heading,
                                        const policy::FurtherColumns& columns) {
  if (heading == "类别") return columns.sources;
  if (heading == "培训类别") return columns.categories;
  if (heading == "是否精品") return columns.excellence;
  return {};
}

std::vector<workbook::TemplateHeading> template_headings(intake::Kind kind,
                                                         const policy::FurtherColumns& columns) {
  std::vector<workbook::TemplateHeading> headings;
  intake::Further further(columns);
  for (const intake::Heading& heading : intake::all_headings(kind, &further)) {
    std::vector<std::string> choices;
    for (std::string_view choice : intake::choices_of(heading)) choices.emplace_back(choice);
    std::string example(heading.example);
    if (choices.empty()) {
      choices = words_of_rules(heading.name, columns);
      if (!choices.empty()) example = choices.front();
    }
    headings.push_back({std::string(heading.name), heading.required, choices,
                        std::string(heading.hint), std::move(example)});
  }
  return headings;
}

}  // namespace

void write_import_template(const std::string& kind, const std::string& file,
                           const policy::FurtherColumns& columns) {
  auto known = intake::find_kind(kind);
  if (!known) {
    throw base::Refused("import.unknown-kind", fmt::format("没有 '{}' 这类导入文件，可用：{}", kind,
                                                           intake::kinds_as_text()));
  }
  if (sheet::extension_of(file) != ".xlsx") {
    throw base::Refused("import.not-xlsx", fmt::format("'{}' 的扩展名应为 .xlsx", file));
  }
  if (std::filesystem::exists(file)) {
    throw base::Refused("import.file-exists", fmt::format("'{}' 已存在，请换一个文件名", file));
  }
  workbook::write_import_template(file, std::string(intake::kExampleMark),
                                  template_headings(*known, columns));
}

}  // namespace xueshi::imports
