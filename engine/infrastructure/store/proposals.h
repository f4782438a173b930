// Proposals: texts of rules that somebody proposed to take into force, and those that another
// person confirmed (workflows/policy.yaml; policy.md §3). A text is kept whole, with its SHA-256.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"

namespace xueshi::store {

// What was established about a text last: things proved, cases passed; people before and after, as
// the simulation counted them.
struct ProposalFigures {
  std::int64_t proofs = 0, cases_passed = 0;
  std::int64_t people = 0;
  std::int64_t required_before = 0, required_after = 0;
  std::int64_t met_before = 0, met_after = 0;
  std::int64_t gained = 0, lost = 0;
  std::int64_t newly_exempt = 0, newly_required = 0;
  std::int64_t candidates_before = 0, candidates_after = 0;
  bool operator==(const ProposalFigures&) const = default;
};

struct Proposal {
  std::string number;             // "2025-001"
  base::Year year;                // from which it is to apply
  std::string org;                // code of the academy
  std::string title;              // "2025 年度规定（rules/2025.yaml）"
  std::string file;               // as it was named when it was proposed
  std::string content;            // the text
  std::string sha256;             // of the text, 64 digits
  std::string cases_file, cases;  // likewise
  std::string basis;       // "2016:0123456789ab、…": the texts that it extends, as they were
  std::string status;      // place of its graph
  std::string proposed;    // day
  std::int64_t taken = 0;  // counts the takings into force, of all years; 0: not taken
  ProposalFigures figures;
};

std::optional<Proposal> find_proposal(database::Database& database, const academy::Scope& scope,
                                      std::string_view number);
// The same, locked until the end of the transaction.
std::optional<Proposal> lock_proposal(database::Transaction& transaction,
                                      const academy::Scope& scope, std::string_view number);
// By year and number, without the texts of rules and cases. `year`: of that year alone.
std::vector<Proposal> fetch_proposals(database::Database& database, const academy::Scope& scope,
                                      std::optional<base::Year> year);
// Those of these numbers, with their texts.
std::vector<Proposal> fetch_proposals(database::Database& database, const academy::Scope& scope,
                                      const std::vector<std::string>& numbers);
// Adds or changes. Requires: the unit is in the scope.
void save_proposal(database::Transaction& transaction, const academy::Scope& scope,
                   const Proposal& proposal);
// A number of that year that none has, nor had.
std::string free_proposal_number(database::Transaction& transaction, base::Year year);
// What the next taking into force counts as.
std::int64_t next_taking(database::Transaction& transaction);

// The confirmed text of a year. Not scoped: rules apply to everybody.
struct TextInForce {
  base::Year year;
  std::string number;  // of its proposal
  std::string sha256;
  std::string basis;  // of what it extends, as Proposal::basis
  std::string content;
  bool operator==(const TextInForce&) const = default;
};
// By year: of each the one that was confirmed last. `with_content`: the texts too.
std::vector<TextInForce> fetch_texts_in_force(database::Database& database, bool with_content);

}  // namespace xueshi::store
