#include "login/passwords.h"

#include <fmt/format.h>

#include "audit/audit.h"
#include "base/text.h"
#include "seal/hash.h"
#include "seal/password.h"
#include "store/passwords.h"
#include "store/people.h"

namespace xueshi::login {

namespace {

using base::Blockers;
using base::Refused;
using store::Password;

constexpr std::size_t kLeastCharacters = 10;

// One sentence for every wrong one: it tells nobody who is there, and who has a password.
[[noreturn]] void refuse_password(const char* code) {
  throw Refused(code, "密码不正确，或尚未发放初始密码；可请所在单位的管理员重新发放");
}

// Nobody's password: hashing takes its time whether there is one or not.
const std::string& nobodys_hash() {
  static const std::string kHash = seal::hash_password(seal::random_id(16));
  return kHash;
}

Password checked(session::Session& session, const std::string& employee, const std::string& given,
                 const char* code) {
  std::optional<Password> stored = store::find_password(session.database(), employee);
  bool is_theirs = seal::is_password(given, stored ? stored->hash : nobodys_hash());
  if (!stored || !is_theirs) refuse_password(code);
  return *stored;
}

// Empty where nobody has that login; no employee number is.
std::string employee_of(session::Session& session, const std::string& login) {
  std::optional<academy::Person> person = store::find_login(session.database(), login);
  return person ? person->employee : "";
}

// What is wrong with a new password (domain.md §1; the rules themselves: D).
Blockers blockers_of(const academy::Actor& actor, const std::string& old,
                     const std::string& fresh) {
  Blockers blockers;
  if (!base::is_clean_utf8(fresh))
    return {{"password.no-text", "新密码含有无法识别的字符，请换一个"}};
  if (base::characters(fresh).size() < kLeastCharacters) {
    blockers.push_back(
        {"password.too-short", fmt::format("新密码至少要有 {} 个字符", kLeastCharacters)});
  }
  if (fresh == old) blockers.push_back({"password.same", "新密码不能与原密码相同"});
  if (fresh == actor.login || fresh == actor.employee)
    blockers.push_back({"password.login", "新密码不能是登录名或员工编号"});
  return blockers;
}

void change(session::Session& session, const std::string& old,
            const std::optional<std::string>& fresh) {
  const academy::Actor& actor = session.actor();
  checked(session, actor.employee, old, "actor.password");
  if (!fresh) throw Refused("password.missing", "请给出新密码");
  Blockers blockers = blockers_of(actor, old, *fresh);
  if (!blockers.empty()) throw Refused(blockers);
  Password password{seal::hash_password(*fresh), false, base::render(session.clock().now())};
  academy::Scope own = academy::Scope::of(
      {actor.employee, actor.login, academy::Role::kLearner, actor.org}, session.tree());
  store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, actor.org),
                                               kPasswords, actor.employee, "change");
  std::vector<store::AuditEntry> appended;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    store::save_password(transaction, own, actor.employee, password);
    appended = audit::append_trail(transaction, {entry});
    transaction.commit();
  });
  audit::witness_heads(session, appended);
}

}  // namespace

bool asks_password(const session::Session& session) {
  return session.settings().flag("require_password");
}

void check_password(session::Session& session, const std::string& login,
                    const std::optional<std::string>& given, Purpose purpose) {
  bool is_change = purpose == Purpose::kPasswordChange;
  std::string employee = employee_of(session, login);
  audit::with_refusals_audited(
      session, kPasswords, employee.empty() ? login : employee, is_change ? "change" : "sign-in",
      "", [&] {
        if (!given && !is_change) throw Refused("actor.password", "以他人身份操作需要密码");
        Password stored = checked(session, employee, given.value_or(""), "actor.password");
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
    checked(session, employee, *given, "actor.password-again");
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
