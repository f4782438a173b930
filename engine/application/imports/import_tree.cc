#include "imports/import_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "intake/fold.h"
#include "store/people.h"

namespace xueshi::imports {

TreeCheck::TreeCheck(database::Database& database) {
  for (academy::Org& org : store::fetch_orgs(database)) {
    std::string code = org.code;
    known_.insert(code);
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

// The newer of two is to blame: one that was there before the file, else the one further up in it.
void TreeCheck::check_codes(const intake::Layout& layout, base::Findings& findings) const {
  std::map<std::string, std::vector<std::pair<int, std::string>>> by_form;  // row 0: was there
  for (const auto& [code, org] : orgs_) {
    auto row = rows_.find(code);
    bool is_new = row != rows_.end() && !known_.count(code);
    by_form[intake::caseless(code)].emplace_back(is_new ? row->second : 0, code);
  }
  for (auto& [form, codes] : by_form) {
    std::sort(codes.begin(), codes.end());
    for (std::size_t i = 1; i < codes.size(); ++i) {
      const auto& [row, code] = codes[i];
      if (row == 0) continue;
      findings.error(layout.place(row, "机构编码"), "org.same-code",
                     fmt::format("机构编码 '{}' 与 '{}' 只差大小写：同一机构请用同一个编码，"
                                 "不同的机构请换一个编码",
                                 code, codes.front().second));
    }
  }
}

void TreeCheck::check(const intake::Layout& layout, base::Findings& findings) const {
  check_codes(layout, findings);
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
