// Uploads: a file is chosen, looked at row by row, and imported as it was looked at (web-pages.md
// 17, 35, 49, 67, 71).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

// Each with the form that sends a file, and what is done with one that was sent.
http::Response show_people_import(const Visit& visit);
http::Response do_people_import(const Visit& visit);
http::Response show_plans_import(const Visit& visit);
http::Response do_plans_import(const Visit& visit);
http::Response show_learning_import(const Visit& visit);
http::Response do_learning_import(const Visit& visit);
http::Response show_roster_import(const Visit& visit);
http::Response do_roster_import(const Visit& visit);
http::Response show_my_upload(const Visit& visit);
http::Response do_my_upload(const Visit& visit);

// One upload: what was found in it, its copy with 错误信息, [导入].
http::Response show_import(const Visit& visit);
http::Response do_import(const Visit& visit);
http::Response show_import_errors(const Visit& visit);
// The empty workbook of a kind.
http::Response show_import_template(const Visit& visit);

}  // namespace xueshi::web
