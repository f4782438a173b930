// Cell styles of a workbook, as far as they say what a number means.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "sheet/archive.h"
#include "sheet/fault.h"
#include "sheet/number_format.h"

namespace xueshi::sheet {

class Styles {
 public:
  // From `styles.xml`. Without that part every number is plain.
  static Styles load(std::unique_ptr<Part> part, Fault& fault);

  // Of the `s` attribute of a cell; plain for a style that is not there.
  const NumberFormat& format_of(std::string_view style) const;

 private:
  std::vector<NumberFormat> formats_;  // by style
};

}  // namespace xueshi::sheet
