#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/ways.h"
#include "json/operation.h"
#include "upkeep/doctor.h"

namespace xueshi::cli {

namespace {

const char* label(upkeep::Health health) {
  switch (health) {
    case upkeep::Health::kOk:
      return "正常";
    case upkeep::Health::kWarning:
      return "警告";
    case upkeep::Health::kFailed:
      return "失败";
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
    Json one = json::to_json(line);
    one["message"] = with_way("doctor", line.message);
    checks.push_back(one);
    if (invocation.output.json()) continue;
    std::string about = line.about.empty() ? "" : fmt::format("（{}）", line.about);
    invocation.output.line(fmt::format("{}  {}：{}{}", label(line.health), line.check,
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
