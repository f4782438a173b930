// Files are taken along in one zip as they are, under names that every system takes.
#include "sheet/zip_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <fstream>
#include <sstream>

#include "base/error.h"

namespace xueshi::sheet {
namespace {

namespace fs = std::filesystem;

class ZipFileTest : public testing::Test {
 protected:
  ZipFileTest() : folder_(fs::temp_directory_path() / ("zip_" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~ZipFileTest() override { fs::remove_all(folder_); }
  fs::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  static std::string bytes_of(const fs::path& path) {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  fs::path folder_;
};

TEST_F(ZipFileTest, HoldsTheBytesUnderTheirNames) {
  std::string bytes = std::string("PK\0\x01", 4) + std::string(100'000, 'x');
  fs::path path = folder_ / "a.zip";
  write_zip(path, {{"I001 某所/报表.xlsx", write("a", bytes)}, {"b.xlsx", write("b", "")}});
  struct stat file {};
  ASSERT_EQ(::stat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777u, 0600u);
  zip_t* zip = zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
  ASSERT_NE(zip, nullptr);
  EXPECT_EQ(zip_get_num_entries(zip, 0), 2);
  zip_file_t* part = zip_fopen(zip, "I001 某所/报表.xlsx", ZIP_FL_ENC_UTF_8);
  ASSERT_NE(part, nullptr);
  std::string read(bytes.size() + 1, '\0');
  EXPECT_EQ(zip_fread(part, read.data(), read.size()), static_cast<zip_int64_t>(bytes.size()));
  read.resize(bytes.size());
  EXPECT_EQ(read, bytes);
  zip_fclose(part);
  zip_discard(zip);
}

TEST_F(ZipFileTest, TheSameFilesGiveTheSameBytes) {
  fs::path a = write("a", "one");
  write_zip(folder_ / "1.zip", {{"a", a}});
  fs::last_write_time(a, fs::last_write_time(a) - std::chrono::hours(100));
  write_zip(folder_ / "2.zip", {{"a", a}});
  EXPECT_EQ(bytes_of(folder_ / "1.zip"), bytes_of(folder_ / "2.zip"));
}

TEST_F(ZipFileTest, SaysWhatItCannotWrite) {
  EXPECT_THROW(write_zip(folder_ / "none" / "a.zip", {{"a", write("a", "x")}}), base::Error);
  EXPECT_THROW(write_zip(folder_ / "a.zip", {{"a", folder_ / "not there"}}), base::Error);
}

TEST(StepOfPath, HoldsNothingThatASystemMinds) {
  EXPECT_EQ(step_of_path("I001 某所（北京）"), "I001 某所（北京）");
  EXPECT_EQ(step_of_path("a/b\\c:d*e?f\"g<h>i|j\nk"), "a_b_c_d_e_f_g_h_i_j_k");
  EXPECT_EQ(step_of_path(".."), "_");
  EXPECT_EQ(step_of_path("a. "), "a");
  EXPECT_EQ(step_of_path(""), "_");
}

}  // namespace
}  // namespace xueshi::sheet
