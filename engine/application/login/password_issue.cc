#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "audit/audit.h"
#include "base/text.h"
#include "login/password_slips.h"
#include "login/passwords.h"
#include "seal/password.h"
#include "store/passwords.h"
#include "store/people.h"

namespace xueshi::login {

namespace {

namespace fs = std::filesystem;
using academy::Person;
using base::Blockers;
using base::Refused;

constexpr const char* kFile = "password-slips.xlsx";

// Whoever issues a password could act as its owner: nobody's that reaches further, and not one's
// own.
class Reach {
 public:
  explicit Reach(session::Session& session)
      : session_(session), grants_(store::fetch_all_roles(session.database(), session.today())) {}

  Blockers blockers(const Person& person) const {
    const academy::Actor& actor = session_.actor();
    if (actor.is_operator()) return {};
    if (person.employee == actor.employee)
      return {{"password.own", "自己的密码请自己修改，或由其他管理员重新发放"}};
    for (const academy::RoleGrant& grant : grants_) {
      if (grant.employee == person.employee && is_superior(grant)) {
        return {{"password.superior",
                 fmt::format("{} 持有 {}@{}，超出您的角色，须由上级管理员发放", person.employee,
                             academy::label(grant.role), grant.org)}};
      }
    }
    return {};
  }

 private:
  bool is_superior(const academy::RoleGrant& grant) const {
    bool is_inside = session_.scope().narrowed_to(grant.org, session_.tree()).has_value();
    return !is_inside || grant.role > session_.actor().role;
  }

  session::Session& session_;
  std::vector<academy::RoleGrant> grants_;
};

std::vector<PasswordSlip> named(session::Session& session,
                                const std::vector<std::string>& employees) {
  Reach reach(session);
  Blockers blockers;
  std::vector<PasswordSlip> slips;
  for (const std::string& employee : employees) {
    std::optional<Person> person =
        store::find_person(session.database(), session.scope(), employee);
    if (!person) {
      blockers.push_back(
          {"person.not-found",
           fmt::format("找不到员工编号为 '{}' 的人员：编号有误，或不在您的管理范围内", employee)});
      continue;
    }
    Blockers own = reach.blockers(*person);
    blockers.insert(blockers.end(), own.begin(), own.end());
    slips.push_back({*person, ""});
  }
  if (!blockers.empty()) throw Refused(blockers);
  return slips;
}

std::vector<PasswordSlip> everybody_of(session::Session& session, const std::string& org,
                                       std::vector<std::string>& warnings) {
  academy::Scope scope = session.unit_scope(org);
  Reach reach(session);
  std::set<std::string> holders = store::fetch_password_holders(session.database(), scope);
  std::vector<PasswordSlip> slips;
  store::for_each_person(session.database(), scope, [&](const Person& person) {
    bool has_left = academy::left_before(person.employment, session.today()).has_value();
    if (has_left || holders.count(person.employee) > 0) return;
    Blockers blockers = reach.blockers(person);
    for (const base::Blocker& blocker : blockers) warnings.push_back(blocker.message);
    if (blockers.empty()) slips.push_back({person, ""});
  });
  return slips;
}

// By institute, unit and number: the order in which they are handed over, and in which chains are
// appended to.
void sort_slips(const session::Session& session, std::vector<PasswordSlip>& slips) {
  std::sort(slips.begin(), slips.end(), [&](const PasswordSlip& a, const PasswordSlip& b) {
    return std::make_tuple(audit::audit_chain(session, a.person.org), a.person.org,
                           a.person.employee) <
           std::make_tuple(audit::audit_chain(session, b.person.org), b.person.org,
                           b.person.employee);
  });
  auto is_same = [](const PasswordSlip& a, const PasswordSlip& b) {
    return a.person.employee == b.person.employee;
  };
  slips.erase(std::unique(slips.begin(), slips.end(), is_same), slips.end());
}

std::vector<store::Password> make_passwords(session::Session& session,
                                            std::vector<PasswordSlip>& slips,
                                            const base::OnProgress& on_progress) {
  std::vector<store::Password> passwords;
  for (PasswordSlip& slip : slips) {
    slip.password = seal::random_password();
    passwords.push_back(
        {seal::hash_password(slip.password), true, base::render(session.clock().now())});
    on_progress("初始密码", static_cast<std::int64_t>(passwords.size()),
                static_cast<std::int64_t>(slips.size()));
  }
  return passwords;
}

// The passwords first and the chains last, as everybody locks them: two never wait for each other.
std::vector<store::AuditEntry> save(session::Session& session,
                                    const std::vector<PasswordSlip>& slips,
                                    const std::vector<store::Password>& passwords) {
  std::vector<store::AuditEntry> appended;
  database::retried([&] {
    std::vector<store::AuditEntry> entries;
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    for (std::size_t i = 0; i < slips.size(); ++i) {
      const Person& person = slips[i].person;
      store::save_password(transaction, session.scope(), person.employee, passwords[i]);
      entries.push_back(audit::audit_entry(session, audit::audit_chain(session, person.org),
                                           kPasswords, person.employee, "issue"));
    }
    appended = audit::append_trail(session, transaction, std::move(entries));
    transaction.commit();
  });
  return appended;
}

// The slips first: a password that nobody holds in hand must not take the place of one that works.
void issue(session::Session& session, std::vector<PasswordSlip>& slips, const fs::path& file,
           const std::string& way, const base::OnProgress& on_progress) {
  std::vector<store::Password> passwords = make_passwords(session, slips, on_progress);
  write_password_slips(session.home(), session.tree(), slips, way, file);
  std::vector<store::AuditEntry> entries;
  try {
    entries = save(session, slips, passwords);
  } catch (...) {
    std::error_code ignored;
    fs::remove(file, ignored);
    throw;
  }
  audit::witness_heads(session, entries);
}

IssuedPasswords issue_to(session::Session& session, const std::vector<std::string>& employees,
                         const std::string& org, const fs::path& file, const std::string& way,
                         const base::OnProgress& on_progress) {
  session.require_right(academy::Right::kPrintSlips);
  IssuedPasswords result{file.string(), {}, {}};
  std::error_code error;
  if (fs::symlink_status(file, error).type() != fs::file_type::not_found) refuse_slips(file);
  std::vector<PasswordSlip> slips =
      org.empty() ? named(session, employees) : everybody_of(session, org, result.warnings);
  if (slips.empty()) throw Refused("password.nobody", "没有需要发放初始密码的人员");
  sort_slips(session, slips);
  issue(session, slips, file, way, on_progress);
  for (const PasswordSlip& slip : slips) result.employees.push_back(slip.person.employee);
  return result;
}

}  // namespace

IssuedPasswords issue_passwords(session::Session& session,
                                const std::vector<std::string>& employees, const std::string& org,
                                const std::string& out, const std::string& way,
                                const base::OnProgress& on_progress) {
  std::string item = org.empty() ? base::join(employees, ",") : org;
  return audit::with_refusals_audited(session, kPasswords, item, "issue", org, [&] {
    return issue_to(session, employees, org, fs::path(out) / kFile, way, on_progress);
  });
}

}  // namespace xueshi::login
