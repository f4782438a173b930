#include "login/login_form.h"

#include "base/text.h"
#include "intake/fold.h"
#include "store/people.h"

namespace xueshi::login {

std::string login_form(const std::string& login) {
  if (!base::is_clean_utf8(login)) return login;
  return base::lower_ascii(base::trim(intake::fold(login)));
}

std::optional<academy::Person> find_claimed(session::Session& session, const std::string& login) {
  return store::find_login(session.database(), login, login_form(login));
}

}  // namespace xueshi::login
