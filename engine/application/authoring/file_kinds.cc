#include "authoring/file_kinds.h"

#include <fmt/format.h>

#include "base/blocker.h"
#include "base/text.h"
#include "page/keys.h"
#include "plugin/manifest.h"
#include "policy/schema.h"
#include "schedule/parse.h"
#include "workflow/keys.h"

namespace xueshi::authoring {

const std::vector<FileKind>& file_kinds() {
  static const std::vector<FileKind> kKinds = {
      {"rules", "rules/<year>.yaml", &policy::file_keys()},
      {"workflows", "workflows/<name>.yaml", &workflow::file_keys()},
      {"templates", "templates/<name>.yaml", &page::file_keys()},
      {"plugins", "plugins/<name>/plugin.yaml", &plugin::file_keys()},
      {"schedules", "workflows/schedules.yaml", &schedule::file_keys()}};
  return kKinds;
}

const FileKind& find_file_kind(const std::string& kind) {
  std::vector<std::string> known;
  for (const FileKind& each : file_kinds()) {
    if (each.kind == kind) return each;
    known.push_back(each.kind);
  }
  std::string advice = base::suggest(kind, known);
  if (advice.empty()) advice = "，可以是：" + base::join(known, "、");
  throw base::Refused("schema.unknown-kind", fmt::format("没有 '{}' 这类文件{}", kind, advice));
}

}  // namespace xueshi::authoring
