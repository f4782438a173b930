#include "json/audit.h"

#include "base/text.h"

namespace xueshi::json {

Json to_json(const audit::AuditEntry& entry) {
  return {
      {"chain", entry.chain},
      {"seq", entry.seq},
      {"at", entry.at},
      {"pretended", audit::is_pretended(entry)},
      {"employee", entry.employee},
      {"login", entry.login},
      {"role", entry.role},
      {"org", entry.org},
      {"subject", entry.subject},
      {"item", entry.item},
      {"action", entry.action},
      {"comment", entry.remark},
      {"before", to_json(entry.before)},
      {"after", to_json(entry.after)},
      {"policy", entry.policy},
      {"graph", entry.graph},
      {"outcome", entry.outcome},
      {"blockers", entry.detail.empty() ? Json::array() : Json(base::split(entry.detail, '\n'))},
      {"hash", entry.hash}};
}

}  // namespace xueshi::json
