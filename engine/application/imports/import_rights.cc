#include "imports/import_rights.h"

#include <fmt/format.h>

namespace xueshi::imports {

using academy::Role;
using intake::Kind;

void require_import_role(const session::Session& session, Kind kind) {
  std::string what = fmt::format("导入 {}", intake::stem(kind));
  switch (kind) {
    case Kind::kOrgs:
    case Kind::kRoles:
    case Kind::kHeadcounts:
      return session.require_role({Role::kAcademyAdmin}, what);
    case Kind::kPeople:
    case Kind::kLearning:
    case Kind::kExams:
      return session.require_role(
          {Role::kDepartmentAdmin, Role::kInstituteAdmin, Role::kAcademyAdmin}, what);
    case Kind::kPlans:
    case Kind::kClasses:
    case Kind::kAttendees:
      return session.require_role(
          {Role::kClassAdmin, Role::kDepartmentAdmin, Role::kInstituteAdmin, Role::kAcademyAdmin},
          what);
  }
}

bool is_placed_beyond_role(const academy::Actor& actor, const training::Plan& plan) {
  bool is_decided =
      plan.review == training::place::kApproved || plan.publication == training::place::kPublished;
  if (!is_decided || actor.is_operator()) return false;
  return actor.role != Role::kAcademyAdmin && actor.role != Role::kInstituteAdmin;
}

}  // namespace xueshi::imports
