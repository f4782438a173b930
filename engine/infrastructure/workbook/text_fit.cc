#include "workbook/text_fit.h"

#include <algorithm>
#include <cstddef>

namespace xueshi::workbook {

namespace {

constexpr int kUsualFont = 10;  // points
// Line height over font size: 宋体 has 1.2, the free fonts that stand in for it 1.45.
constexpr double kLinePerPoint = 1.45;
constexpr double kPadding = 5;  // points above and below

constexpr std::string_view kNeverFirst = "，。、；：？！）》」』】〉”’…—·％";
constexpr std::string_view kNeverFirstAscii = ",.;:?!)]}%";
constexpr std::string_view kNeverLast = "（《「『【〈“‘([{";

// Characters of one to four bytes; bytes that start none count as one.
std::string_view next_character(std::string_view text) {
  auto lead = static_cast<unsigned char>(text[0]);
  std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return text.substr(0, length);
}

bool is_wide(std::string_view character) { return character.size() > 1; }

bool never_first(std::string_view character) {
  return (is_wide(character) ? kNeverFirst : kNeverFirstAscii).find(character) !=
         std::string_view::npos;
}

bool may_break(std::string_view before, std::string_view after) {
  if (before == " " || before == "-") return true;
  if (!is_wide(before) && !is_wide(after)) return false;
  return !never_first(after) && kNeverLast.find(before) == std::string_view::npos;
}

// Where the first paragraph or sentence ends; at the end of the text where there is none.
std::size_t find_sentence_end(std::string_view text, std::size_t from) {
  constexpr std::string_view kStop = "。";
  std::size_t line = text.find('\n', from);
  std::size_t stop = text.find(kStop, from);
  std::size_t end = std::min(line == text.npos ? text.size() : line + 1,
                             stop == text.npos ? text.size() : stop + kStop.size());
  return end;
}

std::size_t find_character(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (count-- > 0 && at < text.size()) at += next_character(text.substr(at)).size();
  return at;
}

// Lays pieces that cannot be broken into lines.
struct Lines {
  int units;
  int count = 1;
  int used = 0;  // of the last line

  void add(int piece) {
    if (used + piece <= units) {
      used += piece;
      return;
    }
    if (used > 0) ++count;
    count += (piece - 1) / units;  // a piece longer than a line is broken all the same
    used = (piece - 1) % units + 1;
  }
  void end() {
    ++count;
    used = 0;
  }
};

}  // namespace

int count_lines(std::string_view text, int units) {
  Lines lines{units};
  int piece = 0;
  std::string_view before;
  while (!text.empty()) {
    std::string_view character = next_character(text);
    text.remove_prefix(character.size());
    bool ends_line = character == "\n";
    if (ends_line || (piece > 0 && may_break(before, character))) {
      lines.add(piece);
      piece = 0;
    }
    if (ends_line) {
      lines.end();
    } else {
      piece += is_wide(character) ? 2 : 1;
    }
    before = character;
  }
  if (piece > 0) lines.add(piece);
  return lines.count;
}

// A digit of the default font takes 7 pixels, a Chinese character of 10 points 13.3: two units.
// Rounded down, rather a line too many.
int units_per_line(double column_width, int size) {
  return std::max(2, static_cast<int>(column_width * 10.4 / size));
}

double height_of(int lines, int size) { return lines * size * kLinePerPoint + kPadding; }

std::vector<std::string_view> split_text(std::string_view text, int units, int most) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size()) {
      std::size_t next = find_sentence_end(text, end);
      std::size_t shown = text[next - 1] == '\n' ? next - 1 : next;
      if (count_lines(text.substr(0, shown), units) > most) break;
      end = next;
    }
    if (end == 0) {
      auto line = static_cast<std::size_t>(std::max(1, units / 2 - 1));
      end = find_character(text, line * static_cast<std::size_t>(most));
    }
    std::string_view piece = text.substr(0, end);
    if (piece.ends_with('\n')) piece.remove_suffix(1);
    pieces.push_back(piece);
    text.remove_prefix(end);
  }
  return pieces;
}

Fit fit_text(std::string_view text, double column_width, int least) {
  Fit fit;
  for (int size : {kUsualFont, least}) {
    fit.font_size = size;
    fit.height = height_of(count_lines(text, units_per_line(column_width, size)), size);
    if (fit.height <= kMostRowHeight) return fit;
  }
  fit.height = kMostRowHeight;
  fit.whole = false;
  return fit;
}

Fit fit_number(std::string_view shown, double column_width, int least) {
  Fit fit;
  for (int size : {kUsualFont, least}) {
    fit = {size, height_of(1, size)};
    if (static_cast<int>(shown.size()) <= units_per_line(column_width, size)) return fit;
  }
  fit.whole = false;
  return fit;
}

}  // namespace xueshi::workbook
