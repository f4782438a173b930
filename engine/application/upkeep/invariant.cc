#include "upkeep/invariant.h"

#include <fmt/format.h>

#include <algorithm>

namespace xueshi::upkeep {

void Examination::report(std::string row) {
  ++result.broken;
  if (result.rows.size() < InvariantResult::kMostRows) result.rows.push_back(std::move(row));
}

void Examination::probe(const char* name, const char* row) {
  look_at(store::for_each_broken(
      database(), extent, name, [&](const std::vector<std::string>& columns) {
        report(fmt::format(fmt::runtime(row), columns[0], columns[1], columns[2]));
      }));
}

std::vector<base::Year> Examination::years() const {
  std::vector<base::Year> years = store::fetch_years_of_hours(database());
  if (extent.year) years = {*extent.year};
  auto has_no_rules = [&](base::Year year) { return session.policies().find(year) == nullptr; };
  years.erase(std::remove_if(years.begin(), years.end(), has_no_rules), years.end());
  return years;
}

bool Examination::reaches(const std::string& org) const {
  const academy::OrgTree& tree = session.tree();
  return tree.find(org) != nullptr && extent.scope.range().contains(tree.range_of(org).lo);
}

}  // namespace xueshi::upkeep
