// Rules for tests: a policy of a few lines for every year from 2016 on, and columns that others
// ask for; today is 2017-12-01.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../workflow/workflow_support.h"
#include "intake/read.h"

namespace xueshi::intake::test {

inline policy::Policy make_policy(base::Year year) {
  policy::Policy policy;
  policy.year = year;
  auto add = [&](std::string id, std::vector<std::string> takes) {
    policy::Account account;
    account.id = std::move(id);
    account.takes = std::move(takes);
    if (!policy.accounts.empty()) account.parent = 0;
    policy.accounts.push_back(std::move(account));
  };
  add("total", {});
  add("class", {"roster"});
  add("training", {"线下培训", "在职自学", "公派留学"});
  add("online", {"网络学时", "在线学习"});
  policy.plans.excellence = {"否", "是"};
  policy.plans.excellent_class = {"是"};
  policy.plans.categories = {"专项技术短期培训班", "学术会议", "其他培训"};
  policy.plans.technical_support = {"专项技术短期培训班"};
  policy.delivered = {"在线学习"};
  if (year == base::Year(2016)) policy.classes.required = {"具体地点", "培训对象", "培训目的"};
  return policy;
}

inline Rules make_rules() {
  using namespace std::chrono_literals;
  auto policies = std::make_shared<std::map<base::Year, policy::Policy>>();
  auto policy_of = [policies](base::Year year) -> const policy::Policy* {
    if (year < base::Year(2016)) return nullptr;
    return &policies->try_emplace(year, make_policy(year)).first->second;
  };
  policy::FurtherColumns columns;
  columns.facts = {{"注册年度", policy::Fact::Type::kYear, {}},
                   {"双注册", policy::Fact::Type::kFlag, {}},
                   {"技术等级", policy::Fact::Type::kChoice, {"初级", "中级", "高级"}},
                   {"等次", policy::Fact::Type::kChoice, {"甲", "乙"}},
                   {"等次", policy::Fact::Type::kYear, {}}};
  columns.reasons = {"产假"};
  columns.works = columns.authors = true;
  auto graph = std::make_shared<const workflow::Definition>(xueshi::test::shipped("plan"));
  return {policy_of,
          2017y / 12 / 1,
          {},
          std::make_shared<const Further>(columns),
          [graph]() -> const workflow::Definition& { return *graph; }};
}

}  // namespace xueshi::intake::test
