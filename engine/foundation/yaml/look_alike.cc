#include "yaml/look_alike.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace xueshi::yaml {

namespace {

struct LookAlike {
  std::string_view character;
  const char* twin;
  const char* name;
};

constexpr LookAlike kLookAlikes[] = {
    {"：", ":", "全角冒号"},     {"，", ",", "全角逗号"},       {"｛", "{", "全角花括号"},
    {"｝", "}", "全角花括号"},   {"［", "[", "全角方括号"},     {"］", "]", "全角方括号"},
    {"＃", "#", "全角井号"},     {"％", "%", "全角百分号"},     {"“", "\"", "中文引号"},
    {"”", "\"", "中文引号"},     {"„", "\"", "中文引号"},       {"‘", "'", "中文引号"},
    {"’", "'", "中文引号"},      {"＂", "\"", "全角引号"},      {"＇", "'", "全角引号"},
    {"－", "-", "全角连字符"},   {"–", "-", "连接号"},          {"—", "-", "破折号"},
    {"−", "-", "减号"},          {"‐", "-", "连字符"},          {"‑", "-", "连字符"},
    {"\u3000", " ", "全角空格"}, {"\u00a0", " ", "不换行空格"}, {"\u2002", " ", "宽空格"},
    {"\u2003", " ", "宽空格"},   {"\u2009", " ", "窄空格"},     {"\u202f", " ", "窄空格"},
    {"\u200b", "", "零宽空格"},  {"\ufeff", "", "零宽字符"},    {"\u2060", "", "零宽字符"},
    {"\u200e", "", "零宽字符"},  {"；", ";", "全角分号"},       {"、", ",", "顿号"},
};

const LookAlike* find(std::string_view character) {
  auto at = std::find_if(std::begin(kLookAlikes), std::end(kLookAlikes),
                         [&](const LookAlike& each) { return each.character == character; });
  return at == std::end(kLookAlikes) ? nullptr : at;
}

// The full-width forms of '!' to '~', U+FF01 to U+FF5E; 0 for any other.
char narrow(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xEF') return 0;
  int code = 0xF000 | (static_cast<unsigned char>(character[1]) & 0x3F) << 6 |
             (static_cast<unsigned char>(character[2]) & 0x3F);
  constexpr int kFirst = 0xFF01, kLast = 0xFF5E;
  return code >= kFirst && code <= kLast ? static_cast<char>(code - kFirst + '!') : '\0';
}

// One text of a character each, for those that have no entry of their own.
const char* narrow_text(char c) {
  static const std::array<std::array<char, 2>, 128> kTexts = [] {
    std::array<std::array<char, 2>, 128> texts{};
    for (std::size_t i = 0; i < texts.size(); ++i) texts[i][0] = static_cast<char>(i);
    return texts;
  }();
  return kTexts[static_cast<std::size_t>(c)].data();
}

}  // namespace

const char* twin_of(std::string_view character) {
  if (character == "、") return nullptr;  // of lists only
  if (const LookAlike* known = find(character)) return known->twin;
  char c = narrow(character);
  return c == 0 ? nullptr : narrow_text(c);
}

bool is_blank(std::string_view character) { return character == " " || character == "\t"; }

bool is_odd_blank(std::string_view character) {
  const LookAlike* known = find(character);
  return known != nullptr && (known->twin[0] == ' ' || known->twin[0] == '\0');
}

bool is_dash(std::string_view character) {
  const LookAlike* known = find(character);
  return known != nullptr && known->twin[0] == '-';
}

bool is_ascii(std::string_view character) {
  return character.size() == 1 && static_cast<unsigned char>(character[0]) < 0x80;
}

bool is_word(std::string_view character) {
  if (!is_ascii(character)) return false;
  char c = character[0];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string with_twins(const Characters& characters, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) {
    const char* twin = twin_of(characters[i]);
    twin != nullptr ? text += twin : text += characters[i];
  }
  return text;
}

std::string advice_on(std::string_view character) {
  const LookAlike* known = find(character);
  if (known != nullptr && known->twin[0] == '\0')
    return fmt::format("此处有看不见的字符（{}），请删去", known->name);
  if (known != nullptr && known->twin[0] == ' ')
    return fmt::format("此处是{}，请改为半角空格", known->name);
  std::string twin = known != nullptr ? known->twin : narrow_text(narrow(character));
  std::string after = twin == ":" ? "，后面空一格" : "";
  return fmt::format("'{}' 是{}，请改为半角 '{}'{}", character,
                     known != nullptr ? known->name : "全角字符", twin, after);
}

}  // namespace xueshi::yaml
