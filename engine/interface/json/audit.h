// The audit trail, as JSON.
#pragma once

#include "audit/audit.h"
#include "json/json.h"

namespace xueshi::json {

Json to_json(const audit::AuditEntry& entry);

}  // namespace xueshi::json
