// Who acts in this run: `--as`, with the password typed or from the environment.
#include "login/sign_in.h"

#include "cli/command.h"
#include "cli/secret.h"

namespace xueshi::cli {

session::Session& Invocation::session(login::Purpose purpose) {
  if (opened) return *opened;
  opened.emplace(workplace, academy::Actor::machine_operator());
  login::keep_asking(*opened);
  const std::string& claim = settings.value("as");
  if (claim.empty()) return *opened;
  if (purpose == login::Purpose::kPasswordChange) {
    password = read_secret_or_line("XUESHI_PASSWORD", "原密码");
  } else if (login::asks_password(*opened)) {
    password = read_secret("XUESHI_PASSWORD", "密码");
  }
  login::sign_in(*opened, claim, password, purpose);
  return *opened;
}

}  // namespace xueshi::cli
