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
#include "workbook/cut_cell.h"
#include "workbook/publish.h"

namespace xueshi::workbook {

class Writer : public page::RowSink {
 public:
  // Starts `<path>.<process>.part` beside `path`. Throws base::Error(kDisk). Requires: the template
  // outlives it.
  Writer(const page::Template& page, const page::Fields& fields, const std::filesystem::path& path);
  ~Writer() override;  // without finish(): nothing is left behind

  void turn_to(std::size_t sheet) override;
  void order(const std::string& key, const std::vector<std::string>& headings) override;

  // A list takes any number of rows, a form exactly one, or a page each where it repeats. Requires:
  // one cell per key of the sheet, and of a list, that page::ListRules have nothing against it.
  // Throws base::Error(kDisk) where a sheet's rows are used up or a text is longer than a cell
  // holds.
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
  class Workbook;
  std::unique_ptr<Workbook> workbook_;
};

}  // namespace xueshi::workbook
