#include "academy/org.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace xueshi::academy {

namespace {

constexpr std::array<std::string_view, 4> kLevelLabels = {"院", "分院", "研究所", "部门"};

using ByCode = std::map<std::string, const Org*, std::less<>>;

// True where walking up from `org` comes back to it.
bool is_in_cycle(const Org& org, const ByCode& by_code) {
  std::set<std::string_view> seen;
  for (const Org* at = &org; !at->parent.empty();) {
    auto parent = by_code.find(at->parent);
    if (parent == by_code.end() || !seen.insert(at->code).second) return false;
    at = parent->second;
    if (at == &org) return true;
  }
  return false;
}

// Departments may nest; every other unit stands below one of a higher level.
bool may_stand_below(OrgLevel level, OrgLevel parent) {
  return parent < level || (level == OrgLevel::kDepartment && parent == OrgLevel::kDepartment);
}

void check_unit(const Org& org, const ByCode& by_code, std::vector<OrgProblem>& problems) {
  if (org.parent.empty()) return;
  auto parent = by_code.find(org.parent);
  if (parent == by_code.end()) {
    problems.push_back(
        {org.code, "org.unknown-parent",
         fmt::format("上级机构 '{}' 不存在，请先加入该机构或更正上级机构编码", org.parent)});
  } else if (is_in_cycle(org, by_code)) {
    problems.push_back(
        {org.code, "org.cycle",
         fmt::format("机构 '{}' 经上级机构又回到自己，请更正上级机构编码", org.code)});
  } else if (!may_stand_below(org.level, parent->second->level)) {
    problems.push_back(
        {org.code, "org.level",
         fmt::format("{} '{}' 不能隶属于{} '{}'，请更正级别或上级机构编码", label(org.level),
                     org.code, label(parent->second->level), org.parent)});
  }
}

}  // namespace

std::string_view label(OrgLevel level) { return kLevelLabels[static_cast<std::size_t>(level)]; }

std::optional<OrgLevel> parse_org_level(std::string_view text) {
  auto at = std::find(kLevelLabels.begin(), kLevelLabels.end(), text);
  if (at == kLevelLabels.end()) return std::nullopt;
  return static_cast<OrgLevel>(at - kLevelLabels.begin());
}

std::vector<OrgProblem> check_tree(const std::vector<Org>& orgs) {
  ByCode by_code;
  for (const Org& org : orgs) by_code[org.code] = &org;
  std::vector<OrgProblem> problems;
  std::string root;
  for (const Org& org : orgs) {
    check_unit(org, by_code, problems);
    if (!org.parent.empty()) continue;
    if (!root.empty()) {
      problems.push_back(
          {org.code, "org.second-root",
           fmt::format("机构 '{}' 没有上级机构，但最高机构已是 '{}'，请填写上级机构编码", org.code,
                       root)});
    }
    if (root.empty()) root = org.code;
  }
  return problems;
}

OrgTree::OrgTree(std::vector<Org> orgs) {
  std::map<std::string, std::vector<Org>> children;
  for (Org& org : orgs) children[org.parent].push_back(std::move(org));
  for (auto& [parent, units] : children) {
    std::sort(units.begin(), units.end(),
              [](const Org& a, const Org& b) { return a.code < b.code; });
  }
  auto place = [&](auto& self, const Org& org) -> void {
    std::size_t at = orgs_.size();
    index_[org.code] = at;
    orgs_.push_back(org);
    ranges_.push_back({static_cast<std::int64_t>(at), 0});
    for (const Org& child : children[org.code]) self(self, child);
    ranges_[at].hi = static_cast<std::int64_t>(orgs_.size());
  };
  for (const Org& root : children[""]) place(place, root);
}

const Org* OrgTree::find(std::string_view code) const {
  auto at = index_.find(code);
  return at == index_.end() ? nullptr : &orgs_[at->second];
}

OrgRange OrgTree::range_of(std::string_view code) const {
  return ranges_[index_.find(code)->second];
}

const Org* OrgTree::parent_of(std::string_view code) const {
  const Org* org = find(code);
  return org == nullptr ? nullptr : find(org->parent);
}

const Org* OrgTree::institute_of(std::string_view code) const {
  for (const Org* at = find(code); at != nullptr; at = find(at->parent)) {
    if (at->level == OrgLevel::kInstitute) return at;
  }
  return nullptr;
}

std::vector<const Org*> OrgTree::institutes() const {
  std::vector<const Org*> found;
  for (const auto& [code, at] : index_) {
    if (orgs_[at].level == OrgLevel::kInstitute) found.push_back(&orgs_[at]);
  }
  return found;
}

std::vector<const Org*> OrgTree::units_in(OrgRange range) const {
  std::vector<const Org*> found;
  for (std::int64_t at = range.lo; at < range.hi; ++at)
    found.push_back(&orgs_[static_cast<std::size_t>(at)]);
  return found;
}

}  // namespace xueshi::academy
