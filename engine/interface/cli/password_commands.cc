#include <fmt/format.h>

#include "app/passwords.h"
#include "cli/commands.h"
#include "cli/json.h"

namespace xueshi::cli {

int run_password_issue(Invocation& invocation) {
  Output& output = invocation.output;
  if (invocation.arguments.empty() == invocation.org().empty())
    throw UsageError{"give employee numbers, or --org CODE for everybody who has no password yet"};
  app::Session session(invocation.settings);
  app::IssuedPasswords issued = app::issue_passwords(
      session, invocation.arguments, invocation.org(), invocation.text(Option::kOut),
      [&](const std::string& step, std::int64_t done, std::int64_t size) {
        output.progress(step, done, size);
      });
  output.end_progress();
  for (const std::string& warning : issued.warnings) output.warning(warning);
  if (output.json()) {
    print({{"file", issued.file}, {"employees", issued.employees}, {"warnings", issued.warnings}});
    return kDone;
  }
  output.line(fmt::format("已发放 {} 人的初始密码，密码条在 {}：打印后请删除该文件",
                          issued.employees.size(), issued.file));
  return kDone;
}

int run_password_change(Invocation& invocation) {
  app::Session session(invocation.settings, app::Purpose::kPasswordChange);
  app::change_password(session);
  if (invocation.output.json()) print({{"changed", session.actor().employee}});
  invocation.output.talk("密码已修改");
  return kDone;
}

}  // namespace xueshi::cli
