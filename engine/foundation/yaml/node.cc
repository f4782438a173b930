#include "yaml/node.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"

namespace xueshi::yaml {

namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kMostDepth = 32;

// What the parser's words mean to a person who writes such a file.
struct Misread {
  std::string_view words;
  const char* code;
  std::string_view message;
};
constexpr Misread kMisreads[] = {
    {"the referenced anchor", "yaml.alias",
     "不允许使用别名（*），请把内容直接写出来；文字以 * 开头时请加引号"},
    {"illegal flow end", "yaml.syntax", "括号不配对：多了一个，或方括号和花括号混用，请更正"},
    {"end of sequence flow", "yaml.syntax", "缺少与 '[' 配对的 ']'，或漏了逗号，请补上"},
    {"end of map flow", "yaml.syntax", "缺少与 '{' 配对的 '}'，或漏了逗号，请补上"},
    {"end of map not found", "yaml.syntax",
     "这一行的缩进或写法与上面不一致，请对齐，并检查引号和冒号（半角，后面空一格）"},
    {"end of sequence not found", "yaml.syntax",
     "这一行与上面的列表项没有对齐，请用 '- ' 开头并对齐"},
    {"illegal map value", "yaml.syntax",
     "此处不能再写冒号：请检查缩进；文字里有冒号时给整段加引号"},
    {"illegal block entry", "yaml.syntax", "此处不能写 '- '，请另起一行并对齐"},
    {"illegal map key", "yaml.syntax", "此处不能写键，请检查缩进和上一行的引号"},
    {"unknown token", "yaml.syntax", "文字不能以这个字符开头，请给整段文字加引号"},
    {"illegal EOF in scalar", "yaml.syntax", "引号没有结束，请补上"},
    {"illegal document indicator", "yaml.syntax", "引号没有结束，请补上"},
    {"illegal tab", "yaml.syntax", "缩进不能用制表符，请改用空格"},
    {"unknown escape", "yaml.syntax", "双引号里的反斜杠要写成两个 '\\\\'，请更正"},
};

Misread misread_of(std::string_view words) {
  for (const Misread& each : kMisreads) {
    if (words.substr(0, each.words.size()) == each.words) return each;
  }
  return {"", "yaml.syntax", "不是合格的 YAML，请检查这一行的缩进、冒号、括号和引号"};
}

// `!!int` rather than `tag:yaml.org,2002:int`.
std::string tag_as_written(const std::string& tag) {
  constexpr std::string_view kLong = "tag:yaml.org,2002:";
  return tag.compare(0, kLong.size(), kLong) == 0 ? "!!" + tag.substr(kLong.size()) : tag;
}

// The parser counts bytes, people count characters. Keeps the line at hand, since a file may be one
// long line.
class Columns {
 public:
  explicit Columns(const Mended& text) : text_(text) {}

  int of(const YAML::Mark& mark) {
    if (mark.line != line_) read_line(mark.line);
    std::size_t bytes = static_cast<std::size_t>(std::max(mark.column, 0));
    std::size_t known = std::min(bytes, columns_.size() - 1);
    return columns_[known] + static_cast<int>(bytes - known);
  }

 private:
  void read_line(int line) {
    line_ = line;
    columns_ = {1};
    if (auto mended = text_.columns.find(line); mended != text_.columns.end()) {
      columns_ = mended->second;
      return;
    }
    const std::vector<std::string>& lines = text_.lines;
    if (line < 0 || static_cast<std::size_t>(line) >= lines.size()) return;
    for (std::string_view character : base::characters(lines[static_cast<std::size_t>(line)])) {
      int column = columns_.back();
      for (std::size_t i = 1; i < character.size(); ++i) columns_.push_back(column);
      columns_.push_back(column + 1);
    }
  }

  const Mended& text_;
  int line_ = -1;
  std::vector<int> columns_ = {1};  // of every byte of the line, and of its end
};

// Builds nodes from events, so that an alias bomb or a deep nest is refused before it is built.
class Builder : public YAML::EventHandler {
 public:
  Builder(const Document& document, const Mended& text, base::Findings& findings)
      : document_(document), text_(text), findings_(findings), columns_(text) {}

  Node take_root() { return std::move(root_); }
  bool has_many_documents() const { return documents_ > 1; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 2)
      refuse(mark, "yaml.many-documents", "一个文件只能有一份文档，请去掉多余的 '---'");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    OnScalar(mark, "", anchor, "");
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "yaml.alias", "不允许使用别名（*），请把内容直接写出来");
    add(mark, {});
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_extras(mark, tag, anchor);
    Node node;
    node.text = value;
    node.quoted = tag == "!";
    if (node.quoted && !is_closed(mark))
      refuse(mark, "yaml.syntax", "引号没有结束，请在这段文字之后补上");
    add(mark, std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check_extras(mark, tag, anchor);
    start(mark, Kind::kSequence);
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check_extras(mark, tag, anchor);
    start(mark, Kind::kMap);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    Node node;
    std::optional<Node> key;  // of a map, while its value is awaited
  };

