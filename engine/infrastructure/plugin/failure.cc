#include "plugin/failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace xueshi::plugin {

namespace {

struct Meaning {
  std::string_view english;
  std::string_view chinese;
};

// Lua's own messages, by what they contain; the first that fits.
constexpr std::array kMeanings = {
    Meaning{"attempt to index a nil value", "不能对空值 nil 取字段，请看这个名字有没有写错"},
    Meaning{"attempt to index a", "只有表才有字段"},
    Meaning{"attempt to call a nil value", "没有这个函数（值是 nil），请看名字有没有写错"},
    Meaning{"attempt to call a", "这不是函数，不能调用"},
    Meaning{"attempt to perform arithmetic on a nil value", "空值 nil 不能计算"},
    Meaning{"attempt to perform arithmetic on", "只有数才能计算"},
    Meaning{"attempt to concatenate a nil value", "空值 nil 不能用 .. 连接"},
    Meaning{"attempt to concatenate", "只有文字和数能用 .. 连接"},
    Meaning{"attempt to compare two nil values", "空值 nil 不能比大小"},
    Meaning{"attempt to compare", "不同类型的值不能比大小"},
    Meaning{"attempt to get length of", "只有文字和表有长度"},
    Meaning{"attempt to perform 'n//0'", "除数为 0"},
    Meaning{"attempt to perform 'n%%0'", "除数为 0"},
    Meaning{"number has no integer representation", "这个数不是整数"},
    Meaning{"C stack overflow", "嵌套太深"},
    Meaning{"stack overflow", "函数自己调用自己，没有尽头"},
    Meaning{"error in error handling", "处理错误时又出错"},
    Meaning{"assertion failed!", "assert 的条件不成立"},
    Meaning{"bad argument", "参数不对"},
    Meaning{"attempt to compare two table values",
            "两个表不能比大小，请给 table.sort 一个比较函数"},
    Meaning{"string length overflow", "文字太长"},
    Meaning{"resulting string too large", "文字太长"},
    Meaning{"too many results to unpack", "展开的值太多"},
    Meaning{"too many captures", "模式里的括号太多"},
    Meaning{"malformed pattern", "模式写得不对"},
    Meaning{"pattern too complex", "模式太复杂"},
};

std::string sentence(const Limits& limits, const std::string& code) {
  if (code == "plugin.timeout") {
    double seconds = static_cast<double>(limits.deadline.count()) / 1000;
    return fmt::format("运行超过 {} 秒，已停止；请看有没有走不出来的循环", seconds);
  }
  if (code == "plugin.memory")
    return fmt::format("用的内存超过 {} MiB，已停止；请不要把所有的行存进表里",
                       limits.memory >> 20);
  if (code == "plugin.log-too-long")
    return fmt::format("print 的文字超过 {} KiB", limits.log >> 10);
  if (code == "plugin.too-many-rows") return fmt::format("emit 超过 {} 行", limits.rows);
  if (code == "plugin.output-too-big")
    return fmt::format("emit 的内容超过 {} MiB", limits.output >> 20);
  if (code == "plugin.binary") return "main.lua 是编译过的，请放源代码";
  if (code == "plugin.no-function")
    return "main.lua 要返回一个函数，请以 return function(book, emit) … end 的形式书写";
  if (code == "plugin.not-one-row") return "这个模板是一张表格，要 emit 正好一行";
  if (code == "plugin.protocol") return "插件进程发来的数据不合规";
  return "";
}

// For texts out of a process that may be lying: well-formed, one line, not too long.
std::string clean(std::string_view text, std::size_t most) {
  if (!base::is_clean_utf8(text)) return "（不是有效的 UTF-8）";
  std::string kept;
  for (std::string_view character : base::characters(text)) {
    if (kept.size() + character.size() > most) return kept + "…";
    bool control = character.size() == 1 &&
                   (static_cast<unsigned char>(character[0]) < 32 || character[0] == 127);
    kept += control ? std::string_view(" ") : character;
  }
  return kept;
}

std::string line_of(const std::string& program, std::uint32_t line) {
  std::size_t start = 0;
  for (std::uint32_t at = 1; at < line; ++at) {
    start = program.find('\n', start);
    if (start == std::string::npos) return "";
    ++start;
  }
  std::string text = program.substr(start, program.find('\n', start) - start);
  return base::is_clean_utf8(text) ? std::string(base::trim(text)) : "";
}

}  // namespace

std::string explain(std::string_view message) {
  for (const Meaning& meaning : kMeanings) {
    if (message.find(meaning.english) != std::string_view::npos)
      return fmt::format("{} ({})", meaning.chinese, message);
  }
  return std::string(message);
}

Whereabouts read_whereabouts(wire::Reader& reader) {
  Whereabouts at;
  at.line = reader.u32();
  at.number = reader.u32();
  at.label = clean(reader.text(), 100);
  at.headline = clean(reader.text(), 100);
  return at;
}

Failure make_failure(const Plugin& plugin, const Limits& limits, std::string code,
                     std::string_view message, const Whereabouts& at) {
  std::string text = sentence(limits, code);
  if (text.empty()) text = explain(clean(message, 2000));
  if (code == "plugin.syntax") text = "语法错误：" + text;
  if (at.number > 0) text += fmt::format("（第 {} 行：{}={}）", at.number, at.label, at.headline);
  Failure failure;
  failure.place.file = plugin.program_file;
  failure.place.line = at.line < 1'000'000 ? static_cast<int>(at.line) : 0;
  if (failure.place.line > 0) failure.place.excerpt = line_of(plugin.program, at.line);
  failure.code = std::move(code);
  failure.message = std::move(text);
  return failure;
}

}  // namespace xueshi::plugin
