// Workbooks as Excel, openpyxl and LibreOffice write them, and as attackers do. make_xlsx.py writes
// most of them.
#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "sheet_files.h"

namespace xueshi::sheet {
namespace {

using test::SheetTest;
using testing::ElementsAre;
using testing::IsEmpty;

class XlsxTest : public SheetTest {
 protected:
  static void SetUpTestSuite() {
    made_ = std::filesystem::temp_directory_path() / fmt::format("xueshi-xlsx-{}", ::getpid());
    std::filesystem::create_directories(made_);
    make("");
  }
  static void make(std::string_view which) {
    std::string script = XUESHI_SOURCE_DIR "/tests/unit/sheet/make_xlsx.py";
    std::string command = fmt::format("python3 '{}' '{}' {}", script, made_.string(), which);
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(made_); }

  std::vector<std::string> made(std::string_view name) { return read((made_ / name).string()); }
  static std::string committed(std::string_view name) {
    return fmt::format("{}/tests/unit/sheet/files/{}", XUESHI_SOURCE_DIR, name);
  }
  // The only finding of a workbook that is refused as a whole.
  std::string refusal(std::string_view name) {
    made(name);
    std::vector<std::string> lines = found();
    return lines.size() == 1 ? lines[0] : fmt::format("{} findings", lines.size());
  }

