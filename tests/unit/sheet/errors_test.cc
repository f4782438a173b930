#include "error_cases.h"
#include "sheet/sheet.h"

namespace xueshi::sheet {
namespace {

TEST(SheetErrors, EveryCaseSaysExactlyThis) {
  test::walk_error_cases("sheet", [](const test::ErrorCase&, const std::string& file) {
    base::Findings findings;
    if (auto reader = open(file, findings)) {
      while (reader->next() != nullptr) {
      }
    }
    return findings;
  });
}

TEST(SheetErrors, EveryCodeHasACase) { test::expect_complete_catalogue("sheet"); }

}  // namespace
}  // namespace xueshi::sheet
