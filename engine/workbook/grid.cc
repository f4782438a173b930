#include "workbook/grid.h"

#include <algorithm>

#include "base/text.h"
#include "workbook/book.h"

namespace xueshi::workbook {

namespace {

constexpr int kDropDownRows = 10'000;
constexpr std::size_t kMostListCharacters = 255;  // of a drop-down list, as Excel has it

constexpr Look kHeading{10, true, true, true, true, false, false};
constexpr Look kRequired{10, true, true, true, true, false, true};
constexpr Look kPlain{10, false, false, false, false, false, false};
constexpr Look kNote{10, false, false, false, false, false, true};

void add_drop_down(Book& book, int column, const TemplateHeading& heading) {
  lxw_data_validation validation{};
  std::vector<const char*> choices;
  for (const std::string& choice : heading.choices) choices.push_back(choice.c_str());
  choices.push_back(nullptr);
  if (!heading.choices.empty() && base::join(heading.choices, ",").size() < kMostListCharacters) {
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = const_cast<char**>(choices.data());
  } else {
    validation.validate = LXW_VALIDATION_TYPE_ANY;
  }
  std::string hint = heading.hint;
  if (!hint.empty()) validation.input_message = hint.data();
  worksheet_data_validation_range(book.sheet(), 1, static_cast<lxw_col_t>(column), kDropDownRows,
                                  static_cast<lxw_col_t>(column), &validation);
}

}  // namespace

void write_import_template(const std::filesystem::path& path, const std::string& mark,
                           const std::vector<TemplateHeading>& headings) {
  Book book(path, /*streaming=*/false);
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const TemplateHeading& heading = headings[i];
    int column = static_cast<int>(i);
    std::string example = i == 0 ? mark + heading.example : heading.example;
    int width = std::max({base::display_width(heading.name), base::display_width(example), 8}) + 4;
    worksheet_set_column(book.sheet(), static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                         std::min(width, 40), nullptr);
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
  constexpr double kNoteWidth = 60;
  Book book(path, /*streaming=*/true);
  worksheet_set_column(book.sheet(), 0, static_cast<lxw_col_t>(column - 1), 16, nullptr);
  worksheet_set_column(book.sheet(), static_cast<lxw_col_t>(column - 1),
                       static_cast<lxw_col_t>(column - 1), kNoteWidth, nullptr);
  rows([&](int number, const GridRow& row) {
    for (const auto& [at, text] : row) {
      if (at != column && !text.empty())
        book.text(number - 1, at - 1, text, number == heading_row ? kHeading : kPlain);
    }
    auto note = notes.find(number);
    if (number == heading_row) book.text(number - 1, column - 1, heading, kHeading);
    if (number != heading_row && note != notes.end())
      book.text(number - 1, column - 1, note->second, kNote);
  });
  book.publish();
}

}  // namespace xueshi::workbook
