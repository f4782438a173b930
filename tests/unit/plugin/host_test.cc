#include <sys/resource.h>

#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

TEST(Host, StreamsRowsInAndOut) {
  EXPECT_EQ(run("return function(book, emit)\n"
                "  for class in book:classes() do emit{name = class.name, count = 1, hours = "
                "hours(5400)} end\n"
                "end"),
            "培训名称1,1,1.5\n培训名称2,1,1.5\n培训名称3,1,1.5\n");
}

TEST(Host, FarMoreRowsThanThePipesHoldNeitherStallNorPileUp) {
  Limits limits;
  Host host(kProgram, limits);
  KeptRows rows;
  Outcome outcome = host.run(make_plugin("return function(book, emit)\n"
                                         "  for p in book:people() do emit{name = p.employee .. "
                                         "string.rep('长', 50), count = 1, hours = 2} end\n"
                                         "end"),
                             make_book(), make_sources(70'000), rows);
  EXPECT_TRUE(outcome.ok()) << render(*outcome.failure);
  EXPECT_EQ(rows.rows.size(), 70'000u);
  EXPECT_EQ(outcome.rows, 70'000);
}

}  // namespace
}  // namespace xueshi::plugin
