// The files of the schema: whole, in order, and every statement of them found.
#include "database/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "database/schema_files.h"

namespace xueshi::database {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const std::filesystem::path kFolder =
    std::filesystem::path(XUESHI_SOURCE_DIR) / "engine/infrastructure/database/schema";

TEST(Schema, TheProgramHoldsTheFilesAsTheyStand) {
  std::size_t there = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    there += entry.path().extension() == ".sql" ? 1 : 0;
  ASSERT_THAT(schema_files(), SizeIs(there));
  for (const SchemaFile& file : schema_files()) {
    std::ostringstream text;
    text << std::ifstream(kFolder / file.name).rdbuf();
    EXPECT_EQ(file.text, text.str()) << file.name;
  }
}

// What is released never changes: a database that has it is not migrated again.
TEST(Schema, EveryStatementIsFound) {
  ASSERT_THAT(schema_files(), SizeIs(8));
  EXPECT_THAT(parse_migration(schema_files()[0].text), SizeIs(21));
  EXPECT_THAT(parse_migration(schema_files()[1].text), SizeIs(20));
  EXPECT_THAT(parse_migration(schema_files()[2].text), SizeIs(8));
  EXPECT_THAT(parse_migration(schema_files()[3].text), SizeIs(6));
  EXPECT_THAT(parse_migration(schema_files()[4].text), SizeIs(5));
  EXPECT_THAT(parse_migration(schema_files()[5].text), SizeIs(39));
  EXPECT_THAT(parse_migration(schema_files()[6].text), SizeIs(4));
  EXPECT_THAT(parse_migration(schema_files()[7].text), SizeIs(26));
}

TEST(Schema, StatementsAreOneLineAndBeginWithAVerb) {
  for (const SchemaFile& file : schema_files()) {
    for (const std::string& statement : parse_migration(file.text)) {
      std::string text = statement.substr(statement.find('}') + 1);
      if (statement.front() != '{') text = statement;
      EXPECT_THAT(
          text, testing::AnyOf(StartsWith("create "), StartsWith("alter "), StartsWith("update ")));
      EXPECT_THAT(text, Not(HasSubstr("\n")));
      EXPECT_THAT(text, Not(HasSubstr("  ")));
      EXPECT_NE(text.back(), ';');
      // Another `create` in its middle: a statement whose end was overlooked.
      EXPECT_EQ(text.find("; create"), std::string::npos) << text;
      EXPECT_EQ(text.find("create table", 1), std::string::npos) << text;
    }
  }
}

TEST(Schema, ASemicolonWithinALineEndsNothing) {
  EXPECT_THAT(parse_migration("-- why;\ncreate table a\n  (b {text});\n\n"
                              "create trigger t begin select 1; end;\n"),
              ElementsAre("create table a (b {text})", "create trigger t begin select 1; end"));
}

}  // namespace
}  // namespace xueshi::database
