// The one table of import headings. It drives header checking, `import-template` and
// the docs.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/kind.h"

namespace xueshi::intake {

struct Heading {
  std::string_view name;     // "所需经费(万元)", parentheses in ASCII
  bool required = false;     // the column must be there and no cell of it empty
  std::string_view example;  // a valid value, for the row marked 示例; empty where rules name it
  std::string_view choices{};  // "是/否": the only words allowed; empty where text is free
  std::string_view hint{};     // what to write: "YYYY-MM-DD"; empty where the name says it
  bool may_be_empty = false;   // the column must be there, though a cell of it may be empty
};

// Of one kind, with what policies ask for.
inline constexpr std::size_t kMostSlots = 64;

// In the order in which `import-template` writes them.
std::span<const Heading> headings(Kind kind);

// A heading as people make it – with a star for what must be filled in, broken over lines, spaced
// out, full width – without all that.
std::string plain_heading(std::string_view text);

// The choices one by one, for a drop-down list.
std::vector<std::string_view> choices_of(const Heading& heading);

// Column 错误信息 of an error copy, ignored wherever it stands.
inline constexpr std::string_view kErrorHeading = "错误信息";
// The row whose key is this is skipped: the template's.
inline constexpr std::string_view kExampleMark = "示例";

}  // namespace xueshi::intake
