// Characters that look like those of YAML; for this room's own files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xueshi::yaml {

using Characters = std::vector<std::string_view>;

// What a character should have been: ":" for "：", " " for a full-width blank, "" for one that
// nobody sees. Null for one that is no look-alike.
const char* twin_of(std::string_view character);

bool is_blank(std::string_view character);      // the blank and the tab
bool is_odd_blank(std::string_view character);  // looks like a blank, or like nothing
bool is_dash(std::string_view character);       // looks like a hyphen
bool is_ascii(std::string_view character);
bool is_word(std::string_view character);  // of a key: letter, digit, underscore

// The characters with their twins in place; every look-alike is one of ASCII then.
std::string with_twins(const Characters& characters, std::size_t from, std::size_t to);

// "'：' 是全角冒号，请改为半角 ':'": how people write it who mean syntax.
std::string advice_on(std::string_view character);

}  // namespace xueshi::yaml
