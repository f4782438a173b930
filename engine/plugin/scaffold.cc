#include "plugin/scaffold.h"

namespace xueshi::plugin {

namespace {

constexpr const char* kManifest = R"(name: @NAME@
title: 培训班一览表
version: "1.0"
api: 1
template: @NAME@
inputs: [classes]
output: "{year}-@NAME@.xlsx"
)";

constexpr const char* kProgram = R"(-- 培训班一览表：计入统计的培训班，每班一行。可用的输入和字段见 plugins/README.md。

return function(book, emit)
  for class in book:classes() do
    emit{
      name = class.name,
      hours = hours(class.seconds),
      people = class.headcount,
    }
  end
end
)";

constexpr const char* kTemplate = R"(name: @NAME@
title: "{year}年度培训班一览表"
lines: ["单位名称(加盖公章):{institute.name}"]
paper: A4
orientation: portrait
margin_cm: 1.8
footer: 第 &P 页 共 &N 页
columns:
  - {key: name,   heading: 培训名称,   width: 40}
  - {key: hours,  heading: 学时(小时), width: 14, format: decimal, places: 2, centered: true}
  - {key: people, heading: 参训人数,   width: 12, format: integer, centered: true}
)";

constexpr const char* kCaseInput = R"(year: 2017
institute: {code: I001, name: 示例研究所}
inputs:
  classes:
    - {number: C001, name: 科技英语写作, seconds: 16200, headcount: 30}
    - {number: C002, name: 实验室安全, seconds: 7200, headcount: 120}
)";

constexpr const char* kCaseRows = R"(name,hours,people
科技英语写作,4.5,30
实验室安全,2,120
)";

std::string named(std::string text, const std::string& name) {
  constexpr std::string_view kMark = "@NAME@";
  for (std::size_t at = text.find(kMark); at != std::string::npos; at = text.find(kMark)) {
    text.replace(at, kMark.size(), name);
  }
  return text;
}

}  // namespace

std::vector<ScaffoldFile> scaffold(const std::string& name) {
  return {{"plugin.yaml", named(kManifest, name)},
          {"main.lua", kProgram},
          {name + ".yaml", named(kTemplate, name)},
          {"tests/example/input.yaml", kCaseInput},
          {"tests/example/expected.csv", kCaseRows}};
}

}  // namespace xueshi::plugin
