#include <dlfcn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <thread>

#include "workbook/temporary.h"
#include "workbook_support.h"

namespace {

int opened_streams = 0;

}  // namespace

// Only our own lxw_tmpfile() makes a stream of functions: the calls are counted on their way to the
// C library.
extern "C" FILE* fopencookie(void* cookie, const char* mode, cookie_io_functions_t functions) {
  using Open = FILE* (*)(void*, const char*, cookie_io_functions_t);
  static const auto kOpen = reinterpret_cast<Open>(::dlsym(RTLD_NEXT, "fopencookie"));
  ++opened_streams;
  return kOpen(cookie, mode, functions);
}

namespace xueshi::workbook {
namespace {

using page::Number;
using page::Row;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Writing = Workbook;

std::string error_of(const std::function<void()>& what) {
  try {
    what();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::kDisk);
    return error.what();
  }
  return "";
}

TEST_F(Writing, TextStaysTextAndComesBackAsItWas) {
  // What a spreadsheet would like to turn into something else, and what its format finds hard.
  const std::vector<std::string> kTexts = {"=1+1",
                                           "+1",
                                           "-1",
                                           "@SUM(A1)",
                                           "{=1}",
                                           "1e5",
                                           "0001",
                                           "2017-11-01",
                                           "TRUE",
                                           "#N/A",
                                           "'引号",
                                           "http://example.org/a?b=c&d=\"e\"",
                                           "mailto:a@example.org",
                                           "internal:Sheet1!A1",
                                           "<b>&amp;</b>",
                                           "  前后有空格  ",
                                           "一行\n两行\n",
                                           "制表\t符",
                                           "\x01控制字符\x1F",
                                           "_x0041_",
                                           "__x000D_x",
                                           "😀𠮷"};
  std::vector<Row> rows;
  for (const std::string& text : kTexts) rows.push_back({text});
  fs::path path = folder_ / "texts.xlsx";
  EXPECT_EQ(write(text_list(), rows, path), Published::kWritten);
  EXPECT_EQ(read_texts(path, 3), kTexts);
}

TEST_F(Writing, WhatXmlCannotHoldIsReplaced) {
  fs::path path = folder_ / "texts.xlsx";
  write(text_list(), {{"一\r\n二\r三"}, {"a\uFFFE\uFFFFb"}}, path);
  EXPECT_THAT(read_texts(path, 3), ElementsAre("一\n二\n三", "a\uFFFD\uFFFDb"));
}

TEST_F(Writing, AnUnreadableOrTooLongTextIsRefusedAndNothingIsLeft) {
  fs::path path = folder_ / "texts.xlsx";
  EXPECT_THAT(error_of([&] { write(text_list(), {{"\xFF\xFE"}}, path); }),
              HasSubstr("不是有效的 UTF-8"));
  std::string longest;
  for (int i = 0; i < 32'767; ++i) longest += "学";
  EXPECT_THAT(error_of([&] { write(text_list(), {{longest + "学"}}, path); }),
              HasSubstr("32767 个字"));
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_EQ(write(text_list(), {{longest}}, path), Published::kWritten);
}

TEST_F(Writing, NumbersAreRoundedHalfUpToTheColumnsPlaces) {
  page::Template page = text_list();
  auto& column = std::get<page::ListBody>(page.sheets[0].body).columns[0];
  column.format = page::Format::kDecimal;
  fs::path path = folder_ / "numbers.xlsx";
  write(page,
        {{Number{13080, 2}},
         {Number{14800, 2}},
         {Number{1115, 3}},
         {Number{-5, 0}},
         {Number{0, 0}},
         {Number{999'999'999'999'999, 2}}},
        path);
  EXPECT_THAT(read_texts(path, 3),
              ElementsAre("130.8", "148", "1.12", "-5", "0", "9999999999999.99"));
}

// Print set-up, headings on every page: tests/golden/execution.txt. Here: every row arrives.
TEST_F(Writing, ThreeHundredClasses) {
  std::vector<Row> rows;
  for (int i = 1; i <= 300; ++i) rows.push_back(make_class(i));
  fs::path path = folder_ / "execution.xlsx";
  EXPECT_EQ(write(load_template("execution"), rows, path), Published::kWritten);
  std::vector<std::string> names = read_texts(path, 4);
  ASSERT_EQ(names.size(), 300u);
  EXPECT_EQ(names.back(), "科研项目管理专题培训班第300期");
}

TEST_F(Writing, AListMayBeEmpty) {
  fs::path path = folder_ / "empty.xlsx";
  EXPECT_EQ(write(load_template("execution"), {}, path), Published::kWritten);
  EXPECT_THAT(read_texts(path, 1),
              ElementsAre("2017年度继续教育与培训项目执行情况列表",
                          "单位名称(加盖公章):海岳信息技术研究所", "培训名称"));
}

// domain.md §4.3: 0 ÷ 0 prints as 0; rates have two places, funds at least one.
TEST_F(Writing, FiguresOfASummaryKeepTheirPlaces) {
  fs::path path = folder_ / "summary.xlsx";
  write(load_template("annual-summary"),
        {{Number{0, 0},
          Number{0, 0},
          Number{0, 0},
          Number{21, 0},
          Number{0, 0},
          Number{98474, 3},
          Number{0, 0},
          Number{3'650'001, 6},
          Number{148, 0},
          Number{1308, 1},
          {},
          {}}},
        path);
  std::vector<std::string> shown;
  base::Findings findings;
  auto reader = sheet::open(path.string(), findings);
  while (const sheet::Row* row = reader->next()) {
    for (const sheet::Cell& cell : row->cells) {
      if (cell.column % 2 == 0 && row->number >= 3 && row->number <= 7)
        shown.emplace_back(cell.text);
    }
  }
  EXPECT_THAT(shown, ElementsAre("0 (人次)", "0.00 %", "0 (人)", "21.00 %", "0 (人)", "98.47 %",
                                 "0 (人)", "3.650001 (万元)", "148 (小时)", "130.8 (小时)"));
}

// Excel's rows end at 409 points; a page must be able to end inside a long text.
TEST_F(Writing, ALongTextOfASummaryGoesOnInTheNextRows) {
  std::string paragraph;
  for (int i = 0; i < 20; ++i) paragraph += "结合重点任务举办专题培训，送课到部门。";
  std::string text = paragraph + "\n" + paragraph + "\n" + paragraph + "\n" + paragraph;
  fs::path path = folder_ / "summary.xlsx";
  Row row(12);
  row[10] = text;
  write(load_template("annual-summary"), {row}, path);
  std::vector<std::string> texts = read_texts(path, 9);
  ASSERT_GT(texts.size(), 4u);
  std::string joined;
  for (std::size_t i = 0; texts[i] != "年度“全员能力提升计划”执行工作整体概要:"; ++i)
    joined += texts[i];
  std::erase(joined, '\n');
  std::erase(text, '\n');
  EXPECT_TRUE(joined == text);
}

// No letter is lost, none is smaller than 8 points: the text goes on in the next rows.
TEST_F(Writing, ALongTextOfAListGoesOnInTheNextRows) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "学";
  page::Template page = text_list(20);
  Writer writer(page, make_fields(), folder_ / "long.xlsx");
  writer.add({"短"});
  writer.add({text});
  EXPECT_EQ(writer.finish().publish(), Published::kWritten);
  EXPECT_TRUE(writer.cut_cells().empty());
  std::vector<std::string> texts = read_texts(folder_ / "long.xlsx", 3);
  ASSERT_GT(texts.size(), 60u);
  EXPECT_EQ(texts[0], "短");
  std::string joined;
  for (std::size_t i = 1; i < texts.size(); ++i) joined += texts[i];
  EXPECT_TRUE(joined == text);
}

TEST_F(Writing, ANumberThatPaperCannotHoldIsNamed) {
  page::Template page = text_list(4);
  std::get<page::ListBody>(page.sheets[0].body).columns[0].format = page::Format::kInteger;
  Writer writer(page, make_fields(), folder_ / "wide.xlsx");
  writer.add({Number{1234, 0}});
  EXPECT_TRUE(writer.cut_cells().empty());
  writer.add({Number{123'456'789, 0}});
  ASSERT_EQ(writer.cut_cells().size(), 1u);
  EXPECT_EQ(writer.cut_cells()[0].cell, "A4");
  EXPECT_EQ(writer.cut_cells()[0].characters, 9u);
}

TEST_F(Writing, TheSameDataIsLeftAlone) {
  fs::path path = folder_ / "a/b/execution.xlsx";
  page::Template page = load_template("execution");
  EXPECT_EQ(write(page, {make_class(1)}, path), Published::kWritten);
  auto first = fs::last_write_time(path);
  EXPECT_EQ(write(page, {make_class(1)}, path), Published::kUpToDate);
  EXPECT_EQ(fs::last_write_time(path), first);
  EXPECT_EQ(write(page, {make_class(2)}, path), Published::kWritten);
}

TEST_F(Writing, WithoutFinishNothingIsLeft) {
  page::Template page = load_template("execution");
  { Writer(page, make_fields(), folder_ / "execution.xlsx").add(make_class(1)); }
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(Writing, AnAmpersandInAFooterIsAnAmpersand) {
  page::Template page = text_list();
  page.footer = "{institute.name} 第 &P 页";
  fs::path path = folder_ / "footer.xlsx";
  Writer writer(page, {{"institute.name", "声学&光学研究所"}}, path);
  EXPECT_EQ(writer.finish().publish(), Published::kWritten);
}

// --- the same bytes everywhere ---

// What a child process writes under another environment.
std::string bytes_written_under(const char* locale, const char* zone, const fs::path& path) {
  pid_t child = ::fork();
  if (child == 0) {
    ::setenv("LC_ALL", locale, 1);
    ::setenv("TZ", zone, 1);
    ::tzset();
    write(load_template("execution"), {make_class(1), make_class(2)}, path);
    ::_exit(testing::Test::HasFailure() ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  return read_file(path);
}

TEST_F(Writing, BytesDependOnNeitherLocaleNorTimeZone) {
  std::string one = bytes_written_under("de_DE.UTF-8", "America/New_York", folder_ / "1.xlsx");
  std::string other = bytes_written_under("zh_CN.UTF-8", "Asia/Shanghai", folder_ / "2.xlsx");
  EXPECT_FALSE(one.empty());
  EXPECT_EQ(one, other);
}

// --- a disk that is full or refuses ---

TEST_F(Writing, TheLibraryAsksForItsTemporaryFilesHere) {
  int before = opened_streams;
  write(load_template("backbone"), {}, folder_ / "backbone.xlsx");
  EXPECT_GT(opened_streams, before + 5);
}

// In a process that may not write files of more than `most` bytes: 0 written, 1 refused with
// nothing left but what was there, 2 anything else.
int outcome_on_a_full_disk(rlim_t most, int classes, const fs::path& path) {
  pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{most, most};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    int outcome = 2;
    try {
      std::vector<Row> rows;
      for (int i = 1; i <= classes; ++i) rows.push_back(make_class(i));
      write(load_template("execution"), rows, path);
      outcome = 0;
    } catch (const base::Error&) {
      outcome = 1;
    }
    ::_exit(outcome);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

TEST_F(Writing, AFullDiskIsAnErrorAndLeavesWhatWasThere) {
  constexpr int kClasses = 1'500;  // more than stays in memory
  fs::path path = folder_ / "execution.xlsx";
  std::vector<Row> rows;
  for (int i = 1; i <= kClasses; ++i) rows.push_back(make_class(i));
  write(load_template("execution"), rows, path);
  std::string whole = read_file(path);
  int written = 0;
  for (rlim_t most = 1; most < (rlim_t{4} << 20); most = most * 3 / 2 + 1) {
    SCOPED_TRACE(most);
    std::ofstream(path) << "an older workbook";
    int outcome = outcome_on_a_full_disk(most, kClasses, path);
    EXPECT_NE(outcome, 2);
    EXPECT_EQ(read_file(path), outcome == 0 ? whole : "an older workbook");
    EXPECT_THAT(files(), ElementsAre("execution.xlsx"));
    written += outcome == 0 ? 1 : 0;
  }
  EXPECT_GE(written, 1);
}

TEST_F(Writing, AFolderThatCannotBeIsAnError) {
  std::ofstream(folder_ / "file") << "x";
  EXPECT_THAT(error_of([&] { write(text_list(), {}, folder_ / "file/a.xlsx"); }),
              HasSubstr("没有生成文件"));
  fs::create_directories(folder_ / "a.xlsx/b");
  EXPECT_THAT(error_of([&] { write(text_list(), {}, folder_ / "a.xlsx"); }),
              HasSubstr("同名的文件夹"));
  EXPECT_THAT(files(), ElementsAre("a.xlsx", "file"));
}

// The library's dates come from gmtime(): what one thread got, another must not write over.
TEST(WorkbookDates, EveryThreadHasItsOwn) {
  std::time_t first = 946'684'800, second = 1'500'000'000;  // 2000-01-01, 2017-07-14
  std::tm* own = std::gmtime(&first);
  std::thread([&] { EXPECT_EQ(std::gmtime(&second)->tm_year, 117); }).join();
  EXPECT_EQ(own->tm_year, 100);
}

}  // namespace
}  // namespace xueshi::workbook
