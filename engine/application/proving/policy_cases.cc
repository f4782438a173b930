#include "proving/policy_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.h"
#include "base/text.h"
#include "policy/amount.h"
#include "yaml/reader.h"
#include "yearend/backbone.h"

namespace xueshi::proving {

namespace {

using base::Hours;
using yaml::Node;
using yaml::Reader;

constexpr const char* kPrefix = "policy-case";

std::optional<base::Year> read_year(Reader& reader, const Node& node) {
  auto year = node.is_scalar() ? base::parse_year(node.text) : std::nullopt;
  if (!year)
    reader.error(node.mark, "wrong-value", fmt::format("'{}' 不是年度，例如 2025", node.text));
  return year;
}

// The reporting year of each case, in the order of the file.
std::vector<std::optional<base::Year>> years_in(Reader& reader, const Node& root) {
  std::vector<std::optional<base::Year>> years;
  const Node* cases = root.is_map() ? root.find("cases") : nullptr;
  if (cases == nullptr) return years;
  const Node* general = root.find("year");
  std::optional<base::Year> of_all = general ? read_year(reader, *general) : std::nullopt;
  for (const Node& item : cases->items) {
    const Node* own = item.is_map() ? item.find("year") : nullptr;
    years.push_back(own != nullptr ? read_year(reader, *own) : of_all);
    if (own == nullptr && general == nullptr)
      reader.error(item.mark, "missing-key", "没有写明年度，请在文件开头写 year: 2025");
  }
  return years;
}

class CaseReader {
 public:
  CaseReader(const policy::Policy& policy, Reader& reader) : policy_(policy), reader_(reader) {}

  Case read(const Node& node) {
    Case one;
    one.mark = node.mark;
    if (!reader_.check_keys(node, {"name", "year", "person", "day", "records", "headcount",
                                   "requests", "plan", "expect"}))
      return one;
    one.name = reader_.required_text(node, "name");
    std::vector<hours::Absence> absences;
    academy::Person person;
    std::string institute, department;
    if (const Node* given = node.find("person"))
      read_person(*given, person, institute, department, absences);
    one.learner = hours::learner_of(policy_, person, institute, department, std::move(absences));
    if (const Node* day = node.find("day")) one.learner.day = read_day(*day);
    one.headcount = read_count(node, "headcount");
    one.requests = read_count(node, "requests");
    one.plan = read_plan(node);
    bool is_of_person = !one.headcount && !one.requests && one.plan.empty();
    const Node* records = is_of_person ? reader_.required(node, "records") : node.find("records");
    if (records != nullptr && is_list(*records)) {
      for (const Node& item : records->items) read_record(item, one.records);
    }
    if (const Node* expect = reader_.required(node, "expect"))
      read_expectation(*expect, one.expect);
    return one;
  }

 private:
  bool is_list(const Node& node) {
    if (node.is_sequence()) return true;
    reader_.error(node.mark, "wrong-kind", "此处应为列表");
    return false;
  }

  std::optional<std::int64_t> read_count(const Node& node, const char* key) {
    const Node* count = node.find(key);
    return count == nullptr ? std::nullopt : reader_.integer(*count);
  }

  std::string read_plan(const Node& node) {
    const Node* plan = node.find("plan");
    if (plan == nullptr) return "";
    std::vector<std::string> kinds;
    for (const auto& [kind, year] : policy_.plans.edit_year) kinds.push_back(kind);
    auto index = reader_.word(*plan, kinds);
    return index ? kinds[*index] : "";
  }

  std::optional<base::Date> read_day(const Node& node) {
    auto day = node.is_scalar() ? base::parse_date(node.text) : std::nullopt;
    if (!day) {
      reader_.error(node.mark, "wrong-value",
                    fmt::format("'{}' 不是日期，应写成 2025-03-01", node.text));
    }
    return day;
  }

