// Tries: wrong passwords are counted, and each makes the next try wait longer; for this room's own
// files. By the machine's own clock: nobody passes the time with another moment.
#pragma once

#include <memory>
#include <string>

#include "session/session.h"
#include "store/passwords.h"

namespace xueshi::login {

class Tries {
 public:
  virtual ~Tries() = default;
  // Refuses "password.pause" while a new try is not taken. A try while it pauses counts for
  // nothing: nobody is kept out longer by it.
  virtual void refuse_while_paused() = 0;
  virtual void add_wrong() = 0;
  virtual void forget_wrong() = 0;
};

// Of a login, wherever it is tried: growing pauses up to about an hour (pause_after()).
std::unique_ptr<Tries> tries_of_login(session::Session& session, const std::string& login);
// Of a login from an address: growing pauses up to a quarter of an hour, so that nobody locks a
// colleague out; beyond a hundred an hour from anywhere, or thirty a minute from one address, all
// wait.
std::unique_ptr<Tries> tries_from(session::Session& session, const std::string& login,
                                  const std::string& address);

// The person's stored password where `given` is it; else refuses `code`, with one sentence and
// after one time whoever it is. An empty employee number is nobody's.
store::Password checked(session::Session& session, Tries& tries, const std::string& employee,
                        const std::string& given, const char* code);

// What is wrong with a new password of the acting person's (domain.md §1), every reason:
// "password.no-text", "password.too-short", "password.same", "password.repeats", "password.owner".
// `old`: the stored one.
base::Blockers blockers_of(session::Session& session, const store::Password& old,
                           const std::string& fresh);

// Keeps it, ends the person's sessions at the console, and says so in the trail.
void keep_password(session::Session& session, const std::string& fresh);

}  // namespace xueshi::login
