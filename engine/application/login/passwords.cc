#include "app/passwords.h"

#include <fmt/format.h>

#include "app/audit.h"
#include "app/secret.h"
#include "base/text.h"
#include "seal/password.h"
#include "store/passwords.h"

namespace xueshi::app {

namespace {

using base::Blockers;
using base::Refused;
using store::Password;

constexpr std::size_t kLeastCharacters = 10;
constexpr const char* kSubject = "password";

bool is_asked_for(const Session& session) {
  return session.settings().flag("require_password") && !session.actor().is_operator();
}

// One sentence for every wrong one: it tells nobody who has a password.
[[noreturn]] void refuse_password(const char* code) {
  throw Refused(code, "密码不正确，或尚未发放初始密码；可请所在单位的管理员重新发放");
}

Password checked(Session& session, const std::string& given, const char* code) {
  std::optional<Password> stored =
      store::find_password(session.database(), session.actor().employee);
  if (!stored || !seal::is_password(given, stored->hash)) refuse_password(code);
  return *stored;
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

std::string read_new_password() {
  constexpr const char* kVariable = "XUESHI_NEW_PASSWORD";
  std::optional<std::string> fresh = read_secret_or_line(kVariable, "新密码");
  if (!fresh) {
    throw Refused("password.missing",
                  "请在终端中输入新密码，或设置 XUESHI_NEW_PASSWORD，或从标准输入给出");
  }
  return *fresh;
}

void change(Session& session) {
  const academy::Actor& actor = session.actor();
  std::optional<std::string> old = read_secret_or_line("XUESHI_PASSWORD", "原密码");
  checked(session, old.value_or(""), "actor.password");
  std::string fresh = read_new_password();
  Blockers blockers = blockers_of(actor, *old, fresh);
  if (!blockers.empty()) throw Refused(blockers);
  Password password{seal::hash_password(fresh), false, base::render(session.clock().now())};
  academy::Scope own = academy::Scope::of(
      {actor.employee, actor.login, academy::Role::kLearner, actor.org}, session.tree());
  store::AuditEntry entry =
      audit_entry(session, audit_chain(session, actor.org), kSubject, actor.employee, "change");
  std::vector<store::AuditEntry> appended;
  store::retried([&] {
    store::Transaction transaction(session.database(), store::Transaction::Mode::kDecide);
    store::save_password(transaction, own, actor.employee, password);
    appended = append_trail(transaction, {entry});
    transaction.commit();
  });
  witness_heads(session, appended);
}

}  // namespace

void require_password(Session& session) {
  if (!is_asked_for(session)) return;
  with_refusals_audited(session, kSubject, session.actor().employee, "sign-in", "", [&] {
    std::optional<std::string> given = read_secret("XUESHI_PASSWORD", "密码");
    if (!given) {
      throw Refused("actor.password",
                    "以 --as 操作需要密码：请在终端中输入，或设置环境变量 XUESHI_PASSWORD");
    }
    if (checked(session, *given, "actor.password").must_change) {
      throw Refused("password.must-change",
                    "初始密码只能用来修改密码，请先执行 xueshi password change");
    }
  });
}

void confirm_password(Session& session, const std::string& what) {
  if (!is_asked_for(session)) return;
  with_refusals_audited(session, kSubject, session.actor().employee, "confirm", "", [&] {
    std::optional<std::string> given =
        read_secret("XUESHI_PASSWORD_AGAIN", fmt::format("{}前请再次输入密码", what));
    if (!given) {
      throw Refused("actor.password-again",
                    fmt::format("{}前须再次输入密码：请在终端中输入，或设置环境变量 "
                                "XUESHI_PASSWORD_AGAIN",
                                what));
    }
    checked(session, *given, "actor.password-again");
  });
}

void change_password(Session& session) {
  if (session.actor().is_operator()) {
    throw Refused("password.no-person",
                  "请用 --as 登录名 指明修改谁的密码；他人的密码只能重新发放");
  }
  with_refusals_audited(session, kSubject, session.actor().employee, "change", "",
                        [&] { change(session); });
}

}  // namespace xueshi::app
