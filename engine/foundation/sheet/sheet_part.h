// The XML of a worksheet, with cells added to it in place.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace xueshi::sheet {

struct Annotation {
  int heading_row = 1;
  int column = 1;                    // of the notes; what stands there in other rows goes
  std::string heading;               // as the headings beside it look
  std::map<int, std::string> notes;  // by row, below the headings; in red
};

// Everything but the cells of that column stays byte for byte: the notes go to the end of their
// rows, or to where their column stands. Absent where the part is not in UTF-8, or no XML.
std::optional<std::string> annotate_sheet_part(const std::string& part,
                                               const Annotation& annotation);

}  // namespace xueshi::sheet