  void read_person(const Node& node, academy::Person& person, std::string& institute,
                   std::string& department, std::vector<hours::Absence>& absences) {
    std::vector<std::string> known = {"rank", "post",      "hours_required", "hired",
                                      "left", "institute", "department",     "absent"};
    for (const policy::Fact& fact : policy_.facts) known.push_back(fact.name);
    if (!reader_.check_keys(node, known)) return;
    if (const Node* rank = node.find("rank"))
      person.division_level = reader_.word(*rank, {"staff", "division_level"}) == 1;
    if (const Node* post = node.find("post")) {
      if (auto index = reader_.word(*post, {"research", "management", "support"}))
        person.post = static_cast<academy::Post>(*index);
    }
    person.hours_required = reader_.optional_flag(node, "hours_required", true);
    if (const Node* hired = node.find("hired")) person.employment.hired = read_day(*hired);
    if (const Node* left = node.find("left")) person.employment.left = read_day(*left);
    institute = reader_.optional_text(node, "institute");
    department = reader_.optional_text(node, "department");
    if (const Node* absent = node.find("absent"); absent != nullptr && is_list(*absent)) {
      for (const Node& item : absent->items) read_absence(item, absences);
    }
    for (const policy::Fact& fact : policy_.facts) {
      if (const Node* given = node.find(fact.name)) read_fact(fact, *given, person);
    }
  }

  void read_fact(const policy::Fact& fact, const Node& node, academy::Person& person) {
    using Type = policy::Fact::Type;
    if (fact.type == Type::kYear) {
      if (read_year(reader_, node)) person.facts[fact.name] = node.text;
    } else if (fact.type == Type::kFlag) {
      static const std::vector<std::string> kWords = {"true", "false", "是", "否"};
      if (auto index = reader_.word(node, kWords))
        person.facts[fact.name] = *index % 2 == 0 ? "是" : "否";
    } else if (auto index = reader_.word(node, fact.choices)) {
      person.facts[fact.name] = fact.choices[*index];
    }
  }

  // [产假, 2025-02-01, 2025-06-30]
  void read_absence(const Node& node, std::vector<hours::Absence>& absences) {
    constexpr std::size_t kParts = 3;
    if (!node.is_sequence() || node.items.size() != kParts) {
      reader_.error(node.mark, "wrong-kind", "离岗应写成 [事由, 开始日期, 结束日期]");
      return;
    }
    auto from = read_day(node.items[1]), to = read_day(node.items[2]);
    if (from && to) absences.push_back({reader_.text(node.items[0]), *from, *to});
  }

  // [start, source, amount, 年度?, {成果编号: …, 作者排序: …}?]
  void read_record(const Node& node, std::vector<hours::LearningRecord>& records) {
    constexpr std::size_t kLeast = 3, kMost = 5;
    if (!node.is_sequence() || node.items.size() < kLeast || node.items.size() > kMost) {
      reader_.error(
          node.mark, "wrong-kind",
          "学习记录应写成 [开始日期, 来源, 学时]，其后可写年度和 {成果编号: …, 作者排序: …}");
      return;
    }
    hours::LearningRecord record;
    record.number = fmt::format("{:04}", records.size() + 1);
    auto start = read_day(node.items[0]);
    read_source(node.items[1], record);
    bool is_converted = policy_.find_source(record.source, record.category) != nullptr;
    record.length =
        read_hours(node.items[2],
                   is_converted ? std::nullopt : policy_.find_leaf(record.source, record.category));
    if (!start) return;
    record.start = {*start, 0, false};
    record.year = policy_.year_of(*start);
    for (std::size_t i = kLeast; i < node.items.size(); ++i) {
      const Node& item = node.items[i];
      if (item.is_map()) {
        read_work(item, record);
      } else if (auto year = read_year(reader_, item)) {
        record.year = *year;
      }
    }
    records.push_back(std::move(record));
  }

  // `roster:公需科目` is a class of that 培训类别.
  void read_source(const Node& node, hours::LearningRecord& record) {
    std::string text = reader_.text(node);
    std::size_t colon = text.find(':');
    record.source = text.substr(0, colon);
    if (colon != std::string::npos) record.category = text.substr(colon + 1);
    if (policy_.find_leaf(record.source, record.category) ||
        policy_.is_uncounted(record.source, record.category))
      return;
    std::vector<std::string> known = policy_.uncounted;
    for (const policy::Account& account : policy_.accounts)
      known.insert(known.end(), account.takes.begin(), account.takes.end());
    std::string advice = base::suggest(text, known);
    if (advice.empty()) advice = "，可以写：" + base::join(known, "、");
    reader_.error(node.mark, "unknown-source",
                  fmt::format("本年度的规定没有学时来源 '{}'{}", text, advice));
  }

  void read_work(const Node& node, hours::LearningRecord& record) {
    reader_.check_keys(node, {"成果编号", "作者排序"});
    record.work = reader_.optional_text(node, "成果编号");
    if (const Node* author = node.find("作者排序"))
      record.author = reader_.integer(*author).value_or(0);
  }

