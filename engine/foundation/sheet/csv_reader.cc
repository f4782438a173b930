#include "sheet/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "sheet/limits.h"
#include "sheet/utf8.h"

namespace xueshi::sheet {

namespace {

constexpr std::size_t kFirstCapacity = std::size_t{1} << 20;
constexpr std::size_t kLeastDecoded = 64;
constexpr auto kNowhere = std::string_view::npos;

std::string_view without_carriage_return(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// `a""b` → `a"b`, in place.
std::string_view unescape(std::string_view text) {
  char* to = const_cast<char*>(text.data());
  std::size_t length = 0;
  for (std::size_t from = 0; from < text.size(); ++from) {
    to[length++] = text[from];
    if (text[from] == '"') ++from;
  }
  return text.substr(0, length);
}

}  // namespace

CsvReader::CsvReader(Source source, std::unique_ptr<InputFile> file, base::Findings& findings)
    : Reader(std::move(source)),
      file_(std::move(file)),
      findings_(findings),
      buffer_(new char[kFirstCapacity]),
      capacity_(kFirstCapacity) {
  choose_encoding();
  skip_byte_order_mark();
  choose_separator();
}

void CsvReader::choose_encoding() {
  encoding_ = guess_encoding(*file_);
  if (encoding_ == Encoding::kUtf8) return;
  decoder_ = std::make_unique<Decoder>(*file_, encoding_);
  findings_.warning(
      source_.place(0, 0), "sheet.encoding",
      fmt::format("文件是 {} 编码，已按此读取；请核对导入的中文", name_of(encoding_)));
}

// The first line tells: it has headings, none of which holds one of these.
void CsvReader::choose_separator() {
  std::size_t end = left().find('\n');
  while (end == kNowhere && !at_end_ && left().size() < kFirstCapacity) {
    fill();
    end = left().find('\n');
  }
  std::string_view line = left().substr(0, end);
  if (line.find(',') != kNowhere) return;
  for (auto [separator, name] : {std::pair{'\t', "制表符"}, std::pair{';', "分号"}}) {
    if (line.find(separator) == kNowhere) continue;
    separator_ = separator;
    findings_.warning(source_.place(0, 0), "sheet.separator",
                      fmt::format("各列以{}分隔，已按此读取", name));
    return;
  }
}

void CsvReader::skip_byte_order_mark() {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (left().size() < kMark.size() && !at_end_) fill();
  if (left().starts_with(kMark)) begin_ += kMark.size();
}

// Reads on; false where the row can become no longer.
bool CsvReader::fill() {
  std::size_t length = end_ - begin_;
  if (begin_ > 0) std::memmove(buffer_.get(), buffer_.get() + begin_, length);
  begin_ = 0;
  end_ = length;
  if (end_ + (decoder_ ? kLeastDecoded : 0) >= capacity_) {
    if (capacity_ >= kMostRowBytes) return false;
    std::unique_ptr<char[]> wider(new char[capacity_ * 2]);
    std::memcpy(wider.get(), buffer_.get(), length);
    buffer_ = std::move(wider);
    capacity_ *= 2;
  }
  std::size_t room = capacity_ - end_;
  std::size_t got = decoder_ ? decoder_->read(buffer_.get() + end_, room)
                             : file_->read(buffer_.get() + end_, room);
  at_end_ = got == 0;
  end_ += got;
  read_ += static_cast<std::int64_t>(got);
  return true;
}

const Row* CsvReader::next() {
  if (failed_) return nullptr;
  begin_ += std::exchange(row_bytes_, 0);
  Scan scan = scan_row();
  while (scan == Scan::kNeedsMore) {
    scan = fill() ? scan_row() : endless_row();
  }
  if (scan == Scan::kDamaged || left().empty()) return nullptr;
  finish_row();
  return failed_ ? nullptr : &row_;
}

CsvReader::Scan CsvReader::scan_row() {
  row_.cells.clear();
  row_.number = line_;
  escaped_ = false;
  std::string_view text = left();
  std::size_t line_end = text.find('\n');
  if (line_end == kNowhere && !at_end_) return Scan::kNeedsMore;
  std::string_view line = text.substr(0, line_end);
  if (std::memchr(line.data(), '"', line.size()) != nullptr) return scan_quoted_row();
  row_bytes_ = line_end == kNowhere ? text.size() : line_end + 1;
  return scan_plain_row(without_carriage_return(line));
}

CsvReader::Scan CsvReader::scan_plain_row(std::string_view line) {
  while (true) {
    std::size_t comma = line.find(separator_);
    if (Scan scan = add_cell(line.substr(0, comma)); scan != Scan::kWhole) return scan;
    if (comma == kNowhere) return Scan::kWhole;
    line.remove_prefix(comma + 1);
  }
}

CsvReader::Scan CsvReader::scan_quoted_row() {
  std::string_view text = left();
  std::size_t at = 0;
  while (true) {
    if (at < text.size() && text[at] == '"') {
      if (Scan scan = scan_quoted_cell(at); scan != Scan::kWhole) return scan;
    } else {
      const char stops[] = {separator_, '\n'};
      std::size_t stop = text.find_first_of(stops, at, 2);
      if (stop == kNowhere && !at_end_) return Scan::kNeedsMore;
      std::string_view cell = text.substr(at, stop == kNowhere ? stop : stop - at);
      at += cell.size();
      bool last = at == text.size() || text[at] == '\n';
      if (last) cell = without_carriage_return(cell);
      if (Scan scan = add_cell(cell); scan != Scan::kWhole) return scan;
    }
    if (at == text.size() || text[at] == '\n') {
      row_bytes_ = std::min(at + 1, text.size());
      return Scan::kWhole;
    }
    ++at;  // the separator
  }
}

// Leaves `at` on the comma, the line feed or the end behind the cell.
CsvReader::Scan CsvReader::scan_quoted_cell(std::size_t& at) {
  std::string_view text = left();
  std::size_t start = at + 1;
  std::size_t close = start;
  while (true) {
    close = text.find('"', close);
    if (close == kNowhere) {
      if (text.size() - start > kMostCellBytes) return too_long(cells_so_far() + 1);
      if (!at_end_) return Scan::kNeedsMore;
      return damage("sheet.unbalanced-quote", "这个单元格以引号开头却没有结束引号，请补上 '\"'",
                    row_.number, cells_so_far() + 1);
    }
    if (close + 1 == text.size() && !at_end_) return Scan::kNeedsMore;
    if (close + 1 == text.size() || text[close + 1] != '"') break;
    escaped_ = true;
    close += 2;
  }
  if (Scan scan = add_cell(text.substr(start, close - start)); scan != Scan::kWhole) return scan;
  at = close + 1;
  if (text.substr(at, 2) == "\r\n" || (at_end_ && text.substr(at) == "\r")) ++at;
  return check_after_quote(at);
}

CsvReader::Scan CsvReader::check_after_quote(std::size_t at) {
  std::string_view behind = left().substr(at, 2);
  if (behind.empty() || behind[0] == separator_ || behind[0] == '\n') return Scan::kWhole;
  if (behind == "\r" && !at_end_) return Scan::kNeedsMore;
  return damage("sheet.stray-quote",
                "结束引号后面还有文字；单元格里的引号要写成两个 '\"\"'，请改正后再导入",
                row_.number, cells_so_far());
}

CsvReader::Scan CsvReader::add_cell(std::string_view text) {
  if (row_.cells.size() == kMostColumns) {
    return damage("sheet.too-many-columns",
                  fmt::format("一行最多 {} 列，请检查分隔符", kMostColumns), row_.number,
                  kMostColumns + 1);
  }
  row_.cells.push_back({cells_so_far() + 1, text});
  if (text.size() > kMostCellBytes) return too_long(cells_so_far());
  return Scan::kWhole;
}

CsvReader::Scan CsvReader::too_long(int column) {
  return damage("sheet.cell-too-long",
                "单元格超过 1 MiB，请缩短；如果它不该这么长，多半是前面少了一个结束引号",
                row_.number, column);
}

// The buffer is full and the row has no end.
CsvReader::Scan CsvReader::endless_row() {
  std::string_view text = left();
  std::size_t last_cell = text.rfind(separator_) + 1;  // 0 without a comma
  if (text.size() - last_cell > kMostCellBytes) {
    return too_long(static_cast<int>(std::count(text.begin(), text.end(), separator_)) + 1);
  }
  return damage("sheet.row-too-long", "一行超过 8 MiB，请检查换行", row_.number, 1);
}

CsvReader::Scan CsvReader::damage(std::string_view code, std::string message, int line,
                                  int column) {
  findings_.error(source_.place(line, column), std::string(code), std::move(message));
  failed_ = true;
  return Scan::kDamaged;
}

// What is wrong with the bytes of a whole row, at the line and cell in which it is.
bool CsvReader::check_text(std::string_view row) {
  std::size_t at = find_unclean(row);
  if (at == kNowhere) return true;
  auto breaks = std::count(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  auto behind = std::find_if(row_.cells.begin(), row_.cells.end(),
                             [&](const Cell& cell) { return cell.text.data() > row.data() + at; });
  int line = line_ + static_cast<int>(breaks);
  int column = std::max<int>(1, static_cast<int>(behind - row_.cells.begin()));
  if (row[at] == '\0') {
    damage("sheet.nul", "含有 NUL 字符，请删除它", line, column);
  } else {
    damage("sheet.not-utf8",
           decoder_ ? fmt::format("有 {} 编码中没有的字符，请另存为“CSV UTF-8”格式后再导入",
                                  name_of(encoding_))
                    : "不是 UTF-8 编码，请另存为“CSV UTF-8”格式后再导入",
           line, column);
  }
  return false;
}

void CsvReader::finish_row() {
  std::string_view row = left().substr(0, row_bytes_);
  if (!check_text(row)) return;
  bool several_lines = row.find('\n') < row.size() - 1;
  line_ += several_lines ? static_cast<int>(std::count(row.begin(), row.end(), '\n')) : 1;
  if (!escaped_) return;
  for (Cell& cell : row_.cells) {
    bool quoted = cell.text.data() > row.data() && cell.text.data()[-1] == '"';
    if (quoted && cell.text.find('"') != kNowhere) {
      cell.text = unescape(cell.text);
    }
  }
}

}  // namespace xueshi::sheet
