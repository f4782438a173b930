#include "intake/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace xueshi::intake {

namespace {

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
}

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* made = nullptr;
  utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &made,
                                         static_cast<utf8proc_option_t>(options));
  if (length < 0) throw base::Error(base::ErrorKind::kProcess, utf8proc_errmsg(length));
  std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(made, std::free);
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(length)};
}

// The first bytes of all characters that nobody sees; of Chinese ones only a few.
bool may_start_invisible(char c) {
  auto lead = static_cast<unsigned char>(c);
  return lead == 0xC2 || lead == 0xCD || (lead >= 0xD8 && lead <= 0xE2) || lead >= 0xEF;
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE);
}

// Not by UTF8PROC_IGNORE: selectors of the form in which a rare character of a name is written
// stay.
std::string without_invisible(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), may_start_invisible)) return std::string(text);
  std::string seen;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t character = 0;
    utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                         static_cast<utf8proc_ssize_t>(text.size() - at), &character);
    if (length <= 0) return std::string(text);
    if (utf8proc_category(character) != UTF8PROC_CATEGORY_CF)
      seen += text.substr(at, static_cast<std::size_t>(length));
    at += static_cast<std::size_t>(length);
  }
  return seen;
}

std::string caseless(std::string_view text) {
  if (is_plain(text)) return base::lower_ascii(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE |
                          UTF8PROC_CASEFOLD);
}

std::string twin_form(std::string_view key) {
  std::string form = caseless(key);
  std::erase_if(form, [](char c) { return c == ' ' || c == '\t'; });
  std::size_t zeros = std::min(form.find_first_not_of('0'), form.size());
  return form.substr(zeros);
}

}  // namespace xueshi::intake
