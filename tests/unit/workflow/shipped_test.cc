// The graphs that the program comes with: sound, fast to prove, and drawn.
#include <gtest/gtest.h>

#include <ctime>

#include "workflow/draw.h"
#include "workflow_support.h"

namespace xueshi::workflow {
namespace {

TEST(ShippedGraphs, AreSound) {
  for (const test::Shipped& one : test::shipped_graphs()) {
    SCOPED_TRACE(one.name);
    Definition definition = test::parse_sound(one.registry, one.name, test::read_graph(one.name));
    EXPECT_EQ(definition.name, one.name);
    EXPECT_FALSE(definition.title.empty());
    EXPECT_EQ(find_subject("", test::read_graph(one.name))->word, one.registry.subject);
  }
}

std::int64_t cpu_micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

// Every command loads the graph of its subject: a proof takes milliseconds, which are recorded.
// What fails is one that grows out of hand, in CPU time, so that a busy machine does not matter.
TEST(ShippedGraphs, AreProvedWithoutMuchWork) {
  for (const test::Shipped& one : test::shipped_graphs()) {
    std::string text = test::read_graph(one.name);
    std::int64_t start = cpu_micros();
    test::parse_sound(one.registry, one.name, text);
    std::int64_t micros = cpu_micros() - start;
    RecordProperty(one.name, std::to_string(micros));
    EXPECT_LT(micros, 5'000'000) << one.name;
  }
}

// XUESHI_DRAW=FOLDER writes the drawings, to be looked at.
TEST(ShippedGraphs, AreDrawnTheSameEveryTime) {
  const char* folder = std::getenv("XUESHI_DRAW");
  for (const test::Shipped& one : test::shipped_graphs()) {
    Definition definition = test::shipped(one.name);
    std::string dot = render_dot(definition, {});
    EXPECT_EQ(dot, render_dot(test::shipped(one.name), {}));
    for (const Place& place : definition.places) {
      EXPECT_NE(dot.find("\"" + place.name + "\" [label=<" + place.label), std::string::npos);
    }
    if (folder != nullptr) std::ofstream(test::fs::path(folder) / (one.name + ".dot")) << dot;
  }
  if (folder == nullptr) return;
  Highlight way{"计划 P1",
                {{"review", "", "draft", "create"},
                 {"review", "draft", "reported", "submit"},
                 {"review", "reported", "at_department", "route"},
                 {"review", "at_department", "at_academy", "support"}},
                {"at_academy", "unpublished", "not_carried_out", "standing"},
                "院机关 的院管理员"};
  std::ofstream(test::fs::path(folder) / "way.dot") << render_dot(test::shipped("plan"), way);
}

}  // namespace
}  // namespace xueshi::workflow
