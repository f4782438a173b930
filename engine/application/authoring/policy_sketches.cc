#include "authoring/policy_sketches.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "condition/vocabulary.h"
#include "yaml/node.h"
#include "yearend/backbone.h"

namespace xueshi::authoring {

namespace {

using base::Hours;
using policy::AccountIndex;
using policy::Policy;

constexpr Hours kSecond = Hours::of_seconds(1);

base::Date days_after(base::Date day, int days) {
  return base::Date(std::chrono::sys_days(day) + std::chrono::days(days));
}

Hours scaled(Hours hours, std::int64_t numerator, std::int64_t denominator) {
  return Hours::of_seconds((hours.seconds() * numerator + denominator - 1) / denominator);
}

// --- people ---

using Written = std::vector<std::pair<std::string, std::string>>;

std::string written(const condition::FactDeclaration& fact, const condition::Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const std::string* text = std::get_if<std::string>(&value)) return *text;
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return "";
  bool is_day = fact.type == condition::FactType::kDate;
  return is_day ? base::render(condition::day_of(*number)) : std::to_string(*number);
}

// What a case need not say, since it is so of everybody.
bool goes_without_saying(const std::string& key, const std::string& value) {
  return (key == "rank" && value == "staff") || (key == "hours_required" && value == "true");
}

Written person_with(const Policy& policy, const condition::Facts& facts) {
  Written person;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const condition::FactDeclaration& fact = policy.people->facts[i];
    std::string value = written(fact, facts[i]);
    if (!value.empty() && !goes_without_saying(fact.name, value))
      person.emplace_back(fact.name, value);
  }
  return person;
}

// Somebody whom the requirement fits, and who is not exempt where there is such a person.
std::optional<condition::Facts> somebody_of(const Policy& policy, std::size_t requirement) {
  std::vector<condition::Condition> others;
  for (std::size_t i = 0; i < requirement; ++i) others.push_back(policy.requirements[i].when);
  std::vector<condition::Condition> also_exempt = others;
  for (const policy::Exemption& each : policy.exempt) also_exempt.push_back(each.when);
  const condition::Condition& when = policy.requirements[requirement].when;
  auto somebody = condition::find_beside(*policy.people, when, also_exempt);
  return somebody ? somebody : condition::find_beside(*policy.people, when, others);
}

// --- records ---

class Sketcher {
 public:
  explicit Sketcher(const Policy& policy) : policy_(policy) {}

  std::vector<Sketch> make() {
    for (std::size_t i = 0; i < policy_.requirements.size(); ++i) sketch_requirement(i);
    for (AccountIndex at = 0; at < policy_.accounts.size(); ++at) sketch_cap(at);
    for (const policy::Source& source : policy_.sources) sketch_source(source);
    sketch_year();
    if (policy_.has_backbone) sketch_backbone();
    if (policy_.has_plans) sketch_plans();
    std::stable_sort(all_.begin(), all_.end(), [](const Sketch& a, const Sketch& b) {
      return a.records.size() + a.person.size() < b.records.size() + b.person.size();
    });
    return std::move(all_);
  }

 private:
  Sketch sketch_of(Written person = {}) const { return {policy_.year, std::move(person)}; }

  // Days of the year on which nothing turns, unless windows end with it.
  base::Date some_day(int number) const {
    bool has_windows = false;
    for (const policy::Requirement& requirement : policy_.requirements)
      visit_blocks(requirement.blocks,
                   [&](const policy::NeedBlock& block) { has_windows |= block.over.is_window(); });
    if (has_windows) return days_after(policy_.last_day(policy_.year), -number);
    constexpr int kFirst = 59, kApart = 7;
    return days_after(policy_.first_day(policy_.year), kFirst + kApart * number);
  }

  template <typename Visit>
  static void visit_blocks(const std::vector<policy::NeedBlock>& blocks, Visit visit) {
    for (const policy::NeedBlock& block : blocks) {
      visit(block);
      visit_blocks(block.any_of, visit);
    }
  }

