#include "login/passwords.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/text.h"
#include "login/login_form.h"
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
constexpr std::int64_t kForgotten = std::int64_t{24} * 60 * 60 * 1000;  // a day

academy::Scope own_scope(const session::Session& session) {
  const academy::Actor& actor = session.actor();
  return academy::Scope::of({actor.employee, actor.login, academy::Role::kLearner, actor.org, ""},
                            session.tree());
}

// One sentence for every wrong one: it tells nobody who is there, and who has a password.
[[noreturn]] void refuse_password(const char* code) {
  throw Refused(code, "密码不正确，或尚未发放初始密码；可请所在单位的管理员重新发放");
}

// Nobody's password: hashing takes its time whether there is one or not.
const std::string& nobodys_hash() {
  static const std::string kHash = seal::hash_password(seal::random_id(16));
  return kHash;
}

template <typename Change>
void change_tries(session::Session& session, Change change) {
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kWrite);
    change(transaction);
    transaction.commit();
  });
}

// By the machine's own clock: nobody passes the time with --now.
void refuse_while_paused(const store::WrongPasswords& wrong, std::int64_t now) {
  std::int64_t ends = wrong.latest + pause_after(wrong.times);
  if (ends <= now) return;
  constexpr std::int64_t kMinute = 60'000;
  throw Refused("password.pause", fmt::format("密码连续 {} 次不正确，请约 {} 分钟后再试",
                                              wrong.times, (ends - now + kMinute - 1) / kMinute));
}

// A try while the login pauses counts for nothing: nobody is kept out longer by it.
Password checked(session::Session& session, const std::string& login, const std::string& employee,
                 const std::string& given, const char* code) {
  std::string key = login_form(login);
  std::int64_t now = base::milliseconds_since_1970();
  store::WrongPasswords wrong = store::find_wrong_passwords(session.database(), key);
  refuse_while_paused(wrong, now);
  std::optional<Password> stored = store::find_password(session.database(), employee);
  bool is_theirs = seal::is_password(given, stored ? stored->hash : nobodys_hash());
  if (!stored || !is_theirs) {
    change_tries(session, [&](database::Transaction& transaction) {
      store::add_wrong_password(transaction, key, now, now - kForgotten);
    });
    refuse_password(code);
  }
  if (wrong.times > 0) {
    change_tries(session, [&](database::Transaction& transaction) {
      store::forget_wrong_passwords(transaction, key);
    });
  }
  return *stored;
}

// Empty where nobody has that login; no employee number is.
std::string employee_of(session::Session& session, const std::string& login) {
  std::optional<academy::Person> person = find_claimed(session, login);
  return person ? person->employee : "";
}

// One piece over and over: "abcabcabcabc", "1111111111".
bool repeats_itself(const std::vector<std::string_view>& text) {
  for (std::size_t piece = 1; piece <= text.size() / 2; ++piece) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(piece), text.end(), text.begin()))
      return true;
  }
  return false;
}

// What everybody knows of somebody: login, number, name, address before the @.
std::vector<std::string> known_of(session::Session& session, const academy::Actor& actor) {
  std::vector<std::string> known = {actor.login, actor.employee};
  if (auto person = store::find_person(session.database(), own_scope(session), actor.employee)) {
    known.push_back(person->name);
    known.push_back(person->email.substr(0, person->email.find('@')));
  }
  return known;
}

bool names_owner(session::Session& session, const academy::Actor& actor, const std::string& fresh) {
  std::string text = login_form(fresh);
  for (const std::string& one : known_of(session, actor)) {
    constexpr std::size_t kLeast = 3;  // bytes: one Chinese character
    std::string form = login_form(one);
    if (form.size() >= kLeast && text.find(form) != std::string::npos) return true;
  }
  return false;
}

// What is wrong with a new password (domain.md §1; the rules themselves: D).
Blockers blockers_of(session::Session& session, const academy::Actor& actor, const std::string& old,
                     const std::string& fresh) {
  Blockers blockers;
  if (!base::is_clean_utf8(fresh))
    return {{"password.no-text", "新密码含有无法识别的字符，请换一个"}};
  if (base::characters(fresh).size() < kLeastCharacters) {
    blockers.push_back(
        {"password.too-short", fmt::format("新密码至少要有 {} 个字符", kLeastCharacters)});
  }
  if (fresh == old) blockers.push_back({"password.same", "新密码不能与原密码相同"});
  if (repeats_itself(base::characters(fresh)))
    blockers.push_back({"password.repeats", "新密码不能只是同一段字符的重复"});
  if (names_owner(session, actor, fresh)) {
    blockers.push_back({"password.owner", "新密码不能含有本人的登录名、员工编号、姓名或邮箱名"});
  }
  return blockers;
}

void change(session::Session& session, const std::string& old,
            const std::optional<std::string>& fresh) {
  const academy::Actor& actor = session.actor();
  checked(session, actor.login, actor.employee, old, "actor.password");
  if (!fresh) throw Refused("password.missing", "请给出新密码");
  Blockers blockers = blockers_of(session, actor, old, *fresh);
  if (!blockers.empty()) throw Refused(blockers);
  Password password{seal::hash_password(*fresh), false, base::render(session.clock().now())};
  store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, actor.org),
                                               kPasswords, actor.employee, "change");
  std::vector<store::AuditEntry> appended;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    store::save_password(transaction, own_scope(session), actor.employee, password);
    appended = audit::append_trail(session, transaction, {entry});
    transaction.commit();
  });
  audit::witness_heads(session, appended);
}

}  // namespace

std::int64_t pause_after(std::int64_t wrong_times) {
  constexpr std::int64_t kFree = 4, kFirst = 60'000, kDoublings = 6;
  if (wrong_times <= kFree) return 0;
  return kFirst << std::min(wrong_times - kFree - 1, kDoublings);
}

bool asks_password(session::Session& session) {
  return session.settings().flag("require_password") ||
         store::requires_passwords(session.database());
}

void check_password(session::Session& session, const std::string& login,
                    const std::optional<std::string>& given, Purpose purpose) {
  bool is_change = purpose == Purpose::kPasswordChange;
  std::string employee = employee_of(session, login);
  audit::with_refusals_audited(
      session, kPasswords, employee.empty() ? login : employee, is_change ? "change" : "sign-in",
      "", [&] {
        if (!given && !is_change) throw Refused("actor.password", "以他人身份操作需要密码");
        Password stored = checked(session, login, employee, given.value_or(""), "actor.password");
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
    checked(session, session.actor().login, employee, *given, "actor.password-again");
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
