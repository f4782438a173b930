// The corrected-by-hand way of an import: a copy of a file with a column 错误信息.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/finding.h"
#include "imports/import_files.h"

namespace xueshi::imports {

// What was found in the rows of files, all of it: the list that people read ends after a thousand,
// the copies do not.
class RowNotes {
 public:
  void add(const base::Finding& finding);
  bool has_error(const std::string& shown) const;
  // The messages of a file by row, warnings marked as such. What is wrong with its headings stands
  // in the row below them: their own row has the word 错误信息 there.
  std::map<int, std::string> of(const std::string& shown, int heading_row) const;

 private:
  struct Note {
    std::string errors, warnings;
  };
  struct FileNotes {
    std::map<int, Note> by_row;
    bool any_error = false;
  };
  std::map<std::string, FileNotes> files_;
};

struct ErrorCopy {
  std::string path;  // empty: none was written
  std::string why;   // Chinese, why not, where one was due
};

// Writes the copy of a file that has errors in its rows, every message in its row, where the file
// says: of a workbook itself with everything that is in it, of a csv its rows as a workbook. Not
// where the file wants none, and never over a copy that somebody has worked in, unless that is the
// file itself.
ErrorCopy write_error_copy(const ImportFile& file, const RowNotes& notes);

}  // namespace xueshi::imports