  // In hours, or in the unit of the tree of that account.
  Hours read_hours(const Node& node, std::optional<policy::AccountIndex> account = std::nullopt) {
    std::optional<Hours> hours;
    if (node.is_scalar()) {
      hours = account ? policy::parse_amount(policy_, *account, node.text)
                      : base::parse_hours(node.text);
    }
    if (!hours || *hours < Hours()) {
      std::string unit = account ? policy::unit_of(policy_, *account) : "";
      reader_.error(
          node.mark, "wrong-value",
          fmt::format("'{}' 不是{}，应写成 90、0.5 或 {}", node.text, unit.empty() ? "学时" : unit,
                      unit.empty() ? "3小时10分53秒" : "12.5" + unit));
    }
    return hours.value_or(Hours());
  }

  void read_expectation(const Node& node, Expectation& expect) {
    if (!reader_.check_keys(
            node, {"met", "open", "requirement", "exempt", "total", "longest", "effective",
                   "missing", "candidate", "quota", "reporting", "edited_in", "usual"}))
      return;
    read_others(node, expect);
    if (const Node* met = node.find("met")) expect.met = reader_.flag(*met);
    if (const Node* open = node.find("open")) expect.open = reader_.flag(*open);
    if (const Node* id = node.find("requirement")) expect.requirement = read_requirement(*id);
    if (const Node* id = node.find("exempt")) expect.exempt = read_exemption(*id);
    if (const Node* total = node.find("total")) expect.total = read_hours(*total, 0);
    if (const Node* longest = node.find("longest")) expect.longest = read_hours(*longest);
    if (const Node* all = node.find("effective")) read_accounts(*all, expect.effective);
    if (const Node* all = node.find("missing")) read_accounts(*all, expect.missing);
  }

  void read_others(const Node& node, Expectation& expect) {
    if (const Node* one = node.find("candidate")) expect.candidate = reader_.flag(*one);
    if (const Node* one = node.find("reporting")) expect.reporting = reader_.flag(*one);
    if (const Node* one = node.find("usual")) expect.usual = reader_.flag(*one);
    expect.quota = read_count(node, "quota");
    if (auto year = read_count(node, "edited_in")) expect.edited_in = static_cast<int>(*year);
  }

  std::optional<std::string> read_requirement(const Node& node) {
    std::vector<std::string> ids;
    for (const policy::Requirement& requirement : policy_.requirements)
      ids.push_back(requirement.id);
    auto index = reader_.word(node, ids);
    return index ? std::optional(ids[*index]) : std::nullopt;
  }

  std::optional<std::string> read_exemption(const Node& node) {
    if (node.is_scalar() && node.text == "false") return "";
    std::vector<std::string> ids;
    for (const policy::Exemption& exemption : policy_.exempt) ids.push_back(exemption.id);
    ids.emplace_back("false");
    auto index = reader_.word(node, ids);
    return index ? std::optional(ids[*index]) : std::nullopt;
  }

  void read_accounts(const Node& node, std::map<policy::AccountIndex, Hours>& hours) {
    if (!reader_.check_map(node)) return;
    for (const Node::Entry& entry : node.entries) {
      if (auto account = policy_.find_account(entry.key)) {
        hours[*account] = read_hours(entry.value, account);
        continue;
      }
      std::vector<std::string> ids;
      for (const policy::Account& account : policy_.accounts) ids.push_back(account.id);
      std::string advice = base::suggest(entry.key, ids);
      if (advice.empty()) advice = "，可用的账户：" + base::join(ids, "、");
      reader_.error(entry.key_mark, "unknown-account",
                    fmt::format("账户 '{}' 不存在{}", entry.key, advice));
    }
  }

  const policy::Policy& policy_;
  Reader& reader_;
};

std::string yes_or_no(bool value) { return value ? "是" : "否"; }

}  // namespace

std::vector<base::Year> years_of_cases(const yaml::Document& document, base::Findings& findings) {
  Reader reader(document, kPrefix, findings);
  const Node& root = document.root();
  if (reader.check_keys(root, {"year", "cases"})) {
    const Node* cases = reader.required(root, "cases");
    if (cases != nullptr && !cases->is_sequence())
      reader.error(cases->mark, "wrong-kind", "cases 应为列表，每项以 '- ' 开头");
  }
  std::set<base::Year> years;
  for (const auto& year : years_in(reader, root)) {
    if (year) years.insert(*year);
  }
  return {years.begin(), years.end()};
}

std::vector<Case> read_cases(const policy::Policy& policy, const yaml::Document& document,
                             base::Findings& findings) {
  base::Findings said;  // years_of_cases() says what is wrong with years
  Reader quiet(document, kPrefix, said);
  std::vector<std::optional<base::Year>> years = years_in(quiet, document.root());
  Reader reader(document, kPrefix, findings);
  std::vector<Case> cases;
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (years[i] == policy.year)
      cases.push_back(CaseReader(policy, reader).read(document.root().find("cases")->items[i]));
  }
  return cases;
}

