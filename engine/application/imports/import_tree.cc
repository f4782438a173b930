#include "imports/import_tree.h"

#include <utility>

#include "store/people.h"

namespace xueshi::imports {

TreeCheck::TreeCheck(database::Database& database) {
  for (academy::Org& org : store::fetch_orgs(database)) {
    std::string code = org.code;
    orgs_[code] = std::move(org);
  }
}

void TreeCheck::add(const academy::Org& org, const intake::RowPlace& place) {
  bool says_parent = place.layout->has(intake::slot_of(intake::Kind::kOrgs, "上级机构编码"));
  auto known = orgs_.find(org.code);
  std::string parent = says_parent || known == orgs_.end() ? org.parent : known->second.parent;
  orgs_[org.code] = org;
  orgs_[org.code].parent = std::move(parent);
  rows_[org.code] = place.row;
}

void TreeCheck::check(const intake::Layout& layout, base::Findings& findings) const {
  std::vector<academy::Org> all;
  for (const auto& [code, org] : orgs_) all.push_back(org);
  for (const academy::OrgProblem& problem : academy::check_tree(all)) {
    auto row = rows_.find(problem.code);
    base::Place place = row == rows_.end() ? base::Place{layout.source().file, 0, 0, "", ""}
                                           : layout.place(row->second, "上级机构编码");
    findings.error(place, problem.finding_code, problem.message);
  }
}

}  // namespace xueshi::imports
