#include "web/upload_result.h"

#include "json/import_result.h"

namespace xueshi::web {

namespace {

namespace upload_state = imports::upload_state;

// Without where this machine keeps it.
json::Json result_of(const imports::Upload& upload, imports::ImportResult& result) {
  if (!result.error_copies.empty()) result.error_copies = {error_copy_name(upload)};
  return json::to_json(result);
}

int keep(session::Session& session, const imports::Upload& upload, std::string_view state,
         const json::Json& found) {
  imports::keep_result(session, upload, state, json::render(found));
  return state == upload_state::kWrong ? 422 : 200;
}

}  // namespace

std::string error_copy_name(const imports::Upload& upload) {
  std::size_t dot = upload.name.rfind('.');
  return upload.name.substr(0, dot) + "-错误.xlsx";
}

int keep_tried(session::Session& session, const imports::Upload& upload,
               imports::ImportResult& result) {
  return keep(session, upload, result.findings.ok() ? upload_state::kSound : upload_state::kWrong,
              result_of(upload, result));
}

int keep_imported(session::Session& session, const imports::Upload& upload,
                  imports::ImportResult& result) {
  return keep(session, upload, result.applied ? upload_state::kImported : upload_state::kWrong,
              result_of(upload, result));
}

int keep_applied(session::Session& session, const imports::Upload& upload) {
  json::Json found = found_in(upload);
  found["applied"] = true;
  return keep(session, upload, upload_state::kImported, found);
}

json::Json found_in(const imports::Upload& upload) {
  json::Json found = json::Json::parse(upload.result, nullptr, /*allow_exceptions=*/false);
  return found.is_object() ? found : json::Json::object();
}

json::Json json_of_upload(session::Session& session, const std::string& id) {
  imports::Upload upload = imports::find_upload(session, id);
  json::Json found = found_in(upload);
  found["id"] = upload.id;
  found["state"] = upload.state;
  return found;
}

}  // namespace xueshi::web
