// What was found in an upload, and what came of it, as its page and programs get it.
#pragma once

#include <string>

#include "imports/upload.h"
#include "json/json.h"

namespace xueshi::web {

std::string error_copy_name(const imports::Upload& upload);

// These keep what was found, and return the status for programs.
int keep_tried(session::Session& session, const imports::Upload& upload,
               imports::ImportResult& result);
int keep_imported(session::Session& session, const imports::Upload& upload,
                  imports::ImportResult& result);
// It was imported by a try of which nobody heard: what the check had found is what was done.
int keep_applied(session::Session& session, const imports::Upload& upload);

// What is kept; an object, empty where nothing was looked at yet.
json::Json found_in(const imports::Upload& upload);
// The same as programs get it.
json::Json json_of_upload(session::Session& session, const std::string& id);

}  // namespace xueshi::web
