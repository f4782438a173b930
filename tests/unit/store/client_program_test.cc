// Programs of others: found, too old, absent, failing – and what they complain about stays theirs.
#include "store/client_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"

namespace xueshi::store {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string failure_of(const std::vector<std::string>& arguments) {
  try {
    ClientProgram program("sh", arguments, {});
    std::string line;
    while (program.read_line(line)) {
    }
    program.finish();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(ClientProgram, ReadsLinesOfAnyLengthAndTheLastWithoutAnEnd) {
  ClientProgram program("sh",
                        {"-c",
                         "printf 'a\\n'; head -c 200000 /dev/zero | tr '\\0' x; printf "
                         "'\\nlast'"},
                        {});
  std::string line;
  ASSERT_TRUE(program.read_line(line));
  EXPECT_EQ(line, "a");
  ASSERT_TRUE(program.read_line(line));
  EXPECT_EQ(line.size(), 200000u);
  ASSERT_TRUE(program.read_line(line));
  EXPECT_EQ(line, "last");
  EXPECT_FALSE(program.read_line(line));
  program.finish();
}

TEST(ClientProgram, GetsItsVariablesAndNoneOfThisProcess) {
  ::setenv("XUESHI_DB", "postgresql://u:geheim@h/d", 1);
  ::setenv("PGPASSWORD", "of the parent", 1);
  ::setenv("OTHER", "of the parent", 1);
  ClientProgram program("sh", {"-c", "echo \"$PGPASSWORD/$XUESHI_DB$OTHER/$LC_ALL\""},
                        {"PGPASSWORD=own"});
  std::string line;
  ASSERT_TRUE(program.read_line(line));
  EXPECT_EQ(line, "own//C");
  ::unsetenv("XUESHI_DB");
  ::unsetenv("PGPASSWORD");
  ::unsetenv("OTHER");
}

TEST(ClientProgram, TellsThatItFailedAndNotWhatItSaid) {
  std::string said = failure_of({"-c", "echo 'DETAIL: Key (employee)=(110034)' >&2; exit 7"});
  EXPECT_THAT(said, HasSubstr("7"));
  EXPECT_THAT(said, Not(HasSubstr("110034")));
  EXPECT_THAT(failure_of({"-c", "echo 'could not write: No space left on device' >&2; exit 1"}),
              HasSubstr("磁盘已满"));
  EXPECT_THAT(failure_of({"-c", "kill -9 $$"}), HasSubstr("信号 9"));
}

TEST(ClientProgram, AnAbsentOneIsNamedWithItsPackage) {
  try {
    require_client_program("pg_dump_that_is_not_there", 15);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::kProcess);
    EXPECT_THAT(error.what(), HasSubstr("postgresql-client"));
  }
}

TEST(ClientProgram, OneOlderThanTheServerIsRefused) {
  require_client_program("pg_dump", 15);
  try {
    require_client_program("pg_dump", 99);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("postgresql-client-99"));
  }
}

}  // namespace
}  // namespace xueshi::store
