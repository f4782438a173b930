#include "sheet/sheet_part.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "sheet/reader.h"
#include "sheet/sheet_handler.h"

namespace xueshi::sheet {

namespace {

constexpr double kNoteWidth = 60;

// Replaces the bytes from – to.
struct Edit {
  std::size_t from = 0;
  std::size_t to = 0;
  std::string text;
};

std::string_view local_name(std::string_view name) {
  std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// "x:" of "x:row".
std::string prefix_of(std::string_view name) {
  std::size_t colon = name.find(':');
  return std::string(colon == std::string_view::npos ? "" : name.substr(0, colon + 1));
}

int parse_number(std::string_view text) {
  int number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::string_view find_attribute(const XML_Char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (name == attributes[0]) return attributes[1];
  }
  return "";
}

// "_x000D_" is the format's own way to write a character.
bool is_escape(std::string_view text) {
  constexpr std::size_t kLength = 7;
  return text.size() >= kLength && text.starts_with("_x") && text[kLength - 1] == '_' &&
         text.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

// As XML, and so that no text reads as one of the format's own escapes; cut to what a cell holds.
std::string escaped(std::string_view text) {
  constexpr std::size_t kMostCharacters = 32'000;
  std::string safe;
  std::size_t count = 0;
  for (std::string_view character : base::characters(text)) {
    if (++count > kMostCharacters) return safe + "…";
    auto first = static_cast<unsigned char>(character.front());
    if (character == "&") {
      safe += "&amp;";
    } else if (character == "<") {
      safe += "&lt;";
    } else if (character == ">") {
      safe += "&gt;";
    } else if (is_escape({character.data(), text.size() - (character.data() - text.data())})) {
      safe += "_x005F_";
    } else {
      safe += first < 0x20 && first != '\n' ? " " : character;
    }
  }
  return safe;
}

// Where the cells of the notes go, found while the part is parsed.
class Annotator {
 public:
  Annotator(const std::string& part, const Annotation& annotation)
      : part_(part), annotation_(annotation), expat_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(expat_, this);
    XML_SetElementHandler(expat_, on_start, on_end);
    XML_SetXmlDeclHandler(expat_, on_declaration);
  }
  ~Annotator() { XML_ParserFree(expat_); }
  Annotator(const Annotator&) = delete;

  std::optional<std::string> run() {
    bool parsed =
        expat_ != nullptr &&
        XML_Parse(expat_, part_.data(), static_cast<int>(part_.size()), XML_TRUE) == XML_STATUS_OK;
    if (!parsed || !is_utf8_ || !has_rows_) return std::nullopt;
    std::string text;
    std::size_t at = 0;
    for (const Edit& edit : edits_) {
      text.append(part_, at, edit.from - at).append(edit.text);
      at = edit.to;
    }
    return text.append(part_, at);
  }

 private:
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Annotator*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* name) { static_cast<Annotator*>(self)->end(name); }
  static void on_declaration(void* self, const XML_Char*, const XML_Char* encoding, int) {
    if (encoding != nullptr && base::lower_ascii(std::string_view(encoding)) != "utf-8")
      static_cast<Annotator*>(self)->is_utf8_ = false;
  }

  std::size_t event_begin() const {
    return static_cast<std::size_t>(XML_GetCurrentByteIndex(expat_));
  }
  // Behind the tag; of the end of an empty element both are behind it.
  std::size_t event_end() const {
    return event_begin() + static_cast<std::size_t>(XML_GetCurrentByteCount(expat_));
  }

  void start(std::string_view full_name, const XML_Char** attributes) {
    std::string_view name = local_name(full_name);
    if (name == "dimension") widen_dimension(find_attribute(attributes, "ref"));
    if (name == "col" && !has_rows_) {
      int first = parse_number(find_attribute(attributes, "min"));
      int last = parse_number(find_attribute(attributes, "max"));
      has_width_ = has_width_ || last >= annotation_.column;
      if (first > annotation_.column) has_width_ = true;
    }
    if (name == "sheetData") start_rows(prefix_of(full_name));
    if (name == "row" && inside_) start_row(attributes);
    if (name == "c" && row_ > 0) start_cell(attributes);
  }

  void end(std::string_view full_name) {
    std::string_view name = local_name(full_name);
    if (name == "cols" && !has_rows_) {
      has_columns_ = true;
      if (!has_width_) add(event_begin(), event_begin(), column_element(prefix_of(full_name)));
    }
    if (name == "sheetData") inside_ = false;
    if (name == "c" && replaces_ && in_cell_) {
      edits_.back().to = event_end();
      replaces_ = false;
    }
    if (name == "c") in_cell_ = false;
    if (name == "row" && row_ > 0) end_row();
  }

  void start_rows(const std::string& prefix) {
    inside_ = has_rows_ = true;
    prefix_ = prefix;
    if (has_columns_) return;
    add(event_begin(), event_begin(),
        fmt::format("<{0}cols>{1}</{0}cols>", prefix, column_element(prefix)));
  }

  std::string column_element(const std::string& prefix) const {
    return fmt::format(R"(<{0}col min="{1}" max="{1}" width="{2}" customWidth="1"/>)", prefix,
                       annotation_.column, kNoteWidth);
  }

  // "A1:J20" → "A1:K20": some programs read no further.
  void widen_dimension(std::string_view ref) {
    std::size_t colon = ref.find(':');
    std::string_view last = colon == std::string_view::npos ? ref : ref.substr(colon + 1);
    auto column = parse_column(last);
    if (ref.empty() || !column || *column >= annotation_.column) return;
    std::string_view first = ref.substr(0, std::min(colon, ref.size()));
    std::string_view digits = last.substr(std::min(last.find_first_of("0123456789"), last.size()));
    std::size_t begin = event_begin();
    std::string tag = part_.substr(begin, event_end() - begin);
    std::size_t at = tag.find(ref);
    if (at == std::string::npos) return;
    add(begin + at, begin + at + ref.size(),
        fmt::format("{}:{}{}", first, column_letters(annotation_.column), digits));
  }

  void start_row(const XML_Char** attributes) {
    std::string_view written = find_attribute(attributes, "r");
    row_ = written.empty() ? last_row_ + 1 : parse_number(written);
    last_row_ = row_;
    last_column_ = 0;
    done_ = false;
    style_.clear();
    std::size_t begin = event_begin();
    std::string_view spans = find_attribute(attributes, "spans");
    bool wider = !spans.empty() && !cell_text("").empty();
    if (!wider) return;
    // A hint that would be wrong now.
    std::string tag = part_.substr(begin, event_end() - begin);
    std::size_t at = tag.find(" spans=");
    if (at == std::string::npos) return;
    std::size_t close = tag.find(tag[at + 7], at + 8);
    if (close != std::string::npos) add(begin + at, begin + close + 1, "");
  }

  void start_cell(const XML_Char** attributes) {
    std::string_view written = find_attribute(attributes, "r");
    int column = written.empty() ? last_column_ + 1 : parse_column(written).value_or(0);
    last_column_ = column;
    std::string style(find_attribute(attributes, "s"));
    in_cell_ = true;
    if (done_ || column < annotation_.column) {
      if (!done_) style_ = style;
      return;
    }
    done_ = true;
    if (column > annotation_.column) return add(event_begin(), event_begin(), cell_text(style_));
    if (row_ <= annotation_.heading_row) return;  // has the heading already
    std::string text = cell_text(style);
    if (text.empty())
      text = fmt::format(R"(<{}c r="{}{}"/>)", prefix_, column_letters(column), row_);
    add(event_begin(), event_begin(), text);
    replaces_ = true;
  }

  void end_row() {
    std::string text = done_ ? "" : cell_text(style_);
    bool is_empty_element = event_begin() == event_end();
    if (!text.empty() && is_empty_element) {
      constexpr std::size_t kEndOfTag = 2;  // "/>"
      add(event_begin() - kEndOfTag, event_begin(), fmt::format(">{}</{}row>", text, prefix_));
    } else if (!text.empty()) {
      add(event_begin(), event_begin(), text);
    }
    row_ = 0;
  }

  // The cell of this row in the column of the notes; empty where there is none.
  std::string cell_text(const std::string& style) const {
    std::string place = fmt::format("{}{}", column_letters(annotation_.column), row_);
    if (row_ == annotation_.heading_row) {
      std::string styled = style.empty() ? "" : fmt::format(R"( s="{}")", style);
      return fmt::format(R"(<{0}c r="{1}"{2} t="inlineStr"><{0}is><{0}t>{3}</{0}t></{0}is></{0}c>)",
                         prefix_, place, styled, escaped(annotation_.heading));
    }
    auto note = annotation_.notes.find(row_);
    if (note == annotation_.notes.end() || row_ < annotation_.heading_row) return "";
    return fmt::format(
        R"(<{0}c r="{1}" t="inlineStr"><{0}is><{0}r><{0}rPr><{0}color rgb="FFC00000"/></{0}rPr>)"
        R"(<{0}t xml:space="preserve">{2}</{0}t></{0}r></{0}is></{0}c>)",
        prefix_, place, escaped(note->second));
  }

  void add(std::size_t from, std::size_t to, std::string text) {
    edits_.push_back({from, to, std::move(text)});
  }

  const std::string& part_;
  const Annotation& annotation_;
  XML_Parser expat_;
  std::vector<Edit> edits_;  // in the order of the part
  bool is_utf8_ = true;
  bool has_columns_ = false, has_width_ = false;
  bool inside_ = false, has_rows_ = false;
  std::string prefix_;
  int row_ = 0, last_row_ = 0, last_column_ = 0;
  bool done_ = false;      // the note of this row has its place
  bool in_cell_ = false;   // inside a cell
  bool replaces_ = false;  // the cell goes, from the last edit on
  std::string style_;      // of the cell before the notes
};

}  // namespace

std::optional<std::string> annotate_sheet_part(const std::string& part,
                                               const Annotation& annotation) {
  bool wide = part.starts_with("\xFE\xFF") || part.starts_with("\xFF\xFE") ||
              part.find('\0') != std::string::npos;
  if (wide) return std::nullopt;
  return Annotator(part, annotation).run();
}

}  // namespace xueshi::sheet
