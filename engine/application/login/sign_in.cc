#include "login/sign_in.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "base/text.h"
#include "login/login_form.h"
#include "store/people.h"

namespace xueshi::login {

namespace {

using academy::Actor;
using academy::Role;
using academy::RoleGrant;

std::string render(const RoleGrant& grant) {
  return fmt::format("{}@{}", academy::label(grant.role), grant.org);
}

std::string render(const std::vector<RoleGrant>& grants) {
  std::vector<std::string> parts;
  for (const RoleGrant& grant : grants) parts.push_back(render(grant));
  return base::join(parts, "、");
}

Actor learner(const academy::Person& person) {
  return {person.employee, person.login, Role::kLearner, person.org};
}

Actor take_role(const academy::Person& person, const Claim& claim,
                const std::vector<RoleGrant>& held) {
  if (claim.role == Role::kLearner) return learner(person);
  if (held.empty() && !claim.role) return learner(person);
  std::vector<RoleGrant> fitting;
  std::copy_if(held.begin(), held.end(), std::back_inserter(fitting), [&](const RoleGrant& grant) {
    return (!claim.role || grant.role == *claim.role) &&
           (claim.org.empty() || grant.org == claim.org);
  });
  if (fitting.empty()) {
    throw base::Refused("actor.role-not-held",
                        fmt::format("'{}' 没有这个角色；持有的角色：{}", claim.login,
                                    held.empty() ? "无（仅学员）" : render(held)));
  }
  if (fitting.size() > 1) {
    throw base::Refused(
        "actor.several-roles",
        fmt::format("'{}' 持有多个角色：{}；请指明以哪一个身份操作", claim.login, render(fitting)));
  }
  const RoleGrant& taken = fitting.front();
  return {person.employee, person.login, taken.role, taken.org, taken.deputy_for};
}

void refuse_who_left(const academy::Person& person, base::Date today) {
  auto left = academy::left_before(person.employment, today);
  if (!left) return;
  throw base::Refused("actor.left", fmt::format("'{}' 已于 {} 离职，不能再办理", person.login,
                                                base::render(*left)));
}

academy::Person claimed_person(session::Session& session, const Claim& claim) {
  std::optional<academy::Person> person = find_claimed(session, claim.login);
  if (!person) {
    throw base::Refused("actor.unknown-login",
                        fmt::format("没有登录名为 '{}' 的人员", claim.login));
  }
  refuse_who_left(*person, session.today());
  return *person;
}

}  // namespace

Actor claimed_actor(session::Session& session, const Claim& claim) {
  academy::Person person = claimed_person(session, claim);
  if (claim.role == Role::kLearner) return learner(person);
  return take_role(person, claim, held_roles(session, person.employee));
}

Standing claimed_standing(session::Session& session, const Claim& claim) {
  academy::Person person = claimed_person(session, claim);
  std::vector<RoleGrant> held = held_roles(session, person.employee);
  Actor actor = take_role(person, claim, held);
  return {std::move(actor), std::move(held)};
}

// Logins may hold an @ of their own, role words hold neither @ nor colon.
Claim parse_claim(const std::string& text) {
  std::size_t colon = text.rfind(':');
  Claim claim{text.substr(0, colon), std::nullopt, ""};
  if (colon == std::string::npos) return claim;
  std::string rest = text.substr(colon + 1);
  std::size_t at = rest.find('@');
  claim.role = academy::parse_role(rest.substr(0, at));
  if (!claim.role) {
    throw base::Refused("actor.unknown-role",
                        fmt::format("角色 '{}' 不存在，应为 "
                                    "学员、培训班管理员、部门管理员、所级管理员 或 院管理员",
                                    rest.substr(0, at)));
  }
  if (at != std::string::npos) claim.org = rest.substr(at + 1);
  return claim;
}

std::vector<RoleGrant> held_roles(session::Session& session, const std::string& employee) {
  return store::fetch_roles(session.database(), employee, session.today());
}

void sign_in(session::Session& session, const std::string& text,
             const std::optional<std::string>& password, Purpose purpose) {
  const Actor before = session.actor();
  bool asks = purpose == Purpose::kPasswordChange || asks_password(session);
  std::optional<base::Refused> wrong_role;
  std::string login = text;
  try {
    Claim claim = parse_claim(text);
    login = claim.login;
    session.become(claimed_actor(session, claim));
  } catch (const base::Refused& refused) {
    wrong_role = refused;
  }
  try {
    // First: who does not know the password learns nothing about persons and roles.
    if (asks) check_password(session, login, password, purpose);
    if (wrong_role) {
      audit::with_refusals_audited(session, "role", text, "take", "", [&] { throw *wrong_role; });
    }
  } catch (const base::Refused&) {
    session.become(before);
    throw;
  }
}

}  // namespace xueshi::login
