// What the doctor asks of the machine: program, clock, time zone, locale, fonts, disk, open files.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "base/child.h"
#include "database/health.h"
#include "plugin/host.h"
#include "session/home.h"
#include "upkeep/patient.h"

namespace xueshi::upkeep {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMiB = 1 << 20;

fs::path program() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

void check_program(Patient& patient) {
  std::string libraries;
  for (const auto& [name, version] : database::library_versions())
    libraries += fmt::format("，{} {}", name, version);
  patient.ok(fmt::format("xueshi {}{}", XUESHI_VERSION, libraries), program().string());
}

// The program's own file is older than any moment it runs at.
void check_clock(Patient& patient) {
  auto age = fs::file_time_type::clock::now() - fs::last_write_time(program());
  using days = std::chrono::days;
  if (age < -days(1)) {
    patient.fail("本机时钟早于程序安装的时间：请校准时钟（例如启用 systemd-timesyncd）");
  } else if (age > days(365 * 20)) {
    patient.fail("本机时钟比程序安装的时间晚二十年以上：请校准时钟");
  } else {
    patient.ok("本机时钟合理");
  }
}

void check_time_zone(Patient& patient) {
  std::string folder = patient.settings.variable("TZDIR");
  if (folder.empty()) folder = "/usr/share/zoneinfo";
  fs::path file = fs::path(folder) / "Asia/Shanghai";
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  char head[4] = {};
  bool is_zone =
      stream != nullptr && std::fread(head, 1, 4, stream) == 4 && std::string(head, 4) == "TZif";
  if (stream != nullptr) std::fclose(stream);
  if (is_zone) return patient.ok("有 Asia/Shanghai 的时区数据", file.string());
  patient.fail("没有 Asia/Shanghai 的时区数据，定时任务无法计算：请安装 tzdata", file.string());
}

void check_locale(Patient& patient) {
  std::string locale;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (locale.empty()) locale = patient.settings.variable(name);
  }
  bool is_utf8 = locale.find("UTF-8") != locale.npos || locale.find("utf8") != locale.npos;
  if (is_utf8) return patient.ok(fmt::format("终端的字符集是 UTF-8（{}）", locale));
  patient.warn(
      fmt::format("语言环境 '{}' 不是 UTF-8，终端上的中文可能显示不出；程序的输出不受影响。"
                  "请设置 UTF-8 的语言环境",
                  locale));
}

// Printing happens elsewhere; pictures for looking at are made here.
void check_fonts(Patient& patient) {
  std::optional<base::ChildEnd> end = base::run_child(
      {"fc-match", "-f", "%{family[0]} / %{lang}", ":lang=zh-cn"}, patient.settings.environment());
  if (!end || end->code != 0 || end->output.empty())
    return patient.warn("没有 fontconfig（fc-match），无法检查字体；打印在别的机器上进行则不要紧");
  const std::string& text = end->output;
  std::string family = text.substr(0, text.find(" / "));
  if (text.find("zh-cn") != text.npos)
    return patient.ok(fmt::format("本机有中文字体（{}）", family));
  patient.warn("本机没有中文字体，在本机转换或打印的报表会缺字：请安装 fonts-noto-cjk");
}

std::int64_t free_bytes(const fs::path& folder) {
  struct statvfs room {};
  if (::statvfs(folder.c_str(), &room) != 0) return -1;
  return static_cast<std::int64_t>(room.f_bavail) * static_cast<std::int64_t>(room.f_frsize);
}

void check_room(Patient& patient, const char* what, fs::path folder) {
  std::error_code error;
  if (folder.empty()) folder = ".";
  while (!fs::exists(folder, error) && folder.has_parent_path() && folder != folder.parent_path())
    folder = folder.parent_path();
  if (!fs::exists(folder, error)) folder = ".";
  std::int64_t room = free_bytes(folder);
  if (room < 0) return patient.fail(fmt::format("无法得知{}的剩余空间", what), folder.string());
  std::string text = fmt::format("{}剩余 {} MiB", what, room / kMiB);
  if (room < 256 * kMiB) {
    patient.fail(text + "，不足 256 MiB：请腾出空间", folder.string());
  } else if (room < 2048 * kMiB) {
    patient.warn(text + "，少于 2 GiB：请及早腾出空间", folder.string());
  } else {
    patient.ok(fmt::format("{}的剩余空间充足", what), folder.string());
  }
}

void check_disk(Patient& patient) {
  std::string file = patient.sqlite_file();
  if (!file.empty()) check_room(patient, "数据库文件夹", fs::path(file).parent_path());
  check_room(patient, "报表文件夹", patient.settings.value("reports"));
  std::string temporary = patient.settings.variable("TMPDIR");
  check_room(patient, "临时文件夹", temporary.empty() ? "/tmp" : temporary);
}

void check_open_files(Patient& patient) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  // Each job has a database, a plugin and a workbook open.
  rlim_t needed = 64 + 32 * static_cast<rlim_t>(patient.jobs);
  if (limit.rlim_cur >= needed) return patient.ok("可同时打开的文件数足够");
  patient.fail(fmt::format("至多能同时打开 {} 个文件，少于所需的 {} 个：请提高这个上限",
                           limit.rlim_cur, needed));
}

plugin::Plugin trial(const std::string& program) {
  plugin::Plugin trial;
  trial.place.name = "doctor";
  trial.manifest.name = "doctor";
  trial.program_file = "doctor.lua";
  trial.program = program;
  return trial;
}

class NoRows : public page::RowSink {
 public:
  void add(const page::Row&) override {}
};

// Whether a program that goes too far is stopped with that finding.
bool stops(const std::string& program, const std::string& code, plugin::Limits limits) {
  plugin::Host host(session::Home::plugin_program(), limits);
  NoRows rows;
  plugin::Outcome outcome = host.run(trial(program), {base::Year(2000), "", "", {}}, {}, rows);
  return outcome.failure && outcome.failure->code == code;
}

// The process starts only where its limits and its list of system calls took hold.
void check_plugin_process(Patient& patient) {
  fs::path path = session::Home::plugin_program();
  if (!fs::exists(path)) {
    return patient.fail("没有插件程序 xueshi-plugin，报表都做不出来：请把它装在 xueshi 旁边",
                        path.string());
  }
  plugin::Limits short_of_time, short_of_memory;
  short_of_time.deadline = std::chrono::milliseconds(200);
  short_of_memory.memory = 16 << 20;  // with all the time of a report: a busy machine is no fault
  if (!stops("return function() while true do end end", "plugin.timeout", short_of_time))
    return patient.fail("插件程序没有按时停止：它的限制不起作用，或不能启动", path.string());
  if (!stops("return function() local t = {} for i = 1, 1e9 do t[i] = i .. '' end end",
             "plugin.memory", short_of_memory))
    return patient.fail("插件程序的内存限制不起作用", path.string());
  patient.ok("插件程序能启动，时间和内存的限制起作用", path.string());
}

}  // namespace

const std::vector<DoctorCheck>& machine_checks() {
  static const std::vector<DoctorCheck> kChecks = {
      {"program", check_program},       {"clock", check_clock},
      {"time-zone", check_time_zone},   {"locale", check_locale},
      {"fonts", check_fonts},           {"disk", check_disk},
      {"open-files", check_open_files}, {"plugin-process", check_plugin_process},
  };
  return kChecks;
}

}  // namespace xueshi::upkeep
