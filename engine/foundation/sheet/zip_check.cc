#include "sheet/zip_check.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace xueshi::sheet {

namespace {

constexpr std::uint64_t kMostParts = 10'000;
constexpr std::string_view kOleMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view kPartMark = "PK\x03\x04";
constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::string_view kWideEndMark = "PK\x06\x07";  // points to a zip64 end record
constexpr std::int64_t kLongestEnd = 65'535 + 22 + 20;

std::string read_piece(const InputFile& file, std::int64_t offset, std::size_t most) {
  std::string piece(most, '\0');
  piece.resize(offset < 0 || offset > file.size() ? 0 : file.read_at(offset, piece.data(), most));
  return piece;
}

// Little-endian; 0 where the text is too short.
std::uint64_t number_at(std::string_view text, std::size_t at, int bytes) {
  if (at + bytes > text.size()) return 0;
  std::uint64_t number = 0;
  for (int i = bytes; i-- > 0;) number = number << 8 | static_cast<unsigned char>(text[at + i]);
  return number;
}

// Office wraps an encrypted workbook into an OLE file with a stream of this
// name (UTF-16).
bool holds_encrypted_package(const InputFile& file) {
  std::string name;
  for (char c : std::string_view("EncryptedPackage")) name += {c, '\0'};
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  std::string window;
  for (std::int64_t at = 0; at < file.size(); at += kPiece) {
    window = window.substr(window.size() - std::min(window.size(), name.size()));
    window += read_piece(file, at, kPiece);
    if (window.find(name) != std::string::npos) return true;
  }
  return false;
}

std::uint64_t parts_of_wide_end(const InputFile& file, std::uint64_t offset) {
  if (offset > static_cast<std::uint64_t>(file.size())) return 0;
  return number_at(read_piece(file, static_cast<std::int64_t>(offset), 40), 32, 8);
}

// The largest number of parts that any end record in the last bytes claims; 0
// where there is none.
std::uint64_t claimed_parts(const InputFile& file, std::string_view tail) {
  std::uint64_t most = 0;
  for (std::size_t at = tail.find(kEndMark); at != tail.npos; at = tail.find(kEndMark, at + 1)) {
    most = std::max(most, number_at(tail, at + 10, 2));
  }
  for (std::size_t at = tail.find(kWideEndMark); at != tail.npos;
       at = tail.find(kWideEndMark, at + 1)) {
    most = std::max(most, parts_of_wide_end(file, number_at(tail, at + 8, 8)));
  }
  return most;
}

}  // namespace

Fault check_zip(const InputFile& file, std::int64_t most_bytes) {
  if (file.size() == 0) return {"sheet.not-xlsx", "文件是空的，请重新导出"};
  std::string head = read_piece(file, 0, 8);
  if (head == kOleMark && holds_encrypted_package(file)) {
    return {"sheet.encrypted", "工作簿加了密码，请在 Excel 中取消密码后再导入"};
  }
  if (head == kOleMark) {
    return {"sheet.old-xls", "这是旧版 .xls 格式，请另存为 .xlsx 后再导入"};
  }
  if (!head.starts_with(kPartMark)) {
    return {"sheet.not-xlsx", "不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再导入"};
  }
  if (file.size() > most_bytes) return {"sheet.too-large", "文件超过 128 MiB，请拆分后再导入"};
  std::string tail = read_piece(file, std::max<std::int64_t>(0, file.size() - kLongestEnd),
                                static_cast<std::size_t>(kLongestEnd));
  if (tail.find(kEndMark) == std::string::npos) {
    return {"sheet.truncated", "文件不完整，可能没有下载或复制完，请重新获取"};
  }
  if (claimed_parts(file, tail) > kMostParts) return damaged("压缩包里的文件太多");
  return {};
}

}  // namespace xueshi::sheet
