// Writer: a page and its rows → a print-ready, verified .xlsx.
//
// Same template, fields and rows → same bytes, whatever the database, locale, time zone or day.
// Text is always text: it never becomes a formula, a number or a link. Numbers are numbers, rounded
// before they are written.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "page/template.h"
#include "workbook/publish.h"

namespace xueshi::workbook {

// A cell whose text is longer than its printed row can show, at any font: the file holds all of it,
// the paper its beginning.
struct CutCell {
  std::string cell;            // "C12"
  std::size_t characters = 0;  // of its text
};

class Writer : public page::RowSink {
 public:
  // Starts `<path>.<process>.part` beside `path`. Throws base::Error(kDisk). Requires: the template
  // outlives it.
  Writer(const page::Template& page, const page::Fields& fields, const std::filesystem::path& path);
  ~Writer() override;  // without finish(): nothing is left behind

  // A list takes any number of rows, a form exactly one. Requires: one cell per key of the
  // template. Throws base::Error(kDisk) where a sheet's rows are used up or a text is longer than a
  // cell holds.
  void add(const page::Row& row) override;

  // Those so far, each worth a warning.
  const std::vector<CutCell>& cut_cells() const;

  // Prints a receipt at the right of the footer, in small letters. Before finish().
  void set_receipt(const std::string& receipt);

  // Closes, re-opens and compares every cell, syncs. What it returns waits to be published; where
  // it goes away before, nothing was written. Throws base::Error(kDisk). Requires: called once, and
  // nothing added after it.
  PartFile finish();

 private:
  class Sheet;
  std::unique_ptr<Sheet> sheet_;
};

}  // namespace xueshi::workbook
