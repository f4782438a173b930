// tests/rules/*.yaml: what the yearly rules say about single people, as policy people write it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "rules_support.h"
#include "yaml/reader.h"

namespace xueshi::hours {
namespace {

namespace fs = std::filesystem;
using base::Hours;
using yaml::Node;
using yaml::Reader;

struct RulesCase {
  std::string name;
  yaml::Mark mark;
  academy::Person person;
  std::vector<LearningRecord> records;
  const Node* expect = nullptr;
};

// Reads a file of cases; a mistake in it is a finding with its line.
class CaseReader {
 public:
  CaseReader(const yaml::Document& document, base::Findings& findings)
      : reader_(document, "rules-case", findings) {}

  Reader& reader() { return reader_; }

  std::optional<base::Year> read_year(const Node& root) {
    reader_.check_keys(root, {"year", "cases"});
    const Node* node = reader_.required(root, "year");
    auto year = node != nullptr ? base::parse_year(node->text) : std::nullopt;
    if (node != nullptr && !year) reader_.error(node->mark, "wrong-value", "不是年度");
    return year;
  }

  RulesCase read_case(const Node& node) {
    RulesCase one;
    one.mark = node.mark;
    if (!reader_.check_keys(node, {"name", "person", "hours", "expect"})) return one;
    one.name = reader_.required_text(node, "name");
    if (const Node* person = node.find("person")) one.person = read_person(*person);
    if (const Node* hours = reader_.required(node, "hours")) one.records = read_records(*hours);
    one.expect = reader_.required(node, "expect");
    if (one.expect != nullptr) {
      reader_.check_keys(*one.expect, {"met", "total", "effective", "longest", "requirement",
                                       "exempt", "missing", "accounts"});
    }
    return one;
  }

  Hours read_hours(const Node& node) {
    auto hours = base::parse_hours(node.text);
    if (!hours) reader_.error(node.mark, "wrong-value", fmt::format("'{}' 不是学时", node.text));
    return hours.value_or(Hours());
  }

 private:
  academy::Person read_person(const Node& node) {
    academy::Person person;
    reader_.check_keys(node, {"rank", "post", "hours_required", "hired", "left"});
    if (const Node* rank = node.find("rank"))
      person.division_level = reader_.word(*rank, {"staff", "division_level"}) == 1;
    if (const Node* post = node.find("post")) {
      auto index = reader_.word(*post, {"research", "management", "support"});
      person.post = static_cast<academy::Post>(index.value_or(0));
    }
    person.hours_required = reader_.optional_flag(node, "hours_required", true);
    person.employment.hired = read_date(node, "hired");
    person.employment.left = read_date(node, "left");
    return person;
  }

  std::optional<base::Date> read_date(const Node& map, const char* key) {
    const Node* node = map.find(key);
    if (node == nullptr) return std::nullopt;
    auto date = base::parse_date(node->text);
    if (!date) reader_.error(node->mark, "wrong-value", fmt::format("'{}' 不是日期", node->text));
    return date;
  }

  std::vector<LearningRecord> read_records(const Node& node) {
    std::vector<LearningRecord> records;
    if (!reader_.check_map(node)) return records;
    for (const Node::Entry& entry : node.entries) {
      std::vector<Node> one = {entry.value};
      for (const Node& item : entry.value.is_sequence() ? entry.value.items : one) {
        LearningRecord record;
        record.number = fmt::format("{:04}", records.size());
        record.source = entry.key;
        record.length = read_hours(item);
        records.push_back(std::move(record));
      }
    }
    return records;
  }

  Reader reader_;
};

// Compares what stands under `expect`, and the tally with the statement.
class Check {
 public:
  Check(const policy::Policy& policy, CaseReader& cases, const RulesCase& one)
      : policy_(policy),
        cases_(cases),
        expect_(*one.expect),
        statement_(make_statement(policy, test::facts(one.person), one.records)),
        tally_(make_tally(policy, test::facts(one.person), test::sums_of(one.records))) {}

