// What the process of a plugin has and has not, and what happens when it lies, dies or hangs.
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>
#include <sstream>

#include "base/error.h"
#include "plugin/emitted.h"
#include "plugin_support.h"

namespace xueshi::plugin {
namespace {

namespace fs = std::filesystem;

// The only child of this thread.
pid_t child() {
  pid_t pid = 0;
  std::istringstream(
      read("/proc/self/task/" + std::to_string(syscall(SYS_gettid)) + "/children")) >>
      pid;
  return pid;
}

// Runs a plugin and calls `look` while its process waits for the first row.
template <typename Look>
Outcome run_looking(Host& host, const Look& look) {
  InputSources sources = make_sources();
  sources["classes"] = [&](const RecordSink&) {
    look(fs::path("/proc") / std::to_string(child()));
  };
  KeptRows rows;
  return host.run(make_plugin("return function(book, emit) for class in book:classes() do end end"),
                  make_book(), sources, rows);
}

#if defined(XUESHI_SANITIZED) || defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;  // then seccomp and some limits are left out
#else
constexpr bool kSanitized = false;
#endif

TEST(Process, HasTwoPipesAndNothingElse) {
  Host host(kProgram);
  std::string environment = "?", status;
  std::vector<std::string> descriptors;
  run_looking(host, [&](const fs::path& process) {
    environment = read(process / "environ");
    status = read(process / "status");
    for (const auto& entry : fs::directory_iterator(process / "fd"))
      descriptors.push_back(entry.path().filename().string() + " " +
                            fs::read_symlink(entry.path()).string().substr(0, 5));
  });
  std::sort(descriptors.begin(), descriptors.end());
  EXPECT_THAT(descriptors, testing::ElementsAre("0 pipe:", "1 pipe:"));
  EXPECT_EQ(environment, "");
  EXPECT_THAT(status, testing::HasSubstr("NoNewPrivs:\t1"));
  if (!kSanitized) {
    EXPECT_THAT(status, testing::HasSubstr("Seccomp:\t2"));
  }
}

TEST(Process, IsUnderLimits) {
  Host host(kProgram);
  std::string limits;
  run_looking(host, [&](const fs::path& process) { limits = read(process / "limits"); });
  for (const char* limit : {"Max cpu time              50 ", "Max core file size        0 ",
                            "Max file size             0 ", "Max processes             0 "})
    EXPECT_THAT(limits, testing::HasSubstr(limit));
  if (!kSanitized) {
    EXPECT_THAT(limits, testing::HasSubstr("Max open files            2 "));
    EXPECT_THAT(limits, testing::HasSubstr("Max address space         201326592 "));
  }
}

TEST(Process, InheritsNoDescriptorEvenWithoutCloseOnExec) {
  int leaked = dup(1);  // not close-on-exec
  Host host(kProgram);
  bool seen = true;
  run_looking(host, [&](const fs::path& process) {
    seen = fs::exists(process / "fd" / std::to_string(leaked));
  });
  close(leaked);
  EXPECT_FALSE(seen);
}

TEST(Process, ThatIsKilledFailsTheRunAndNoOther) {
  Host host(kProgram, small_limits());
  Outcome outcome = run_looking(host, [](const fs::path&) { kill(child(), SIGKILL); });
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(render(*outcome.failure),
            "plugins/sample/main.lua: 插件进程意外终止（信号 9） [plugin.killed]");
  EXPECT_EQ(run(host, make_plugin(emitting("name = \"好\", count = 1, hours = 2"))), "好,1,2\n");
}

TEST(Process, IsKeptForTheSamePluginUntilARunFails) {
  Host host(kProgram, small_limits());
  Plugin good = make_plugin(emitting("name = \"好\", count = 1, hours = 2"));
  for (int i = 0; i < 5; ++i) run(host, good);
  EXPECT_EQ(host.processes_started(), 1u);
  run(host, make_plugin("error('x')"));
  run(host, good);
  EXPECT_EQ(host.processes_started(), 2u);
  Plugin other = good;
  other.place.folder = "plugins/institutes/I001/other";
  run(host, other);
  EXPECT_EQ(host.processes_started(), 3u);
}

TEST(Process, KeepsNothingFromOneRunToTheNext) {
  Host host(kProgram, small_limits());
  std::string program =
      "string.seen = string.seen or 0\nstring.seen = string.seen + 1\ncount = 1\n"
      "return function(book, emit)\n  emit{name = 'x', count = string.seen, hours = 1}\nend\n";
  EXPECT_EQ(run(host, make_plugin(program)), "x,1,1\n");
  EXPECT_EQ(run(host, make_plugin(program)), "x,1,1\n");
  EXPECT_EQ(host.processes_started(), 1u);
}

TEST(Process, RowsNobodyReadDoNotReachTheNextRun) {
  Host host(kProgram, small_limits());
  Plugin early = make_plugin(
      "return function(book, emit)\n  for p in book:people() do emit{name = p.employee, count = 1, "
      "hours = 1} break end\n"
      "end");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(run(host, early, make_sources(5'000)), "员工编号1,1,1\n");
  EXPECT_EQ(host.processes_started(), 1u);
}

// Whatever stands in for xueshi-plugin: the host finds it out and goes on.
std::string run_with(const char* program, const Limits& limits = small_limits()) {
  Host host(program, limits);
  return run(host, make_plugin(emitting("name = 1")));
}

TEST(Process, ThatLiesIsFoundOut) {
  EXPECT_THAT(run_with("/bin/echo"), testing::HasSubstr("[plugin.protocol]"));
  EXPECT_THAT(run_with("/bin/yes"), testing::HasSubstr("[plugin.protocol]"));
  EXPECT_THAT(run_with("/bin/true"),
              testing::HasSubstr("插件进程意外结束（代码 0） [plugin.killed]"));
  EXPECT_THAT(run_with("/bin/false"),
              testing::HasSubstr("插件进程意外结束（代码 1） [plugin.killed]"));
  Limits short_silence = small_limits();
  short_silence.silence = std::chrono::milliseconds(500);
  EXPECT_THAT(run_with("/bin/sleep", short_silence), testing::HasSubstr("[plugin.timeout]"));
}

TEST(Process, ThatClosesItsPipeAndStaysIsNotWaitedFor) {
  fs::path program = fs::temp_directory_path() / ("xueshi-stays-" + std::to_string(getpid()));
  std::ofstream(program) << "#!/bin/sh\nexec 0<&- 1>&-\nexec sleep 1000\n";
  fs::permissions(program, fs::perms::owner_all);
  EXPECT_THAT(run_with(program.c_str()), testing::HasSubstr("（信号 9） [plugin.killed]"));
  fs::remove(program);
}

TEST(Process, ThatIsNotThereIsAnError) {
  Host host("/nowhere/xueshi-plugin");
  KeptRows rows;
  EXPECT_THROW(host.run(make_plugin(""), make_book(), make_sources(), rows), base::Error);
}

TEST(Process, BytesThatAreNoRowAreNeverReadPastTheirEnd) {
  std::string row;
  wire::Writer writer(row);
  writer.text("");  // the only sheet
  writer.u32(3);
  writer.text("name"), writer.tag(wire::Tag::kText), writer.text("行");
  writer.text("count"), writer.tag(wire::Tag::kInteger), writer.i64(7);
  writer.text("hours"), writer.tag(wire::Tag::kNumber), writer.number(1.5);
  RowCheck check(make_plugin("").page);
  wire::Reader whole(row);
  EXPECT_FALSE(check.read(whole));
  EXPECT_TRUE(whole.at_end());
  for (std::size_t length = 0; length < row.size(); ++length) {
    std::string cut =
        row.substr(0, length);  // its own memory, so that a sanitizer sees a byte too far
    wire::Reader reader(cut);
    auto refusal = check.read(reader);
    EXPECT_TRUE(refusal || !reader.at_end()) << length;
  }
  std::mt19937 chance(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string bad = row;
    for (int changes = 0; changes < 3; ++changes)
      bad[chance() % bad.size()] = static_cast<char>(chance());
    wire::Reader reader(bad);
    check.read(reader);
  }
}

}  // namespace
}  // namespace xueshi::plugin
