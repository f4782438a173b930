// What pg_restore prints, read as data: the text format of COPY.
#include "store/dump_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::store {
namespace {

using testing::ElementsAre;

struct Read {
  std::vector<std::string> tables;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

Read read(const std::vector<std::string>& lines) {
  Read result;
  DumpReader reader([&](const std::string& table) { result.tables.push_back(table); },
                    [&](const DumpRow& row) {
                      result.columns = row.columns;
                      result.rows.push_back(row.values());
                    });
  for (const std::string& line : lines) reader.add(line);
  return result;
}

TEST(DumpReader, TakesRowsBetweenTheirMarks) {
  Read read_back = read({"SET row_security = off;", "CREATE TABLE public.source (", "    id bigint",
                         ");", "COPY public.source (id, name) FROM stdin;", "1\troster", "2\t外部",
                         "\\.", "", "COPY public.exam (number) FROM stdin;", "\\.", "1\troster"});
  EXPECT_THAT(read_back.tables, ElementsAre("source", "exam"));
  EXPECT_THAT(read_back.columns, ElementsAre("id", "name"));
  EXPECT_THAT(read_back.rows, ElementsAre(ElementsAre("1", "roster"), ElementsAre("2", "外部")));
}

// A text in a row that looks like the head of a table is a text in a row.
TEST(DumpReader, ARowIsNoHead) {
  Read read_back =
      read({"COPY public.plan (title) FROM stdin;", "COPY public.source (id, name) FROM stdin;",
            "\\.", "COPY public.source (id) FROM stdin;", "1", "\\."});
  EXPECT_THAT(read_back.tables, ElementsAre("plan", "source"));
  EXPECT_EQ(read_back.rows.size(), 2u);
}

TEST(DumpReader, UndoesWhatCopyEscapes) {
  Read read_back = read({"COPY public.audit (a, b, c, d) FROM stdin;",
                         "one\\ntwo\tC:\\\\temp\\tx\t\\N\t\\r\\b\\f\\v", "\\."});
  EXPECT_THAT(read_back.rows[0], ElementsAre("one\ntwo", "C:\\temp\tx", "", "\r\b\f\v"));
}

TEST(DumpReader, NamesThatAreWordsOfSqlStandInQuotes) {
  Read read_back = read({"COPY public.\"order\" (\"from\", to_day) FROM stdin;", "1\t2", "\\."});
  EXPECT_THAT(read_back.tables, ElementsAre("order"));
  EXPECT_THAT(read_back.columns, ElementsAre("from", "to_day"));
}

}  // namespace
}  // namespace xueshi::store
