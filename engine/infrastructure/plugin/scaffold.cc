#include "plugin/scaffold.h"

#include <string_view>

namespace xueshi::plugin {

namespace {

constexpr std::string_view kManifest = R"(# 报表插件的说明。写法见 plugins/README.md。
name: NAME                      # 与文件夹同名
title: 培训班一览表
version: "1.0"
api: 1
template: NAME                  # 同一文件夹里的 NAME.yaml
inputs: [classes]               # 要读的数据，可写几种
output: "{year}-NAME.xlsx"
)";

constexpr std::string_view kTemplate = R"(# 打印出来的样子：标题、盖章行、各列。
name: NAME
title: "{year}年度培训班一览表"
lines: ["单位名称(加盖公章):{institute.name}"]
paper: A4
orientation: portrait
margin_cm: 1.8
footer: 第 &P 页 共 &N 页
columns:
  - {key: name,  heading: 培训名称,   width: 36}
  - {key: start, heading: 开始时间,   width: 18, centered: true}
  - {key: heads, heading: 参训人数,   width: 10, format: integer, centered: true}
  - {key: hours, heading: 学时(小时), width: 12, format: decimal, places: 2, centered: true}
)";

constexpr std::string_view kProgram = R"(-- 培训班一览表：每个已实施的培训班一行。

return function(book, emit)
  for class in book:classes() do
    if class.carried_out then
      emit{
        name = class.name,
        start = class.start_time,
        heads = class.headcount,
        hours = hours(class.seconds),
      }
    end
  end
end
)";

constexpr std::string_view kInput = R"(# 一个用例：给插件这些行……
year: 2016
institute: {code: I001, name: 示例研究所}
inputs:
  classes:
    - {name: 科技写作, start_time: 2016-11-01 09:00, headcount: 30, seconds: 6小时30分, carried_out: true}
    - {name: 尚未举办, start_time: 2016-12-01 09:00, headcount: 20, seconds: 4小时}
)";

// ……应当得到这些行。
constexpr std::string_view kExpected = R"(name,start,heads,hours
科技写作,2016-11-01 09:00,30,6.5
)";

std::string named(std::string_view text, const std::string& name) {
  std::string result(text);
  for (std::size_t at = result.find("NAME"); at != std::string::npos;
       at = result.find("NAME", at + name.size()))
    result.replace(at, 4, name);
  return result;
}

}  // namespace

std::vector<ScaffoldFile> scaffold(const std::string& name) {
  return {{"plugin.yaml", named(kManifest, name)},
          {name + ".yaml", named(kTemplate, name)},
          {"main.lua", std::string(kProgram)},
          {"tests/example/input.yaml", std::string(kInput)},
          {"tests/example/expected.csv", std::string(kExpected)}};
}

}  // namespace xueshi::plugin
