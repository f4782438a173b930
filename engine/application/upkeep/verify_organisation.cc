// Invariants of the organisation, and of references between rows.
#include <fmt/format.h>

#include "store/people.h"
#include "upkeep/invariant.h"

namespace xueshi::upkeep {

namespace {

void check_org_tree(Examination& examination) {
  std::vector<academy::Org> orgs = store::fetch_orgs(examination.database());
  examination.look_at(static_cast<std::int64_t>(orgs.size()));
  bool has_root = orgs.empty();
  for (const academy::Org& org : orgs) has_root = has_root || org.parent.empty();
  if (!has_root) examination.report("没有最高机构：每个机构都写有上级机构");
  for (const academy::OrgProblem& problem : academy::check_tree(orgs))
    examination.report(fmt::format("{}：{}", problem.code, problem.message));
}

// A tree numbered anew gives the very same positions.
void check_org_ranges(Examination& examination) {
  const academy::OrgTree& tree = examination.session.tree();
  for (const auto& [code, stored] : store::fetch_stored_ranges(examination.database())) {
    if (tree.find(code) == nullptr) continue;  // hangs in the air: "org-tree" names it
    examination.look_at();
    academy::OrgRange wanted = tree.range_of(code);
    if (stored == wanted) continue;
    examination.report(fmt::format("{}：区间记为 [{}, {})，按机构树应为 [{}, {})", code, stored.lo,
                                   stored.hi, wanted.lo, wanted.hi));
  }
}

void check_person_unit(Examination& examination) {
  examination.probe("person.unit", "员工 {0}：所在机构不存在");
}

void check_foreign_keys(Examination& examination) {
  examination.look_at(
      store::for_each_dangling(examination.database(), [&](const std::vector<std::string>& row) {
        examination.report(
            fmt::format("{}.{} = {}：{} 中没有这一行", row[0], row[1], row[2], row[3]));
      }));
}

void check_named_references(Examination& examination) {
  examination.probe("verdict.item", "{0} {1} 的审批意见“{2}”：没有这一办理事项");
  examination.probe("job.org", "任务 {0} {2}：没有机构 {1}");
  examination.probe("publication.org", "已发布的 {0}（第 {2} 版）：没有机构 {1}");
}

}  // namespace

const std::vector<Invariant>& organisation_invariants() {
  static const std::vector<Invariant> kInvariants = {
      {"org-tree", "机构构成一棵树：上级存在，只有一个最高机构，级别逐级下降", check_org_tree,
       true},
      {"org-ranges", "机构的区间与机构树一致，互相包含或不相交", check_org_ranges, true},
      {"person-unit", "每个人都有所在机构", check_person_unit, true},
      {"foreign-keys", "每个引用的行都存在", check_foreign_keys, true},
      {"named-references", "审批意见、任务和已发布的报表所指的事项和机构都存在",
       check_named_references, true},
  };
  return kInvariants;
}

}  // namespace xueshi::upkeep
