#include "json/learning.h"

namespace xueshi::json {

Json to_json(const view::RecordView& view) {
  const hours::LearningRecord& record = view.record;
  return {{"id", record.number},
          {"employee", record.employee},
          {"name", text_or_null(view.name)},
          {"unit", view.unit},
          {"year", record.year.value()},
          {"category", record.source},
          {"title", record.title},
          {"organiser", text_or_null(record.organiser)},
          {"start", base::render(record.start)},
          {"end", record.end ? Json(base::render(*record.end)) : Json(nullptr)},
          {"seconds", record.length.seconds()},
          {"review", view.status},
          {"remark", text_or_null(view.remark)}};
}

Json shown(const view::RecordItem& item) {
  Json json = to_json(item.view);
  json["revision"] = item.revision;
  json["actions"] = item.actions;
  return json;
}

}  // namespace xueshi::json