  std::vector<AccountIndex> leaves_below(AccountIndex at) const {
    const policy::Account& account = policy_.accounts[at];
    if (!account.takes.empty()) return {at};
    std::vector<AccountIndex> leaves;
    for (const auto* children : {&account.of, &account.sums}) {
      for (AccountIndex child : *children) {
        for (AccountIndex leaf : leaves_below(child)) leaves.push_back(leaf);
      }
    }
    return leaves;
  }

  // A source of the leaf, one that gives its own hours where there is one.
  const std::string& source_of(AccountIndex leaf) const {
    const std::vector<std::string>& takes = policy_.accounts[leaf].takes;
    auto own = std::find_if(takes.begin(), takes.end(),
                            [&](const std::string& name) { return converted(name) == nullptr; });
    return own == takes.end() ? takes.front() : *own;
  }

  const policy::Source* converted(const std::string& name) const {
    std::size_t colon = name.find(':');
    return policy_.find_source(name.substr(0, colon),
                               colon == std::string::npos ? "" : name.substr(colon + 1));
  }

  // At least so many hours; whole units where the source converts.
  void add(Sketch& sketch, AccountIndex leaf, Hours hours) const {
    const std::string& name = source_of(leaf);
    const policy::Source* source = converted(name);
    if (source != nullptr && source->worth.numerator > 0)
      hours = scaled(hours, source->worth.denominator, source->worth.numerator);
    int number = static_cast<int>(sketch.records.size());
    sketch.records.push_back({some_day(number), name, hours});
  }

  // Adds records until every account has what it needs, the innermost first.
  void fill(Sketch& sketch, std::vector<policy::Need> needs) const {
    std::stable_sort(needs.begin(), needs.end(), [](const policy::Need& a, const policy::Need& b) {
      return a.account > b.account;
    });
    for (const policy::Need& need : needs) {
      for (AccountIndex leaf : leaves_below(need.account)) {
        Hours has = effective(sketch)[need.account];
        if (has >= need.at_least) break;
        add(sketch, leaf, need.at_least - has);
        if (effective(sketch)[need.account] == has) sketch.records.pop_back();
      }
    }
  }

  std::vector<Hours> effective(const Sketch& sketch) const {
    std::vector<hours::LearningRecord> records;
    for (const SketchedRecord& each : sketch.records) {
      hours::LearningRecord record;
      std::size_t colon = each.source.find(':');
      record.source = each.source.substr(0, colon);
      if (colon != std::string::npos) record.category = each.source.substr(colon + 1);
      record.number = fmt::format("{:04}", records.size() + 1);
      record.length = each.amount;
      record.start = {each.start, 0, false};
      record.year = each.year.value_or(policy_.year_of(each.start));
      records.push_back(std::move(record));
    }
    hours::Learner nobody = hours::learner_of(policy_, {}, "", "");
    hours::Statement statement = hours::make_statement(policy_, nobody, std::move(records));
    std::vector<Hours> all;
    for (const hours::AccountLine& line : statement.accounts) all.push_back(line.effective);
    return all;
  }

  // The sketch, and with each record a second shorter.
  void add_with_border(const Sketch& exact) {
    all_.push_back(exact);
    for (std::size_t i = 0; i < exact.records.size(); ++i) {
      Sketch below = exact;
      if (below.records[i].amount <= kSecond) continue;
      below.records[i].amount -= kSecond;
      all_.push_back(std::move(below));
    }
  }

  void sketch_requirement(std::size_t index) {
    const policy::Requirement& requirement = policy_.requirements[index];
    auto somebody = somebody_of(policy_, index);
    if (!somebody) return;
    Written person = person_with(policy_, *somebody);
    visit_blocks(requirement.blocks, [&](const policy::NeedBlock& block) {
      if (block.over.kind == policy::Over::Kind::kPersonal) begin_cycle(block.over, person);
    });
    all_.push_back(sketch_of(person));
    std::vector<policy::Need> always, every;
    for (const policy::NeedBlock& block : requirement.blocks)
      always.insert(always.end(), block.need.begin(), block.need.end());
    bool has_choice = false;
    visit_blocks(requirement.blocks, [&](const policy::NeedBlock& block) {
      sketch_needs(person, block.need, block.over);
      for (const policy::NeedBlock& group : block.any_of) {
        has_choice = true;
        std::vector<policy::Need> both = always;
        both.insert(both.end(), group.need.begin(), group.need.end());
        sketch_needs(person, both, group.over);
      }
    });
    if (!has_choice) sketch_needs(person, always, {});
    sketch_cycles(person, requirement);
  }

