// Cells added to the XML of a sheet: what else is there stays byte for byte.
#include "sheet/annotated_copy.h"

#include <cstdlib>

#include "sheet/sheet_part.h"
#include "sheet_files.h"

namespace xueshi::sheet {
namespace {

constexpr const char* kNote =
    R"(<is><r><rPr><color rgb="FFC00000"/></rPr><t xml:space="preserve">坏</t></r></is></c>)";

std::string annotated(const std::string& part, int column = 3) {
  return annotate_sheet_part(part, {1, column, "错误信息", {{2, "坏"}}}).value_or("-");
}

TEST(SheetPart, NotesGoToTheEndOfTheirRows) {
  EXPECT_EQ(
      annotated(
          R"(<worksheet><dimension ref="A1:B3"/><sheetData><row r="1" spans="1:2">)"
          R"(<c r="A1" s="4" t="s"><v>0</v></c></row><row r="2" ht="7"><c r="B2"><f>A1</f><v>3</v></c></row>)"
          R"(<row r="3" spans="1:2"/></sheetData><legacyDrawing r:id="rId1"/></worksheet>)"),
      std::string(
          R"(<worksheet><dimension ref="A1:C3"/><cols><col min="3" max="3" width="60" customWidth="1"/></cols>)"
          R"(<sheetData><row r="1"><c r="A1" s="4" t="s"><v>0</v></c>)"
          R"(<c r="C1" s="4" t="inlineStr"><is><t>错误信息</t></is></c></row>)"
          R"(<row r="2" ht="7"><c r="B2"><f>A1</f><v>3</v></c><c r="C2" t="inlineStr">)") +
          kNote +
          R"(</row><row r="3" spans="1:2"/></sheetData><legacyDrawing r:id="rId1"/></worksheet>)");
}

// Of an earlier copy: cells of the column go, in whatever form, and what stands behind them stays.
TEST(SheetPart, NotesTakeTheirOldPlace) {
  EXPECT_EQ(
      annotated(
          R"(<worksheet><cols><col min="1" max="16384" width="9"/></cols><sheetData>)"
          R"(<row><c><v>1</v></c><c t="str"><v>错误信息</v></c><c><v>2</v></c></row>)"
          R"(<row r="2"/><row r="4"><c r="A4"/><c r="B4" s="2"><v>旧</v></c><c r="C4"/></row>)"
          R"(<row r="5"><c r="B5" s="3"/></row></sheetData></worksheet>)",
          2),
      std::string(R"(<worksheet><cols><col min="1" max="16384" width="9"/></cols><sheetData>)"
                  R"(<row><c><v>1</v></c><c t="str"><v>错误信息</v></c><c><v>2</v></c></row>)"
                  R"(<row r="2"><c r="B2" t="inlineStr">)") +
          kNote +
          R"(</row><row r="4"><c r="A4"/><c r="B4"/><c r="C4"/></row>)"
          R"(<row r="5"><c r="B5"/></row></sheetData></worksheet>)");
}

TEST(SheetPart, PrefixesOfNamesAreKept) {
  EXPECT_EQ(
      annotated(R"(<x:worksheet xmlns:x="m"><x:cols><x:col min="1" max="1"/></x:cols><x:sheetData>)"
                R"(<x:row r="1"><x:c r="A1"/><x:c r="D1"/></x:row></x:sheetData></x:worksheet>)"),
      R"(<x:worksheet xmlns:x="m"><x:cols><x:col min="1" max="1"/>)"
      R"(<x:col min="3" max="3" width="60" customWidth="1"/></x:cols><x:sheetData><x:row r="1"><x:c r="A1"/>)"
      R"(<x:c r="C1" t="inlineStr"><x:is><x:t>错误信息</x:t></x:is></x:c><x:c r="D1"/></x:row></x:sheetData></x:worksheet>)");
}

TEST(SheetPart, NotesAreText) {
  std::string text =
      annotate_sheet_part("<worksheet><sheetData><row r=\"2\"/></sheetData></worksheet>",
                          {1, 1, "错误信息", {{2, "<&>\x01_x000D_ a_x1_"}}})
          .value_or("-");
  EXPECT_NE(text.find(">&lt;&amp;&gt; _x005F_x000D_ a_x1_<"), std::string::npos) << text;
}

TEST(SheetPart, OtherEncodingsAreLeftAlone) {
  EXPECT_EQ(annotated("\xFF\xFE<\0w"), "-");
  EXPECT_EQ(
      annotated(
          "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><worksheet><sheetData/></worksheet>"),
      "-");
  EXPECT_EQ(annotated("<worksheet><sheetData>"), "-");
  EXPECT_EQ(annotated("<worksheet/>"), "-");
}

using AnnotatedCopy = test::SheetTest;

// The committed workbook of LibreOffice, which has shared strings and styles.
TEST_F(AnnotatedCopy, IsReadAsItsOriginalAndOneColumn) {
  std::string from = XUESHI_SOURCE_DIR "/tests/unit/sheet/files/libreoffice.xlsx";
  std::vector<std::string> before = read(from);
  ASSERT_TRUE(
      write_annotated_copy(from, path("copy.xlsx"), {1, 9, "错误信息", {{2, "坏_x000D_"}}}));
  std::vector<std::string> after = read(path("copy.xlsx"));
  ASSERT_EQ(after.size(), before.size());
  EXPECT_EQ(after[0], before[0] + " I=错误信息");
  EXPECT_EQ(after[1], before[1] + " I=坏_x000D_");
  EXPECT_EQ(after[2], before[2]);
}

TEST_F(AnnotatedCopy, ASealBreaksWithWhatIsWritten) {
  std::string from = XUESHI_SOURCE_DIR "/tests/unit/sheet/files/libreoffice.xlsx";
  std::string copy = path("copy.xlsx");
  EXPECT_FALSE(is_as_sealed(copy));
  ASSERT_TRUE(write_annotated_copy(from, copy, {1, 9, "错误信息", {{2, "坏"}}}));
  EXPECT_FALSE(is_as_sealed(copy));
  seal_copy(copy);
  EXPECT_TRUE(is_as_sealed(copy));
  ASSERT_TRUE(write_annotated_copy(copy, path("next.xlsx"), {1, 9, "错误信息", {{2, "更坏"}}}));
  EXPECT_FALSE(is_as_sealed(path("next.xlsx")));  // has the seal, but not what it seals
  EXPECT_FALSE(is_as_sealed(write("text.xlsx", "text")));
}

TEST_F(AnnotatedCopy, NothingIsWrittenOfWhatIsNoWorkbook) {
  EXPECT_FALSE(write_annotated_copy(write("text.xlsx", "text"), path("copy.xlsx"), {}));
  EXPECT_FALSE(std::filesystem::exists(path("copy.xlsx")));
}

}  // namespace
}  // namespace xueshi::sheet
