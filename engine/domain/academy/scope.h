// Actor and Scope: who acts, in which one role, and whose data that role reaches.
//
// A person may hold several roles and acts in one at a time; what they see and may do is that
// role's subtree and nothing else (管理范围), never the union (domain.md §1). A Scope cannot be
// made except from an actor.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/org.h"
#include "base/date.h"

namespace xueshi::academy {

enum class Role { kLearner, kClassAdmin, kDepartmentAdmin, kInstituteAdmin, kAcademyAdmin };
const std::vector<Role>& all_roles();  // smallest first
std::string_view label(Role role);  // 学员 培训班管理员 部门管理员 所级管理员 院管理员
std::string_view word(
    Role role);  // learner class_admin department_admin institute_admin academy_admin
std::optional<Role> parse_role(
    std::string_view text);  // a label (研究所管理员 and 院所管理员 too) or a word

struct RoleGrant {
  std::string employee;
  Role role = Role::kLearner;
  std::string org;
  std::optional<base::Date> begins{}, ends{};  // 起始日期 截止日期: both days included
  std::string deputy_for{};  // 代理: whom they act for; empty where it is their own

  bool operator==(const RoleGrant&) const = default;
};

// Who acts. The machine's operator (no `--as`) has no employee number and reaches everything.
struct Actor {
  std::string employee;  // empty: the operator
  std::string login;
  Role role = Role::kLearner;
  std::string org;           // where the role is held; for a learner their own unit
  std::string deputy_for{};  // whom they act for in this role; empty for nobody
  bool is_operator() const { return employee.empty(); }
  // Whether something of this person is theirs to keep out of: their own, or whom they act for.
  bool is_bound_to(std::string_view other) const {
    return !is_operator() && (other == employee || (!deputy_for.empty() && other == deputy_for));
  }

  static Actor machine_operator() { return {}; }
};

// Administrators give and take roles below their own; the academy's and the operator any (D4).
bool may_grant(const Actor& actor, Role role);

class Scope {
 public:
  // Learners reach nobody's data but their own: `employee()` is set and range() is empty.
  static Scope of(const Actor& actor, const OrgTree& tree);

  const OrgRange& range() const { return range_; }
  const std::string& employee() const { return employee_; }  // of a learner, else empty
  // The same scope cut down to one unit's subtree; absent where the actor does not reach that unit
  // as a whole.
  std::optional<Scope> narrowed_to(std::string_view org_code, const OrgTree& tree) const;

 private:
  Scope(OrgRange range, std::string employee) : range_(range), employee_(std::move(employee)) {}
  OrgRange range_;
  std::string employee_;
};

}  // namespace xueshi::academy
