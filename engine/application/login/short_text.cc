#include "login/short_text.h"

#include <algorithm>

#include "base/text.h"

namespace xueshi::login {

namespace {

bool is_ascii(char c) { return c > '\0' && static_cast<unsigned char>(c) < 0x80; }
bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::string short_text(std::string_view text, std::size_t most) {
  std::string clean(text);
  if (!base::is_clean_utf8(text))
    std::replace_if(
        clean.begin(), clean.end(), [](char c) { return !is_ascii(c); }, '?');
  if (clean.size() <= most) return clean;
  while (most > 0 && continues_character(clean[most])) --most;
  clean.resize(most);
  return clean;
}

}  // namespace xueshi::login
