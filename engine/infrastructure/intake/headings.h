// The one table of import headings. It drives header checking, `import-template` and
// the docs.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "intake/kind.h"

namespace xueshi::intake {

struct Heading {
  std::string_view name;       // "所需经费(万元)", parentheses in ASCII
  bool required = false;       // the column must be there and no cell of it empty
  std::string_view example;    // a valid value, for the row marked 示例
  std::string_view choices{};  // "是/否": the only words allowed; empty where text is free
  std::string_view hint{};     // what to write: "YYYY-MM-DD"; empty where the name says it
};

// In the order in which `import-template` writes them.
std::span<const Heading> headings(Kind kind);

// The choices one by one, for a drop-down list.
std::vector<std::string_view> choices_of(const Heading& heading);

// Column 错误信息 of an error copy, ignored wherever it stands.
inline constexpr std::string_view kErrorHeading = "错误信息";
// The row whose key is this is skipped: the template's.
inline constexpr std::string_view kExampleMark = "示例";

}  // namespace xueshi::intake
