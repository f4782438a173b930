#include "sheet/rich_text.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace xueshi::sheet {

namespace {

constexpr std::size_t kEscapeLength = 7;  // _x000D_

std::optional<std::uint32_t> parse_escape(std::string_view text) {
  if (text.size() < kEscapeLength || text[1] != 'x' || text[6] != '_') return std::nullopt;
  std::uint32_t code = 0;
  auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (error != std::errc() || end != text.data() + 6 || surrogate) return std::nullopt;
  return code;
}

// Requires: code ≤ 0xFFFF, no surrogate.
void append_utf8(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xE0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

}  // namespace

void RichText::clear() {
  text_.clear();
  in_text_ = false;
  phonetic_ = 0;
}

void RichText::start(std::string_view element) {
  if (element == "rPh") ++phonetic_;
  if (element == "t") in_text_ = phonetic_ == 0;
}

void RichText::end(std::string_view element) {
  if (element == "rPh" && phonetic_ > 0) --phonetic_;
  if (element == "t") in_text_ = false;
}

void RichText::text(std::string_view piece) {
  if (in_text_) text_.append(piece);
}

std::string RichText::decoded() const { return decode_escapes(text_); }

std::string decode_escapes(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  while (true) {
    std::size_t at = text.find("_x");
    decoded.append(text.substr(0, at));
    if (at == std::string_view::npos) return decoded;
    text.remove_prefix(at);
    if (std::optional<std::uint32_t> code = parse_escape(text)) {
      append_utf8(decoded, *code);
      text.remove_prefix(kEscapeLength);
    } else {
      decoded += '_';
      text.remove_prefix(1);
    }
  }
}

}  // namespace xueshi::sheet
