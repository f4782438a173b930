#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/ways.h"
#include "upkeep/doctor.h"

namespace xueshi::cli {

namespace {

const char* word(upkeep::Health health) {
  switch (health) {
    case upkeep::Health::kOk:
      return "ok";
    case upkeep::Health::kWarning:
      return "warning";
    case upkeep::Health::kFailed:
      return "failed";
  }
  return "";
}

}  // namespace

int run_doctor(Invocation& invocation) {
  std::vector<upkeep::Diagnosis> lines = upkeep::run_doctor(invocation.settings);
  int warnings = 0, failed = 0;
  Json checks = Json::array();
  for (const upkeep::Diagnosis& line : lines) {
    warnings += line.health == upkeep::Health::kWarning ? 1 : 0;
    failed += line.health == upkeep::Health::kFailed ? 1 : 0;
    checks.push_back({{"check", line.check},
                      {"health", word(line.health)},
                      {"message", with_way("doctor", line.message)},
                      {"about", text_or_null(line.about)}});
    if (invocation.output.json()) continue;
    std::string about = line.about.empty() ? "" : fmt::format("（{}）", line.about);
    invocation.output.line(fmt::format("{:<8}{}：{}{}", word(line.health), line.check,
                                       with_way("doctor", line.message), about));
  }
  if (invocation.output.json()) {
    invocation.output.print({{"ok", failed == 0}, {"checks", checks}});
  } else {
    invocation.output.line(
        fmt::format("检查了 {} 项：{} 项失败，{} 项警告", lines.size(), failed, warnings));
  }
  return failed == 0 ? kDone : kRefused;
}

}  // namespace xueshi::cli