  // So that the person's own cycle ends with the reporting year.
  void begin_cycle(const policy::Over& over, Written& person) const {
    const std::string& name = policy_.people->facts[over.fact].name;
    std::erase_if(person, [&](const auto& each) { return each.first == name; });
    person.emplace_back(name, std::to_string(policy_.year.value() - over.length + 1));
  }

  void sketch_needs(const Written& person, const std::vector<policy::Need>& needs,
                    const policy::Over& over) {
    Sketch exact = sketch_of(person);
    fill(exact, needs);
    if (exact.records.empty()) return;
    add_with_border(exact);
    for (base::Date edge : edges_of(over)) {
      Sketch moved = exact;
      for (SketchedRecord& record : moved.records) record.start = edge;
      all_.push_back(std::move(moved));
    }
  }

  // What a cycle asks for is open until the year in which it ends; whatever else is asked for is
  // there.
  void sketch_cycles(const Written& person, const policy::Requirement& requirement) {
    int most = 0;
    visit_blocks(requirement.blocks, [&](const policy::NeedBlock& block) {
      if (block.over.kind == policy::Over::Kind::kCycle) most = std::max(most, block.over.length);
    });
    for (int later = 1; later <= most; ++later) {
      Sketch other = sketch_of(person);
      fill(other, requirement.yearly());
      other.year = base::Year(policy_.year.value() + later);
      for (SketchedRecord& record : other.records)
        record.start = policy_.day_in(other.year, {7, 1});
      all_.push_back(std::move(other));
    }
  }

  // Days just within and just outside of what a need is added up over.
  std::vector<base::Date> edges_of(const policy::Over& over) const {
    using Kind = policy::Over::Kind;
    base::Date last = policy_.last_day(policy_.year);
    std::vector<base::Date> edges;
    auto add_round = [&](base::Date day) {
      for (int step : {-1, 0, 1}) edges.push_back(days_after(day, step));
    };
    if (over.kind == Kind::kDays) add_round(days_after(last, -over.length));
    if (over.kind == Kind::kMonths) {
      constexpr int kDaysOfMonth = 31;
      for (int months : {over.length - 1, over.length, over.length + 1}) {
        auto back = std::chrono::year_month_day(last) - std::chrono::months(months);
        if (!back.ok()) back = back.year() / back.month() / std::chrono::last;
        add_round(base::Date(back));
      }
      add_round(days_after(last, -kDaysOfMonth * over.length));
    }
    if (over.kind == Kind::kRolling || over.kind == Kind::kCycle || over.kind == Kind::kPersonal) {
      for (int back = std::max(0, over.length - 2); back <= over.length; ++back)
        edges.push_back(policy_.day_in(base::Year(policy_.year.value() - back), {7, 1}));
    }
    return edges;
  }

  // More than an account takes, from what lies below it; what a share is of, first.
  void sketch_cap(AccountIndex at) {
    const policy::Account& account = policy_.accounts[at];
    Hours some = Hours::of_hours(1);
    if (account.carries) return sketch_carried(at);
    if (account.cap) {
      Sketch over = sketch_of();
      for (AccountIndex leaf : leaves_below(at)) {
        Sketch alone = sketch_of();
        add(alone, leaf, *account.cap + some);
        all_.push_back(std::move(alone));
        add(over, leaf, *account.cap + some);
      }
      all_.push_back(std::move(over));
    }
    if (account.share) {
      Sketch share = sketch_of();
      constexpr std::int64_t kWhole = 60;  // hours; a hundredth of a part of it shows
      fill(share, {{account.share->of, Hours::of_hours(kWhole)}});
      for (AccountIndex leaf : leaves_below(at)) add(share, leaf, Hours::of_hours(2 * kWhole));
      all_.push_back(std::move(share));
    }
  }