  static inline std::filesystem::path made_;
};

// Runs of rich text are one text; phonetic hints are none; _x000D_ is a carriage return, _x005F_ an
// underscore.
TEST_F(XlsxTest, SharedStringsAsExcelWritesThem) {
  EXPECT_THAT(made("excel.xlsx"),
              ElementsAre("1: A=姓名 C=张 三", "4: B=一\r\n二_x000D_三_xD800_ AA="));
  EXPECT_TRUE(findings_.empty());
}

// Rounded to the 15 digits that Excel shows, plainly: 130.80000000000001 is 130.8.
TEST_F(XlsxTest, NumbersArePlain) {
  EXPECT_THAT(
      made("numbers.xlsx"),
      ElementsAre(
          "1: A=130.8 B=100 C=0 D=0.1 E=12345678901234600000 F=0.00000015 G=4.25 H=100 I=7"));
}

// 42675 is 2016-11-01 in the 1900 system. E is a number with a "d" behind it; H is the day
// that never was.
TEST_F(XlsxTest, DatesByStyle) {
  EXPECT_THAT(
      made("dates.xlsx"),
      ElementsAre("1: A=2016-11-01 B=2016-11-01 09:00 C=2016-11-01 D=04:15 E=42675.5d F=2016-11-01 "
                  "G=2016-11-01 00:00 H=1900-02-29 I=1900-01-01 J=2016-11-02 K=-1 L=2958466 "
                  "M=2016-11-01 09:00 N=2016-11-01 16:40"));
}

TEST_F(XlsxTest, DatesCountedFrom1904) {
  EXPECT_THAT(made("dates1904.xlsx"), ElementsAre("1: A=2016-11-01 B=1904-01-01"));
}

TEST_F(XlsxTest, InlineStringsBooleansAndCellsWithoutReferences) {
  EXPECT_THAT(made("unnumbered.xlsx"),
              ElementsAre("1: A=直 B=接写 C=是 D=否 E=文 F= G=7", "2:", "3: B=8"));
}

// The first sheet in workbook order that has cells, found through its relations.
TEST_F(XlsxTest, FollowsRelations) {
  EXPECT_THAT(made("relations.xlsx"), ElementsAre("1: A=甲"));
  std::unique_ptr<Reader> reader = open((made_ / "relations.xlsx").string(), findings_);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->source().sheet, "人员 2017");
  EXPECT_EQ(reader->source().place(4, 28).cell, "人员 2017!AB4");
}

TEST_F(XlsxTest, KindsOfCells) {
  std::unique_ptr<Reader> reader = open((made_ / "dates.xlsx").string(), findings_);
  ASSERT_TRUE(reader);
  const Row* row = reader->next();
  ASSERT_TRUE(row);
  EXPECT_EQ(row->cells[0].kind, CellKind::kDate);
  EXPECT_EQ(row->cells[4].kind, CellKind::kNumber);
  reader = open((made_ / "excel.xlsx").string(), findings_);
  EXPECT_EQ(reader->next()->cells[0].kind, CellKind::kText);
}

TEST_F(XlsxTest, FormulasErrorValuesAndNulAreFoundAtTheirCells) {
  EXPECT_THAT(made("formula.xlsx"), ElementsAre("1: A=1 B=-", "2: B=-"));
  EXPECT_THAT(found(), ElementsAre("formula.xlsx:Sheet1!B1 sheet.formula",
                                   "formula.xlsx:Sheet1!B2 sheet.formula"));
  EXPECT_FALSE(failed_);
  EXPECT_THAT(made("error-value.xlsx"), ElementsAre("3: C=-"));
  EXPECT_THAT(found(), ElementsAre("error-value.xlsx:Sheet1!C3 sheet.error-value"));
  EXPECT_THAT(made("nul.xlsx"), ElementsAre("1: A=-"));
  EXPECT_THAT(found(), ElementsAre("nul.xlsx:Sheet1!A1 sheet.nul"));
  made("long-cell.xlsx");
  EXPECT_THAT(found(), ElementsAre("long-cell.xlsx:Sheet1!A1 sheet.cell-too-long"));
}

TEST_F(XlsxTest, OtherFilesAreNoWorkbooks) {
  EXPECT_EQ(refusal("text.xlsx"), "text.xlsx sheet.not-xlsx");
  EXPECT_EQ(refusal("empty.xlsx"), "empty.xlsx sheet.not-xlsx");
  EXPECT_EQ(refusal("old.xlsx"), "old.xlsx sheet.old-xls");
  EXPECT_EQ(refusal("encrypted.xlsx"), "encrypted.xlsx sheet.encrypted");
  EXPECT_EQ(refusal("zip-encrypted.xlsx"), "zip-encrypted.xlsx sheet.encrypted");
  EXPECT_EQ(refusal("truncated.xlsx"), "truncated.xlsx sheet.truncated");
}

TEST_F(XlsxTest, DocumentTypesAreRefused) {
  EXPECT_EQ(refusal("doctype.xlsx"), "doctype.xlsx sheet.doctype");
  EXPECT_EQ(refusal("doctype-strings.xlsx"), "doctype-strings.xlsx sheet.doctype");
}

TEST_F(XlsxTest, LimitsHoldWhileInflating) {
  make("large");
  EXPECT_EQ(refusal("bomb.xlsx"), "bomb.xlsx sheet.zip-bomb");
  EXPECT_EQ(refusal("string-bomb.xlsx"), "string-bomb.xlsx sheet.zip-bomb");
  EXPECT_EQ(refusal("large-part.xlsx"), "large-part.xlsx sheet.too-large");
  EXPECT_EQ(refusal("large-sum.xlsx"), "large-sum.xlsx sheet.too-large");
}

TEST_F(XlsxTest, DamageIsFound) {
  for (std::string_view name :
       {"deflate", "cut-xml", "deep", "long-tag", "no-book", "no-part", "row-order", "cell-order",
        "row-number", "column", "string-number", "not-a-number", "twice", "many"}) {
    EXPECT_EQ(refusal(fmt::format("{}.xlsx", name)), fmt::format("{}.xlsx sheet.damaged", name));
  }
  EXPECT_EQ(refusal("no-sheet.xlsx"), "no-sheet.xlsx sheet.no-sheet");
  EXPECT_EQ(refusal("external.xlsx"), "external.xlsx sheet.no-sheet");
}

// Two names for the same bytes: read as what they are, counted as often as they are inflated.
TEST_F(XlsxTest, AliasedPartsAreHarmless) {
  EXPECT_THAT(made("alias.xlsx"), ElementsAre("1: A=1"));
}

// files/make.py wrote the first, LibreOffice 7.4 converted it into the second.
TEST_F(XlsxTest, OtherWriters) {
  auto expected = ElementsAre("1: A=员工编号 B=姓名 C=入职时间 D=时刻 E=学时 F=备注",
                              "2: A=1001 B=张 某 C=2016-11-01 D=2016-11-01 09:00 E=130.8 F=a<b&c",
                              "3: A=01002 B=李\n某 E=148");
  EXPECT_THAT(read(committed("openpyxl.xlsx")), expected);
  EXPECT_TRUE(findings_.empty());
  EXPECT_THAT(read(committed("libreoffice.xlsx")), expected);
  EXPECT_TRUE(findings_.empty());
}

// Whatever happens to the bytes of a good workbook: an answer – one that never comes is ctest's to
// notice –, and a finding where rows are lost.
TEST_F(XlsxTest, MutatedWorkbooksNeverCrashOrHang) {
  std::ifstream in(committed("libreoffice.xlsx"), std::ios::binary);
  std::string good((std::istreambuf_iterator<char>(in)), {});
  ASSERT_FALSE(good.empty());
  std::mt19937 random(20170311);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = good;
    if (round % 4 == 0) bytes.resize(random() % bytes.size());
    for (unsigned i = 0; i < random() % 8 && !bytes.empty(); ++i) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    std::vector<std::string> rows = read(write("mutated.xlsx", bytes));
    if (rows.size() < 3) {
      EXPECT_FALSE(findings_.ok()) << round;
    }
  }
}

// The same for the XML inside, which a checksum protects from the mutations above.
TEST_F(XlsxTest, MutatedXmlNeverCrashesOrHangs) {
  std::string script = XUESHI_SOURCE_DIR "/tests/unit/sheet/mutate_xlsx.py";
  std::string command =
      fmt::format("python3 '{}' '{}' '{}' 300", script, (made_ / "excel.xlsx").string(), path("."));
  ASSERT_EQ(std::system(command.c_str()), 0);
  int readable = 0;
  for (int round = 0; round < 300; ++round) {
    read(path(fmt::format("{}.xlsx", round)));
    readable += findings_.ok() ? 1 : 0;
  }
  EXPECT_GT(readable, 0);
  EXPECT_LT(readable, 300);
}

}  // namespace
}  // namespace xueshi::sheet
