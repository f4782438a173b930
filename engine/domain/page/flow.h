// Flow: where printed pages end, told from the heights of rows before anything is printed – so that
// a frame is closed where a page ends, and a line to sign is not alone on one.
#pragma once

#include <vector>

#include "page/template.h"

namespace xueshi::page {

// How much of a sheet a printed page takes.
struct PageRoom {
  int scale = 100;    // per cent at which the sheet is as wide as the paper; never more than 100
  double height = 0;  // points of the sheet at that scale, a little less than there is
};
// `width`: of the sheet, in points. Requires: it is positive.
PageRoom measure_page(const Template& page, double width);

// The smallest font, in whole points, that is at least 8 points on paper at that scale; never more
// than 10, which is what everything is written in.
int least_font(int scale);

class Flow {
 public:
  // `height`: of a page, in points.
  explicit Flow(double height) : height_(height) {}

  // Repeated at the head of every page but the first, where its rows were placed.
  void repeat(double height) { repeated_ = height; }
  // Kept free at every page's end.
  void reserve(double height) { reserved_ = height; }
  // Places the next row; true where it begins a page. A row higher than a page stands alone.
  bool place(int row, double height);
  // Likewise, for what the free room was kept for.
  bool place_last(int row, double height);
  // Whether a row of that height would begin a page.
  bool would_break(double height) const;
  // The next row begins a page.
  void end_page() { ended_ = true; }

  // The rows that begin a page, but the first.
  const std::vector<int>& breaks() const { return breaks_; }

 private:
  bool put(int row, double height, bool breaks);

  double height_;
  double repeated_ = 0;
  double reserved_ = 0;
  double used_ = 0;
  bool ended_ = false;
  bool is_empty_ = true;  // nothing but what is repeated stands on the page
  std::vector<int> breaks_;
};

}  // namespace xueshi::page
