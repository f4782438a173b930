// Answers the random cases of tests/reference/generate.py with the engine: one JSON case a line on
// stdin, one answer a line on stdout. Every case is worked out twice, as statement and as tally;
// where they differ it says so and ends.
#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "hours/statement.h"

namespace {

using nlohmann::json;
using xueshi::base::Hours;
using namespace xueshi;

// The accounts with the root first and parents before children, as policy::resolve makes them.
policy::Policy make_policy(const json& test) {
  std::map<std::string, json> by_id;
  std::map<std::string, bool> has_parent;
  for (const json& account : test["accounts"]) {
    by_id[account["id"]] = account;
    for (const json& child : account.value("of", json::array())) has_parent[child] = true;
  }
  policy::Policy policy;
  auto place = [&](auto& self, const std::string& id,
                   std::optional<std::size_t> parent) -> std::size_t {
    const json& given = by_id.at(id);
    std::size_t at = policy.accounts.size();
    policy::Account account;
    account.id = id;
    account.parent = parent;
    account.takes = given.value("takes", std::vector<std::string>());
    account.single_training = given.value("single_training", false);
    if (!given["cap_seconds"].is_null()) account.cap = Hours::of_seconds(given["cap_seconds"]);
    policy.accounts.push_back(account);
    std::vector<std::size_t> children;
    for (const json& child : given.value("of", json::array()))
      children.push_back(self(self, child, at));
    policy.accounts[at].of = children;
    return at;
  };
  for (const auto& [id, account] : by_id) {
    if (!has_parent[id]) place(place, id, std::nullopt);
  }
  for (std::size_t i = policy.accounts.size(); i-- > 0;) policy.order.push_back(i);
  policy::Requirement requirement;
  policy::NeedBlock& block = requirement.blocks.emplace_back();
  for (const auto& [id, seconds] : test["needs"].items())
    block.need.push_back({*policy.find_account(id), Hours::of_seconds(seconds)});
  policy.requirements.push_back(requirement);
  return policy;
}

std::vector<hours::LearningRecord> make_records(const json& test) {
  std::vector<hours::LearningRecord> records;
  for (const json& given : test["records"]) {
    hours::LearningRecord record;
    record.number = given["id"];
    record.source = given["source"];
    record.start = *base::parse_local_time(given["start"].get<std::string>());
    record.length = Hours::of_seconds(given["seconds"]);
    if (given.contains("status"))
      record.status = *hours::parse_review_label(given["status"].get<std::string>());
    records.push_back(record);
  }
  return records;
}

hours::OnRecord sums_of(const std::vector<hours::LearningRecord>& records) {
  std::map<std::string, hours::SourceSum> sums;
  for (const hours::LearningRecord& record : records) {
    if (!record.counts()) continue;
    hours::SourceSum& sum = sums[record.source];
    sum.source = record.source;
    sum.sum += record.length;
    sum.longest = std::max(sum.longest, record.length);
  }
  std::vector<hours::SourceSum> list;
  for (const auto& [source, sum] : sums) list.push_back(sum);
  return {list, {}, {}, false};
}

bool agree(const hours::Statement& statement, const hours::Tally& tally) {
  bool same = statement.met == tally.met && statement.longest == tally.longest;
  for (std::size_t i = 0; i < tally.accounts.size(); ++i) {
    same = same && statement.accounts[i].total == tally.accounts[i].total &&
           statement.accounts[i].effective == tally.accounts[i].effective &&
           statement.accounts[i].met == tally.accounts[i].met;
  }
  return same;
}

json answer(const policy::Policy& policy, const hours::Statement& statement) {
  json accounts = json::object(), records = json::array();
  for (std::size_t i = 0; i < policy.accounts.size(); ++i) {
    const hours::AccountLine& line = statement.accounts[i];
    accounts[policy.accounts[i].id] = {
        {"total_seconds", line.total.seconds()},
        {"effective_seconds", line.effective.seconds()},
        {"need_seconds", line.need ? json(line.need->seconds()) : json(nullptr)},
        {"met", line.need ? json(line.met) : json(nullptr)}};
  }
  for (std::size_t i = 0; i < statement.records.size(); ++i) {
    const hours::RecordLine& line = statement.lines[i];
    records.push_back(
        {{"id", statement.records[i].number},
         {"account", policy.accounts[*line.account].id},
         {"counted_seconds", line.counted.seconds()},
         {"blocked_by", line.cut_by ? json(policy.accounts[*line.cut_by].id) : json(nullptr)}});
  }
  return {{"accounts", accounts},
          {"records", records},
          {"longest_seconds", statement.longest.seconds()},
          {"met", statement.met}};
}

}  // namespace

int main() {
  const hours::Learner kAnybody;
  for (std::string line; std::getline(std::cin, line);) {
    json test = json::parse(line);
    policy::Policy policy = make_policy(test);
    std::vector<hours::LearningRecord> records = make_records(test);
    hours::Tally tally = hours::make_tally(policy, kAnybody, sums_of(records));
    hours::Statement statement = hours::make_statement(policy, kAnybody, records);
    if (!agree(statement, tally)) {
      std::cout << "\"tally and statement differ\"\n";
      continue;
    }
    std::cout << answer(policy, statement).dump() << '\n';
  }
}
