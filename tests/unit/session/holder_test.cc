// Who holds a job, and whether they are still there.
#include "session/holder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace xueshi::session {
namespace {

// A process that is asked for its name and then killed.
class Child {
 public:
  Child() {
    int ends[2];
    if (::pipe(ends) != 0) return;
    process_ = ::fork();
    if (process_ == 0) {
      std::string name = holder_name();
      [[maybe_unused]] auto written = ::write(ends[1], name.data(), name.size());
      ::pause();
      ::_exit(0);
    }
    char text[1024];
    ssize_t length = ::read(ends[0], text, sizeof text);
    name_.assign(text, length > 0 ? static_cast<std::size_t>(length) : 0);
    ::close(ends[0]);
    ::close(ends[1]);
  }
  ~Child() {
    if (process_ > 0) kill_and_reap();
  }
  void kill_only() { ::kill(process_, SIGKILL); }
  void kill_and_reap() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  void stop() { ::kill(process_, SIGSTOP); }
  const std::string& name() const { return name_; }

 private:
  pid_t process_ = 0;
  std::string name_;
};

TEST(Holder, ALivingOneIsNotDead) {
  EXPECT_FALSE(is_dead(holder_name()));
  Child child;
  EXPECT_THAT(child.name(), testing::StartsWith(machine_name()));
  EXPECT_FALSE(is_dead(child.name()));
}

// It may go on at any moment: its lease has to run out.
TEST(Holder, AStoppedOneIsNotDead) {
  Child child;
  child.stop();
  EXPECT_FALSE(is_dead(child.name()));
}

TEST(Holder, AKilledOneIsDead) {
  Child child;
  child.kill_and_reap();
  EXPECT_TRUE(is_dead(child.name()));
}

// The number may be given to another process: the moment of its start tells them apart.
TEST(Holder, TheSameNumberOfAnotherProcessIsDead) {
  EXPECT_TRUE(is_dead(fmt::format("{}{}/1", machine_name(), ::getpid())));
}

TEST(Holder, OtherMachinesAreNotJudged) {
  EXPECT_FALSE(is_dead("elsewhere/4711/pid:[1]/1/1"));
  EXPECT_FALSE(is_dead(""));
}

}  // namespace
}  // namespace xueshi::session
