#include <gmock/gmock.h>

#include "sheet/limits.h"
#include "sheet_files.h"

namespace xueshi::sheet {
namespace {

using test::SheetTest;
using testing::ElementsAre;
using testing::IsEmpty;

class CsvTest : public SheetTest {};

TEST_F(CsvTest, ReadsRowsWithTheirLines) {
  EXPECT_THAT(read(write("a.csv", "甲,乙\n1,2\n")), ElementsAre("1: A=甲 B=乙", "2: A=1 B=2"));
  EXPECT_TRUE(findings_.empty());
}

TEST_F(CsvTest, AcceptsByteOrderMarkCarriageReturnsAndNoLastLineFeed) {
  EXPECT_THAT(read(write("a.csv", "\xEF\xBB\xBF甲,乙\r\n1,\r\n,2")),
              ElementsAre("1: A=甲 B=乙", "2: A=1 B=", "3: A= B=2"));
}

// RFC 4180: commas, quotes and line breaks inside quotes; the row is numbered by its first line.
TEST_F(CsvTest, ReadsQuotedCells) {
  EXPECT_THAT(read(write("a.csv", "\"a,b\",\"say \"\"hi\"\"\"\n\"x\ny\",2\nz,\"\"\n")),
              ElementsAre("1: A=a,b B=say \"hi\"", "2: A=x\ny B=2", "4: A=z B="));
}

TEST_F(CsvTest, KeepsQuotesInsideUnquotedCells) {
  EXPECT_THAT(read(write("a.csv", "a\"b,\"c\"\"d\"\r\n5\"\n")),
              ElementsAre("1: A=a\"b B=c\"d", "2: A=5\""));
}

TEST_F(CsvTest, QuotedLastCellBeforeCarriageReturnAndAtTheEnd) {
  EXPECT_THAT(read(write("a.csv", "\"a\"\r\n\"b\"")), ElementsAre("1: A=a", "2: A=b"));
  EXPECT_THAT(read(write("b.csv", "\"a\"\r")), ElementsAre("1: A=a"));
}

TEST_F(CsvTest, EmptyFileHasNoRows) {
  EXPECT_THAT(read(write("a.csv", "")), IsEmpty());
  EXPECT_THAT(read(write("b.csv", "\xEF\xBB\xBF")), IsEmpty());
  EXPECT_TRUE(findings_.empty());
}

TEST_F(CsvTest, EmptyLinesAreRows) {
  EXPECT_THAT(read(write("a.csv", "a\n\n\r\nb\n")),
              ElementsAre("1: A=a", "2: A=", "3: A=", "4: A=b"));
}

TEST_F(CsvTest, OtherEncodingsAreReadAsTheyWereMeant) {
  EXPECT_THAT(read(write("gbk.csv", "a,b\n1,\xD5\xC5\n")),
              ElementsAre("1: A=a B=b", "2: A=1 B=张"));
  EXPECT_THAT(found(), ElementsAre("gbk.csv sheet.encoding"));
  EXPECT_THAT(read(write("utf16.csv", std::string_view("\xFF\xFE"
                                                       "a\0,\0\x20\x5F",
                                                       8))),
              ElementsAre("1: A=a B=张"));
  EXPECT_THAT(found(), ElementsAre("utf16.csv sheet.encoding"));
  EXPECT_THAT(read(write("big.csv", std::string_view("\xFE\xFF\0a\0,\x5F\x20", 8))),
              ElementsAre("1: A=a B=张"));
}

TEST_F(CsvTest, WhatIsInNoEncodingIsFoundAtItsLineAndCell) {
  // UTF-8 all but one character: not taken for something else.
  EXPECT_THAT(read(write("torn.csv", "姓名,部门\n1,\xD5\xC5\n")), ElementsAre("1: A=姓名 B=部门"));
  EXPECT_THAT(found(), ElementsAre("torn.csv:2:2 sheet.not-utf8"));
  EXPECT_TRUE(failed_);
  read(write("gbk.csv", "\xD5\xC5,b\n1,\xFF\n"));
  EXPECT_THAT(found(), ElementsAre("gbk.csv:1:1 sheet.not-utf8"));
  read(write("cut.csv", "院\n\xE5\xBC"));
  EXPECT_THAT(found(), ElementsAre("cut.csv:2:1 sheet.not-utf8"));
  read(write("surrogate.csv", "\xED\xA0\x80"));
  EXPECT_THAT(found(), ElementsAre("surrogate.csv:1:1 sheet.not-utf8"));
  read(write("half.csv", std::string_view("\xFF\xFE"
                                          "a\0\n\0b",
                                          7)));
  EXPECT_THAT(found(), ElementsAre("half.csv sheet.encoding", "half.csv:2:1 sheet.not-utf8"));
}

TEST_F(CsvTest, OtherEncodingsAcrossBufferEdges) {
  // 院 is D4 BA in GB18030; rows of 7 bytes, so that pieces end everywhere in a character.
  std::string text;
  constexpr int kRows = 400'000;
  for (int i = 0; i < kRows; ++i) text += "\xD4\xBA,\xD4\xBAx\n";
  std::unique_ptr<Reader> reader = open(write("a.csv", text), findings_);
  ASSERT_TRUE(reader);
  for (int i = 0; i < kRows; ++i) {
    const Row* row = reader->next();
    ASSERT_TRUE(row) << i;
    ASSERT_EQ(row->number, i + 1);
    ASSERT_EQ(row->cells.size(), 2u);
    ASSERT_EQ(row->cells[0].text, "院");
    ASSERT_EQ(row->cells[1].text, "院x");
  }
  EXPECT_EQ(reader->next(), nullptr);
  EXPECT_FALSE(reader->failed());
  EXPECT_EQ(reader->done(), reader->size());
}

TEST_F(CsvTest, OtherSeparatorsAreThoseOfTheFirstLine) {
  EXPECT_THAT(read(write("a.csv", "甲;乙\n\"1;2\";3,4\n")),
              ElementsAre("1: A=甲 B=乙", "2: A=1;2 B=3,4"));
  EXPECT_THAT(found(), ElementsAre("a.csv sheet.separator"));
  EXPECT_THAT(read(write("b.csv", "甲\t乙\n1\t2\n")), ElementsAre("1: A=甲 B=乙", "2: A=1 B=2"));
  EXPECT_THAT(read(write("c.csv", "甲,乙;丙\n1,2\n")),
              ElementsAre("1: A=甲 B=乙;丙", "2: A=1 B=2"));
  EXPECT_TRUE(findings_.empty());
}

TEST_F(CsvTest, BadBytesInAQuotedRowAreFoundOnTheirOwnLine) {
  read(write("a.csv", "h\n\"x\ny\",\"\nz\xFF\"\n"));
  EXPECT_THAT(found(), ElementsAre("a.csv:4:2 sheet.not-utf8"));
}

TEST_F(CsvTest, NulIsRefused) {
  read(write("a.csv", std::string_view("a,b\nc,d\0e\n", 10)));
  EXPECT_THAT(found(), ElementsAre("a.csv:2:2 sheet.nul"));
}

TEST_F(CsvTest, LostQuotesAreFoundWhereTheyOpen) {
  EXPECT_THAT(read(write("a.csv", "h,i\n1,\"x\n2,y\n")), ElementsAre("1: A=h B=i"));
  EXPECT_THAT(found(), ElementsAre("a.csv:2:2 sheet.unbalanced-quote"));
  read(write("b.csv", "h\n\"a\"b\n"));
  EXPECT_THAT(found(), ElementsAre("b.csv:2:1 sheet.stray-quote"));
}

TEST_F(CsvTest, CellsRowsAndColumnsHaveLimits) {
  std::string big(3 << 20, 'x');
  read(write("plain.csv", "h\n1," + big + "\n"));
  EXPECT_THAT(found(), ElementsAre("plain.csv:2:2 sheet.cell-too-long"));
  read(write("quoted.csv", "h\n1,\"" + big + "\"\n"));
  EXPECT_THAT(found(), ElementsAre("quoted.csv:2:2 sheet.cell-too-long"));
  read(write("endless.csv", "h\n1,2," + big + big + big));
  EXPECT_THAT(found(), ElementsAre("endless.csv:2:3 sheet.cell-too-long"));
  read(write("wide.csv", "h\n" + std::string(kMostColumns, ',') + "\n"));
  EXPECT_THAT(found(), ElementsAre("wide.csv:2:16385 sheet.too-many-columns"));
  std::string row;
  for (int i = 0; i < 100; ++i) row += std::string(100'000, 'x') + ",";
  read(write("row.csv", row));
  EXPECT_THAT(found(), ElementsAre("row.csv:1:1 sheet.row-too-long"));
}

// Rows that lie across the edges of the read buffer come out whole.
TEST_F(CsvTest, RowsAcrossBufferEdges) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += fmt::format("{},\"第\"\"{}\n行\"\r\n", i, i);
  std::string file = write("a.csv", text);
  std::unique_ptr<Reader> reader = open(file, findings_);
  ASSERT_TRUE(reader);
  for (int i = 0; i < 200'000; ++i) {
    const Row* row = reader->next();
    ASSERT_TRUE(row);
    ASSERT_EQ(row->number, 2 * i + 1);
    ASSERT_EQ(row->cells.size(), 2u);
    ASSERT_EQ(row->cells[0].text, std::to_string(i));
    ASSERT_EQ(row->cells[1].text, fmt::format("第\"{}\n行", i));
  }
  EXPECT_EQ(reader->next(), nullptr);
  EXPECT_EQ(reader->done(), reader->size());
  EXPECT_FALSE(reader->failed());
}

TEST_F(CsvTest, OtherFilesAreRefused) {
  EXPECT_THAT(read(path("missing.csv")), IsEmpty());
  EXPECT_THAT(found(), ElementsAre("missing.csv sheet.cannot-open"));
  read(write("a.xls", "x"));
  EXPECT_THAT(found(), ElementsAre("a.xls sheet.old-xls"));
  read(write("a.pdf", "x"));
  EXPECT_THAT(found(), ElementsAre("a.pdf sheet.unknown-type"));
  std::filesystem::create_directory(path("folder.csv"));
  read(path("folder.csv"));
  EXPECT_THAT(found(), ElementsAre("folder.csv sheet.cannot-open"));
}

}  // namespace
}  // namespace xueshi::sheet