  // Much in the year before, and nothing since.
  void sketch_carried(AccountIndex at) {
    for (std::size_t i = 0; i < policy_.requirements.size(); ++i) {
      auto somebody = somebody_of(policy_, i);
      if (!somebody) continue;
      Sketch before = sketch_of(person_with(policy_, *somebody));
      constexpr std::int64_t kMuch = 1000;
      fill(before, {{policy_.accounts[at].carries->from, Hours::of_hours(kMuch)}});
      for (SketchedRecord& record : before.records) {
        record.start = policy_.day_in(base::Year(policy_.year.value() - 1), {7, 1});
      }
      all_.push_back(std::move(before));
    }
  }

  void sketch_source(const policy::Source& source) {
    constexpr int kAuthors = 6, kMany = 1000;
    for (int amount : {1, 3, kMany}) {
      for (int author = 0; author <= (source.step ? kAuthors : 0); ++author) {
        Sketch one = sketch_of();
        one.records.push_back({some_day(0), source.name, Hours::of_hours(amount), {}, author});
        all_.push_back(std::move(one));
      }
    }
    for (int back = 1; back <= source.spread; ++back) {
      Sketch earlier = sketch_of();
      base::Date day = policy_.day_in(base::Year(policy_.year.value() - back), {7, 1});
      earlier.records.push_back({day, source.name, Hours::of_hours(kMany)});
      all_.push_back(std::move(earlier));
    }
    if (source.late_until) {
      for (int year : {policy_.year.value(), policy_.year.value() + 1}) {
        base::Date day = policy_.day_in(base::Year(year), *source.late_until);
        for (int step : {0, 1}) sketch_start(days_after(day, step), source.name);
      }
    }
  }

  void sketch_start(base::Date day, const std::string& source) {
    Sketch one = sketch_of();
    one.records.push_back({day, source, Hours::of_hours(1)});
    all_.push_back(one);
    one.records.back().year = policy_.year;
    all_.push_back(std::move(one));
  }

  // Where the 年度 begins and ends.
  void sketch_year() {
    std::vector<AccountIndex> leaves = leaves_below(0);
    if (leaves.empty()) return;
    for (base::Date day : {policy_.first_day(policy_.year), policy_.last_day(policy_.year)}) {
      for (int step : {-1, 0, 1}) {
        Sketch one = sketch_of();
        one.records.push_back(
            {days_after(day, step), source_of(leaves.front()), Hours::of_hours(1)});
        all_.push_back(std::move(one));
      }
    }
  }

  // One long training and the rest in short ones, around both thresholds; the window's days.
  void sketch_backbone() {
    const policy::BackboneRules& rules = policy_.backbone;
    policy::Window window = policy_.window();
    for (base::Date day : {window.from, window.to}) {
      for (int step : {-1, 0, 1}) {
        Sketch one = sketch_of();
        one.day = days_after(day, step);
        all_.push_back(std::move(one));
      }
    }
    auto long_leaf = std::find_if(policy_.accounts.begin(), policy_.accounts.end(),
                                  [](const policy::Account& account) {
                                    return account.single_training && !account.takes.empty();
                                  });
    if (long_leaf == policy_.accounts.end()) return;
    auto leaf = static_cast<AccountIndex>(long_leaf - policy_.accounts.begin());
    for (int single : {-1, 0, 1}) {
      for (int total : {-1, 0, 1}) {
        Sketch one = sketch_of();
        Hours first = rules.single_training.hours + Hours::of_seconds(single);
        Hours rest = rules.total_hours.hours + Hours::of_seconds(total) - first;
        add(one, leaf, first);
        Hours most = scaled(rules.single_training.hours, 1, 2);
        while (rest > Hours() && most > Hours()) {
          add(one, leaf, std::min(rest, most));
          rest -= std::min(rest, most);
        }
        all_.push_back(std::move(one));
      }
    }
  }

