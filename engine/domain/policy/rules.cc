#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.h"
#include "base/text.h"
#include "condition/parse.h"
#include "policy/advice.h"
#include "policy/key_names.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using condition::Condition;
using yaml::Node;

condition::Words words_of(const Policy& policy) {
  return {{{"reporting_year", policy.year.value()}, {"previous_year", policy.year.value() - 1}},
          policy.year_begins};
}

Condition read_when(Parsing& parsing, const Node& item) {
  const Node* when = item.find("when");
  if (when == nullptr) return {};
  return condition::parse_condition(parsing.reader, *when, *parsing.policy.people,
                                    words_of(parsing.policy));
}

// The id of a list item; "policy.duplicate-id" for one used twice.
std::string read_id(Parsing& parsing, const Node& item, std::set<std::string>& seen) {
  std::string id = parsing.reader.required_text(item, "id");
  if (!id.empty() && !seen.insert(id).second) {
    parsing.reader.error(item.mark, "duplicate-id",
                         fmt::format("id '{}' 重复，每项要有自己的 id，请另取一个", id));
  }
  return id;
}

Threshold read_threshold(Parsing& parsing, const Node& parent, std::string_view key) {
  Threshold threshold;
  const Node* node = parsing.reader.required(parent, key);
  if (node == nullptr || !node->is_map()) return threshold;
  const Node* at_least = node->find("at_least");
  const Node* over = node->find("over");
  if ((at_least == nullptr) == (over == nullptr)) {
    std::vector<yaml::Mark> marks;
    for (const Node::Entry& entry : node->entries) marks.push_back(entry.key_mark);
    parsing.reader.error(parsing.cause(node->mark, "", marks), "threshold",
                         fmt::format("'{}' 应写 at_least（达到）或 over（超过），二者取一", key));
    return threshold;
  }
  threshold.strictly_over = over != nullptr;
  threshold.hours =
      read_hours(parsing, over != nullptr ? *over : *at_least).value_or(base::Hours());
  return threshold;
}

base::MonthDay read_day(Parsing& parsing, const Node& window, std::string_view key) {
  const Node* node = parsing.reader.required(window, key);
  if (node == nullptr) return {};
  auto day = node->is_scalar() ? base::parse_month_day(node->text) : std::nullopt;
  if (!day) {
    parsing.reader.error(node->mark, "wrong-day",
                         fmt::format("'{}' 不是日期，{}", node->text, advice_on_day(node->text)));
  }
  return day.value_or(base::MonthDay{});
}

std::vector<std::string> read_words(Parsing& parsing, const Node& parent, std::string_view key) {
  const Node* node = parsing.reader.required(parent, key);
  if (node == nullptr) return {};
  std::vector<std::string> words = parsing.reader.texts(*node);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!seen.insert(words[i]).second) {
      parsing.reader.error(node->items[i].mark, "duplicate-word",
                           fmt::format("'{}' 重复，请只保留一个", words[i]));
    }
  }
  return words;
}

void read_quota(Parsing& parsing, const Node& node) {
  constexpr std::int64_t kWhole = 10'000;
  if (const Node* quota = parsing.reader.required(node, "quota_percent")) {
    auto value = parsing.reader.decimal(*quota, 2);
    if (value && (*value <= 0 || *value > kWhole)) {
      parsing.reader.error(
          quota->mark, "wrong-quota",
          fmt::format("'{}' 不是骨干人才的比例，应大于 0、不超过 100", quota->text));
    }
    parsing.policy.backbone.quota_hundredths = value.value_or(0);
  }
  if (const Node* rounding = parsing.reader.required(node, "quota_rounding")) {
    auto index = parsing.reader.word(*rounding, {"half_up", "up", "down"}, said_roundings());
    parsing.policy.backbone.quota_rounding = static_cast<Rounding>(index.value_or(0));
  }
}

}  // namespace

std::optional<base::Hours> read_hours(Parsing& parsing, const Node& node) {
  auto hours = node.is_scalar() ? base::parse_hours(node.text) : std::nullopt;
  if (!hours) {
    parsing.reader.error(node.mark, "wrong-hours",
                         fmt::format("'{}' 不是学时，{}", node.text, advice_on_hours(node.text)));
    return std::nullopt;
  }
  if (*hours < base::Hours() || *hours > base::Hours::of_hours(kMostHours)) {
    parsing.reader.error(
        node.mark, "wrong-hours",
        fmt::format("'{}' 应在 0 到 {} 学时（一年的小时数）之间", node.text, kMostHours));
    return std::nullopt;
  }
  return hours;
}

void parse_requirements(Parsing& parsing, const Node& node) {
  if (!node.is_sequence()) return;
  std::set<std::string> seen;
  for (const Node& item : node.items) {
    if (!item.is_map()) continue;
    std::string id = read_id(parsing, item, seen);
    Condition when = read_when(parsing, item);
    Requirement requirement{id, when, read_needs(parsing, item), std::nullopt};
    if (const Node* prorate = item.find("prorate"))
      requirement.prorate = read_proration(parsing, *prorate);
    parsing.policy.requirements.push_back(std::move(requirement));
  }
  if (node.items.empty())
    parsing.reader.error(parsing.cause(node.mark), "requirement-gap",
                         "至少要有一条要求，例如 - {id: everyone, need: {账户: 100}}");
}

namespace {

void add_exemption(Parsing& parsing, const Node& node, const std::string& id) {
  parsing.reader.required(node, "when");
  std::string label = parsing.reader.optional_text(node, "label");
  parsing.policy.exempt.push_back({id, label, read_when(parsing, node)});
}

}  // namespace

