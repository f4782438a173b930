// What a run costs, with a process kept and with one started each time. Prints; asserts nothing
// about time:
//   build/plugin_tests --gtest_also_run_disabled_tests --gtest_filter='*Cost*'
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

double cpu_ms(int who) {
  rusage used{};
  getrusage(who, &used);
  auto ms = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1000 + static_cast<double>(t.tv_usec) / 1000;
  };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

void measure(const char* what, bool keep, int runs, int rows_each) {
  base::Findings findings;
  auto plugin = load_plugin(kSource, place_of(kSource, kSource / "plugins/execution"), findings);
  ASSERT_TRUE(plugin);
  double own = cpu_ms(RUSAGE_SELF), theirs = cpu_ms(RUSAGE_CHILDREN);
  auto before = std::chrono::steady_clock::now();
  {
    Host host(kProgram);
    host.keep_processes(keep);
    for (int i = 0; i < runs; ++i) {
      KeptRows rows;
      Outcome outcome = host.run(*plugin, make_book(), make_sources(rows_each), rows);
      ASSERT_TRUE(outcome.ok()) << render(*outcome.failure);
    }
  }
  std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - before;
  own = cpu_ms(RUSAGE_SELF) - own, theirs = cpu_ms(RUSAGE_CHILDREN) - theirs;
  std::printf("%-28s %6.3f ms a run, CPU %6.3f ms own + %6.3f ms plugin\n", what,
              wall.count() / runs, own / runs, theirs / runs);
}

// The most memory that the process of the last run held, as the kernel counts it.
void measure_memory() {
  base::Findings findings;
  auto plugin = load_plugin(kSource, place_of(kSource, kSource / "plugins/execution"), findings);
  Host host(kProgram);
  InputSources sources = make_sources(500);
  KeptRows rows;
  host.run(*plugin, make_book(), sources, rows);
  sources["classes"] = [](const RecordSink&) {
    std::system(
        "grep -hE 'VmHWM|RssAnon|RssFile' $(for c in $(cat /proc/$PPID/task/*/children); do echo "
        "/proc/$c/status; done)");
  };
  host.run(*plugin, make_book(), sources, rows);
}

TEST(Cost, DISABLED_OfARun) {
  measure_memory();
  measure("330 runs × 20 rows, kept", true, 330, 20);
  measure("330 runs × 20 rows, each own", false, 330, 20);
  measure("1 run × 100,000 rows", true, 1, 100'000);
}

}  // namespace
}  // namespace xueshi::plugin
