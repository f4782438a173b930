#include "yaml/slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "yaml/layout.h"
#include "yaml/look_alike.h"

namespace xueshi::yaml {

namespace {

constexpr const char* kFullWidth = "yaml.full-width";
constexpr const char* kSyntax = "yaml.syntax";
constexpr std::size_t kMostBytesOfALine = 5000;  // that a person writes
constexpr const char* kGlued = "冒号后面要空一格";

bool is_opener(std::string_view c) { return c == "{" || c == "["; }
bool is_closer(std::string_view c) { return c == "}" || c == "]"; }
bool is_wide_opener(std::string_view c) { return c == "｛" || c == "［"; }
bool is_wide_closer(std::string_view c) { return c == "｝" || c == "］"; }
bool is_quote(std::string_view c) { return c == "\"" || c == "'"; }
// What stands for a comma where somebody writes Chinese.
bool is_comma_like(std::string_view c) { return c == "，" || c == "、" || c == "；" || c == ";"; }

class Scanner {
 public:
  explicit Scanner(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) lines_.push_back(base::characters(line));
  }

  Mended run(const std::vector<std::string>& lines) {
    mended_.lines = lines;
    for (line_ = 0; line_ < lines_.size(); ++line_) {
      at_ = 0;
      if (!skip_block_text()) read_line();
    }
    write_edits();
    std::stable_sort(mended_.slips.begin(), mended_.slips.end(), [](const Slip& a, const Slip& b) {
      return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(mended_);
  }

 private:
  // --- characters of the line ---

  const Characters& chars() const { return lines_[line_]; }
  bool at_end() const { return at_ >= chars().size(); }
  std::string_view get(std::size_t i) const {
    return i < chars().size() ? chars()[i] : std::string_view();
  }
  bool is_gap(std::size_t i) const {  // a blank or the end
    return i >= chars().size() || is_blank(chars()[i]);
  }
  void skip_blanks() {
    while (!at_end() && is_blank(get(at_))) ++at_;
  }
  bool is_comment(std::size_t i) const { return get(i) == "#" && (i == 0 || is_gap(i - 1)); }
  // Where the line's content ends: a comment, or the end less the blanks before it.
  std::size_t content_end(std::size_t from) const {
    std::size_t end = from;
    while (end < chars().size() && !is_comment(end)) ++end;
    while (end > from && is_blank(get(end - 1))) --end;
    return end;
  }
  bool has_only_words(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i) {
      if (!is_word(get(i)) && get(i) != "-") return false;
    }
    return from < to;
  }
  bool has_any(std::size_t from, std::size_t to, bool (*of)(std::string_view)) const {
    return std::any_of(chars().begin() + static_cast<std::ptrdiff_t>(from),
                       chars().begin() + static_cast<std::ptrdiff_t>(to), of);
  }

  // --- what is told ---

  void add(Weight weight, std::size_t line, std::size_t i, std::size_t token, const char* code,
           std::string message) {
    mended_.slips.push_back({weight, static_cast<int>(line) + 1, static_cast<int>(i) + 1,
                             static_cast<int>(token) + 1, code, std::move(message)});
  }
  void add(Weight weight, std::size_t i, std::size_t token, const char* code, std::string message) {
    add(weight, line_, i, token, code, std::move(message));
  }

  // The character at `i` is certainly wrong: what should stand there is read from now on.
  void mend(std::size_t i, const std::string& text, const char* code, std::string message) {
    add(Weight::kCertain, i, i, code, std::move(message));
    edits_[line_][i] = text;
  }
  void mend_look_alike(std::size_t i) {
    const char* twin = twin_of(get(i));
    std::string text = twin != nullptr ? twin : ",";
    if (text == ":" && !is_gap(i + 1) && !is_odd_blank(get(i + 1))) text += ' ';
    mend(i, text, kFullWidth, advice_on(get(i)));
  }
  void mend_comma(std::size_t i) {
    if (get(i) == ";") return mend(i, ",", kSyntax, "';' 请改为逗号 ','");
    mend(i, ",", kFullWidth,
         get(i) == "；" ? "'；' 是全角分号，请改为半角逗号 ','" : advice_on(get(i)));
  }
  void mend_glued(std::size_t i) {
    mend(i, ": ", kSyntax, fmt::format("{}：请写成 {}", kGlued, written_apart(i)));
  }
  std::string written_apart(std::size_t colon) const {
    std::size_t from = colon, to = colon + 1;
    while (from > 0 && !is_blank(get(from - 1)) && !is_opener(get(from - 1)) &&
           get(from - 1) != ",")
      --from;
    while (to < chars().size() && to < colon + 12 && !is_blank(get(to)) && !is_closer(get(to)) &&
           get(to) != ",")
      ++to;
    std::string text;
    for (std::size_t i = from; i < to; ++i) text += std::string(get(i)) + (i == colon ? " " : "");
    return text;
  }

  void write_edits() {
    for (const auto& [line, edits] : edits_) {
      std::string text;
      std::vector<int> columns;
      for (std::size_t i = 0; i <= lines_[line].size(); ++i) {
        auto edit = edits.find(i);
        std::string written = edit != edits.end()       ? edit->second
                              : i < lines_[line].size() ? std::string(lines_[line][i])
                                                        : std::string();
        if (i == lines_[line].size()) written.clear();
        for (std::size_t k = 0; k < written.size(); ++k) {
          // A blank that was put in belongs to what comes after it.
          bool put_in = edit != edits.end() && k > 0 && written[k] == ' ';
          columns.push_back(static_cast<int>(i) + (put_in ? 2 : 1));
        }
        text += written;
      }
      columns.push_back(static_cast<int>(lines_[line].size()) + 1);
      mended_.lines[line] = text;
      mended_.columns[static_cast<int>(line)] = columns;
    }
  }

  // --- blocks ---

  // Lines of a text after `|` or `>`.
  bool skip_block_text() {
    if (!block_text_) return false;
    std::size_t i = 0;
    while (i < chars().size() && get(i) == " ") ++i;
    if (i == chars().size() || i > *block_text_) return true;
    block_text_.reset();
    return false;
  }

  void read_line() {
    std::size_t column = read_indent();
    if (at_end() || get(at_) == "#") return;
    if (get(at_) == "＃") return mend_look_alike(at_);
    if (column == 0 && (get(0) == "-" || get(0) == ".") && get(1) == get(0) && get(2) == get(0)) {
      layout_.clear();
      return;
    }
    read_content(column, false);
  }

  // What looks like a blank at the line's head is one; where only wider ones stand, each may have
  // been meant as two.
  std::size_t read_indent() {
    std::size_t wide = 0;
    std::vector<std::size_t> odd;
    while (!at_end() && (is_blank(get(at_)) || is_odd_blank(get(at_)))) {
      if (is_odd_blank(get(at_))) odd.push_back(at_);
      if (get(at_) == "\u3000") ++wide;
      ++at_;
    }
    if (odd.empty()) return at_;
    if (layout_.goes_on(at_)) return at_;  // within a text
    std::size_t column = layout_.best_of(at_, at_ + wide);
    std::string one = at_end() ? "" : column == at_ ? " " : "  ";
    for (std::size_t i : odd) {
      const char* twin = twin_of(get(i));
      std::string text = get(i) == "\u3000" ? one : std::string(twin);
      if (i == odd.front()) {
        mend(i, text, kFullWidth, advice_on(get(i)));
      } else {
        edits_[line_][i] = text;
      }
    }
    return column;
  }

  void place(std::size_t column, bool dash) {
    if (auto trouble = layout_.place(static_cast<int>(line_), column, dash)) {
      add(Weight::kLayout, static_cast<std::size_t>(trouble->line),
          static_cast<std::size_t>(trouble->column - 1), 0, kSyntax, trouble->message);
    }
  }

  // A list item's dash, also one that only looks like it or has no blank after it.
  bool take_dash(std::size_t column) {
    std::string_view next = get(at_ + 1);
    bool is_real = get(at_) == "-" && is_gap(at_ + 1);
    bool opens = is_opener(next) || is_wide_opener(next);
    bool is_odd = is_dash(get(at_)) && (is_gap(at_ + 1) || opens) && !layout_.goes_on(column);
    bool is_glued = get(at_) == "-" && !is_real && next != "-" && !layout_.goes_on(column) &&
                    (opens || (is_word(next) && layout_.is_list() && layout_.column() == column));
    if (!is_real && !is_odd && !is_glued && !(get(at_) == "-" && is_odd_blank(next))) return false;
    if (is_odd) mend(at_, is_gap(at_ + 1) ? "-" : "- ", kFullWidth, advice_on(get(at_)));
    if (is_glued) mend(at_, "- ", kSyntax, "列表项的 '-' 后面要空一格");
    if (is_odd_blank(next)) mend(at_ + 1, " ", kFullWidth, advice_on(next));
    place(column, true);
    at_ += is_glued || opens ? 1 : 2;
    at_ = std::min(at_, chars().size());
    skip_blanks();
    return true;
  }

  void read_content(std::size_t column, bool item) {
    if (take_dash(column)) {
      if (at_end() || is_comment(at_)) return layout_.value(Layout::Value::kNone);
      return read_content(at_, true);
    }
    if (is_quote(get(at_))) {
      std::size_t line = line_;
      if (!read_quoted()) return;
      if (line == line_) skip_blanks();
      if (get(at_) == "：") mend_look_alike(at_);
      if (get(at_) == ":" || get(at_) == "：") {
        place(column, false);
        ++at_;
        return read_value();
      }
      return end_of_value();
    }
    if (starts_flow()) {
      read_flow();
      return end_of_value();
    }
    if (!read_key(column, item)) read_text_line(column, item);
  }

  // `key:` and what comes after it, also where the colon is not quite one.
  bool read_key(std::size_t column, bool item) {
    std::size_t from = at_;
    std::size_t end = content_end(from);
    std::size_t colon = end, wide = end, glued = end;
    for (std::size_t i = end; i-- > from;) {
      if (get(i) == "：") wide = i;
      if (get(i) != ":") continue;
      is_gap(i + 1) || is_odd_blank(get(i + 1)) ? colon = i : glued = i;
    }
    bool text_goes_on = layout_.goes_on(column) && !item;
    if (is_key_before(from, wide, std::min(colon, glued), end, item, text_goes_on)) {
      if (wide == from) return false;
      mend_look_alike(wide);
      return finish_key(from, wide, column);
    }
    if (is_key_before(from, glued, std::min(colon, wide), end, item, text_goes_on) &&
        get(glued + 1) != "/") {
      if (glued == from) return false;
      mend_glued(glued);
      return finish_key(from, glued, column);
    }
    if (colon == end || colon == from) return false;
    bool reads_as_key =
        std::none_of(chars().begin() + static_cast<std::ptrdiff_t>(from),
                     chars().begin() + static_cast<std::ptrdiff_t>(colon), is_blank);
    if (text_goes_on && !reads_as_key) return false;
    return finish_key(from, colon, column);
  }

  // A wrong colon at `at` ends a key: nothing else on the line could be one, or what stands before
  // is a word that keys are made of and what comes after a value.
  bool is_key_before(std::size_t from, std::size_t at, std::size_t other, std::size_t end,
                     bool item, bool text_goes_on) {
    if (at >= end || text_goes_on) return false;
    bool is_word = has_only_words(from, at) && !has_only_digits(from, at);
    bool opens = is_opener(get(at + 1)) || is_wide_opener(get(at + 1)) || is_quote(get(at + 1));
    if (other < at) return false;
    // `title：学时: …`; but `roster:讲座: …` is one key.
    if (other < end) return get(at) != ":" && (is_word || opens);
    if (item) {
      if (is_word && get(at + 1) != "/") {
        add(Weight::kPossible, at, from, get(at) == ":" ? kSyntax : kFullWidth,
            get(at) == ":" ? fmt::format("{}：请写成 {}", kGlued, written_apart(at))
                           : advice_on(get(at)));
      }
      return opens;
    }
    if (layout_.awaits(from)) return is_word || opens;
    return !has_only_digits(from, at);
  }

  bool has_only_digits(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i) {
      if (get(i).size() != 1 || get(i)[0] < '0' || get(i)[0] > '9') return false;
    }
    return true;
  }