void parse_exemptions(Parsing& parsing, const Node& node) {
  if (node.is_map()) {
    for (const Node::Entry& entry : node.entries) {
      if (entry.value.is_map()) add_exemption(parsing, entry.value, entry.key);
    }
    return;
  }
  std::set<std::string> seen;
  for (const Node& item : node.items) {
    if (item.is_map()) add_exemption(parsing, item, read_id(parsing, item, seen));
  }
}

void parse_backbone(Parsing& parsing, const Node& node) {
  if (!node.is_map()) return;
  BackboneRules& rules = parsing.policy.backbone;
  read_quota(parsing, node);
  rules.total_hours = read_threshold(parsing, node, "total_hours");
  const Node* total = node.find("total_hours");
  const Node* basis =
      total != nullptr && total->is_map() ? parsing.reader.required(*total, "basis") : nullptr;
  if (basis != nullptr) {
    rules.total_basis = static_cast<Basis>(
        parsing.reader.word(*basis, {"total", "effective"}, said_bases()).value_or(0));
  }
  rules.single_training = read_threshold(parsing, node, "single_training");
  if (const Node* window = parsing.reader.required(node, "window");
      window != nullptr && window->is_map()) {
    rules.window_from = read_day(parsing, *window, "from");
    rules.window_to = read_day(parsing, *window, "to");
  }
}

void parse_summary(Parsing& parsing, const Node& node) {
  if (!node.is_map()) return;
  if (const Node* over = parsing.reader.required(node, "average_over")) {
    parsing.policy.summary.average_over_everyone =
        parsing.reader.word(*over, {"everyone", "required"}, said_averages()) != 1;
  }
  const Node* labels = parsing.reader.required(node, "labels");
  if (labels == nullptr || !labels->is_map()) return;
  for (const char* key : {"met", "required"}) {
    parsing.policy.summary.labels[key] = parsing.reader.required_text(*labels, key);
  }
}

namespace {

// What an approved plan may be called, and how many funding requests are usual; a policy may do
// without.
void parse_support(Parsing& parsing, const Node& node) {
  PlanRules& plans = parsing.policy.plans;
  if (const Node* support = node.find("support"); support != nullptr && support->is_map()) {
    for (const char* kind : {"excellent", "funded", "plain"}) {
      plans.support[kind] = parsing.reader.required_text(*support, kind);
    }
  }
  if (const Node* most = node.find("funding_requests")) {
    plans.funding_requests = parsing.reader.integer(*most).value_or(0);
    if (plans.funding_requests < 0)
      parsing.reader.error(most->mark, "wrong-value", "'funding_requests' 不能小于 0");
  }
}

}  // namespace

void parse_plans(Parsing& parsing, const Node& node) {
  if (!node.is_map()) return;
  PlanRules& plans = parsing.policy.plans;
  if (const Node* years = parsing.reader.required(node, "edit_year");
      years != nullptr && years->is_map()) {
    for (const char* kind : {"annual", "added"}) {
      const Node* year = parsing.reader.required(*years, kind);
      if (year != nullptr)
        plans.edit_year[kind] = static_cast<int>(parsing.reader.integer(*year).value_or(0));
    }
  }
  if (const Node* changes = parsing.reader.required(node, "approve_changes");
      changes && changes->is_sequence()) {
    static const std::vector<std::string> kKnown = {"quarter_moved", "headcount_up", "days_up",
                                                    "budget_up"};
    for (const Node& item : changes->items) {
      if (auto index = parsing.reader.word(item, kKnown, said_changes()))
        plans.approve_changes.push_back(kKnown[*index]);
    }
  }
  plans.excellence = read_words(parsing, node, "excellence");
  plans.excellent_class = read_words(parsing, node, "excellent_class");
  plans.categories = read_words(parsing, node, "categories");
  if (node.find("technical_support") != nullptr)
    plans.technical_support = read_words(parsing, node, "technical_support");
  parse_support(parsing, node);
  if (plans.excellence.empty()) return;
  for (const std::string& word : plans.excellent_class) {
    if (std::find(plans.excellence.begin(), plans.excellence.end(), word) ==
        plans.excellence.end()) {
      parsing.reader.error(
          parsing.cause(node.find("excellent_class")->mark, "", {node.find("excellence")->mark}),
          "unknown-word",
          fmt::format("excellent_class 中的 '{}' 不在 excellence 中，可以写：{}", word,
                      base::join(plans.excellence, "、")));
    }
  }
}

const std::vector<std::string>& class_headings() {
  static const std::vector<std::string> kHeadings = {
      "具体地点",     "培训对象",         "培训目的",     "培训内容",    "联系人",
      "联系电话",     "科研岗人数",       "管理岗人数",   "支撑岗人数",  "院外参训人数",
      "列支渠道",     "培训地点",         "是否分院展示", "适用岗位",    "培训关键词",
      "备注",         "培训方式",         "主办单位",     "联系人Email", "培训公开范围",
      "是否允许报名", "报名是否需要审批", "报名开始时间", "报名结束时间"};
  return kHeadings;
}

void parse_classes(Parsing& parsing, const Node& node) {
  if (!node.is_map() || node.find("required") == nullptr) return;
  ClassRules& classes = parsing.policy.classes;
  classes.required = read_words(parsing, node, "required");
  const Node& list = *node.find("required");
  for (std::size_t i = 0; i < classes.required.size(); ++i) {
    const std::string& heading = classes.required[i];
    if (base::contains(class_headings(), heading)) continue;
    std::string advice = base::suggest(heading, class_headings());
    if (advice.empty()) advice = "，可以写：" + base::join(class_headings(), "、");
    const yaml::Mark& mark = i < list.items.size() ? list.items[i].mark : list.mark;
    parsing.reader.error(mark, "unknown-word",
                         fmt::format("'{}' 不是培训班的栏目{}", heading, advice));
  }
}

}  // namespace xueshi::policy
