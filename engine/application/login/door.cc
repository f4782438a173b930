#include "login/door.h"

#include <functional>

#include "audit/audit.h"
#include "base/clock.h"
#include "login/login_form.h"
#include "login/short_text.h"
#include "login/sign_in.h"
#include "login/tries.h"
#include "seal/hash.h"
#include "store/form_keys.h"
#include "store/web_sessions.h"

namespace xueshi::login {

namespace {

using base::Refused;
using database::Transaction;
using store::WebSession;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = std::int64_t{24} * 60 * kMinute;
constexpr int kTokenBytes = 32;
constexpr std::size_t kLongestBrowser = 200;

// As the trail calls what it is about.
constexpr const char* kSessions = "session";

void change(session::Session& session, const std::function<void(Transaction&)>& work) {
  database::retried([&] {
    Transaction transaction(session.database(), Transaction::Mode::kDecide);
    work(transaction);
    transaction.commit();
  });
}

// With a line in the trail, in the name of who acts now.
void change_audited(session::Session& session, const char* action,
                    const std::function<void(Transaction&)>& work) {
  const academy::Actor& actor = session.actor();
  store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, actor.org),
                                               kSessions, actor.employee, action);
  audit::record_audit(session, {entry}, work);
}

WebSession session_of(const academy::Actor& actor, const Origin& origin, std::int64_t begun,
                      std::int64_t confirmed, const std::string& form_key) {
  WebSession fresh;
  fresh.employee = actor.employee;
  fresh.role = academy::word(actor.role);
  fresh.org = actor.org;
  fresh.form_key = form_key;
  fresh.begun = begun;
  fresh.seen = base::milliseconds_since_1970();
  fresh.confirmed = confirmed;
  fresh.address = origin.address;
  fresh.browser = short_text(origin.browser, kLongestBrowser);
  return fresh;
}

// Puts a new session in the place of the one before (none: ""); returns the browser's token.
std::string renew(session::Session& session, const char* action, const std::string& before,
                  WebSession fresh) {
  std::string token = seal::random_id(kTokenBytes);
  fresh.token = seal::sha256(token);
  change_audited(session, action, [&](Transaction& transaction) {
    if (!before.empty()) store::remove_web_session(transaction, before);
    if (!store::add_web_session(transaction, fresh))
      throw Refused("actor.left", "人员或机构已不存在，请重新登录");
  });
  return token;
}

void forget_old(session::Session& session) {
  std::int64_t now = base::milliseconds_since_1970();
  change(session, [&](Transaction& transaction) {
    store::remove_old_web_sessions(transaction, now - kIdleMinutes * kMinute,
                                   now - kLongestMinutes * kMinute);
    store::forget_form_keys(transaction, now - kDay);
  });
}

Visitor visitor_of(const WebSession& found) {
  Visitor visitor;
  visitor.session = found.token;
  visitor.actor.employee = found.employee;
  visitor.actor.login = found.login;
  visitor.actor.role = academy::parse_role(found.role).value_or(academy::Role::kLearner);
  visitor.actor.org = found.org;
  visitor.name = found.name;
  visitor.form_key = found.form_key;
  visitor.begun = found.begun;
  visitor.seen = found.seen;
  visitor.confirmed = found.confirmed;
  visitor.origin = {found.address, found.browser};
  visitor.notice = found.notice;
  visitor.must_change = found.must_change;
  return visitor;
}

bool is_over(const WebSession& found, std::int64_t now) {
  return now - found.seen > kIdleMinutes * kMinute || now - found.begun > kLongestMinutes * kMinute;
}

// Absent where the person is not there any more, or not with that role.
std::optional<Standing> find_standing(session::Session& session, const academy::Actor& actor) {
  try {
    bool is_learner = actor.role == academy::Role::kLearner;
    return claimed_standing(session,
                            Claim{actor.login, actor.role, is_learner ? std::string() : actor.org});
  } catch (const Refused&) {
    return std::nullopt;
  }
}

// Seen once a minute at most is written down: looking at pages costs no writing.
void note_visit(session::Session& session, const WebSession& found, std::int64_t now) {
  if (now - found.seen < kMinute) return;
  change(session, [&](Transaction& transaction) {
    store::touch_web_session(transaction, found.token, now);
  });
}

}  // namespace

std::string open_door(session::Session& session, const std::string& login,
                      const std::string& password, const Origin& origin) {
  std::optional<academy::Person> person = find_claimed(session, login);
  std::string employee = person ? person->employee : "";
  bool has_left = person && academy::left_before(person->employment, session.today());
  audit::with_refusals_audited(
      session, kPasswords, employee.empty() ? login : employee, "sign-in", "", [&] {
        auto tries = tries_from(session, login, origin.address);
        checked(session, *tries, has_left ? "" : employee, password, "actor.password");
      });
  session.become({employee, person->login, academy::Role::kLearner, person->org, ""});
  forget_old(session);
  return renew(session, "sign-in", "",
               session_of(session.actor(), origin, base::milliseconds_since_1970(), 0,
                          seal::random_id(kTokenBytes)));
}

