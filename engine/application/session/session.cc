#include "app/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "academy/person.h"
#include "app/audit.h"
#include "app/passwords.h"
#include "base/text.h"
#include "store/people.h"

namespace xueshi::app {

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

// What `--as` asks for: a login, perhaps a role, perhaps where it is held.
struct Claim {
  std::string login;
  std::optional<Role> role;
  std::string org;
};

// `LOGIN[:ROLE@ORG]`; logins may hold an @ of their own, role words hold neither @ nor colon.
Claim parse_claim(const std::string& text) {
  std::size_t colon = text.rfind(':');
  Claim claim{text.substr(0, colon), std::nullopt, ""};
  if (colon == std::string::npos) return claim;
  std::string rest = text.substr(colon + 1);
  std::size_t at = rest.find('@');
  claim.role = academy::parse_role(rest.substr(0, at));
  if (!claim.role) {
    throw base::Refused("actor.unknown-role",
                        fmt::format("--as 中的角色 '{}' 不存在，应为 "
                                    "学员、培训班管理员、部门管理员、所级管理员 或 院管理员",
                                    rest.substr(0, at)));
  }
  if (at != std::string::npos) claim.org = rest.substr(at + 1);
  return claim;
}

Actor learner(const academy::Person& person) {
  return {person.employee, person.login, Role::kLearner, person.org};
}

Actor take_role(store::Database& database, const std::string& text, base::Date today) {
  Claim claim = parse_claim(text);
  std::optional<academy::Person> person = store::find_login(database, claim.login);
  if (!person) {
    throw base::Refused("actor.unknown-login",
                        fmt::format("没有登录名为 '{}' 的人员，请检查 --as", claim.login));
  }
  if (person->left && *person->left < today) {
    throw base::Refused("actor.left", fmt::format("'{}' 已于 {} 离职，不能再办理", claim.login,
                                                  base::render(*person->left)));
  }
  if (claim.role == Role::kLearner) return learner(*person);
  std::vector<RoleGrant> held = store::fetch_roles(database, person->employee);
  if (held.empty() && !claim.role) return learner(*person);
  std::vector<RoleGrant> fitting;
  std::copy_if(held.begin(), held.end(), std::back_inserter(fitting), [&](const RoleGrant& grant) {
    return (!claim.role || grant.role == *claim.role) &&
           (claim.org.empty() || grant.org == claim.org);
  });
  if (fitting.empty()) {
    throw base::Refused("actor.role-not-held",
                        fmt::format("'{}' 没有 --as 所指的角色；持有的角色：{}", claim.login,
                                    held.empty() ? "无（仅学员）" : render(held)));
  }
  if (fitting.size() > 1) {
    throw base::Refused(
        "actor.several-roles",
        fmt::format("'{}' 持有多个角色：{}；请用 --as {}:角色@机构编码 指明以哪一个身份操作",
                    claim.login, render(fitting), claim.login));
  }
  return {person->employee, person->login, fitting.front().role, fitting.front().org};
}

store::Database open_current(const std::string& url) {
  store::Database database = store::Database::open(url);
  database.require_current_schema();
  return database;
}

}  // namespace

const Policies::Resolved& Policies::resolved(base::Year year) const {
  auto [at, fresh] = by_year_.try_emplace(year.value());
  if (fresh) {
    at->second.policy =
        policy::resolve(academy::person_vocabulary(), shelf_, year, at->second.findings);
  }
  return at->second;
}

const policy::Policy& Policies::of(base::Year year) const {
  const Resolved& found = resolved(year);
  if (!found.policy) throw WrongFiles(found.findings);
  return *found.policy;
}

const policy::Policy* Policies::find(base::Year year) const {
  if (shelf_.by_year.empty() || year.value() < shelf_.by_year.begin()->first) return nullptr;
  return &of(year);
}

std::unique_ptr<base::Clock> make_clock(const Settings& settings) {
  if (auto now = base::parse_instant(settings.value("now")))
    return std::make_unique<base::FixedClock>(*now);
  return std::make_unique<base::SystemClock>();
}

Session::Session(const Settings& settings, Purpose purpose)
    : Session(settings, Actor::machine_operator()) {
  if (settings.value("as").empty()) return;
  actor_ = with_refusals_audited(*this, "role", settings.value("as"), "take", "", [&] {
    return take_role(*database_, settings.value("as"), today());
  });
  if (purpose == Purpose::kWork) require_password(*this);
}

Session::Session(const Settings& settings, const Actor& actor)
    : settings_(settings),
      clock_(make_clock(settings)),
      home_(settings.value("home")),
      policies_(home_),
      graphs_(home_),
      own_(open_current(settings.value("db"))),
      database_(&*own_),
      tree_(store::fetch_orgs(*database_)),
      actor_(actor) {}

Session::Session(const Settings& settings, const Actor& actor, store::Database& lent)
    : settings_(settings),
      clock_(make_clock(settings)),
      home_(settings.value("home")),
      policies_(home_),
      graphs_(home_),
      database_(&lent),
      tree_(store::fetch_orgs(lent)),
      actor_(actor) {}

void Session::act_as(const std::string& as) {
  Actor taken = as.empty() ? Actor::machine_operator() : take_role(*database_, as, today());
  std::swap(actor_, taken);
  if (as.empty()) return;
  try {
    require_password(*this);
  } catch (const base::Refused&) {
    actor_ = taken;
    throw;
  }
}

void Session::reload_tree() { tree_ = academy::OrgTree(store::fetch_orgs(*database_)); }

void Session::require_role(std::initializer_list<Role> roles, const std::string& what) const {
  if (actor_.is_operator()) return;
  if (std::find(roles.begin(), roles.end(), actor_.role) != roles.end()) return;
  std::vector<std::string> labels;
  for (Role role : roles) labels.emplace_back(academy::label(role));
  throw base::Refused("actor.role", fmt::format("{}不能{}，须由{}办理", academy::label(actor_.role),
                                                what, base::join(labels, "、")));
}

academy::Scope Session::unit_scope(const std::string& org) const {
  std::optional<academy::Scope> narrowed;
  if (tree_.find(org) != nullptr) narrowed = scope().narrowed_to(org, tree_);
  if (!narrowed) {
    throw base::Refused("org.not-found",
                        fmt::format("找不到机构 '{}'：编码有误，或不在您的管理范围内", org));
  }
  return *narrowed;
}

academy::Scope Session::institute_scope(std::string& org) const {
  if (org.empty() && !actor_.is_operator()) {
    if (const academy::Org* own = tree_.institute_of(actor_.org)) org = own->code;
  }
  if (org.empty()) throw base::Refused("org.missing", "请用 --org 指明研究所的机构编码");
  academy::Scope narrowed = unit_scope(org);
  if (tree_.find(org)->level != academy::OrgLevel::kInstitute) {
    throw base::Refused("org.no-institute",
                        fmt::format("机构 '{}'（{}）不是研究所，请给出研究所的机构编码", org,
                                    tree_.find(org)->name));
  }
  return narrowed;
}

}  // namespace xueshi::app
