#include "store/proposals.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/row_write.h"
#include "database/session.h"
#include "store/in_chunks.h"
#include "store/institute_rows.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

// Of the rules and the cases the texts, or nothing in their place.
constexpr const char* kProposalColumns =
    "select t.number, t.year, o.code, t.title, t.file, {}, t.sha256, t.cases_file, {},"
    " t.basis, t.status, t.proposed, t.taken, t.proofs, t.cases_passed, t.people,"
    " t.required_before, t.required_after, t.met_before, t.met_after, t.gained, t.lost,"
    " t.newly_exempt, t.newly_required, t.candidates_before, t.candidates_after"
    " from policy_proposal t join org o on o.id = t.org_id where ";

// A figure by its column.
struct ProposalFigure {
  const char* column;
  std::int64_t ProposalFigures::*value;
};

constexpr ProposalFigure kProposalFigures[] = {
    {"proofs", &ProposalFigures::proofs},
    {"cases_passed", &ProposalFigures::cases_passed},
    {"people", &ProposalFigures::people},
    {"required_before", &ProposalFigures::required_before},
    {"required_after", &ProposalFigures::required_after},
    {"met_before", &ProposalFigures::met_before},
    {"met_after", &ProposalFigures::met_after},
    {"gained", &ProposalFigures::gained},
    {"lost", &ProposalFigures::lost},
    {"newly_exempt", &ProposalFigures::newly_exempt},
    {"newly_required", &ProposalFigures::newly_required},
    {"candidates_before", &ProposalFigures::candidates_before},
    {"candidates_after", &ProposalFigures::candidates_after},
};

std::vector<Proposal> fetch_where(database::Database& database, const std::string& condition,
                                  database::Values values, bool with_texts = true) {
  std::vector<Proposal> proposals;
  Proposal row;
  long long year = 0, taken = 0, figures[std::size(kProposalFigures)] = {};
  std::string columns = with_texts ? fmt::format(kProposalColumns, "t.content", "t.cases")
                                   : fmt::format(kProposalColumns, "substr(t.content, 1, 0)",
                                                 "substr(t.cases, 1, 0)");
  database::BigQuery rows(database.session(), "proposals",
                          columns + condition + " order by t.year, t.number", std::move(values));
  rows.bind(row.number, year, row.org, row.title, row.file, row.content, row.sha256, row.cases_file,
            row.cases, row.basis, row.status, row.proposed, taken);
  for (long long& figure : figures) rows.bind(figure);
  while (rows.fetch()) {
    row.year = base::Year(static_cast<int>(year));
    row.taken = taken;
    for (std::size_t i = 0; i < std::size(kProposalFigures); ++i)
      row.figures.*kProposalFigures[i].value = figures[i];
    proposals.push_back(row);
  }
  return proposals;
}

}  // namespace

std::optional<Proposal> find_proposal(database::Database& database, const academy::Scope& scope,
                                      std::string_view number) {
  return database::guarded([&]() -> std::optional<Proposal> {
    database::Values values;
    std::string condition = in_scope(scope) + " and t.number = " + values.add(number);
    auto found = fetch_where(database, condition, std::move(values));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  });
}

std::optional<Proposal> lock_proposal(database::Transaction& transaction,
                                      const academy::Scope& scope, std::string_view number) {
  database::guarded([&] {
    database::Columns key;
    lock_rows(transaction.database().session(), "policy_proposal", key.put("number", number));
  });
  return find_proposal(transaction.database(), scope, number);
}

std::vector<Proposal> fetch_proposals(database::Database& database, const academy::Scope& scope,
                                      std::optional<base::Year> year) {
  return database::guarded([&] {
    std::string condition = in_scope(scope);
    if (year) condition += fmt::format(" and t.year = {}", year->value());
    return fetch_where(database, condition, {}, /*with_texts=*/false);
  });
}

std::vector<Proposal> fetch_proposals(database::Database& database, const academy::Scope& scope,
                                      const std::vector<std::string>& numbers) {
  return database::guarded([&] {
    std::vector<Proposal> all;
    in_chunks(numbers, [&](const std::vector<std::string>& some) {
      database::Values values;
      std::string condition =
          in_scope(scope) + fmt::format(" and t.number in ({})", values.add_all(some));
      for (Proposal& one : fetch_where(database, condition, std::move(values)))
        all.push_back(std::move(one));
    });
    return all;
  });
}

void save_proposal(database::Transaction& transaction, const academy::Scope& scope,
                   const Proposal& proposal) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Columns columns, key;
    columns.put("status", proposal.status).put("taken", proposal.taken);
    for (const ProposalFigure& figure : kProposalFigures)
      columns.put(figure.column, proposal.figures.*figure.value);
    key.put("number", proposal.number);
    if (update_rows(sql, "policy_proposal", columns, key) > 0) return;
    columns.put("number", proposal.number)
        .put("year", std::int64_t{proposal.year.value()})
        .put("org_id", std::int64_t{require_org(transaction.database(), scope, proposal.org)})
        .put("title", proposal.title)
        .put("file", proposal.file)
        .put("content", proposal.content)
        .put("sha256", proposal.sha256)
        .put("cases_file", proposal.cases_file)
        .put("cases", proposal.cases)
        .put("basis", proposal.basis)
        .put("proposed", proposal.proposed);
    insert_row(sql, "policy_proposal", columns);
  });
}

std::string free_proposal_number(database::Transaction& transaction, base::Year year) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long next = database::ask_number(
        sql, fmt::format("select count(*) from policy_proposal where year = {}", year.value()));
    std::string number;
    long long taken = 0;
    do {
      number = fmt::format("{}-{:03}", year.value(), ++next);
      sql << "select count(*) from policy_proposal where number = :number",
          database::use(number, "number"), database::into(taken);
    } while (taken > 0);
    return number;
  });
}

std::int64_t next_taking(database::Transaction& transaction) {
  return database::guarded([&] {
    return database::ask_number(transaction.database().session().sql,
                                "select coalesce(max(taken), 0) + 1 from policy_proposal");
  });
}

std::vector<TextInForce> fetch_texts_in_force(database::Database& database, bool with_content) {
  return database::guarded([&] {
    std::vector<TextInForce> texts;
    TextInForce text;
    long long year = 0;
    database::BigQuery rows(
        database.session(), "texts_in_force",
        fmt::format(
            "select t.year, t.number, t.sha256, t.basis, {} from policy_proposal t where t.taken ="
            " (select max(l.taken) from policy_proposal l where l.year = t.year)"
            " and t.taken > 0 order by t.year",
            with_content ? "t.content" : "substr(t.content, 1, 0)"),
        {});
    rows.bind(year, text.number, text.sha256, text.basis, text.content);
    while (rows.fetch()) {
      text.year = base::Year(static_cast<int>(year));
      texts.push_back(text);
    }
    return texts;
  });
}

}  // namespace xueshi::store
