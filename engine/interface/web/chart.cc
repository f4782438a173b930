#include "web/chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;

constexpr std::int64_t kChartWidth = 720, kChartLine = 28, kChartLabels = 200, kChartWords = 150;
constexpr std::int64_t kChartBars = kChartWidth - kChartLabels - kChartWords;
constexpr std::int64_t kBarThickness = 16, kChartBaseline = 13;
constexpr std::size_t kLongestChartLabel = 14;  // in characters; the table has all of it

std::string shortened_label(const std::string& label) {
  std::vector<std::string_view> letters = base::characters(label);
  if (letters.size() <= kLongestChartLabel) return label;
  std::string head;
  for (std::size_t i = 0; i + 1 < kLongestChartLabel; ++i) head += letters[i];
  return head + "…";
}

Html chart_line(const Bar& bar, std::int64_t top, std::int64_t longest) {
  std::int64_t width = longest == 0 ? 0 : bar.value * kChartBars / longest;
  return html::join(
      {element("text",
               {attr("x", kChartLabels - 8), attr("y", top + kChartBaseline),
                attr("text-anchor", "end")},
               {text(shortened_label(bar.label))}),
       element("rect",
               {attr("class", "fill"), attr("x", kChartLabels), attr("y", top),
                attr("width", std::max<std::int64_t>(width, 1)), attr("height", kBarThickness)}),
       element("text", {attr("x", kChartLabels + width + 6), attr("y", top + kChartBaseline)},
               {text(bar.words)})});
}

}  // namespace

Html bar_chart(const std::string& title, const std::vector<Bar>& bars) {
  std::int64_t longest = 0, top = 6;
  for (const Bar& bar : bars) longest = std::max(longest, bar.value);
  std::vector<Html> lines;
  for (const Bar& bar : bars) {
    lines.push_back(chart_line(bar, top, longest));
    top += kChartLine;
  }
  return element("svg",
                 {attr("viewbox", fmt::format("0 0 {} {}", kChartWidth, top + 4)),
                  attr("class", "chart"), attr("role", "img"), attr("aria-label", title)},
                 lines);
}

}  // namespace xueshi::web
