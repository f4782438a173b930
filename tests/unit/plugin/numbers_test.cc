// Numbers as Lua sees them and as the report gets them: exact, rounded once, half up.
#include "plugin/emitted.h"
#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

// The value of a Lua expression in a column of `places` decimals.
std::string value(const std::string& expression, int places = 2) {
  Host host(kProgram, small_limits());
  Plugin plugin = make_plugin(emitting("name = \"\", count = 0, hours = " + expression));
  std::get<page::ListBody>(plugin.page.sheets[0].body).columns[2].places = places;
  std::string row = run(host, plugin);
  return row.starts_with(",0,") ? row.substr(3, row.size() - 4) : row;
}

TEST(Numbers, HoursRoundOnceHalfUp) {
  EXPECT_EQ(value("hours(470880)"), "130.8");
  EXPECT_EQ(value("hours(37523556)"), "10423.21");
  EXPECT_EQ(value("hours(18)"), "0.01");  // 0.005
  EXPECT_EQ(value("hours(17)"), "0");
  EXPECT_EQ(value("hours(37523556, 492)"), "21.19");  // domain.md §4.3: total ÷ everyone
  EXPECT_EQ(value("hours(0, 0)"), "0");
  EXPECT_EQ(value("hours(18) + hours(18)"), "0.02");
}

TEST(Numbers, RatesAreExact) {
  EXPECT_EQ(value("percent(23, 487)"), "4.72");
  EXPECT_EQ(value("percent(3, 7)"), "42.86");
  EXPECT_EQ(value("percent(0, 0)"), "0");
  EXPECT_EQ(value("percent(1, 800)"), "0.13");  // 0.125
  EXPECT_EQ(value("percent(3, 7, 1)"), "42.9");
  EXPECT_EQ(value("ratio(1, 3)"), "0.33");
  EXPECT_EQ(value("ratio(-1, 8)"), "-0.13");
}

TEST(Numbers, SumsOfDecimalsRoundAsOnPaper) {
  EXPECT_EQ(value("0.1 + 0.2"), "0.3");
  EXPECT_EQ(value("round(0.1 + 0.25, 1)", 1), "0.4");  // stored as 0.34999999999999998
  EXPECT_EQ(value("round(1.005, 2)"), "1.01");
  EXPECT_EQ(value("round(-1.005, 2)"), "-1.01");
  EXPECT_EQ(value("round(2.5)"), "3");
  EXPECT_EQ(value("round(1e-9, 2)"), "0");
  EXPECT_EQ(value("round(7, 2)"), "7");
}

TEST(Numbers, MoneyIsExactInFen) {
  EXPECT_EQ(value("wan(3600001)", 6), "3.600001");
  EXPECT_EQ(value("wan(5000000)", 6), "5");
}

TEST(Numbers, DecimalsPassThroughLuaUnchanged) {
  Host host(kProgram, small_limits());
  InputSources sources = make_sources();
  std::vector<std::int64_t> cases = {
      360, 1, 99, 111'36, 10'423'21, 500, 0, -125, 999'999'999'999'99};
  sources["classes"] = [&](const RecordSink& sink) {
    Record record(*find_input("classes"));
    for (std::int64_t scaled : cases) {
      record.clear();
      sink(record.set("budget", page::Number{scaled, 2}));
    }
  };
  std::string program =
      "return function(book, emit)\n"
      "  for c in book:classes() do emit{name = tostring(c.budget), count = 1, hours = c.budget} "
      "end\nend";
  EXPECT_EQ(
      run(host, make_plugin(program), sources),
      "3.6,1,3.6\n0.01,1,0.01\n0.99,1,0.99\n111.36,1,111.36\n10423.21,1,10423.21\n5,1,5\n0,1,0\n"
      "-1.25,1,-1.25\n999999999999.99,1,999999999999.99\n");
}

TEST(Numbers, DoublesAreReadAtFifteenDigits) {
  EXPECT_EQ(exact(130.80000000000001, 2), (page::Number{1308, 1}));
  EXPECT_EQ(exact(1e14, 0), (page::Number{100'000'000'000'000, 0}));
  EXPECT_EQ(exact(-0.25, 2), (page::Number{-25, 2}));
  EXPECT_EQ(exact(0.0, 0), (page::Number{0, 0}));
  EXPECT_EQ(exact(0.125, 2), std::nullopt);
  EXPECT_EQ(exact(1e15, 2), std::nullopt);
}

}  // namespace
}  // namespace xueshi::plugin
