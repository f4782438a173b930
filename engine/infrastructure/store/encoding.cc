#include "store/encoding.h"

namespace xueshi::store {

const OrgRef* Encoding::find_own_org(const std::string& code) {
  const OrgRef* org = references.find_org(code);
  if (org == nullptr) {
    conflicts.emplace_back(ConflictKind::kUnknownOrg, code);
  } else if (!org->in_scope) {
    conflicts.emplace_back(ConflictKind::kOutOfScope, code);
  }
  return org;
}

const OrgRef* Encoding::put_org(const std::string& code) {
  const OrgRef* org = find_own_org(code);
  put(org != nullptr ? org->id : 0);
  return org;
}

const PersonRef* Encoding::find_own_person(const std::string& employee) {
  const PersonRef* person = references.find_person(employee);
  if (person == nullptr) conflicts.emplace_back(ConflictKind::kUnknownPerson, employee);
  return person;
}

const PersonRef* Encoding::put_person(const std::string& employee) {
  const PersonRef* person = find_own_person(employee);
  put(person != nullptr ? person->id : 0);
  return person;
}

void Encoding::guard(const OrgRef* org, base::Year year) {
  if (org != nullptr && references.is_finalised(*org, year.value())) guarded = org->institute;
}

}  // namespace xueshi::store