  bool finish_key(std::size_t from, std::size_t colon, std::size_t column) {
    check_key(from, colon);
    place(column, false);
    at_ = colon + 1;
    read_value();
    return true;
  }

  void read_text_line(std::size_t column, bool item) {
    std::size_t end = content_end(at_);
    bool stands_alone = !item && !layout_.goes_on(column) && layout_.has_keys_at(column);
    if (stands_alone) {
      add(Weight::kLayout, at_, at_, kSyntax,
          layout_.is_list() && layout_.column() == column
              ? "这一行不是列表项，请用 '- ' 开头"
              : "这一行没有冒号，请写成 键: 值（冒号后面空一格）");
    }
    check_text(at_, end, !item && layout_.goes_on(column));
    if (layout_.is_list() || !stands_alone) layout_.value(Layout::Value::kText);
  }

  void read_value() {
    std::size_t first_odd = chars().size();
    while (!at_end() && (is_blank(get(at_)) || is_odd_blank(get(at_)))) {
      if (is_odd_blank(get(at_)) && first_odd == chars().size()) first_odd = at_;
      ++at_;
    }
    if (first_odd < chars().size()) {
      bool in_text = !at_end() && !is_ascii(get(at_)) && twin_of(get(at_)) == nullptr &&
                     first_odd > 0 && get(first_odd - 1) != ":";
      if (in_text) {
        add(Weight::kLikely, first_odd, first_odd, kFullWidth, advice_on(get(first_odd)));
      } else {
        mend(first_odd, " ", kFullWidth, advice_on(get(first_odd)));
        for (std::size_t i = first_odd + 1; i < at_; ++i) {
          if (is_odd_blank(get(i))) edits_[line_][i] = " ";
        }
      }
    }
    if (at_end() || is_comment(at_)) return layout_.value(Layout::Value::kNone);
    if (is_quote(get(at_))) {
      if (read_quoted()) end_of_value();
    } else if (starts_flow()) {
      read_flow();
      end_of_value();
    } else if ((get(at_) == "|" || get(at_) == ">") && content_end(at_) <= at_ + 3) {
      block_text_ = layout_.empty() ? 0 : layout_.column();
      layout_.value(Layout::Value::kOther);
    } else {
      std::size_t end = content_end(at_);
      check_text(at_, end, false);
      layout_.value(Layout::Value::kText);
    }
  }

