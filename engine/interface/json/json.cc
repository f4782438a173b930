#include "json/json.h"

namespace xueshi::json {

std::string render(const Json& json) {
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

Json to_json(const base::Finding& finding) {
  const base::Place& place = finding.place;
  return {{"file", place.file},
          {"line", place.line},
          {"column", place.column},
          {"cell", place.cell},
          {"severity", finding.severity == base::Severity::kError ? "error" : "warning"},
          {"code", finding.code},
          {"message", finding.message}};
}

Json to_json(const base::Blockers& blockers) {
  Json list = Json::array();
  for (const base::Blocker& blocker : blockers)
    list.push_back({{"code", blocker.code}, {"message", blocker.message}});
  return list;
}

}  // namespace xueshi::json
