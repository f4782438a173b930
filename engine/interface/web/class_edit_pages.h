// A class filled in and carried out 实施, with what that will need approval for.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_class_edit(const Visit& visit);
http::Response try_class_edit(const Visit& visit);  // what 实施 would ask for; nothing is kept
http::Response do_class_edit(const Visit& visit);
http::Response do_class_implement(const Visit& visit);
http::Response go_to_class_edit(const Visit& visit);

}  // namespace xueshi::web