  // After a closing quote or bracket.
  void end_of_value() {
    layout_.value(Layout::Value::kOther);
    if (line_ >= lines_.size()) return;
    while (!at_end() && (is_blank(get(at_)) || is_odd_blank(get(at_)))) {
      if (is_odd_blank(get(at_))) mend_look_alike(at_);
      ++at_;
    }
    if (get(at_) == "＃") mend_look_alike(at_);
  }

  // --- quotes ---

  // From the opening quote to after the closing one, maybe lines below. False where there is none.
  bool read_quoted() {
    std::string_view quote = get(at_);
    std::size_t line = line_, from = at_++;
    for (;; ++at_) {
      if (at_end()) {
        if (!next_line_within()) break;
        continue;
      }
      if (quote == "\"" && get(at_) == "\\") {
        ++at_;
      } else if (get(at_) == quote) {
        if (quote == "'" && get(at_ + 1) == quote) {
          ++at_;
          continue;
        }
        ++at_;
        return true;
      }
    }
    line_ = line;
    at_ = chars().size();
    tell_open_quote(from);
    layout_.value(Layout::Value::kOther);
    return false;
  }

  void tell_open_quote(std::size_t from) {
    for (std::size_t i = from; i < chars().size(); ++i) {
      if (get(i) == "”" || get(i) == "＂" || get(i) == "’")
        return add(Weight::kFatal, i, from, kFullWidth, advice_on(get(i)));
    }
    add(Weight::kFatal, from, from, kSyntax, "引号没有结束，请在这段文字之后补上");
  }

