// The organisation tree: academy 院, branches 分院, institutes 研究所, departments 部门 (domain.md
// §1).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocker.h"

namespace xueshi::academy {

enum class OrgLevel { kAcademy, kBranch, kInstitute, kDepartment };
std::string_view label(OrgLevel level);  // 院, 分院, 研究所, 部门
std::optional<OrgLevel> parse_org_level(std::string_view text);

struct Org {
  std::string code;  // 机构编码, the key
  std::string name;
  std::string parent;  // code; empty for the root
  OrgLevel level = OrgLevel::kDepartment;

  bool operator==(const Org&) const = default;
};

// Half-open range of positions; a subtree is one such range.
struct OrgRange {
  std::int64_t lo = 0;
  std::int64_t hi = 0;
  bool contains(std::int64_t position) const { return lo <= position && position < hi; }
  bool operator==(const OrgRange&) const = default;
};

// What is wrong with a set of units as a tree: a missing parent, a cycle, two roots, a department
// above an institute. `code` names the unit at fault; `message` is Chinese.
struct OrgProblem {
  std::string code;          // of the unit
  std::string finding_code;  // "org.cycle", "org.unknown-parent", "org.second-root", "org.level"
  std::string message;
};
std::vector<OrgProblem> check_tree(const std::vector<Org>& orgs);

class OrgTree {
 public:
  // Requires: check_tree(orgs) is empty. Positions are numbered depth first, siblings in byte order
  // of code.
  explicit OrgTree(std::vector<Org> orgs);

  const std::vector<Org>& orgs() const { return orgs_; }  // in order of position
  const Org* find(std::string_view code) const;           // null where absent
  // Requires: the code is in the tree.
  OrgRange range_of(std::string_view code) const;
  const Org* parent_of(std::string_view code) const;  // null for the root
  // The institute at or above a unit; null above institutes. Branch and academy offices have none.
  const Org* institute_of(std::string_view code) const;
  std::vector<const Org*> institutes() const;  // in byte order of code
  // Every unit of that range, in order of position.
  std::vector<const Org*> units_in(OrgRange range) const;

 private:
  std::vector<Org> orgs_;
  std::vector<OrgRange> ranges_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace xueshi::academy
