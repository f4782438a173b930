#include "base/child.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace xueshi::base {
namespace {

TEST(Child, TellsHowItEndedAndWhatItPrinted) {
  auto end = run_child({"sh", "-c", "echo 甲; echo 乙 >&2; exit 3"}, {});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->code, 3);
  EXPECT_EQ(end->output, "甲\n");
  EXPECT_EQ(run_child({"sh", "-c", "kill -9 $$"}, {})->code, 128 + 9);
}

TEST(Child, IsAbsentWhereItIsNotInstalled) {
  EXPECT_FALSE(run_child({"no-such-program-here"}, {}));
}

TEST(Child, GetsNoVariableButThoseGivenAndNoInput) {
  ::setenv("XUESHI_CHILD_TEST", "secret", 1);
  auto end = run_child({"sh", "-c", "echo \"$XUESHI_CHILD_TEST/$GIVEN\"; cat"},
                       {{"GIVEN", "1"}, {"PATH", "/usr/bin:/bin"}});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->output, "/1\n");
}

TEST(Child, IsReadToItsEnd) {
  auto end =
      run_child({"sh", "-c", "head -c 1000000 /dev/zero; exit 4"}, {{"PATH", "/usr/bin:/bin"}});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->code, 4);
  EXPECT_EQ(end->output.size(), 64u << 10);
}

}  // namespace
}  // namespace xueshi::base