  Mark to_mark(const YAML::Mark& mark) { return {mark.line + 1, columns_.of(mark)}; }

  void refuse(const YAML::Mark& mark, const char* code, const std::string& message) {
    findings_.error(document_.place(to_mark(mark)), code, message);
  }

  void check_extras(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) refuse(mark, "yaml.anchor", "不允许使用锚点（&），请去掉");
    if (!tag.empty() && tag != "?" && tag != "!") {
      refuse(mark, "yaml.tag", fmt::format("不允许使用标签 '{}'，请去掉", tag_as_written(tag)));
    }
  }

  // False for a quotation that runs to the end of the file: the parser lets it, and whatever stands
  // below would silently be a part of it.
  bool is_closed(const YAML::Mark& mark) const {
    const std::vector<std::string>& lines = text_.lines;
    auto line = static_cast<std::size_t>(mark.line);
    auto at = static_cast<std::size_t>(mark.column);
    if (line >= lines.size() || at >= lines[line].size()) return true;
    char quote = lines[line][at];
    if (quote != '\'' && quote != '"') return true;  // a block of text
    for (++at; line < lines.size(); ++line, at = 0) {
      for (; at < lines[line].size(); ++at) {
        if (lines[line][at] == quote) return true;
        if (lines[line][at] == '\\' && quote == '"') ++at;
      }
    }
    return false;
  }

  void start(const YAML::Mark& mark, Kind kind) {
    if (open_.size() + skipped_ >= kMostDepth) {
      if (skipped_++ == 0)
        refuse(mark, "yaml.too-deep", fmt::format("嵌套超过 {} 层，请简化", kMostDepth));
      return;
    }
    Node node;
    node.kind = kind;
    node.mark = to_mark(mark);
    open_.push_back({std::move(node), std::nullopt});
  }

  void end() {
    if (skipped_ > 0) {
      --skipped_;
      return;
    }
    Node node = std::move(open_.back().node);
    open_.pop_back();
    attach(std::move(node));
  }

  void add(const YAML::Mark& mark, Node node) {
    if (skipped_ > 0) return;
    node.mark = to_mark(mark);
    attach(std::move(node));
  }

  void attach(Node node) {
    if (open_.empty()) {
      if (documents_ <= 1) root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Kind::kSequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      parent.key = std::move(node);
    } else {
      add_entry(parent, std::move(node));
    }
  }

  void add_entry(Open& parent, Node value) {
    Node key = std::move(*parent.key);
    parent.key.reset();
    if (!key.is_scalar()) {
      findings_.error(document_.place(key.mark), "yaml.key", "键应为一个词，不能是列表，请改写");
      return;
    }
    if (const Node::Entry* first = parent.node.find_entry(key.text)) {
      findings_.error(document_.place(key.mark), "yaml.duplicate-key",
                      fmt::format("键 '{}' 重复，第 {} 行已写过，请只保留一处", key.text,
                                  first->key_mark.line));
      return;
    }
    parent.node.entries.push_back({key.text, key.mark, std::move(value)});
  }

  const Document& document_;
  const Mended& text_;
  base::Findings& findings_;
  Columns columns_;
  std::vector<Open> open_;
  Node root_;
  int documents_ = 0;
  std::size_t skipped_ = 0;  // open nodes below the depth limit
};

std::string without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.substr(0, kMark.size()) == kMark) text.remove_prefix(kMark.size());
  return std::string(text);
}

// Lines end as Unix, Windows or old Macs end them.
std::vector<std::string> lines_of(std::string text) {
  bool has_newline = text.find('\n') != std::string::npos;
  if (!has_newline) std::replace(text.begin(), text.end(), '\r', '\n');
  std::vector<std::string> lines = base::split(text, '\n');
  for (std::string& line : lines) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
  }
  return lines;
}

int first_bad_line(std::string_view text) {
  int line = 1;
  for (const std::string& each : base::split(text, '\n')) {
    if (!base::is_clean_utf8(each)) return line;
    ++line;
  }
  return 0;
}

// What a file is whose bytes begin so; null for a text.
const char* kind_of_binary(std::string_view text) {
  constexpr std::pair<std::string_view, const char*> kKinds[] = {
      {"PK\x03\x04", " Word、Excel 文件或压缩包"},
      {"\xD0\xCF\x11\xE0", "旧版 Word 或 Excel 文件"},
      {"%PDF", " PDF 文件"},
      {"{\\rtf", "Word 的 RTF 文件"},
      {"\x1F\x8B", "压缩包"},
      {"\x89PNG", "图片"}};
  for (const auto& [head, kind] : kKinds) {
    if (text.substr(0, head.size()) == head) return kind;
  }
  return nullptr;
}

