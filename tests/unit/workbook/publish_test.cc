#include "workbook/publish.h"

#include <sys/wait.h>

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

TEST_F(Publishing, OnlyPartsOfDeadProcessesAreRemoved) {
  std::string dead = std::to_string(dead_process());
  std::string alive = std::to_string(::getppid());
  for (const std::string& name :
       {"2017-execution.xlsx." + dead + ".part", "2017-execution.xlsx." + alive + ".part",
        "download." + dead + ".part", std::string("2017-execution.xlsx"), std::string("x.part"),
        std::string("2017-backbone.xlsx.x.part"), "2017-execution.xlsx." + dead}) {
    std::ofstream(folder_ / name) << "x";
  }
  remove_stale_parts(folder_);
  EXPECT_THAT(files(), testing::UnorderedElementsAre(
                           "2017-execution.xlsx." + alive + ".part", "download." + dead + ".part",
                           "2017-execution.xlsx", "x.part", "2017-backbone.xlsx.x.part",
                           "2017-execution.xlsx." + dead));
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

TEST_F(Publishing, ThePartIsNamedAfterTheProcess) {
  PartFile part(folder_ / "x/2017-execution.xlsx");
  EXPECT_EQ(part.path(),
            folder_ / "x" / ("2017-execution.xlsx." + std::to_string(::getpid()) + ".part"));
  std::ofstream(part.path()) << "x";
  EXPECT_EQ(part.publish(), Published::kWritten);
  EXPECT_EQ(read_file(folder_ / "x/2017-execution.xlsx"), "x");
}

}  // namespace
}  // namespace xueshi::workbook
