#include "error_cases.h"
#include "sheet/sheet.h"

namespace xueshi::sheet {
namespace {

TEST(SheetErrors, EveryCaseSaysExactlyThis) {
  test::walk_error_cases("sheet", [](const test::ErrorCase&, const std::string& file) {
    base::Findings findings;
    if (auto reader = open(file, findings)) {
      while (const Row* row = reader->next()) add_cell_faults(reader->source(), *row, findings);
    }
    return findings;
  });
}

TEST(SheetErrors, EveryCodeHasACase) { test::expect_complete_catalogue("sheet"); }

}  // namespace
}  // namespace xueshi::sheet
