#include "workbook/publish.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "workbook_support.h"

namespace xueshi::workbook {
namespace {

using testing::ElementsAre;

using Publishing = Workbook;

pid_t dead_process() {
  pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

// As PartFile names them: machine, process, number.
std::string part_of(const std::string& file, const std::string& machine, pid_t process) {
  return file + "." + machine + "." + std::to_string(process) + ".1.part";
}

std::string this_machine() {
  char name[256] = {};
  ::gethostname(name, sizeof name - 1);
  std::string machine = name;
  std::replace(machine.begin(), machine.end(), '.', '-');
  return machine;
}

TEST_F(Publishing, OnlyPartsOfDeadProcessesOfThisMachineAreRemoved) {
  pid_t dead = dead_process();
  std::string gone = part_of("2017-execution.xlsx", this_machine(), dead);
  std::vector<std::string> staying = {
      part_of("2017-execution.xlsx", this_machine(), ::getppid()),
      part_of("2017-execution.xlsx", "another-machine", dead),  // its processes are not ours
      part_of("download", this_machine(), dead),
      "2017-execution.xlsx",
      "x.part",
      "2017-backbone.xlsx.x.part",
      "2017-execution.xlsx." + std::to_string(dead)};
  std::ofstream(folder_ / gone) << "x";
  for (const std::string& name : staying) std::ofstream(folder_ / name) << "x";
  remove_stale_parts(folder_);
  EXPECT_THAT(files(), testing::UnorderedElementsAreArray(staying));
}

TEST_F(Publishing, AFolderThatIsNotThereHasNoParts) { remove_stale_parts(folder_ / "none"); }

TEST_F(Publishing, SameBytes) {
  std::ofstream(folder_ / "a") << "same";
  std::ofstream(folder_ / "b") << "same";
  std::ofstream(folder_ / "c") << "some";
  std::ofstream(folder_ / "d") << "longer";
  EXPECT_TRUE(same_bytes(folder_ / "a", folder_ / "b"));
  EXPECT_FALSE(same_bytes(folder_ / "a", folder_ / "c"));
  EXPECT_FALSE(same_bytes(folder_ / "a", folder_ / "d"));
  EXPECT_FALSE(same_bytes(folder_ / "a", folder_ / "none"));
}

// Two threads may make the same file at once, for two schedules: neither writes into the other's.
TEST_F(Publishing, EveryPartHasAName) {
  PartFile part(folder_ / "x/2017-execution.xlsx"), other(folder_ / "x/2017-execution.xlsx");
  EXPECT_NE(part.path(), other.path());
  std::ofstream(part.path()) << "x";
  EXPECT_EQ(part.publish(), Published::kWritten);
  EXPECT_EQ(read_file(folder_ / "x/2017-execution.xlsx"), "x");
}

// Whoever holds it last publishes it, or takes it away.
TEST_F(Publishing, APartThatWasHandedOn) {
  {
    PartFile part(folder_ / "2017-execution.xlsx");
    std::ofstream(part.path()) << "x";
    PartFile taken = std::move(part);
    taken.sync();
  }
  EXPECT_THAT(files(), testing::IsEmpty());
}

}  // namespace
}  // namespace xueshi::workbook