namespace {

// The figures of the rules that are about plans and backbone people.
void judge_others(const policy::Policy& policy, const Case& one, const hours::Statement& statement,
                  CaseResult& result) {
  hours::Tally tally;
  tally.accounts = statement.accounts;
  tally.longest = statement.longest;
  result.candidate = policy.has_backbone && yearend::is_candidate(policy.backbone, tally);
  if (policy.has_backbone) {
    base::Date day = one.learner.day.value_or(policy.last_day(policy.year));
    policy::Window window = policy.window();
    result.reporting = window.from <= day && day <= window.to;
    if (one.headcount && *one.headcount > 0)
      result.quota = yearend::make_quota(policy.backbone, *one.headcount).required;
  }
  if (!one.plan.empty())
    result.edited_in = policy.year.value() + policy.plans.edit_year.at(one.plan);
  if (one.requests) {
    std::int64_t usual = policy.plans.funding_requests;
    result.usual = usual == 0 || *one.requests <= usual;
  }
}

}  // namespace

CaseResult judge_case(const policy::Policy& policy, const Case& one) {
  hours::Statement statement = hours::make_statement(policy, one.learner, one.records);
  CaseResult result;
  result.met = statement.met;
  result.open = statement.open;
  result.requirement = statement.requirement;
  result.exempt = statement.exempt.value_or("");
  result.total = statement.effective();
  result.longest = statement.longest;
  for (std::size_t i = 0; i < policy.accounts.size(); ++i)
    result.effective[i] = statement.accounts[i].effective;
  result.missing = statement.missing;
  judge_others(policy, one, statement, result);
  return result;
}

std::vector<std::string> compare(const policy::Policy& policy, const Case& one,
                                 const CaseResult& result) {
  std::vector<std::string> differences;
  auto say = [&](const std::string& what, const std::string& got, const std::string& expected) {
    if (got != expected)
      differences.push_back(fmt::format("{}：应为 {}，实为 {}", what, expected, got));
  };
  auto named = [](const std::string& id) { return id.empty() ? std::string("无") : id; };
  const Expectation& expect = one.expect;
  if (expect.met) say("达标 met", yes_or_no(result.met), yes_or_no(*expect.met));
  if (expect.open) say("未到期 open", yes_or_no(result.open), yes_or_no(*expect.open));
  if (expect.requirement) say("要求 requirement", result.requirement, *expect.requirement);
  if (expect.exempt) say("不纳入考核 exempt", named(result.exempt), named(*expect.exempt));
  auto flag = [&](const char* what, const std::optional<bool>& expected, bool got) {
    if (expected) say(what, yes_or_no(got), yes_or_no(*expected));
  };
  auto count = [&](const char* what, const auto& expected, const auto& got) {
    if (expected) say(what, got ? std::to_string(*got) : "无", std::to_string(*expected));
  };
  flag("骨干人才 candidate", expect.candidate, result.candidate);
  flag("在上报时间内 reporting", expect.reporting, result.reporting);
  flag("经费申请不超过常数 usual", expect.usual, result.usual);
  count("骨干人才应有人数 quota", expect.quota, result.quota);
  count("编辑计划的年度 edited_in", expect.edited_in, result.edited_in);
  auto exact = [&](const std::string& what, policy::AccountIndex account, Hours got,
                   Hours expected) {
    say(what, render_amount(policy, account, got), render_amount(policy, account, expected));
  };
  if (expect.total) exact("有效学时 total", 0, result.total, *expect.total);
  if (expect.longest) {
    say("最长一次培训 longest", base::render_exact(result.longest),
        base::render_exact(*expect.longest));
  }
  for (const auto& [account, hours] : expect.effective) {
    exact("有效学时 effective." + policy.accounts[account].id, account,
          result.effective.at(account), hours);
  }
  for (const auto& [account, hours] : expect.missing) {
    auto missing = result.missing.find(account);
    exact("还差 missing." + policy.accounts[account].id, account,
          missing == result.missing.end() ? Hours() : missing->second, hours);
  }
  return differences;
}

}  // namespace xueshi::proving
