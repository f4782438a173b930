#include "json/act_result.h"

namespace xueshi::json {

Json to_json(const item::ActResult& result) {
  Json json = {{"id", result.id}};
  if (!result.done()) {
    json["blockers"] = to_json(result.blockers);
    return json;
  }
  for (const item::RegionPlace& place : result.places) json[place.region] = place.label;
  json["revision"] = result.revision;
  if (result.change_pending) json["change_pending"] = true;
  json["waits_for"] = text_or_null(result.waits_for);
  if (!result.created.empty()) json["created"] = result.created;
  return json;
}

}  // namespace xueshi::json
