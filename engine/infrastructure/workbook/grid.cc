#include "workbook/grid.h"

#include <algorithm>

#include "base/text.h"
#include "workbook/book.h"

namespace xueshi::workbook {

namespace {

constexpr int kDropDownRows = 10'000;
constexpr std::size_t kMostListCharacters = 255;  // of a drop-down list, as Excel has it

constexpr double kCellWidth = 16;
constexpr double kNoteWidth = 60;

constexpr Look kHeading{.bold = true, .shaded = true, .centered = true};
constexpr Look kRequired{.bold = true, .shaded = true, .centered = true, .red = true};
constexpr Look kPlain{.bordered = false, .typed_as_text = true};
constexpr Look kNote{.bordered = false, .red = true};

// A faulty file may hold a text that no cell holds, or a row more mistakes than one: the copy then
// has its beginning.
std::string shortened(const std::string& text) {
  if (text.size() <= kMostCellCharacters) return text;
  std::vector<std::string_view> characters = base::characters(text);
  if (characters.size() <= kMostCellCharacters) return text;
  const char* end = characters[kMostCellCharacters - 1].data();
  return std::string(text.data(), end) + "…";
}

std::size_t list_characters(const std::vector<std::string>& choices) {
  return base::characters(base::join(choices, ",")).size();
}

void add_drop_down(Book& book, int column, const TemplateHeading& heading) {
  lxw_data_validation validation{};
  std::vector<const char*> choices;
  for (const std::string& choice : heading.choices) choices.push_back(choice.c_str());
  choices.push_back(nullptr);
  bool has_list =
      !heading.choices.empty() && list_characters(heading.choices) < kMostListCharacters;
  validation.validate = has_list ? LXW_VALIDATION_TYPE_LIST : LXW_VALIDATION_TYPE_ANY;
  if (has_list) validation.value_list = const_cast<char**>(choices.data());
  std::string hint = heading.hint;
  if (!hint.empty()) validation.input_message = hint.data();
  book.check(worksheet_data_validation_range(book.sheet(), 1, static_cast<lxw_col_t>(column),
                                             kDropDownRows, static_cast<lxw_col_t>(column),
                                             &validation));
}

}  // namespace

void write_import_template(const std::filesystem::path& path, const std::string& mark,
                           const std::vector<TemplateHeading>& headings) {
  Book book(path, /*streaming=*/false);
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const TemplateHeading& heading = headings[i];
    int column = static_cast<int>(i);
    std::string example =
        i == 0 && !heading.example.starts_with(mark) ? mark + heading.example : heading.example;
    int width = std::max({base::display_width(heading.name), base::display_width(example), 8}) + 4;
    book.width(column, column, std::min(width, 40), &kPlain);
    book.text(0, column, heading.name, heading.required ? kRequired : kHeading);
    book.text(1, column, example, kPlain);
    if (!heading.choices.empty() || !heading.hint.empty()) add_drop_down(book, column, heading);
  }
  worksheet_freeze_panes(book.sheet(), 1, 0);
  book.publish();
}

void write_annotated_copy(const std::filesystem::path& path, const GridRows& rows, int heading_row,
                          int column, const std::string& heading,
                          const std::map<int, std::string>& notes) {
  Book book(path, /*streaming=*/true);
  book.width(0, column - 2, kCellWidth, &kPlain);
  book.width(column - 1, column - 1, kNoteWidth);
  rows([&](int number, const GridRow& row) {
    bool is_heading = number == heading_row;
    for (const auto& [at, text] : row) {
      if (at != column && !text.empty())
        book.text(number - 1, at - 1, shortened(text), is_heading ? kHeading : kPlain);
    }
    auto note = notes.find(number);
    if (is_heading) {
      book.text(number - 1, column - 1, heading, kHeading);
    } else if (note != notes.end()) {
      book.text(number - 1, column - 1, shortened(note->second), kNote);
    }
  });
  book.publish();
}

void write_grid(const std::filesystem::path& path, const std::vector<GridColumn>& columns,
                const std::vector<std::vector<std::string>>& rows) {
  Book book(path, /*streaming=*/true);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    int width = base::display_width(columns[i].name);
    for (const std::vector<std::string>& row : rows)
      width = std::max(width, base::display_width(row[i]));
    int column = static_cast<int>(i);
    book.width(column, column, std::min(width + 4, 60), &kPlain);
  }
  worksheet_freeze_panes(book.sheet(), 1, 0);
  for (std::size_t i = 0; i < columns.size(); ++i)
    book.text(0, static_cast<int>(i), columns[i].name, kHeading);
  int number = 0;
  for (const std::vector<std::string>& row : rows) {
    ++number;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      int column = static_cast<int>(i);
      if (row[i].empty()) continue;
      if (columns[i].is_number) {
        book.number(number, column, std::stod(row[i]), row[i], kPlain);
      } else {
        book.text(number, column, shortened(row[i]), kPlain);
      }
    }
  }
  book.publish();
}

}  // namespace xueshi::workbook
