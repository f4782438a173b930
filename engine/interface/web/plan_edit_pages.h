// Plans filled in: new ones – blank, after another, of a template – and changed ones.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_new_plan(const Visit& visit);
http::Response make_plan(const Visit& visit);  // `do` of the form: submit, else it stays 暂存
http::Response show_plan_edit(const Visit& visit);
http::Response do_plan_edit(const Visit& visit);  // likewise
http::Response go_to_plan_edit(const Visit& visit);
http::Response show_template_use(const Visit& visit);

}  // namespace xueshi::web
