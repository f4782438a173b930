#include "academy/scope.h"

#include <array>

namespace xueshi::academy {

namespace {

struct RoleName {
  std::string_view label;
  std::string_view word;
};
constexpr std::array<RoleName, 5> kRoles = {{{"学员", "learner"},
                                             {"培训班管理员", "class_admin"},
                                             {"部门管理员", "department_admin"},
                                             {"所级管理员", "institute_admin"},
                                             {"院管理员", "academy_admin"}}};
// Other words of the documents for 所级管理员 (S0, S3).
constexpr std::array<std::string_view, 3> kInstituteAdminToo = {"研究所管理员", "院所管理员",
                                                                "所管理员"};

}  // namespace

const std::vector<Role>& all_roles() {
  static const std::vector<Role> kAll = [] {
    std::vector<Role> all;
    for (std::size_t i = 0; i < kRoles.size(); ++i) all.push_back(static_cast<Role>(i));
    return all;
  }();
  return kAll;
}

std::string_view label(Role role) { return kRoles[static_cast<std::size_t>(role)].label; }
std::string_view word(Role role) { return kRoles[static_cast<std::size_t>(role)].word; }

std::optional<Role> parse_role(std::string_view text) {
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    if (kRoles[i].label == text || kRoles[i].word == text) return static_cast<Role>(i);
  }
  for (std::string_view other : kInstituteAdminToo) {
    if (other == text) return Role::kInstituteAdmin;
  }
  return std::nullopt;
}

bool may_grant(const Actor& actor, Role role) {
  return actor.is_operator() || actor.role == Role::kAcademyAdmin || role < actor.role;
}

Scope Scope::of(const Actor& actor, const OrgTree& tree) {
  if (actor.is_operator()) return {{0, static_cast<std::int64_t>(tree.orgs().size())}, ""};
  if (actor.role == Role::kLearner) return {{0, 0}, actor.employee};
  if (tree.find(actor.org) == nullptr) return {{0, 0}, ""};
  return {tree.range_of(actor.org), ""};
}

std::optional<Scope> Scope::narrowed_to(std::string_view org_code, const OrgTree& tree) const {
  if (!employee_.empty() || tree.find(org_code) == nullptr) return std::nullopt;
  OrgRange wanted = tree.range_of(org_code);
  if (wanted.lo < range_.lo || wanted.hi > range_.hi) return std::nullopt;
  return Scope(wanted, "");
}

}  // namespace xueshi::academy
