#include "json/import_result.h"

#include "intake/headings.h"

namespace xueshi::json {

Json to_json(const imports::ImportResult& result, Json (*tell)(const base::Finding& finding)) {
  Json files = Json::array();
  for (const imports::FileCounts& file : result.files) {
    files.push_back({{"file", file.file},
                     {"kind", intake::stem(file.kind)},
                     {"added", file.added},
                     {"changed", file.changed},
                     {"unchanged", file.unchanged}});
  }
  Json findings = Json::array();
  for (const base::Finding& finding : result.findings.kept()) findings.push_back(tell(finding));
  return {{"applied", result.applied},
          {"files", files},
          {"findings", findings},
          {"errors", result.findings.errors()},
          {"warnings", result.findings.warnings()},
          {"error_copies", result.error_copies}};
}

}  // namespace xueshi::json
