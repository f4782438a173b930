#include <fmt/format.h>

#include "authoring/file_kinds.h"
#include "authoring/why.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "json/authoring.h"
#include "json/file_schema.h"

namespace xueshi::cli {

namespace {

int list_codes(const Output& output) {
  std::vector<authoring::ExplainedCode> codes = authoring::list_codes();
  Json all = Json::array();
  Table table{{"代码", "例如"}, {}};
  for (const authoring::ExplainedCode& each : codes) {
    all.push_back(json::to_json(each));
    table.rows.push_back({each.code, each.message});
  }
  if (output.json()) output.print(all);
  if (!output.json()) output.table(table);
  return kDone;
}

void show_file(const char* heading, const std::vector<authoring::ExampleFile>& files,
               const Output& output) {
  if (files.empty()) output.line(fmt::format("{}：不是文本，或者太大，无法在此列出", heading));
  for (const authoring::ExampleFile& file : files) {
    output.line(fmt::format("{}（{}）：", heading, file.name));
    std::string text =
        file.text.ends_with('\n') ? file.text.substr(0, file.text.size() - 1) : file.text;
    int number = 0;
    for (const std::string& line : base::split(text, '\n'))
      output.line(fmt::format("{:>5}  {}", ++number, line));
  }
}

void show_lines(const char* heading, const std::vector<std::string>& lines, const Output& output) {
  if (lines.empty()) return;
  output.line(heading);
  for (const std::string& line : lines) output.line("  " + line);
}

}  // namespace

int run_schema(Invocation& invocation) {
  const authoring::FileKind& kind = authoring::find_file_kind(invocation.arguments[0]);
  invocation.output.print(json::file_schema(kind));
  return kDone;
}

int run_why(Invocation& invocation) {
  const std::vector<std::string>& arguments = invocation.arguments;
  const Output& output = invocation.output;
  if (arguments.empty()) return list_codes(output);
  authoring::Explanation one =
      authoring::explain_code(arguments[0], arguments.size() > 1 ? arguments[1] : "");
  if (output.json()) {
    output.print(json::to_json(one));
    return kDone;
  }
  output.line(fmt::format("{}：{}", one.code.code, one.code.message));
  output.line(fmt::format("例子 {}", one.example));
  show_file("错的写法", one.wrong, output);
  std::vector<std::string> said = base::split(one.findings, '\n');
  std::erase(said, "");
  show_lines("检查时会说：", said, output);
  show_lines("改法（- 去掉，+ 写上）：", one.changes, output);
  show_file("对的写法", one.good, output);
  std::vector<std::string> others = one.code.examples;
  std::erase(others, one.example);
  if (!others.empty()) output.line("其他例子：" + base::join(others, "、"));
  return kDone;
}

}  // namespace xueshi::cli
