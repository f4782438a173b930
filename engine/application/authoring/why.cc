#include "authoring/why.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "authoring/error_files.h"
#include "base/blocker.h"
#include "base/text.h"

namespace xueshi::authoring {

namespace {

// One example: its files by name.
using Example = std::map<std::string, std::string_view>;

struct Catalogue {
  std::map<std::string, std::map<std::string, Example>> by_code;
};

const Catalogue& catalogue() {
  static const Catalogue kCatalogue = [] {
    Catalogue all;
    for (const ErrorFile& file : error_files()) {
      std::size_t code = file.path.find('/'), example = file.path.find('/', code + 1);
      all.by_code[std::string(file.path.substr(0, code))][std::string(file.path.substr(
          code + 1, example - code - 1))][std::string(file.path.substr(example + 1))] = file.text;
    }
    return all;
  }();
  return kCatalogue;
}

std::string text_of(const Example& example, const std::string& name) {
  auto at = example.find(name);
  return at == example.end() ? "" : std::string(at->second);
}

// "wrong.yaml:3:1: 未知的键 … [policy.unknown-key]" without its place and code; "" where the line
// is another finding's.
std::string message_in(const std::string& line, const std::string& code) {
  std::string end = fmt::format(" [{}]", code);
  if (!line.ends_with(end)) return "";
  std::string text = line.substr(0, line.size() - end.size());
  std::size_t colon = text.find(": ");
  bool has_place = colon != std::string::npos && text.find(' ') > colon;
  if (has_place) text.erase(0, colon + 2);
  const std::string warning = "警告：";
  if (text.starts_with(warning)) text.erase(0, warning.size());
  return text;
}

ExplainedCode explained(const std::string& code, const std::map<std::string, Example>& examples) {
  ExplainedCode one{code, "", {}};
  for (const auto& [name, example] : examples) {
    one.examples.push_back(name);
    for (const std::string& line : base::split(text_of(example, "expected"), '\n')) {
      if (one.message.empty()) one.message = message_in(line, code);
    }
  }
  return one;
}

// Files called so, or below a folder called so; those that are text.
std::vector<ExampleFile> files_of(const Example& example, const std::string& stem) {
  std::vector<ExampleFile> files;
  for (const auto& [name, text] : example) {
    bool is_meant = name.starts_with(stem + ".") || name.starts_with(stem + "/");
    if (is_meant && base::is_clean_utf8(text)) files.push_back({name, std::string(text)});
  }
  return files;
}

std::vector<std::string> lines_of(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return base::split(text, '\n');
}

// The longest common lines stay.
std::vector<std::string> changes_between(const std::vector<std::string>& before,
                                         const std::vector<std::string>& after) {
  std::vector<std::vector<int>> common(before.size() + 1, std::vector<int>(after.size() + 1, 0));
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1
                                           : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<std::string> changes;
  std::size_t i = 0, j = 0;
  while (i < before.size() || j < after.size()) {
    bool both = i < before.size() && j < after.size();
    if (both && before[i] == after[j]) {
      ++i, ++j;
    } else if (j == after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
      changes.push_back("- " + before[i++]);
    } else {
      changes.push_back("+ " + after[j++]);
    }
  }
  return changes;
}

std::string find_code(const std::string& given) {
  std::string code(base::trim(given));
  if (code.starts_with('[') && code.ends_with(']')) code = code.substr(1, code.size() - 2);
  std::vector<std::string> known, ending;
  for (const auto& [each, examples] : catalogue().by_code) {
    if (each == code) return code;
    known.push_back(each);
    if (each.ends_with("." + code)) ending.push_back(each);
  }
  if (ending.size() == 1) return ending.front();
  std::string advice = ending.empty() ? base::suggest(code, known)
                                      : fmt::format("，是否指 {}？", base::join(ending, "、"));
  throw base::Refused("why.unknown-code",
                      fmt::format("没有 '{}' 这种错误的说明{}", code,
                                  advice.empty() ? "，请照抄错误末尾方括号里的代码" : advice));
}

std::string find_example(const ExplainedCode& code, const std::map<std::string, Example>& examples,
                         const std::string& given) {
  if (examples.count(given) > 0) return given;
  if (!given.empty()) {
    throw base::Refused("why.unknown-example",
                        fmt::format("{} 没有名为 '{}' 的例子，有：{}", code.code, given,
                                    base::join(code.examples, "、")));
  }
  for (const auto& [name, example] : examples) {
    if (!files_of(example, "wrong").empty() && !files_of(example, "good").empty()) return name;
  }
  return examples.begin()->first;
}

}  // namespace

std::vector<ExplainedCode> list_codes() {
  std::vector<ExplainedCode> all;
  for (const auto& [code, examples] : catalogue().by_code) all.push_back(explained(code, examples));
  return all;
}

Explanation explain_code(const std::string& code, const std::string& example) {
  std::string found = find_code(code);
  const std::map<std::string, Example>& examples = catalogue().by_code.at(found);
  Explanation explanation;
  explanation.code = explained(found, examples);
  explanation.example = find_example(explanation.code, examples, example);
  const Example& shown = examples.at(explanation.example);
  explanation.findings = text_of(shown, "expected");
  explanation.wrong = files_of(shown, "wrong");
  explanation.good = files_of(shown, "good");
  if (explanation.wrong.size() == 1 && explanation.good.size() == 1) {
    explanation.changes = changes_between(lines_of(explanation.wrong.front().text),
                                          lines_of(explanation.good.front().text));
  }
  return explanation;
}

}  // namespace xueshi::authoring
