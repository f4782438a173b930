#include <fmt/format.h>

#include "cli/commands.h"
#include "json/operation.h"
#include "upkeep/verify.h"

namespace xueshi::cli {

namespace {

void show(const upkeep::InvariantResult& result, const Output& output) {
  std::string skipped = result.skipped == 0 ? "" : fmt::format("，{} 项无从核对", result.skipped);
  std::string outcome = result.ok() ? "成立" : fmt::format("不成立：{} 处", result.broken);
  output.line(fmt::format("{} {}（核对 {} 项{}）：{}", result.name, result.sentence, result.checked,
                          skipped, outcome));
  for (const std::string& row : result.rows) output.line("    " + row);
  auto shown = static_cast<std::int64_t>(result.rows.size());
  if (shown < result.broken) output.line(fmt::format("    …… 另有 {} 处", result.broken - shown));
}

}  // namespace

int run_verify(Invocation& invocation) {
  session::Session& session = invocation.session();
  upkeep::DataVerification verification =
      upkeep::verify_data(session, invocation.year, invocation.org());
  if (invocation.output.json()) {
    invocation.output.print(json::to_json(verification));
  } else {
    for (const upkeep::InvariantResult& result : verification.invariants)
      show(result, invocation.output);
  }
  return verification.ok() ? kDone : kRefused;
}

}  // namespace xueshi::cli
