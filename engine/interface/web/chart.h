// Charts: SVG made here, the numbers beside each bar; what is drawn also stands in a table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "html/html.h"

namespace xueshi::web {

struct Bar {
  std::string label;
  std::int64_t value = 0;  // not negative
  std::string words;       // the number as it is read: "21.19 小时"
};

// A bar a line, from the left, the longest the whole width. `title` is what it is read out as.
html::Html bar_chart(const std::string& title, const std::vector<Bar>& bars);

}  // namespace xueshi::web
