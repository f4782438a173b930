#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/audit_verify.h"
#include "base/fields.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/ways.h"
#include "json/audit.h"

namespace xueshi::cli {

namespace {

using audit::AuditEntry;

std::string who(const AuditEntry& entry) {
  if (entry.employee.empty()) return "本机操作员";
  auto role = academy::parse_role(entry.role);
  const std::string* deputised = base::find_field(entry.after, audit::kDeputyHeading);
  std::string instead = deputised == nullptr ? "" : fmt::format("（代 {}）", *deputised);
  return fmt::format("{}（{}）{}{}@{}", entry.employee, entry.login, instead,
                     role ? academy::label(*role) : entry.role, entry.org);
}

// One line a heading: what was there before, where it was, and what is there now.
void show_values(const AuditEntry& entry, const Output& output) {
  for (const auto& [heading, value] : entry.before) {
    if (base::find_field(entry.after, heading) == nullptr)
      output.line(fmt::format("    {}：{} →", heading, value));
  }
  for (const auto& [heading, value] : entry.after) {
    const std::string* before = base::find_field(entry.before, heading);
    output.line(before == nullptr ? fmt::format("    {}：{}", heading, value)
                                  : fmt::format("    {}：{} → {}", heading, *before, value));
  }
}

void show(const AuditEntry& given, const audit::AuditWords& words, const Output& output) {
  AuditEntry entry = words.translate(given);
  bool done = entry.outcome == "done";
  const char* pretended = audit::is_pretended(entry) ? "（按指定的时间记）" : "";
  output.line(fmt::format("{} 第 {} 条  {}{}  {}  {} {} {}  {}", entry.chain, entry.seq, entry.at,
                          pretended, who(entry), words.subject_of(given), entry.item,
                          words.action_of(given), done ? "已办理" : "已拒绝"));
  show_values(entry, output);
  if (!entry.remark.empty()) output.line(fmt::format("    意见：{}", entry.remark));
  if (!entry.detail.empty()) {
    for (const std::string& line : base::split(entry.detail, '\n'))
      output.line("    原因：" + refusal_line(line));
  }
  if (!entry.policy.empty()) output.line(fmt::format("    规定：{}", entry.policy));
  if (!entry.graph.empty()) output.line(fmt::format("    流程：{}", entry.graph));
}

Json to_json(const audit::AuditVerification& result) {
  Json problems = Json::array();
  for (const audit::AuditProblem& problem : result.problems) {
    problems.push_back({{"chain", problem.chain},
                        {"seq", problem.seq},
                        {"code", problem.code},
                        {"message", with_way(problem.code, problem.message)}});
  }
  return {{"ok", result.ok()},
          {"chains", result.chains},
          {"rows", result.rows},
          {"problems", problems},
          {"warnings", with_ways("audit", result.warnings)},
          {"witness", result.witness}};
}

void show(const audit::AuditVerification& result, const Output& output) {
  for (const std::string& warning : result.warnings) output.warning(with_way("audit", warning));
  for (const audit::AuditProblem& problem : result.problems) {
    std::string row =
        problem.seq == 0 ? "" : fmt::format("{} 第 {} 条：", problem.chain, problem.seq);
    output.line(
        fmt::format("{}{} [{}]", row, with_way(problem.code, problem.message), problem.code));
  }
  output.line(fmt::format("核对了 {} 条链的 {} 条审计记录，{}", result.chains, result.rows,
                          result.ok() ? "完整无误" : "有问题"));
}

}  // namespace

int run_audit_show(Invocation& invocation) {
  session::Session& session = invocation.session();
  const Output& output = invocation.output;
  audit::AuditFilter filter;
  if (!invocation.arguments.empty()) filter.subject = invocation.arguments[0];
  if (invocation.arguments.size() > 1) filter.item = invocation.arguments[1];
  audit::AuditWords words(session);
  // The list may be long: printed as it comes.
  std::string before = "[";
  audit::show_audit(session, filter, invocation.org(), [&](const AuditEntry& entry) {
    if (!output.json()) return show(entry, words, output);
    output.line(before);
    fmt::print("  {}", json::to_json(entry).dump(-1, ' ', false, Json::error_handler_t::replace));
    before = ",";
  });
  if (output.json()) output.line(before == "[" ? "[]" : "\n]");
  return kDone;
}

int run_audit_verify(Invocation& invocation) {
  session::Session& session = invocation.session();
  audit::AuditVerification result = audit::verify_audit(session);
  if (invocation.output.json()) {
    invocation.output.print(to_json(result));
  } else {
    show(result, invocation.output);
  }
  return result.ok() ? kDone : kRefused;
}

int run_audit_rotate_key(Invocation& invocation) {
  audit::KeyChange change = audit::rotate_key(invocation.session());
  if (invocation.output.json()) {
    invocation.output.print(
        {{"old_key", text_or_null(change.old_key)}, {"new_key", change.new_key}});
  } else {
    invocation.output.line(fmt::format("已更换审计见证的密钥，新的公钥是 {}", change.new_key));
  }
  if (change.old_key.empty())
    invocation.output.warning("旧密钥已丢失：此前各行见证的签名不能再核对");
  return kDone;
}

}  // namespace xueshi::cli
