#include "store/dump_reader.h"

#include "base/text.h"

namespace xueshi::store {

namespace {

constexpr std::string_view kBegin = "COPY ", kFrom = ") FROM stdin;", kEnd = "\\.";

// Identifiers that are words of SQL stand in quotes. None of ours holds one.
std::string unquoted(std::string_view name) {
  bool is_quoted = name.size() >= 2 && name.front() == '"' && name.back() == '"';
  return std::string(is_quoted ? name.substr(1, name.size() - 2) : name);
}

char unescaped(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return letter;
  }
}

std::string unescaped(std::string_view text) {
  if (text == "\\N") return "";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool is_escape = text[i] == '\\' && i + 1 < text.size();
    result += is_escape ? unescaped(text[++i]) : text[i];
  }
  return result;
}

}  // namespace

std::vector<std::string> DumpRow::values() const {
  std::vector<std::string> values = base::split(line, '\t');
  for (std::string& value : values) value = unescaped(std::string_view(value));
  values.resize(columns.size());
  return values;
}

void DumpReader::add(const std::string& line) {
  if (in_table_) {
    in_table_ = line != kEnd;
    if (in_table_) on_row_({table_, columns_, line});
    return;
  }
  bool begins = line.rfind(kBegin, 0) == 0 && line.size() > kFrom.size() &&
                line.compare(line.size() - kFrom.size(), kFrom.size(), kFrom) == 0;
  std::size_t open = line.find(" (");
  if (!begins || open == std::string::npos) return;
  std::string name = line.substr(kBegin.size(), open - kBegin.size());
  table_ = unquoted(std::string_view(name).substr(name.find('.') + 1));
  std::string list = line.substr(open + 2, line.size() - kFrom.size() - open - 2);
  columns_.clear();
  for (const std::string& column : base::split(list, ','))
    columns_.push_back(unquoted(base::trim(column)));
  in_table_ = true;
  on_table_(table_);
}

}  // namespace xueshi::store
