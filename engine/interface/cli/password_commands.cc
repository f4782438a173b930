#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/secret.h"
#include "login/passwords.h"

namespace xueshi::cli {

int run_password_issue(Invocation& invocation) {
  Output& output = invocation.output;
  if (invocation.arguments.empty() == invocation.org().empty())
    throw UsageError{"give employee numbers, or --org CODE for everybody who has no password yet"};
  session::Session& session = invocation.session();
  login::IssuedPasswords issued = login::issue_passwords(
      session, invocation.arguments, invocation.org(), invocation.text(Option::kOut),
      "password change", [&](const std::string& step, std::int64_t done, std::int64_t size) {
        output.progress(step, done, size);
      });
  output.end_progress();
  for (const std::string& warning : issued.warnings) output.warning(warning);
  if (output.json()) {
    invocation.output.print(
        {{"file", issued.file}, {"employees", issued.employees}, {"warnings", issued.warnings}});
    return kDone;
  }
  output.line(fmt::format("已发放 {} 人的初始密码，密码条在 {}：打印后请删除该文件",
                          issued.employees.size(), issued.file));
  return kDone;
}

int run_password_change(Invocation& invocation) {
  session::Session& session = invocation.session(login::Purpose::kPasswordChange);
  std::optional<std::string> fresh;
  if (!session.actor().is_operator()) fresh = read_secret_or_line("XUESHI_NEW_PASSWORD", "新密码");
  login::change_password(session, invocation.password, fresh);
  if (invocation.output.json()) invocation.output.print({{"changed", session.actor().employee}});
  invocation.output.talk("密码已修改");
  return kDone;
}

}  // namespace xueshi::cli