  void run() {
    EXPECT_EQ(tally_.met, statement_.met);
    EXPECT_EQ(tally_.effective(), statement_.effective());
    EXPECT_EQ(tally_.longest, statement_.longest);
    if (const Node* met = expect_.find("met")) {
      EXPECT_EQ(statement_.met, cases_.reader().flag(*met));
    }
    hours("total", statement_.total());
    hours("effective", statement_.effective());
    hours("longest", statement_.longest);
    text("requirement", statement_.requirement);
    text("exempt", statement_.exempt.value_or("none"));
    accounts("accounts", [](const AccountLine& line) { return line.effective; });
    accounts("missing", [](const AccountLine& line) { return line.missing(); });
  }

 private:
  void hours(const char* key, Hours actual) {
    const Node* node = expect_.find(key);
    if (node == nullptr) return;
    EXPECT_EQ(base::render_exact(actual), base::render_exact(cases_.read_hours(*node))) << key;
  }

  void text(const char* key, const std::string& actual) {
    const Node* node = expect_.find(key);
    if (node == nullptr) return;
    EXPECT_EQ(actual, cases_.reader().text(*node)) << key;
  }

  template <typename Of>
  void accounts(const char* key, Of of) {
    const Node* node = expect_.find(key);
    if (node == nullptr || !cases_.reader().check_map(*node)) return;
    for (const Node::Entry& entry : node->entries) {
      auto account = policy_.find_account(entry.key);
      if (!account) {
        cases_.reader().error(entry.key_mark, "unknown-account", "没有这个账户");
        continue;
      }
      EXPECT_EQ(base::render_exact(of(statement_.accounts[*account])),
                base::render_exact(cases_.read_hours(entry.value)))
          << key << " " << entry.key;
    }
  }

  const policy::Policy& policy_;
  CaseReader& cases_;
  const Node& expect_;
  Statement statement_;
  Tally tally_;
};

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Returns how many cases there were.
std::size_t run_file(const fs::path& path, base::Findings& findings) {
  std::string name = "tests/rules/" + path.filename().string();
  auto document = yaml::Document::parse(name, read_file(path), findings);
  if (!document) return 0;
  CaseReader cases(*document, findings);
  auto year = cases.read_year(document->root());
  const Node* list = cases.reader().required(document->root(), "cases");
  if (!year || list == nullptr || !list->is_sequence()) return 0;
  policy::Policy policy = test::load_policy(year->value());
  std::set<std::string> names;
  for (const Node& node : list->items) {
    RulesCase one = cases.read_case(node);
    SCOPED_TRACE(fmt::format("{}:{}: {}", name, one.mark.line, one.name));
    EXPECT_TRUE(names.insert(one.name).second) << "two cases of one name";
    if (one.expect != nullptr && findings.ok()) Check(policy, cases, one).run();
  }
  return list->items.size();
}

TEST(RulesCases, HoldUnderTheRealRules) {
  std::size_t files = 0;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(XUESHI_SOURCE_DIR "/tests/rules")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    base::Findings findings;
    EXPECT_GT(run_file(entry.path(), findings), 0u) << entry.path();
    for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  }
  EXPECT_GE(files, 4u);
}

// Every rules file has cases in a year to which it applies.
TEST(RulesCases, EveryRulesFileHasSome) {
  std::set<int> asked;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(XUESHI_SOURCE_DIR "/tests/rules")) {
    if (entry.path().extension() != ".yaml") continue;
    base::Findings findings;
    auto document = yaml::Document::parse("cases", read_file(entry.path()), findings);
    asked.insert(test::load_policy(std::stoi(document->root().find("year")->text)).since.value());
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(XUESHI_SOURCE_DIR "/rules")) {
    if (entry.path().extension() != ".yaml") continue;
    EXPECT_EQ(asked.count(std::stoi(entry.path().stem().string())), 1u) << entry.path();
  }
}

}  // namespace
}  // namespace xueshi::hours
