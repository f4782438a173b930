// RichText: collects the text of a `<si>` or `<is>` element – plain or in runs – without its
// phonetic hints.
#pragma once

#include <string>
#include <string_view>

namespace xueshi::sheet {

class RichText {
 public:
  void clear();
  // Of every element and text inside the one that is collected.
  void start(std::string_view element);
  void end(std::string_view element);
  void text(std::string_view piece);

  // `_x000D_` stands for the character U+000D, as Excel stores control characters.
  std::string decoded() const;
  std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
  bool in_text_ = false;
  int phonetic_ = 0;
};

// The text with its `_xHHHH_` escapes replaced.
std::string decode_escapes(std::string_view text);

}  // namespace xueshi::sheet