  void sketch_plans() {
    for (const auto& [kind, year] : policy_.plans.edit_year) {
      Sketch one = sketch_of();
      one.plan = kind;
      all_.push_back(std::move(one));
    }
    for (std::int64_t step : {0, 1}) {
      Sketch one = sketch_of();
      one.requests = policy_.plans.funding_requests + step;
      all_.push_back(std::move(one));
    }
  }

  const Policy& policy_;
  std::vector<Sketch> all_;
};

std::string render_record(const SketchedRecord& record) {
  std::string text = fmt::format("[{}, {}, {}", base::render(record.start), record.source,
                                 render_amount(record.amount));
  if (record.year) text += fmt::format(", {}", record.year->value());
  if (record.author > 0) text += fmt::format(", {{作者排序: {}}}", record.author);
  return text + "]";
}

}  // namespace

std::vector<Sketch> make_sketches(const policy::Policy& policy) { return Sketcher(policy).make(); }

std::vector<Sketch> sketches_between(const policy::Policy& policy, const policy::Policy& moved) {
  std::vector<Sketch> all;
  auto add = [&](const condition::Condition& a, const condition::Condition& b) {
    if (auto somebody = condition::find_beside(*policy.people, a, {b}))
      all.push_back({policy.year, person_with(policy, *somebody)});
  };
  auto add_both = [&](const auto& here, const auto& there) {
    for (std::size_t i = 0; i < std::min(here.size(), there.size()); ++i) {
      add(here[i].when, there[i].when);
      add(there[i].when, here[i].when);
    }
  };
  add_both(policy.requirements, moved.requirements);
  add_both(policy.exempt, moved.exempt);
  bool has_quota = policy.has_backbone && moved.has_backbone &&
                   policy.backbone.quota_hundredths != moved.backbone.quota_hundredths;
  constexpr std::int64_t kMostHeads = 20'000;
  for (std::int64_t heads = 1; has_quota && heads <= kMostHeads; ++heads) {
    if (yearend::make_quota(policy.backbone, heads).required ==
        yearend::make_quota(moved.backbone, heads).required)
      continue;
    all.push_back({policy.year});
    all.back().headcount = heads;
    break;
  }
  return all;
}

std::string render(const Sketch& sketch, const std::string& name, const std::string& expect) {
  std::string text = fmt::format("  - name: {}\n    year: {}\n", name, sketch.year.value());
  std::vector<std::string> person, records;
  for (const auto& [key, value] : sketch.person) person.push_back(key + ": " + value);
  for (const SketchedRecord& record : sketch.records) records.push_back(render_record(record));
  if (!person.empty()) text += fmt::format("    person: {{{}}}\n", base::join(person, ", "));
  if (sketch.day) text += fmt::format("    day: {}\n", base::render(*sketch.day));
  if (sketch.headcount) text += fmt::format("    headcount: {}\n", *sketch.headcount);
  if (sketch.requests) text += fmt::format("    requests: {}\n", *sketch.requests);
  if (!sketch.plan.empty()) text += fmt::format("    plan: {}\n", sketch.plan);
  bool is_of_person = !sketch.headcount && !sketch.requests && sketch.plan.empty();
  if (is_of_person) text += fmt::format("    records: [{}]\n", base::join(records, ", "));
  return text + fmt::format("    expect: {{{}}}\n", expect);
}

std::string render_amount(base::Hours amount) {
  constexpr std::int64_t kSecondsOfHundredth = 36;
  bool is_decimal = amount.seconds() % kSecondsOfHundredth == 0;
  if (is_decimal) return base::render_decimal(amount);
  std::string text = base::render_exact(amount);
  for (const std::string& nothing : {std::string("0小时"), std::string("0分")}) {
    if (text.starts_with(nothing)) text.erase(0, nothing.size());
  }
  return text;
}

}  // namespace xueshi::authoring
