// Invariants of hours: sums, caps, statements, what rosters posted.
#include <fmt/format.h>

#include <map>

#include "hours/statement.h"
#include "item/tally.h"
#include "store/records.h"
#include "store/yearend.h"
#include "upkeep/invariant.h"

namespace xueshi::upkeep {

namespace {

using base::Hours;

std::string show(Hours hours) { return fmt::format("{} 秒", hours.seconds()); }

// By unit, everything below it included: along the parents, not along the ranges.
std::map<std::string, std::int64_t> add_up_people(Examination& examination, base::Year year) {
  std::map<std::string, std::int64_t> sums;
  const academy::OrgTree& tree = examination.session.tree();
  store::Extent extent{examination.extent.scope, year};
  store::for_each_sum_of_person(
      examination.database(), extent, [&](const std::string& org, std::int64_t seconds) {
        examination.look_at();
        for (const academy::Org* at = tree.find(org); at != nullptr; at = tree.parent_of(at->code))
          sums[at->code] += seconds;
      });
  return sums;
}

void check_sums_of(Examination& examination, base::Year year) {
  std::map<std::string, std::int64_t> by_person = add_up_people(examination, year);
  store::Extent extent{examination.extent.scope, year};
  for (const auto& [org, by_range] : store::fetch_sums_of_units(examination.database(), extent)) {
    examination.look_at();
    if (by_person[org] == by_range) continue;
    examination.report(fmt::format("{} {}：按人员逐级相加为 {} 秒，按机构区间相加为 {} 秒", org,
                                   year.value(), by_person[org], by_range));
  }
  const auto& orgs = examination.session.tree().orgs();
  if (!examination.is_whole || orgs.empty()) return;
  std::int64_t all = store::sum_of_records(examination.database(), year);
  std::int64_t root = by_person[orgs.front().code];
  if (all == root) return;
  examination.report(fmt::format("{} {}：按人员逐级相加为 {} 秒，全部学习记录相加为 {} 秒",
                                 orgs.front().code, year.value(), root, all));
}

void check_sums(Examination& examination) {
  for (base::Year year : examination.years()) check_sums_of(examination, year);
}

// Everybody of a year who has a place in the tree, with what the database added up.
template <typename OnPerson>
void for_each_person(Examination& examination, base::Year year, OnPerson on_person) {
  const academy::OrgTree& tree = examination.session.tree();
  const policy::Policy& policy = examination.session.policy(year);
  store::for_each_person_of_year(
      examination.database(), examination.extent.scope, hours::reach_of(policy),
      [&](const academy::Person& person, const hours::OnRecord& on_record) {
        if (tree.find(person.org) == nullptr) return;  // "org-tree" names the unit
        examination.look_at();
        on_person(person, item::learner_of(examination.session, policy, person, on_record.absences),
                  on_record);
      });
}

void check_account(Examination& examination, const std::string& whose, const policy::Policy& policy,
                   std::size_t index, const std::vector<hours::AccountLine>& lines) {
  const policy::Account& account = policy.accounts[index];
  const hours::AccountLine& line = lines[index];
  auto fault = [&](const std::string& what) {
    examination.report(fmt::format("{} 的“{}”：{}", whose, account.label, what));
  };
  if (line.effective < Hours()) fault(fmt::format("有效学时 {} 为负", show(line.effective)));
  if (line.total < line.effective) {
    fault(fmt::format("有效学时 {} 多于总学时 {}", show(line.effective), show(line.total)));
  }
  if (line.cap && *line.cap < line.effective) {
    fault(fmt::format("有效学时 {} 超过上限 {}", show(line.effective), show(*line.cap)));
  }
  if (account.of.empty()) return;
  Hours below;
  for (policy::AccountIndex child : account.of) below += lines[child].total;
  if (below != line.total)
    fault(fmt::format("总学时 {} 不是其下各项之和 {}", show(line.total), show(below)));
}

void check_frozen_hours(Examination& examination, const std::string& org, base::Year year,
                        const policy::Policy& policy) {
  store::BackboneReport report =
      store::fetch_backbone(examination.database(), examination.extent.scope, org, year);
  for (const yearend::BackboneLine& line : report.frozen) {
    examination.look_at();
    const auto& cap = policy.accounts.front().cap;
    bool is_sound = Hours() <= line.effective && line.effective <= line.total &&
                    line.longest <= line.total && (!cap || line.effective <= *cap);
    if (is_sound) continue;
    examination.report(fmt::format(
        "骨干人才 {} {} 的 {}：总学时 {}，有效学时 {}，最长一次 {} 不可能同时成立", org,
        year.value(), line.employee, show(line.total), show(line.effective), show(line.longest)));
  }
}

void check_caps(Examination& examination) {
  for (base::Year year : examination.years()) {
    const policy::Policy& policy = examination.session.policy(year);
    for_each_person(examination, year,
                    [&](const academy::Person& person, const hours::Learner& learner,
                        const hours::OnRecord& on_record) {
                      hours::Tally tally = hours::make_tally(policy, learner, on_record);
                      std::string whose = fmt::format("{} {}", person.employee, year.value());
                      for (std::size_t i = 0; i < policy.accounts.size(); ++i)
                        check_account(examination, whose, policy, i, tally.accounts);
                    });
  }
  for (const auto& [org, year] : store::fetch_finalised(
           examination.database(), examination.extent.scope, examination.extent.year)) {
    if (const policy::Policy* policy = examination.session.policies().find(year))
      check_frozen_hours(examination, org, year, *policy);
  }
}

// How the two differ; empty where they do not.
std::string difference(const policy::Policy& policy, const hours::Statement& statement,
                       const hours::Tally& tally) {
  for (std::size_t i = 0; i < policy.accounts.size(); ++i) {
    const hours::AccountLine &told = statement.accounts[i], &added = tally.accounts[i];
    if (told.total == added.total && told.effective == added.effective && told.met == added.met)
      continue;
    return fmt::format("“{}”逐条核算为 {}/{}，汇总为 {}/{}", policy.accounts[i].label,
                       show(told.total), show(told.effective), show(added.total),
                       show(added.effective));
  }
  if (statement.longest != tally.longest) {
    return fmt::format("最长一次培训逐条核算为 {}，汇总为 {}", show(statement.longest),
                       show(tally.longest));
  }
  if (statement.met != tally.met || statement.exempt != tally.exempt)
    return "是否达标，逐条核算与汇总不同";
  Hours counted;
  for (const hours::RecordLine& line : statement.lines) counted += line.counted;
  if (counted != statement.effective()) {
    return fmt::format("各条计入的学时共 {}，有效学时为 {}", show(counted),
                       show(statement.effective()));
  }
  return "";
}

void check_statements(Examination& examination) {
  for (base::Year year : examination.years()) {
    const policy::Policy& policy = examination.session.policy(year);
    store::RecordsOfYear records(examination.database(), examination.extent.scope,
                                 hours::reach_of(policy), "records_of_statements");
    for_each_person(
        examination, year,
        [&](const academy::Person& person, const hours::Learner& learner,
            const hours::OnRecord& on_record) {
          hours::Statement statement =
              hours::make_statement(policy, learner, records.take(person.employee));
          std::string what =
              difference(policy, statement, hours::make_tally(policy, learner, on_record));
          if (!what.empty())
            examination.report(fmt::format("{} {}：{}", person.employee, year.value(), what));
        });
  }
}

void check_posted(Examination& examination) {
  examination.probe("posted.missing", "培训班 {0} 的参会人员 {1}：已确认，却没有登记学时");
  examination.probe("posted.seconds", "{0}：登记 {1} 秒，应为 {2} 秒");
  examination.probe("posted.year", "{0}：登记为 {1}，应为 {2}");
  examination.probe("posted.stray", "培训班 {0} 给 {1} 登记了学时，却没有已确认的参会记录");
}

}  // namespace

const std::vector<Invariant>& hours_invariants() {
  static const std::vector<Invariant> kInvariants = {
      {"sums", "学时按人员、部门、研究所、院相加一致", check_sums},
      {"caps", "有效学时不多于总学时和每个上限，各项之和等于合计", check_caps},
      {"statements", "逐条核算（我的档案）与汇总核算的结果相同", check_statements},
      {"posted", "已实施培训班的每个已确认参会人员恰有一条登记的学时，别无其他", check_posted},
  };
  return kInvariants;
}

}  // namespace xueshi::upkeep
