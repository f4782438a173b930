// Classes: the list, one of them, what is done with it and with the people on its roster.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_classes(const Visit& visit);
http::Response show_class(const Visit& visit);
http::Response show_class_deed(const Visit& visit);
// Ticked people (`id`) are the 员工编号 of the deed.
http::Response do_class_deed(const Visit& visit);
// Over the ticked classes.
http::Response do_class_batch(const Visit& visit);
http::Response show_outcome(const Visit& visit);

}  // namespace xueshi::web
