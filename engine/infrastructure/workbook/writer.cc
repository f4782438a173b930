#include "workbook/writer.h"

#include <algorithm>
#include <deque>

#include "base/text.h"
#include "workbook/book.h"
#include "workbook/canvas.h"
#include "workbook/form_sheet.h"
#include "workbook/list_sheet.h"

namespace xueshi::workbook {

namespace {

using page::FormBody;
using page::ListBody;

constexpr std::size_t kMostNameCharacters = 31;  // of a sheet, as Excel has it

// A form of one page is small; everything else is forgotten row by row.
bool is_streamed(const page::Template& page) {
  const auto* form = std::get_if<FormBody>(&page.sheets.front().body);
  return page.sheets.size() > 1 || form == nullptr || form->repeats;
}

// Of a workbook with one table: its title, as far as a sheet may be called that.
std::string name_of(const std::string& title) {
  std::string name;
  std::size_t count = 0;
  for (std::string_view character : base::characters(title)) {
    if (count == kMostNameCharacters) break;
    if (character.find_first_of("[]:*?/\\\n\r\t'") != std::string_view::npos) continue;
    name += character;
    ++count;
  }
  return name.empty() ? "Sheet1" : name;
}

std::vector<std::string> names_of(const page::Template& page, const page::Fields& fields) {
  if (page.sheets.size() == 1 && page.sheets.front().name.empty())
    return {name_of(page::fill(page.sheets.front().title, fields))};
  std::vector<std::string> names;
  for (const page::Sheet& sheet : page.sheets) names.push_back(sheet.name);
  return names;
}

std::string value_of(const page::Fields& fields, const std::string& name) {
  auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

}  // namespace

class Writer::Workbook {
 public:
  Workbook(const page::Template& page, const page::Fields& fields,
           const std::filesystem::path& path)
      : fields_(fields), book_(path, is_streamed(page), page.fonts, names_of(page, fields)) {
    book_.describe(page::fill(page.sheets.front().title, fields_),
                   value_of(fields_, "institute.name"));
    for (std::size_t i = 0; i < page.sheets.size(); ++i) {
      Part& part = parts_.emplace_back();
      Canvas& canvas = part.canvas.emplace(book_, page, i, fields_, cut_cells_);
      if (const auto* list = std::get_if<ListBody>(&page.sheets[i].body)) {
        part.list.emplace(canvas, *list);
      } else {
        part.form.emplace(canvas, std::get<FormBody>(page.sheets[i].body));
      }
    }
    turn_to(0);
  }

  void turn_to(std::size_t sheet) {
    at_ = &parts_[sheet];
    at_->canvas->turn_here();
  }

  void order(const std::string& key, const std::vector<std::string>& headings) {
    for (Part& part : parts_) {
      if (part.list) part.list->order(key, headings);
    }
  }

  void add(const page::Row& row) {
    if (at_->list) {
      at_->list->add(row);
    } else {
      at_->form->add(row);
    }
  }

  const std::vector<CutCell>& cut_cells() const { return cut_cells_; }
  void set_receipt(const std::string& receipt) { receipt_ = receipt; }

  PartFile finish() {
    for (Part& part : parts_) {
      part.canvas->turn_here();
      if (part.list) part.list->finish();
      if (part.form) part.form->finish();
      part.canvas->finish(receipt_);
    }
    return book_.finish();
  }

 private:
  struct Part {
    std::optional<Canvas> canvas{};
    std::optional<ListSheet> list{};
    std::optional<FormSheet> form{};
  };
  page::Fields fields_;
  Book book_;
  std::vector<CutCell> cut_cells_;
  std::deque<Part> parts_;  // they do not move
  Part* at_ = nullptr;
  std::string receipt_;
};

Writer::Writer(const page::Template& page, const page::Fields& fields,
               const std::filesystem::path& path)
    : workbook_(std::make_unique<Workbook>(page, fields, path)) {}
Writer::~Writer() = default;

void Writer::turn_to(std::size_t sheet) { workbook_->turn_to(sheet); }
void Writer::order(const std::string& key, const std::vector<std::string>& headings) {
  workbook_->order(key, headings);
}
void Writer::add(const page::Row& row) { workbook_->add(row); }
const std::vector<CutCell>& Writer::cut_cells() const { return workbook_->cut_cells(); }

void Writer::set_receipt(const std::string& receipt) { workbook_->set_receipt(receipt); }
PartFile Writer::finish() { return workbook_->finish(); }

}  // namespace xueshi::workbook
