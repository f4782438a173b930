#include "login/passwords.h"

#include <fmt/format.h>

#include "audit/audit.h"
#include "login/login_form.h"
#include "login/tries.h"
#include "store/passwords.h"
#include "store/seals.h"

namespace xueshi::login {

namespace {

using base::Blockers;
using base::Refused;
using store::Password;

// Empty where nobody has that login; no employee number is.
std::string employee_of(session::Session& session, const std::string& login) {
  std::optional<academy::Person> person = find_claimed(session, login);
  return person ? person->employee : "";
}

void change(session::Session& session, const std::string& old,
            const std::optional<std::string>& fresh) {
  const academy::Actor& actor = session.actor();
  auto tries = tries_of_login(session, actor.login);
  Password stored = checked(session, *tries, actor.employee, old, "actor.password");
  if (!fresh) throw Refused("password.missing", "请给出新密码");
  Blockers blockers = blockers_of(session, stored, *fresh);
  if (!blockers.empty()) throw Refused(blockers);
  keep_password(session, *fresh);
}

}  // namespace

bool asks_password(session::Session& session) {
  return session.asks_passwords() || session.settings().flag("require_password") ||
         store::requires_passwords(session.database());
}

void keep_asking(session::Session& session) {
  if (!session.settings().flag("require_password") || store::requires_passwords(session.database()))
    return;
  store::AuditEntry entry =
      audit::audit_entry(session, audit::audit_chain(session, ""), "installation",
                         store::installation_id(session.database()), "require-password");
  entry.seal = store::encode_seals({store::seal_of_flag(store::kPasswordFlag)});
  std::vector<store::AuditEntry> appended;
  try {
    database::retried([&] {
      database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
      if (!store::require_passwords(transaction)) return;  // another process was faster
      appended = audit::append_trail(session, transaction, {entry});
      transaction.commit();
    });
  } catch (const Refused&) {
    return;  // what nobody can witness is not done; this run asks all the same
  }
  audit::witness_heads(session, appended);
}

void check_password(session::Session& session, const std::string& login,
                    const std::optional<std::string>& given, Purpose purpose) {
  bool is_change = purpose == Purpose::kPasswordChange;
  std::string employee = employee_of(session, login);
  audit::with_refusals_audited(
      session, kPasswords, employee.empty() ? login : employee, is_change ? "change" : "sign-in",
      "", [&] {
        if (!given && !is_change) throw Refused("actor.password", "以他人身份操作需要密码");
        auto tries = tries_of_login(session, login);
        Password stored = checked(session, *tries, employee, given.value_or(""), "actor.password");
        if (stored.must_change && !is_change)
          throw Refused("password.must-change", "初始密码只能用来修改密码，请先修改密码");
      });
}

void confirm_password(session::Session& session, const std::optional<std::string>& given,
                      const std::string& what) {
  if (!asks_password(session) || session.actor().is_operator()) return;
  const std::string& employee = session.actor().employee;
  audit::with_refusals_audited(session, kPasswords, employee, "confirm", "", [&] {
    if (!given) throw Refused("actor.password-again", fmt::format("{}前须再次输入密码", what));
    auto tries = tries_of_login(session, session.actor().login);
    checked(session, *tries, employee, *given, "actor.password-again");
  });
}

void change_password(session::Session& session, const std::optional<std::string>& old,
                     const std::optional<std::string>& fresh) {
  if (session.actor().is_operator())
    throw Refused("password.no-person", "请指明修改谁的密码；他人的密码只能重新发放");
  audit::with_refusals_audited(session, kPasswords, session.actor().employee, "change", "",
                               [&] { change(session, old.value_or(""), fresh); });
}

}  // namespace xueshi::login
