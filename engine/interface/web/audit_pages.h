// Who did what: the audit trail (web-pages.md 70).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_audit_trail(const Visit& visit);

}  // namespace xueshi::web