  // The next line of a quotation or of brackets; false where it is one of the block again.
  bool next_line_within() {
    if (line_ + 1 >= lines_.size()) return false;
    const Characters& next = lines_[line_ + 1];
    std::size_t i = 0;
    while (i < next.size() && is_blank(next[i])) ++i;
    bool is_content = i < next.size() && !is_closer(next[i]) && !is_wide_closer(next[i]);
    if (is_content && !layout_.empty() && i <= layout_.column() && !layout_.is_list()) return false;
    if (is_content && layout_.is_list() && i <= layout_.column()) return false;
    ++line_;
    at_ = 0;
    return true;
  }

  // --- brackets ---

  // True at a bracket that opens a list or map, also at one that certainly should.
  bool starts_flow() {
    if (is_opener(get(at_))) return true;
    if (!is_wide_opener(get(at_))) return false;
    std::size_t end = content_end(at_);
    bool is_map = get(at_) == "｛";
    std::size_t close = at_;
    for (std::size_t i = at_ + 1; i < end; ++i) {
      if (get(i) == (is_map ? "｝" : "］") || get(i) == (is_map ? "}" : "]")) close = i;
    }
    bool has_parts = false;
    for (std::size_t i = at_; i < end; ++i) {
      std::string_view c = get(i);
      has_parts = has_parts || c == "," || c == "，" || (is_map && (c == ":" || c == "："));
    }
    bool closes =
        close > at_ && (is_closer(get(close + 1)) || is_wide_closer(get(close + 1)) ||
                        get(close + 1) == "," || get(close + 1) == "，" || close + 1 >= end);
    bool is_plain =
        with_twins(chars(), at_, close)
            .find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789[{, ") == std::string::npos;
    if (!closes && !(is_map && has_parts)) return false;
    if (has_parts || is_plain) {
      mend_look_alike(at_);
      return true;
    }
    add(Weight::kPossible, at_, at_, kFullWidth, advice_on(get(at_)));
    return false;
  }

  struct Open {
    bool map;
    bool key;  // of a map: a key comes next
    std::size_t line, at;
  };

  void read_flow() {
    open_.clear();
    is_crossed_ = false;
    open_here();
    while (!open_.empty()) {
      if (at_end()) {
        if (next_line_within()) continue;
        return tell_open_bracket();
      }
      step_in_flow();
    }
  }

  void open_here() {
    bool map = get(at_) == "{" || get(at_) == "｛";
    open_.push_back({map, map, line_, at_});
    ++at_;
  }

  // A bracket that nothing closes: what was made of the lines below it is not to be trusted.
  void tell_open_bracket() {
    Open first = open_.front();
    std::erase_if(mended_.slips,
                  [&](const Slip& slip) { return slip.line > static_cast<int>(first.line) + 1; });
    for (std::size_t line = first.line + 1; line <= line_; ++line) edits_.erase(line);
    line_ = first.line;
    at_ = chars().size();
    open_.clear();
    if (is_crossed_) return;  // which the parser says
    add(Weight::kLayout, first.at, first.at, kSyntax,
        fmt::format("缺少与 '{0}' 配对的 '{1}'，请补上", first.map ? "{" : "[",
                    first.map ? "}" : "]"));
  }

  void step_in_flow() {
    std::string_view c = get(at_);
    Open& in = open_.back();
    if (is_blank(c)) {
      ++at_;
    } else if (is_odd_blank(c)) {
      read_odd_blank_in_flow();
    } else if (is_comment(at_)) {
      at_ = chars().size();
    } else if (c == "＃" && (at_ == 0 || is_gap(at_ - 1))) {
      mend_look_alike(at_);
      at_ = chars().size();
    } else if (is_closer(c) || is_wide_closer(c)) {
      if (is_wide_closer(c)) mend_look_alike(at_);
      is_crossed_ = is_crossed_ || in.map != (c == "}" || c == "｝");
      open_.pop_back();
      ++at_;
    } else if (is_opener(c) || (is_wide_opener(c) && starts_flow())) {
      open_here();
    } else if (c == "," || is_comma_like(c)) {
      if (c != ",") mend_comma(at_);
      in.key = in.map;
      ++at_;
    } else if (c == ":" || c == "：") {
      if (c == "：") mend_look_alike(at_);
      in.key = false;
      ++at_;
    } else if (is_quote(c)) {
      if (!read_quoted()) open_.clear();
    } else {
      read_token();
    }
  }

  void read_odd_blank_in_flow() {
    std::size_t next = at_;
    while (next < chars().size() && (is_blank(get(next)) || is_odd_blank(get(next)))) ++next;
    bool in_text = !open_.back().key && next < chars().size() && !is_ascii(get(next)) &&
                   twin_of(get(next)) == nullptr && open_.back().map && at_ > 0 &&
                   get(at_ - 1) != ":";
    if (in_text) {
      add(Weight::kLikely, at_, at_, kFullWidth, advice_on(get(at_)));
      at_ = next;
      return read_token();
    }
    mend_look_alike(at_);
    ++at_;
  }

  // A plain text in brackets.
  void read_token() {
    std::size_t from = at_, end = at_;
    bool has_colon = false;
    for (; end < chars().size(); ++end) {
      std::string_view c = get(end);
      if (c == "," || is_opener(c) || is_closer(c) || is_comment(end)) break;
      has_colon = c == ":" && ends_key(end);
      if (has_colon) break;
    }
    Open& in = open_.back();
    std::size_t stop = end;
    for (std::size_t i = from; i < end && stop == end; ++i) {
      if (is_comma_like(get(i)) && separates(from, i, end, has_colon)) stop = i;
      if (in.key && get(i) == "：" && i > from && (!has_colon || has_only_words(from, i))) stop = i;
      if (is_wide_closer(get(i)) && closes_bracket(from, i)) stop = i;
      if (in.key && get(i) == ":" && i > from && !has_colon && i + 1 < end) {
        mend_glued(i);
        in.key = false;
        check_key(from, i);
        at_ = i + 1;
        return;
      }
    }
    while (stop > from && is_blank(get(stop - 1))) --stop;
    in.key ? check_key(from, stop) : check_text(from, stop, false);
    at_ = std::max(stop, from + 1);
  }

  bool ends_key(std::size_t colon) const {
    std::string_view next = get(colon + 1);
    return is_gap(colon + 1) || is_odd_blank(next) || next == "," || is_opener(next) ||
           is_closer(next);
  }

  // What looks like a comma, in a text from `from` to `end`, is meant as one.
  bool separates(std::size_t from, std::size_t i, std::size_t end, bool has_colon) {
    const Open& in = open_.back();
    std::size_t next = i + 1;
    while (next < end && (is_blank(get(next)) || is_odd_blank(get(next)))) ++next;
    if (in.map) {
      if (in.key) return false;
      std::size_t word = next;
      while (word < end && (is_word(get(word)) || get(word) == "-")) ++word;
      if (word > next && (get(word) == ":" || get(word) == "：")) return true;
      bool is_last = !has_comma_like(next, end);
      return has_colon && is_last;
    }
    if (next == end) return is_opener(get(end)) || is_quote(get(end));
    bool between_words = i > from && is_word(get(i - 1)) && is_word(get(next));
    if (between_words || is_quote(get(next))) return true;
    if (get(i) == "，") {
      add(Weight::kLikely, i, from, kFullWidth,
          fmt::format("'，' 是全角逗号，不分开各项：请改为半角 ','；确是文字的一部分时请加引号"));
    }
    return false;
  }

  bool has_comma_like(std::size_t from, std::size_t to) const {
    return has_any(from, to, is_comma_like);
  }

  // A wide bracket in a text that opened none is the end of the list or map.
  bool closes_bracket(std::size_t from, std::size_t i) const {
    std::string_view opener = get(i) == "｝" ? "｛" : "［";
    for (std::size_t k = from; k < i; ++k) {
      if (get(k) == opener) return false;
    }
    bool is_open = std::any_of(open_.begin(), open_.end(),
                               [&](const Open& each) { return each.map == (get(i) == "｝"); });
    return is_open;
  }

  // --- texts ---

  void check_key(std::size_t from, std::size_t end) { check_text(from, end, false); }

  void check_text(std::size_t from, std::size_t end, bool goes_on) {
    if (from >= end || goes_on) return;
    if (is_odd_blank(get(end - 1)))
      add(Weight::kLikely, end - 1, from, kFullWidth, advice_on(get(end - 1)));
    check_hash(from, end);
    if (check_quotes(from, end)) return;
    std::size_t first = end;
    bool is_value = false;  // not only brackets and the like, as in S4（2016）
    for (std::size_t i = end; i-- > from;) {
      const char* twin = twin_of(get(i));
      if (twin == nullptr && !is_ascii(get(i))) return;
      if (twin == nullptr || is_odd_blank(get(i))) continue;
      first = i;
      is_value = is_value || is_word(twin) || twin[0] == '%';
    }
    if (first == end) return;
    std::string given;
    for (std::size_t i = from; i < end; ++i) given += get(i);
    std::string twins = with_twins(chars(), from, end);
    bool is_share = twins.size() > 1 && twins.back() == '%';
    if (is_share) twins.pop_back();
    add(is_value ? Weight::kLikely : Weight::kPossible, first, from, kFullWidth,
        is_share ? fmt::format("'{}' 不写百分号，请写成 {}", given, twins)
                 : fmt::format("'{}' 里有全角字符，请改为半角 '{}'", given, twins));
  }

  // `40　# …` and `40 ＃ …` are no comments.
  void check_hash(std::size_t from, std::size_t end) {
    for (std::size_t i = from + 1; i < end; ++i) {
      bool odd_gap = get(i) == "#" && is_odd_blank(get(i - 1));
      bool odd_hash = get(i) == "＃" && (is_blank(get(i - 1)) || is_odd_blank(get(i - 1)));
      if (!odd_gap && !odd_hash) continue;
      std::size_t at = odd_gap ? i - 1 : i;
      std::string message =
          fmt::format("{}；否则它后面的话不是说明，而是文字的一部分", advice_on(get(at)));
      if (std::all_of(chars().begin() + static_cast<std::ptrdiff_t>(from),
                      chars().begin() + static_cast<std::ptrdiff_t>(at), is_ascii)) {
        mend(at, odd_gap ? " " : "#", kFullWidth, message);
      } else {
        add(Weight::kLikely, at, from, kFullWidth, message);
      }
      return;
    }
  }

  // “…” around the whole of a text would be a part of it.
  bool check_quotes(std::size_t from, std::size_t end) {
    auto is_mark = [](std::string_view c) {
      return c == "“" || c == "”" || c == "‘" || c == "’" || c == "＂" || c == "＇";
    };
    bool begins = is_mark(get(from)), closes = is_mark(get(end - 1)) || is_quote(get(end - 1));
    if (end - from < 2 || !(begins && closes)) return false;
    for (std::size_t i = from + 1; i + 1 < end; ++i) {
      if (is_mark(get(i))) return false;
    }
    std::string inner;
    for (std::size_t i = from + 1; i + 1 < end; ++i) inner += get(i);
    add(Weight::kLikely, from, from, kFullWidth,
        fmt::format("'{}' 和 '{}' 是中文引号，会成为文字的一部分：请改为半角引号，或写成 {}",
                    get(from), get(end - 1), inner));
    return true;
  }

  std::vector<Characters> lines_;
  std::size_t line_ = 0, at_ = 0;  // where the scanner is
  Layout layout_;
  std::vector<Open> open_;
  bool is_crossed_ = false;                // `[a}`
  std::optional<std::size_t> block_text_;  // the column of the key whose text it is
  std::map<std::size_t, std::map<std::size_t, std::string>> edits_;  // by line and character
  Mended mended_;
};

}  // namespace

Mended mend(const std::vector<std::string>& lines) {
  bool is_by_hand = std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.size() <= kMostBytesOfALine;
  });
  if (!is_by_hand) return {{}, lines, {}};
  return Scanner(lines).run(lines);
}

}  // namespace xueshi::yaml
