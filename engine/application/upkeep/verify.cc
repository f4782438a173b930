#include "upkeep/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/audit_verify.h"
#include "item/look.h"
#include "upkeep/invariant.h"

namespace xueshi::upkeep {

namespace {

constexpr const char* kAuditChains = "审计记录各链完整，与见证相符";

std::vector<Invariant> invariants_of(bool is_whole) {
  std::vector<Invariant> all;
  for (const auto& family : {organisation_invariants(), hours_invariants(), history_invariants(),
                             publication_invariants(), trail_invariants()}) {
    for (const Invariant& invariant : family)
      if (is_whole || !invariant.of_academy) all.push_back(invariant);
  }
  return all;
}

academy::Scope scope_to_verify(const session::Session& session, const std::string& org) {
  session.require_right(academy::Right::kCheckData);
  return session.list_scope(org);
}

bool is_whole(const session::Session& session, const academy::Scope& scope) {
  return scope.range().lo == 0 &&
         scope.range().hi >= static_cast<std::int64_t>(session.tree().orgs().size());
}

InvariantResult audit_chains(session::Session& session) {
  InvariantResult result{"audit-chain", kAuditChains};
  audit::AuditVerification verification = audit::verify_audit(session);
  result.checked = verification.rows;
  for (const audit::AuditProblem& problem : verification.problems) {
    // Rows of a unit that hangs in the air are out of everybody's reach: "org-tree" names it.
    if (!problem.chain.empty() && session.tree().find(problem.chain) == nullptr) {
      ++result.skipped;
      continue;
    }
    ++result.broken;
    if (result.rows.size() < InvariantResult::kMostRows) {
      result.rows.push_back(fmt::format("{} 第 {} 条：{} [{}]", problem.chain, problem.seq,
                                        problem.message, problem.code));
    }
  }
  return result;
}

}  // namespace

bool DataVerification::ok() const {
  return std::all_of(invariants.begin(), invariants.end(),
                     [](const InvariantResult& each) { return each.ok(); });
}

DataVerification verify_data(session::Session& session, std::optional<base::Year> year,
                             const std::string& org, const base::OnProgress& on_progress) {
  academy::Scope scope = audit::with_refusals_audited(
      session, "data", org, "verify", "", [&] { return scope_to_verify(session, org); });
  DataVerification verification;
  std::vector<Invariant> all = invariants_of(is_whole(session, scope));
  std::int64_t done = 0, total = static_cast<std::int64_t>(all.size()) + 1;
  {
    database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
    for (const Invariant& invariant : all) {
      on_progress(invariant.sentence, done++, total);
      InvariantResult result{invariant.name, invariant.sentence};
      Examination examination{session, {scope, year}, is_whole(session, scope), result};
      invariant.check(examination);
      verification.invariants.push_back(std::move(result));
    }
  }
  on_progress(kAuditChains, done, total);
  verification.invariants.push_back(audit_chains(session));
  return verification;
}

}  // namespace xueshi::upkeep