std::optional<Visitor> find_visitor(session::Session& session, const std::string& token) {
  std::optional<WebSession> found =
      store::find_web_session(session.database(), seal::sha256(token));
  if (!found) return std::nullopt;
  std::int64_t now = base::milliseconds_since_1970();
  Visitor visitor = visitor_of(*found);
  std::optional<Standing> standing;
  if (!is_over(*found, now)) standing = find_standing(session, visitor.actor);
  if (!standing) {
    change(session,
           [&](Transaction& transaction) { store::remove_web_session(transaction, found->token); });
    return std::nullopt;
  }
  visitor.actor = std::move(standing->actor);
  visitor.held = std::move(standing->held);
  session.become(visitor.actor);
  note_visit(session, *found, now);
  session.ask_passwords();
  return visitor;
}

std::string take_role(session::Session& session, const Visitor& visitor, academy::Role role,
                      const std::string& org) {
  audit::with_refusals_audited(session, "role", visitor.actor.employee, "take", "", [&] {
    session.become(claimed_actor(session, Claim{visitor.actor.login, role, org}));
  });
  return renew(session, "take-role", visitor.session,
               session_of(session.actor(), visitor.origin, visitor.begun, visitor.confirmed,
                          visitor.form_key));
}

std::string confirm(session::Session& session, const Visitor& visitor,
                    const std::string& password) {
  const academy::Actor& actor = visitor.actor;
  audit::with_refusals_audited(session, kPasswords, actor.employee, "confirm", "", [&] {
    auto tries = tries_from(session, actor.login, visitor.origin.address);
    checked(session, *tries, actor.employee, password, "actor.password-again");
  });
  return renew(session, "confirm", visitor.session,
               session_of(actor, visitor.origin, visitor.begun, base::milliseconds_since_1970(),
                          visitor.form_key));
}

std::string replace_password(session::Session& session, const Visitor& visitor,
                             const std::optional<std::string>& old, const std::string& fresh) {
  const academy::Actor& actor = visitor.actor;
  if (visitor.must_change && !old) {
    audit::with_refusals_audited(session, kPasswords, actor.employee, "change", "", [&] {
      auto stored = store::find_password(session.database(), actor.employee);
      if (!stored || !stored->must_change)
        throw Refused("actor.password", "初始密码已经修改过，请重新登录");
      base::Blockers blockers = blockers_of(session, *stored, fresh);
      if (!blockers.empty()) throw Refused(blockers);
      keep_password(session, fresh);
    });
  } else {
    change_password(session, old, fresh);
  }
  return renew(
      session, "renew", "",
      session_of(actor, visitor.origin, visitor.begun, visitor.confirmed, visitor.form_key));
}

void close_door(session::Session& session, const Visitor& visitor) {
  change_audited(session, "sign-out", [&](Transaction& transaction) {
    store::remove_web_session(transaction, visitor.session);
  });
}

std::vector<Visitor> visits_of(session::Session& session, const Visitor& visitor) {
  std::vector<Visitor> visits;
  std::int64_t now = base::milliseconds_since_1970();
  for (const WebSession& each :
       store::fetch_web_sessions(session.database(), visitor.actor.employee)) {
    if (!is_over(each, now)) visits.push_back(visitor_of(each));
  }
  return visits;
}

std::int64_t end_other_visits(session::Session& session, const Visitor& visitor) {
  std::int64_t count = 0;
  change_audited(session, "sign-out-others", [&](Transaction& transaction) {
    count = store::remove_web_sessions_of(transaction, visitor.actor.employee, visitor.session);
  });
  return count;
}

std::string take_notice(session::Session& session, const Visitor& visitor) {
  if (!visitor.notice.empty()) {
    change(session,
           [&](Transaction& transaction) { store::save_notice(transaction, visitor.session, ""); });
  }
  return visitor.notice;
}

std::optional<std::string> place_of_form(session::Session& session, const std::string& key) {
  return store::find_form_place(session.database(), key);
}

void keep_done(session::Session& session, const Visitor& visitor, const std::string& place,
               const std::string& notice) {
  const std::string& key = session.form().key;
  if (key.empty() && notice.empty()) return;
  change(session, [&](Transaction& transaction) {
    if (!key.empty()) store::save_form_place(transaction, key, place);
    if (!notice.empty()) store::save_notice(transaction, visitor.session, notice);
  });
}

}  // namespace xueshi::login
