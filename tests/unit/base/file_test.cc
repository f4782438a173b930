// Reading what people wrote, or saying in their words why it cannot be read.
#include "base/file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "base/system_error.h"

namespace xueshi::base {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Files : public testing::Test {
 protected:
  Files() : folder_(fs::temp_directory_path() / ("xueshi-file-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~Files() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  fs::path folder_;
};

// The tests may run as root, to whom every file is open: for a while, as nobody.
class AsNobody {
 public:
  AsNobody() { became_ = ::geteuid() != 0 || ::seteuid(65534) == 0; }
  ~AsNobody() { EXPECT_EQ(::seteuid(::getuid()), 0); }
  bool became() const { return became_; }

 private:
  bool became_;
};

std::string message_of(const std::function<void()>& deed) {
  try {
    deed();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kDisk);
    return error.what();
  }
  return "";
}

TEST_F(Files, TheWholeTextOrAsMuchAsIsWanted) {
  std::string text(200'000, 'x');
  FileText whole = read_file(write("long", text), 1 << 20);
  EXPECT_TRUE(whole.ok());
  EXPECT_EQ(whole.text, text);
  EXPECT_EQ(read_file(folder_ / "long", 100'000).text.size(), 100'000u);
  EXPECT_EQ(read_file(write("empty", ""), 10).text, "");
}

TEST_F(Files, WhatCannotBeReadSaysWhy) {
  FileText absent = read_file(folder_ / "absent", 10);
  EXPECT_TRUE(absent.is_absent());
  EXPECT_EQ(absent.why(), "没有这个文件");
  FileText folder = read_file(folder_, 10);
  EXPECT_FALSE(folder.ok() || folder.is_absent());
  EXPECT_EQ(folder.why(), "是文件夹，不是文件");
  fs::create_symlink("loop", folder_ / "loop");
  FileText loop = read_file(folder_ / "loop", 10);
  EXPECT_FALSE(loop.ok() || loop.is_absent());
  EXPECT_EQ(loop.why(), "是链接，或链接绕成了圈");
  EXPECT_TRUE(read_file(write("file", "") / "below", 10).is_absent());
}

TEST_F(Files, WithoutPermissionItIsNotTakenForAbsent) {
  fs::permissions(folder_, fs::perms::all);
  fs::path closed = write("closed", "x");
  fs::permissions(closed, fs::perms::none);
  fs::create_directory(folder_ / "room");
  fs::permissions(folder_ / "room", fs::perms::none);
  AsNobody nobody;
  if (!nobody.became()) GTEST_SKIP() << "may not become anybody else here";
  FileText file = read_file(closed, 10);
  EXPECT_FALSE(file.is_absent());
  EXPECT_EQ(file.why(), "没有权限");
  EXPECT_EQ(message_of([&] { list_folder(folder_ / "room"); }),
            "无法读取文件夹 " + (folder_ / "room").string() + "：没有权限");
  EXPECT_EQ(message_of([&] { write_file(folder_ / "room/new", "x"); }),
            "无法写入 " + (folder_ / "room/new").string() + "：没有权限");
}

TEST_F(Files, APipeWithoutAWriterIsNotWaitedFor) {
  fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  FileText nobody = read_file(pipe, 10);
  EXPECT_TRUE(nobody.ok());
  EXPECT_EQ(nobody.text, "");
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "given", 5), 5);
  ::close(ends[1]);
  EXPECT_EQ(read_file("/dev/fd/" + std::to_string(ends[0]), 10).text, "given");
  ::close(ends[0]);
}

TEST_F(Files, NoLinkLeadsOutOfAFolder) {
  write("secret", "not for everybody");
  fs::create_directories(folder_ / "house/room");
  write("house/room/list", "ours");
  fs::create_symlink(folder_ / "secret", folder_ / "house/room/linked");
  fs::create_directory_symlink(folder_, folder_ / "house/away");
  fs::create_directory_symlink(folder_ / "house", folder_ / "door");
  ASSERT_EQ(::mkfifo((folder_ / "house/pipe").c_str(), 0600), 0);
  for (const char* house : {"house", "door"}) {  // a link to the folder itself is its owner's
    EXPECT_EQ(read_file_below(folder_ / house, "room/list", 100).text, "ours");
    for (const char* file : {"room/linked", "away/secret", "away"}) {
      FileText read = read_file_below(folder_ / house, file, 100);
      EXPECT_TRUE(read.is_link()) << file;
      EXPECT_EQ(read.text, "") << file;
    }
    EXPECT_EQ(read_file_below(folder_ / house, "pipe", 100).why(), "不是普通文件");
    EXPECT_EQ(read_file_below(folder_ / house, "room", 100).why(), "是文件夹，不是文件");
    EXPECT_TRUE(read_file_below(folder_ / house, "room/none", 100).is_absent());
    EXPECT_TRUE(read_file_below(folder_ / house, "gone/list", 100).is_absent());
  }
  EXPECT_TRUE(read_file_below(folder_ / "nowhere", "list", 100).is_absent());
}

TEST_F(Files, WhatIsWrittenStandsThereWhole) {
  write_file(folder_ / "new/folder/file", "one");
  write_file(folder_ / "new/folder/file", "two");
  EXPECT_EQ(read_file(folder_ / "new/folder/file", 10).text, "two");
  EXPECT_THAT(list_folder(folder_ / "new/folder"), ElementsAre(folder_ / "new/folder/file"));
  EXPECT_THAT(message_of([&] { write_file("/dev/full/file", "x"); }), HasSubstr("不是文件夹"));
  fs::create_directory(folder_ / "there");
  EXPECT_THAT(message_of([&] { write_file(folder_ / "there", "x"); }),
              HasSubstr("是文件夹，不是文件"));
}

TEST_F(Files, AFolderInOrderOfName) {
  write("b", "");
  write("a", "");
  EXPECT_THAT(list_folder(folder_), ElementsAre(folder_ / "a", folder_ / "b"));
  EXPECT_TRUE(list_folder(folder_ / "absent").empty());
  EXPECT_THAT(message_of([&] { list_folder(folder_ / "a"); }), HasSubstr("不是文件夹"));
}

TEST(SystemErrors, WordsForWhatPeopleMeet) {
  EXPECT_EQ(describe_system_error(ENOSPC), "磁盘已满");
  EXPECT_EQ(describe_system_error(EPERM), describe_system_error(EACCES));
  EXPECT_EQ(describe_system_error(ECONNREFUSED), "对方拒绝连接");
  EXPECT_EQ(describe_system_error(EDOM), "系统错误 33（Numerical argument out of domain）");
}

}  // namespace
}  // namespace xueshi::base
