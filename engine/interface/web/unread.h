// How many messages whoever is signed in has not read: several parts of a page say so.
#pragma once

#include <cstdint>

#include "web/visit.h"

namespace xueshi::web {

std::int64_t unread_messages(const Visit& visit);

}  // namespace xueshi::web
