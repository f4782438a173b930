// Changes of classes as reviewers see them: those of the units below, and the opinion on one.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_classes_below(const Visit& visit);
http::Response show_class_review(const Visit& visit);  // what was approved beside what is wanted

}  // namespace xueshi::web
