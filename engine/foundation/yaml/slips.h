// Slips of the pen in a YAML file, found before it is parsed: characters of the Chinese keyboard
// that stand where YAML has its own, a blank left out after a colon, lines out of line.
//
// Plain text may hold any of them (`title: 关于…，的通知`), so a slip is told by how sure it is: in
// the place of syntax it is an error, in text that looks odd a warning, and else it is kept for
// whoever finds that text wrong.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace xueshi::yaml {

enum class Weight {
  kCertain,   // an error
  kLikely,    // a warning; an error where the text is found wrong
  kPossible,  // an error where the text is found wrong
  kLayout,    // an error where the file cannot be parsed
  kFatal,     // an error, and what comes after it is not to be judged
};

struct Slip {
  Weight weight = Weight::kCertain;
  int line = 0;    // from 1
  int column = 0;  // from 1, in characters
  int token = 0;   // the column at which the text begins that it is in
  const char* code = "";
  std::string message;
};

struct Mended {
  std::vector<Slip> slips;         // by line and column
  std::vector<std::string> lines;  // as they should be, where that is certain
  // Of every byte of a line that was mended, and of its end, the column where it was written.
  std::map<int, std::vector<int>> columns;
};

// Requires: lines of clean UTF-8, without their ends.
Mended mend(const std::vector<std::string>& lines);

}  // namespace xueshi::yaml
