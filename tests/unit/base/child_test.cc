#include "base/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
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

// Nobody would wait for it any more.
TEST(Child, DiesWithItsParent) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  pid_t parent = ::fork();
  if (parent == 0) {
    std::vector<std::string> arguments = {"sh", "-c", "echo $$; exec sleep 600"}, variables;
    int process = -1;
    int error = start_child(arguments, variables, ends[1], 2, process);
    ::pause();
    ::_exit(error);
  }
  std::string line(16, 0);
  ASSERT_GT(::read(ends[0], line.data(), line.size()), 0);
  pid_t child = std::atoi(line.c_str());
  ASSERT_EQ(::kill(child, 0), 0);
  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);
  ::close(ends[1]);
  // The pipe ends when the last who could write to it is gone.
  EXPECT_EQ(::read(ends[0], line.data(), line.size()), 0);
  ::close(ends[0]);
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
