// What a receipt stands on: every row of every declared input, however much of it a plugin reads.
#include "report/provenance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::report {
namespace {

using testing::HasSubstr;

// Departments A, B, C …, as often as it is asked for them.
plugin::InputSource departments(std::vector<std::string> codes, int* readings = nullptr) {
  return [codes, readings](const plugin::RecordSink& sink) {
    if (readings != nullptr) ++*readings;
    plugin::Record record(*plugin::find_input("departments"));
    for (const std::string& code : codes) {
      record.clear();
      record.set("code", code).set("name", code).set("parent", std::string());
      if (!sink(record)) return;
    }
  };
}

plugin::Manifest manifest() {
  plugin::Manifest one;
  one.name = "test";
  one.inputs = {"departments"};
  return one;
}

// The lines of a run that reads so many rows each time it is asked, so many times.
std::string lines(std::vector<std::string> codes, int rows, int times, int* readings = nullptr) {
  plugin::Manifest of = manifest();
  CountedInputs inputs(of, {{"departments", departments(std::move(codes), readings)}});
  plugin::InputSources sources = inputs.sources();
  for (int i = 0; i < times; ++i) {
    int read = 0;
    sources.at("departments")([&](const plugin::Record&) { return ++read < rows; });
  }
  return inputs.finish();
}

TEST(CountedInputs, SayTheSameHoweverMuchWasRead) {
  std::string whole = lines({"A", "B", "C"}, 100, 1);
  EXPECT_THAT(whole, testing::StartsWith("departments 3 "));
  EXPECT_EQ(lines({"A", "B", "C"}, 1, 1), whole);
  EXPECT_EQ(lines({"A", "B", "C"}, 2, 3), whole);
  EXPECT_EQ(lines({"A", "B", "C"}, 0, 0), whole);
}

// Once for the hash; a second loop of the plugin is the plugin's own.
TEST(CountedInputs, ReadNothingTwice) {
  int readings = 0;
  lines({"A", "B"}, 100, 1, &readings);
  EXPECT_EQ(readings, 1);
  lines({"A", "B"}, 100, 2, &readings);
  EXPECT_EQ(readings, 1 + 2);
}

// A plugin that stopped after the first row is not sent the others.
TEST(CountedInputs, SendNothingToWhoWantsNoMore) {
  plugin::Manifest of = manifest();
  CountedInputs inputs(of, {{"departments", departments({"A", "B", "C"})}});
  int sent = 0;
  inputs.sources().at("departments")([&](const plugin::Record&) {
    ++sent;
    return false;
  });
  EXPECT_EQ(sent, 1);
  EXPECT_THAT(inputs.finish(), HasSubstr("departments 3 "));
}

TEST(CountedInputs, TellRowsApart) {
  std::string three = lines({"A", "B", "C"}, 100, 1);
  EXPECT_NE(lines({"A", "C", "B"}, 100, 1), three);
  EXPECT_NE(lines({"A", "B"}, 100, 1), three);
  EXPECT_NE(lines({"AB", "", "C"}, 100, 1), three);
}

TEST(PrintedReceipt, TwentyDigitsInFours) {
  EXPECT_EQ(printed_receipt("c6b002b5b86c61e546132b21903db212"), "c6b0 02b5 b86c 61e5 4613");
  EXPECT_EQ(printed_receipt("c6b002"), "c6b0 02");
  EXPECT_EQ(printed_receipt(""), "");
}

}  // namespace
}  // namespace xueshi::report
