#include "academy/rights.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "yaml/reader.h"

namespace xueshi::academy {

namespace {

using yaml::Node;

struct Entry {
  Right right;
  std::string_view group;
  std::string_view word;
  std::string_view label;
};

constexpr Entry kEntries[] = {
    {Right::kImportOrgs, "import", "orgs", "导入 orgs"},
    {Right::kImportPeople, "import", "people", "导入 people"},
    {Right::kImportRoles, "import", "roles", "导入 roles"},
    {Right::kImportHeadcounts, "import", "headcounts", "导入 headcounts"},
    {Right::kImportAbsences, "import", "absences", "导入 absences"},
    {Right::kImportPlans, "import", "plans", "导入 plans"},
    {Right::kImportClasses, "import", "classes", "导入 classes"},
    {Right::kImportAttendees, "import", "attendees", "导入 attendees"},
    {Right::kImportLearning, "import", "learning", "导入 learning"},
    {Right::kImportExams, "import", "exams", "导入 exams"},
    {Right::kPlacePlans, "place", "plans", "直接列入已办理的培训计划"},
    {Right::kPlaceClasses, "place", "classes", "直接列入已办理的培训班"},
    {Right::kPlaceAttendees, "place", "attendees", "直接列入已确认的参会人员"},
    {Right::kPlaceLearning, "place", "learning", "直接列入已审核的学习记录"},
    {Right::kLookPeople, "look", "people", "查看人员"},
    {Right::kLookStatement, "look", "statement", "查看学习档案"},
    {Right::kLookStaff, "look", "staff", "查看职工学习总体情况统计"},
    {Right::kLookPlans, "look", "plans", "查看培训计划"},
    {Right::kLookPlanRates, "look", "plan_rates", "查看计划实施率概览"},
    {Right::kLookBackbone, "look", "backbone", "查看骨干人才上报"},
    {Right::kLookSummary, "look", "summary", "查看年度培训总结"},
    {Right::kLookAudit, "look", "audit", "查看审计记录"},
    {Right::kLookJobs, "look", "jobs", "查看报表任务"},
    {Right::kLookPolicies, "look", "policies", "查看提请生效的规定"},
    {Right::kKeepPlanTemplates, "keep", "plan_templates", "办理计划模板"},
    {Right::kPrintReports, "print", "reports", "导出报表"},
    {Right::kPrintSlips, "print", "slips", "发放初始密码"},
    {Right::kTryPlugins, "try", "plugins", "试运行报表"},
    {Right::kCheckData, "check", "data", "核对数据"},
    {Right::kCheckAudit, "check", "audit", "核对审计记录"},
    {Right::kCheckReports, "check", "reports", "核对报表"},
    {Right::kCheckOffices, "check", "offices", "核对任职情况"},
    {Right::kRunSchedules, "run", "schedules", "办理定时任务"},
    {Right::kRunMigrations, "run", "migrations", "迁移流程版本"},
};

const Entry& entry_of(Right right) {
  return *std::find_if(std::begin(kEntries), std::end(kEntries),
                       [&](const Entry& entry) { return entry.right == right; });
}

std::vector<std::string> groups() {
  std::vector<std::string> names;
  for (const Entry& entry : kEntries) {
    if (names.empty() || names.back() != entry.group) names.emplace_back(entry.group);
  }
  return names;
}

std::vector<std::string> words_of(std::string_view group) {
  std::vector<std::string> words;
  for (const Entry& entry : kEntries) {
    if (entry.group == group) words.emplace_back(entry.word);
  }
  return words;
}

// A list of roles; one that is none is named, with the nearest.
std::vector<Role> read_roles(yaml::Reader& reader, const Node& node) {
  std::vector<std::string> known;
  for (Role role : all_roles()) known.emplace_back(word(role));
  std::vector<Role> roles;
  if (!node.is_sequence()) {
    reader.error(node.mark, "no-list",
                 fmt::format("这里应列出角色，例如 [{}]；谁也不可以的写 []", known.back()));
    return roles;
  }
  for (const Node& item : node.items) {
    auto index = reader.word(item, known);
    if (!index) continue;
    Role role = static_cast<Role>(*index);
    if (std::find(roles.begin(), roles.end(), role) != roles.end())
      reader.error(item.mark, "role-twice", fmt::format("角色 {} 写了两次", known[*index]));
    roles.push_back(role);
  }
  std::sort(roles.begin(), roles.end());
  return roles;
}

std::map<Right, std::vector<Role>> read_all(yaml::Reader& reader, const Node& root) {
  std::map<Right, std::vector<Role>> holders;
  if (!reader.check_keys(root, {"title", "source", "rights"})) return holders;
  const Node* all = reader.required(root, "rights");
  if (all == nullptr || !reader.check_keys(*all, groups())) return holders;
  for (const std::string& group : groups()) {
    const Node* of_group = reader.required(*all, group);
    if (of_group == nullptr || !reader.check_keys(*of_group, words_of(group))) continue;
    for (const Entry& entry : kEntries) {
      if (entry.group != group) continue;
      const Node* roles = reader.required(*of_group, entry.word);
      if (roles != nullptr) holders[entry.right] = read_roles(reader, *roles);
    }
  }
  return holders;
}

}  // namespace

const std::vector<Right>& rights() {
  static const std::vector<Right> kAll = [] {
    std::vector<Right> all;
    for (const Entry& entry : kEntries) all.push_back(entry.right);
    return all;
  }();
  return kAll;
}

std::string_view group_of(Right right) { return entry_of(right).group; }
std::string_view word(Right right) { return entry_of(right).word; }
std::string_view label(Right right) { return entry_of(right).label; }

std::optional<Right> find_right(std::string_view group, std::string_view word) {
  for (const Entry& entry : kEntries) {
    if (entry.group == group && entry.word == word) return entry.right;
  }
  return std::nullopt;
}

bool Rights::has(Role role, Right right) const {
  const std::vector<Role>& roles = holders(right);
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::optional<Rights> parse_rights(const std::string& file, std::string_view text,
                                   base::Findings& findings) {
  auto document = yaml::Document::parse(file, text, findings);
  if (!document) return std::nullopt;
  base::Findings found;
  yaml::Reader reader(*document, "rights", found);
  Rights rights;
  rights.holders_ = read_all(reader, document->root());
  found.sort_by_place();
  findings.append(found);
  if (!found.ok()) return std::nullopt;
  return rights;
}

}  // namespace xueshi::academy