// False where what comes after one of them is not to be judged.
bool tell_slips(const Document& document, const Mended& text, base::Findings& findings) {
  bool go_on = true;
  for (const Slip& slip : text.slips) {
    const base::Place place = document.place({slip.line, slip.column});
    if (slip.weight == Weight::kCertain || slip.weight == Weight::kFatal)
      findings.error(place, slip.code, slip.message);
    if (slip.weight == Weight::kLikely) findings.warning(place, slip.code, slip.message);
    go_on = go_on && slip.weight != Weight::kFatal;
  }
  return go_on;
}

// The slip that the parser stumbled over: the last line out of line before, or a look-alike there;
// null where it is neither.
const Slip* cause_of(const Mended& text, int line) {
  const Slip* cause = nullptr;
  for (const Slip& slip : text.slips) {
    if (slip.line > line) break;
    bool is_near = slip.line >= line - 1 && slip.weight != Weight::kLayout;
    if (slip.weight == Weight::kLayout || is_near) cause = &slip;
  }
  return cause;
}

// What the parser makes of the text; absent where it cannot read it, or it holds what is refused.
std::optional<Node> build(const Document& document, const Mended& text, base::Findings& findings) {
  std::size_t errors_before = findings.errors();
  Builder builder(document, text, findings);
  try {
    std::istringstream stream(base::join(text.lines, "\n"));
    YAML::Parser parser(stream);
    // The parser may find documents without end where something stands after one.
    while (!builder.has_many_documents() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    base::Place place = document.place({error.mark.line + 1, Columns(text).of(error.mark)});
    std::string_view indent = place.excerpt;
    indent = indent.substr(0, indent.find_first_not_of(" \t"));
    bool has_tab = indent.find('\t') != std::string_view::npos;
    const Slip* cause = cause_of(text, place.line);
    if (cause != nullptr && !has_tab) {
      if (cause->weight != Weight::kCertain)
        findings.error(document.place({cause->line, cause->column}), cause->code, cause->message);
      // What may be meant as it stands, on a line before, need not be why.
      bool is_doubtful = cause->weight == Weight::kLikely || cause->weight == Weight::kPossible;
      if (!is_doubtful || cause->line == place.line) return std::nullopt;
    }
    Misread misread = misread_of(has_tab ? "illegal tab" : error.msg);
    findings.error(std::move(place), misread.code, std::string(misread.message));
  }
  if (findings.errors() != errors_before) return std::nullopt;
  return builder.take_root();
}

}  // namespace

const Node::Entry* Node::find_entry(std::string_view key) const {
  auto at = std::find_if(entries.begin(), entries.end(),
                         [&](const Entry& entry) { return entry.key == key; });
  return at == entries.end() ? nullptr : &*at;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

base::Place Document::place(const Mark& mark) const {
  base::Place place{file_, mark.line, mark.column, "", ""};
  if (mark.line >= 1 && mark.line <= static_cast<int>(lines_.size())) {
    place.excerpt = lines_[static_cast<std::size_t>(mark.line) - 1];
  }
  return place;
}

const std::vector<Slip>& Document::slips_at(const Mark& mark) const {
  static const std::vector<Slip> kNone;
  auto at = slips_.find({mark.line, mark.column});
  return at == slips_.end() ? kNone : at->second;
}

std::optional<Document> Document::parse(const std::string& file, std::string_view text,
                                        base::Findings& findings) {
  std::size_t errors_before = findings.errors();
  auto document = read(file, text, findings);
  return findings.errors() == errors_before ? std::move(document) : std::nullopt;
}

std::optional<Document> Document::read(const std::string& file, std::string_view text,
                                       base::Findings& findings) {
  if (text.size() > kMostBytes) {
    findings.error(
        {file, 0, 0, "", ""}, "yaml.too-big",
        fmt::format("文件大小为 {} 字节，超过上限 {} 字节，不予读取", text.size(), kMostBytes));
    return std::nullopt;
  }
  if (const char* kind = kind_of_binary(text)) {
    findings.error(
        {file, 0, 0, "", ""}, "yaml.not-text",
        fmt::format("这不是文本文件（像是{}）：请在文本编辑器（如记事本）中书写，并保存为 "
                    "UTF-8 编码的文本",
                    kind));
    return std::nullopt;
  }
  if (!base::is_clean_utf8(text)) {
    findings.error({file, first_bad_line(text), 0, "", ""}, "yaml.encoding",
                   "不是 UTF-8 文本，请另存为 UTF-8 编码");
    return std::nullopt;
  }
  Document document;
  document.file_ = file;
  document.lines_ = lines_of(without_byte_order_mark(text));
  Mended mended = mend(document.lines_);
  for (const Slip& slip : mended.slips) {
    bool is_of_text = slip.weight == Weight::kLikely || slip.weight == Weight::kPossible;
    if (is_of_text) document.slips_[{slip.line, slip.token}].push_back(slip);
  }
  base::Findings found;
  std::optional<Node> root;
  if (tell_slips(document, mended, found)) root = build(document, mended, found);
  found.sort_by_place();
  findings.append(found);
  if (!root) return std::nullopt;
  document.root_ = std::move(*root);
  return document;
}

}  // namespace xueshi::yaml
