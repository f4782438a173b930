#include "sheet/encoding.h"

#include <fmt/format.h>
#include <iconv.h>

#include <cerrno>

#include "base/error.h"
#include "base/system_error.h"
#include "sheet/utf8.h"

namespace xueshi::sheet {

namespace {

constexpr std::size_t kLookedAt = 64 << 10;
constexpr std::size_t kPiece = 64 << 10;
constexpr char kNoText = '\xFF';

const char* name_for_iconv(Encoding encoding) {
  switch (encoding) {
    case Encoding::kGb18030:
      return "GB18030";
    case Encoding::kUtf16Le:
      return "UTF-16LE";
    case Encoding::kUtf16Be:
      return "UTF-16BE";
    case Encoding::kUtf8:
      break;
  }
  return "UTF-8";
}

iconv_t open_converter(Encoding encoding) {
  iconv_t converter = ::iconv_open("UTF-8", name_for_iconv(encoding));
  if (converter == reinterpret_cast<iconv_t>(-1))
    throw base::Error(
        base::ErrorKind::kProcess,
        fmt::format("不能读取 {} 编码：{}", name_of(encoding), base::describe_system_error(errno)));
  return converter;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// A character may be cut at the end of what is looked at.
bool is_utf8(std::string_view text) {
  for (int cut = 0; cut < 4; ++cut) {
    if (find_unclean(text) == std::string_view::npos) return true;
    if (text.empty() || static_cast<unsigned char>(text.back()) < 0x80) return false;
    text.remove_suffix(1);
  }
  return false;
}

// What of a text is beyond ASCII, and how much of that stands in characters of three bytes, as
// Chinese does in UTF-8; in another encoding hardly ever by chance.
struct Shares {
  std::size_t high = 0;
  std::size_t in_threes = 0;
};

Shares shares_of(std::string_view text) {
  Shares shares;
  for (std::size_t i = 0; i < text.size();) {
    bool is_lead = (static_cast<unsigned char>(text[i]) & 0xF0) == 0xE0;
    bool is_three = is_lead && i + 2 < text.size() && is_continuation(text[i + 1]) &&
                    is_continuation(text[i + 2]);
    if (is_three) shares.in_threes += 3;
    if (static_cast<unsigned char>(text[i]) >= 0x80) shares.high += is_three ? 3 : 1;
    i += is_three ? 3 : 1;
  }
  return shares;
}

bool is_gb18030(std::string_view text) {
  iconv_t converter = open_converter(Encoding::kGb18030);
  std::string in(text), out(4096, '\0');
  char* from = in.data();
  std::size_t left = in.size();
  bool sound = true;
  while (sound && left > 0) {
    char* to = out.data();
    std::size_t room = out.size();
    if (::iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1)) break;
    if (errno == EINVAL) break;  // cut at the end
    sound = errno == E2BIG;
  }
  ::iconv_close(converter);
  return sound;
}

}  // namespace

Encoding guess_encoding(const InputFile& file) {
  std::string head(kLookedAt, '\0');
  head.resize(file.read_at(0, head.data(), head.size()));
  if (head.starts_with("\xFF\xFE")) return Encoding::kUtf16Le;
  if (head.starts_with("\xFE\xFF")) return Encoding::kUtf16Be;
  Shares shares = shares_of(head);
  bool is_binary = head.find('\0') != std::string::npos;
  bool is_chinese_utf8 = is_utf8(head) ? shares.in_threes > 0 : 2 * shares.in_threes > shares.high;
  if (shares.high == 0 || is_binary || is_chinese_utf8) return Encoding::kUtf8;
  return is_gb18030(head) ? Encoding::kGb18030 : Encoding::kUtf8;
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::kGb18030:
      return "GB18030（GBK）";
    case Encoding::kUtf16Le:
    case Encoding::kUtf16Be:
      return "UTF-16";
    case Encoding::kUtf8:
      break;
  }
  return "UTF-8";
}

Decoder::Decoder(InputFile& file, Encoding encoding)
    : converter_(open_converter(encoding)), file_(file) {}

Decoder::~Decoder() { ::iconv_close(static_cast<iconv_t>(converter_)); }

std::size_t Decoder::read(char* into, std::size_t most) {
  std::size_t made = 0;
  while (made == 0 && !(at_end_ && raw_.empty())) {
    if (!at_end_ && raw_.size() < kPiece) {
      std::size_t had = raw_.size();
      raw_.resize(had + kPiece);
      std::size_t got = file_.read(raw_.data() + had, kPiece);
      raw_.resize(had + got);
      at_end_ = got == 0;
    }
    char* from = raw_.data();
    char* to = into;
    std::size_t left = raw_.size(), room = most;
    bool failed = ::iconv(static_cast<iconv_t>(converter_), &from, &left, &to, &room) ==
                  static_cast<std::size_t>(-1);
    // A character that is cut is whole with the next piece; at the end it never will be.
    bool is_wrong = failed && (errno == EILSEQ || (errno == EINVAL && at_end_));
    if (is_wrong && room > 0) {
      *to++ = kNoText;
      ++from;
      --left;
    }
    made = static_cast<std::size_t>(to - into);
    raw_.erase(0, raw_.size() - left);
  }
  return made;
}

}  // namespace xueshi::sheet
