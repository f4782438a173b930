#include "login/tries.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/text.h"
#include "login/login_form.h"
#include "login/pause.h"
#include "login/short_text.h"
#include "seal/hash.h"
#include "seal/password.h"
#include "store/sign_in_failures.h"

namespace xueshi::login {

namespace {

using base::Blockers;
using base::Refused;
using database::Transaction;

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::size_t kLeastCharacters = 10;

// One sentence for every wrong one: it tells nobody who is there, and who has a password.
[[noreturn]] void refuse_password(const char* code) {
  throw Refused(code, "密码不正确，或尚未发放初始密码；可请所在单位的管理员重新发放");
}

[[noreturn]] void refuse_for(std::int64_t milliseconds, const std::string& why) {
  throw Refused("password.pause",
                fmt::format("{}，请约 {} 分钟后再试", why, (milliseconds + kMinute - 1) / kMinute));
}

// Nobody's password: hashing takes its time whether there is one or not.
const std::string& nobodys_hash() {
  static const std::string kHash = seal::hash_password(seal::random_id(16));
  return kHash;
}

void change_tries(session::Session& session, const std::function<void(Transaction&)>& change) {
  database::retried([&] {
    Transaction transaction(session.database(), Transaction::Mode::kWrite);
    change(transaction);
    transaction.commit();
  });
}

class OfLogin : public Tries {
 public:
  OfLogin(session::Session& session, const std::string& login)
      : session_(session), key_(login_form(login)) {}

  void refuse_while_paused() override {
    wrong_ = store::find_wrong_passwords(session_.database(), key_);
    std::int64_t ends = wrong_.latest + pause_after(wrong_.times);
    if (ends > now_) refuse_for(ends - now_, fmt::format("密码连续 {} 次不正确", wrong_.times));
  }
  void add_wrong() override {
    change_tries(session_, [&](Transaction& transaction) {
      store::add_wrong_password(transaction, key_, now_, now_ - kDay);
    });
  }
  void forget_wrong() override {
    if (wrong_.times == 0) return;
    change_tries(session_, [&](Transaction& transaction) {
      store::forget_wrong_passwords(transaction, key_);
    });
  }

 private:
  session::Session& session_;
  std::string key_;
  std::int64_t now_ = base::milliseconds_since_1970();
  store::WrongPasswords wrong_;
};

class FromAddress : public Tries {
 public:
  FromAddress(session::Session& session, const std::string& login, const std::string& address)
      : session_(session), key_(short_text(login_form(login), kLongest)), address_(address) {}

  void refuse_while_paused() override {
    database::Database& database = session_.database();
    wrong_ = store::find_sign_in_failures(database, key_, address_);
    std::int64_t ends = wrong_.latest + pause(wrong_.times);
    if (ends > now_) refuse_for(ends - now_, fmt::format("密码连续 {} 次不正确", wrong_.times));
    if (store::count_failures_from(database, address_, now_ - kMinute) >= kMostFromAddress)
      refuse_for(kMinute, "这一地址上密码不正确的次数过多");
    if (store::count_failures_of_login(database, key_, now_ - kHour) >= kMostOfLogin)
      refuse_for(kHour, "这一账号密码不正确的次数过多");
  }
  void add_wrong() override {
    change_tries(session_, [&](Transaction& transaction) {
      store::add_sign_in_failure(transaction, key_, address_, now_, now_ - kDay);
    });
  }
  void forget_wrong() override {
    if (wrong_.times == 0) return;
    change_tries(session_, [&](Transaction& transaction) {
      store::forget_sign_in_failures(transaction, key_, address_);
    });
  }

 private:
  // Not at all after the first four, then a minute, doubled each time, up to a quarter of an hour.
  static std::int64_t pause(std::int64_t times) {
    return std::min(pause_after(times), std::int64_t{15} * kMinute);
  }

  static constexpr std::size_t kLongest = 128;  // bytes of a login
  static constexpr std::int64_t kMostFromAddress = 30, kMostOfLogin = 100;
  session::Session& session_;
  std::string key_, address_;
  std::int64_t now_ = base::milliseconds_since_1970();
  store::SignInFailures wrong_;
};

// One piece over and over: "abcabcabcabc", "1111111111".
bool repeats_itself(const std::vector<std::string_view>& text) {
  for (std::size_t piece = 1; piece <= text.size() / 2; ++piece) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(piece), text.end(), text.begin()))
      return true;
  }
  return false;
}

// What everybody knows of somebody: login, number, name, address before the @.
std::vector<std::string> known_of(session::Session& session) {
  const academy::Actor& actor = session.actor();
  std::vector<std::string> known = {actor.login, actor.employee};
  if (auto person = find_claimed(session, actor.login)) {
    known.push_back(person->name);
    known.push_back(person->email.substr(0, person->email.find('@')));
  }
  return known;
}

bool names_owner(session::Session& session, const std::string& fresh) {
  std::string text = login_form(fresh);
  for (const std::string& one : known_of(session)) {
    constexpr std::size_t kLeast = 3;  // bytes: one Chinese character
    std::string form = login_form(one);
    if (form.size() >= kLeast && text.find(form) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<Tries> tries_of_login(session::Session& session, const std::string& login) {
  return std::make_unique<OfLogin>(session, login);
}

std::unique_ptr<Tries> tries_from(session::Session& session, const std::string& login,
                                  const std::string& address) {
  return std::make_unique<FromAddress>(session, login, address);
}

store::Password checked(session::Session& session, Tries& tries, const std::string& employee,
                        const std::string& given, const char* code) {
  tries.refuse_while_paused();
  std::optional<store::Password> stored = store::find_password(session.database(), employee);
  bool is_theirs = seal::is_password(given, stored ? stored->hash : nobodys_hash());
  if (!stored || !is_theirs) {
    tries.add_wrong();
    refuse_password(code);
  }
  tries.forget_wrong();
  return *stored;
}

Blockers blockers_of(session::Session& session, const store::Password& old,
                     const std::string& fresh) {
  if (!base::is_clean_utf8(fresh))
    return {{"password.no-text", "新密码含有无法识别的字符，请换一个"}};
  Blockers blockers;
  if (base::characters(fresh).size() < kLeastCharacters) {
    blockers.push_back(
        {"password.too-short", fmt::format("新密码至少要有 {} 个字符", kLeastCharacters)});
  }
  if (seal::is_password(fresh, old.hash))
    blockers.push_back({"password.same", "新密码不能与原密码相同"});
  if (repeats_itself(base::characters(fresh)))
    blockers.push_back({"password.repeats", "新密码不能只是同一段字符的重复"});
  if (names_owner(session, fresh)) {
    blockers.push_back({"password.owner", "新密码不能含有本人的登录名、员工编号、姓名或邮箱名"});
  }
  return blockers;
}

void keep_password(session::Session& session, const std::string& fresh) {
  const academy::Actor& actor = session.actor();
  academy::Scope own = academy::Scope::of(
      {actor.employee, actor.login, academy::Role::kLearner, actor.org, ""}, session.tree());
  store::Password password{seal::hash_password(fresh), false, base::render(session.clock().now())};
  store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, actor.org),
                                               kPasswords, actor.employee, "change");
  audit::record_audit(session, {entry}, [&](Transaction& transaction) {
    store::save_password(transaction, own, actor.employee, password);
  });
}

}  // namespace xueshi::login
