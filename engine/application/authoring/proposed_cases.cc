#include "authoring/proposed_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "academy/person.h"
#include "authoring/policy_sketches.h"
#include "base/text.h"
#include "policy/amount.h"
#include "proving/rules_files.h"
#include "session/files.h"

namespace xueshi::authoring {

namespace fs = std::filesystem;

namespace {

// What may be expected of a case, as it is written: "met" → "true", "missing.total" → "1秒".
using Outcome = std::map<std::string, std::string>;

// Answers of their own, not amounts.
bool is_verdict(const std::string& key) { return key.find('.') == std::string::npos; }

// Bare hours, or with the unit of the account's tree.
std::string amount_of(const policy::Policy& policy, policy::AccountIndex account,
                      base::Hours hours) {
  return policy::unit_of(policy, account).empty() ? render_amount(hours)
                                                  : policy::render_amount(policy, account, hours);
}

Outcome outcome_of(const policy::Policy& policy, const Sketch& sketch,
                   const proving::CaseResult& result) {
  auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  Outcome outcome;
  if (sketch.headcount) {
    if (result.quota) outcome["quota"] = std::to_string(*result.quota);
  } else if (sketch.requests) {
    outcome["usual"] = flag(result.usual);
  } else if (!sketch.plan.empty()) {
    if (result.edited_in) outcome["edited_in"] = std::to_string(*result.edited_in);
  } else if (sketch.day) {
    outcome["reporting"] = flag(result.reporting);
  } else {
    outcome["met"] = flag(result.met);
    outcome["open"] = flag(result.open);
    outcome["requirement"] = result.requirement;
    outcome["exempt"] = result.exempt.empty() ? "false" : result.exempt;
    if (policy.has_backbone) outcome["candidate"] = flag(result.candidate);
    for (const auto& [account, hours] : result.effective)
      outcome["effective." + policy.accounts[account].id] = amount_of(policy, account, hours);
    for (const policy::Account& account : policy.accounts) outcome["missing." + account.id] = "0";
    for (const auto& [account, hours] : result.missing)
      outcome["missing." + policy.accounts[account].id] = amount_of(policy, account, hours);
  }
  return outcome;
}

// Rules that differ from those proposed for in one number, in any year that is asked about.
class Rules {
 public:
  explicit Rules(policy::Draft draft) : draft_(std::move(draft)) {}

  // Null where they are not sound.
  const policy::Policy* of(base::Year year) const {
    auto [at, fresh] = by_year_.try_emplace(year);
    base::Findings findings;
    if (fresh) at->second = draft_.resolve(academy::person_vocabulary(), year, findings);
    return at->second ? &*at->second : nullptr;
  }
  const policy::Draft& draft() const { return draft_; }

 private:
  policy::Draft draft_;
  mutable std::map<base::Year, std::optional<policy::Policy>> by_year_;
};

// A sketch as a case, what comes out, and what of it is to be expected.
struct Candidate {
  Sketch sketch;
  proving::Case one;
  Outcome outcome;
  std::vector<std::string> holds;  // paths of the numbers that it was chosen for
  std::set<std::string> expected;  // keys of the outcome
  bool is_chosen() const { return !holds.empty(); }
};

class CaseSearch {
 public:
  CaseSearch(const Rules& rules, base::Year year) : rules_(rules), year_(year) {
    add(make_sketches(*rules.of(year)));
  }

  // False where nothing was found that tells the number from a neighbour.
  bool hold(const policy::Number& number) {
    bool all = true;
    for (const std::string& neighbour : number.neighbours) {
      Rules moved(rules_.draft().with(number.path, neighbour));
      if (moved.of(year_) == nullptr) continue;  // not sound any more: held already
      all = choose(moved, number.path) && all;
    }
    return all;
  }

  std::vector<const Candidate*> chosen() const {
    std::vector<const Candidate*> all;
    for (std::size_t index : order_) all.push_back(&candidates_[index]);
    return all;
  }

 private:
  void add(const std::vector<Sketch>& sketches) {
    for (const Sketch& sketch : sketches) {
      const policy::Policy* policy = rules_.of(sketch.year);
      if (policy == nullptr) continue;
      // Read as it will be.
      base::Findings findings;
      auto document =
          yaml::Document::parse("", "cases:\n" + render(sketch, "sketch", "met: true"), findings);
      std::vector<proving::Case> cases;
      if (document) cases = proving::read_cases(*policy, *document, findings);
      if (cases.size() != 1 || !findings.ok()) continue;
      Outcome outcome = outcome_of(*policy, sketch, judge_case(*policy, cases[0]));
      candidates_.push_back({sketch, std::move(cases[0]), std::move(outcome), {}, {}});
    }
  }

  // The keys that come out otherwise.
  std::vector<std::string> differences(const Candidate& candidate, const Rules& moved) const {
    const policy::Policy* policy = moved.of(candidate.sketch.year);
    if (policy == nullptr) return {};
    Outcome other = outcome_of(*policy, candidate.sketch, judge_case(*policy, candidate.one));
    std::vector<std::string> keys;
    for (const auto& [key, value] : candidate.outcome) {
      auto at = other.find(key);
      if (at == other.end() || at->second != value) keys.push_back(key);
    }
    return keys;
  }

  // A verdict that changes says more than an amount, and a case that is there already more than
  // another one.
  bool choose(const Rules& moved, const std::string& path) {
    if (find(moved, path, true, true) || find(moved, path, true, false)) return true;
    add(sketches_between(*rules_.of(year_), *moved.of(year_)));
    return find(moved, path, true, false) || find(moved, path, false, true) ||
           find(moved, path, false, false);
  }

  bool find(const Rules& moved, const std::string& path, bool by_verdict, bool among_chosen) {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      Candidate& candidate = candidates_[i];
      if (candidate.is_chosen() != among_chosen) continue;
      std::vector<std::string> keys = differences(candidate, moved);
      bool has_verdict = std::any_of(keys.begin(), keys.end(), is_verdict);
      if (keys.empty() || (by_verdict && !has_verdict)) continue;
      if (!candidate.is_chosen()) order_.push_back(i);
      if (!base::contains(candidate.holds, path)) candidate.holds.push_back(path);
      expect(candidate, path, keys);
      return true;
    }
    return false;
  }

  // The verdict, what is missing, and of amounts those of the account that the number is of.
  static void expect(Candidate& candidate, const std::string& path,
                     const std::vector<std::string>& keys) {
    for (const char* always : {"met", "requirement"}) {
      if (candidate.outcome.count(always) > 0) candidate.expected.insert(always);
    }
    std::vector<std::string> steps = base::split(path, '.');
    bool has_verdict = std::any_of(keys.begin(), keys.end(), is_verdict), is_told = false;
    for (const std::string& key : keys) {
      bool is_own = steps.front() == "accounts" && key == "effective." + steps[1];
      if (key.starts_with("effective.") && !is_own) continue;
      if (has_verdict && key.starts_with("missing.") && candidate.outcome[key] == "0") continue;
      is_told = true;
      candidate.expected.insert(key);
    }
    if (!is_told) candidate.expected.insert(keys.begin(), keys.end());
    auto met = candidate.outcome.find("met");
    if (met == candidate.outcome.end() || met->second == "true") return;
    for (const auto& [key, value] : candidate.outcome) {
      if (key.starts_with("missing.") && value != "0") candidate.expected.insert(key);
    }
  }

  const Rules& rules_;
  base::Year year_;
  std::vector<Candidate> candidates_;
  std::vector<std::size_t> order_;  // of those that were chosen
};

// "met: false, missing: {total: 1秒}".
std::string render_expected(const Candidate& candidate) {
  std::vector<std::string> parts;
  std::map<std::string, std::vector<std::string>> nested;
  for (const std::string& key : candidate.expected) {
    std::size_t dot = key.find('.');
    const std::string& value = candidate.outcome.at(key);
    if (dot != std::string::npos)
      nested[key.substr(0, dot)].push_back(key.substr(dot + 1) + ": " + value);
    else
      parts.insert(key == "met" ? parts.begin() : parts.end(), key + ": " + value);
  }
  for (const auto& [key, values] : nested)
    parts.push_back(fmt::format("{}: {{{}}}", key, base::join(values, ", ")));
  return base::join(parts, ", ");
}

// What a clerk would call it: "达标", "未达标，还差 1秒".
std::string title_of(const Candidate& candidate) {
  const Outcome& outcome = candidate.outcome;
  auto is = [&](const char* key, const char* value) {
    auto at = outcome.find(key);
    return at != outcome.end() && at->second == value;
  };
  if (candidate.sketch.headcount)
    return fmt::format("{} 人的单位要报几名骨干人才", *candidate.sketch.headcount);
  if (candidate.sketch.requests)
    return fmt::format("一个单位申请 {} 项经费", *candidate.sketch.requests);
  if (!candidate.sketch.plan.empty())
    return fmt::format("{} 计划在哪一年编辑", candidate.sketch.plan);
  if (candidate.sketch.day) {
    return base::render(*candidate.sketch.day) +
           (is("reporting", "true") ? " 在上报时间内" : " 不在上报时间内");
  }
  if (!is("exempt", "false")) return "不纳入考核 " + outcome.at("exempt");
  std::string name = fmt::format("{} {}", outcome.at("requirement"),
                                 is("open", "true")  ? "未到期"
                                 : is("met", "true") ? "达标"
                                                     : "未达标");
  for (const std::string& key : candidate.expected) {
    std::size_t dot = key.find('.');
    if (key.starts_with("missing.") && outcome.at(key) != "0")
      name += fmt::format("，{} 还差 {}", key.substr(dot + 1), outcome.at(key));
    if (key.starts_with("effective."))
      name += fmt::format("，{} 计入 {}", key.substr(dot + 1), outcome.at(key));
    if (key == "candidate") name += is("candidate", "true") ? "，是骨干候选" : "，不是骨干候选";
  }
  return name;
}

class MissingCases {
 public:
  MissingCases(const session::Settings& settings, const std::string& which,
               const std::string& cases)
      : settings_(settings),
        rules_(session::Home(settings.value("home"))),
        which_(which),
        given_(cases) {}

  ProposedCases run() {
    auto named = rules_.find(which_, result_.findings);
    auto draft = named ? rules_.load(*named, result_.findings) : std::nullopt;
    if (!draft) return std::move(result_);
    std::string cases = given_.empty() ? beside(*named) : given_;
    result_.file = rules_.shown(cases);
    std::vector<std::string> paths = unheld_paths(cases);
    if (result_.findings.errors() > 0) return std::move(result_);
    auto year = base::parse_year(which_);
    propose(Rules(std::move(*draft)), named->file.name, year.value_or(rules_.year_for(which_)),
            paths);
    return std::move(result_);
  }

 private:
  // Of a file among the rules in rules/tests; of another one in tests beside it.
  std::string beside(const proving::RulesFiles::Named& named) const {
    if (base::parse_year(which_)) {
      return (rules_.home().folder() / "rules" / "tests" / fs::path(named.file.name).filename())
          .string();
    }
    return (fs::path(which_).parent_path() / "tests" / fs::path(which_).filename()).string();
  }

  // Without cases: every number. `has_cases_` says which it is.
  std::vector<std::string> unheld_paths(const std::string& cases) {
    has_cases_ = !session::is_absent(cases);
    if (!has_cases_) return {};
    proving::PolicyTests tests = proving::test_policies(settings_, which_, cases, true);
    result_.findings.append(tests.findings);
    std::vector<std::string> paths;
    for (const proving::Uncovered& each : tests.uncovered) paths.push_back(each.path);
    return paths;
  }

  void propose(const Rules& rules, const std::string& file, base::Year year,
               const std::vector<std::string>& unheld) {
    if (rules.of(year) == nullptr) {
      rules.draft().resolve(academy::person_vocabulary(), year, result_.findings);
      return;
    }
    CaseSearch search(rules, year);
    std::map<std::string, base::Place> places;
    for (const policy::Number& number : rules.draft().numbers()) {
      bool is_asked =
          number.place.file == file && (!has_cases_ || base::contains(unheld, number.path));
      if (!is_asked) continue;
      places[number.path] = number.place;
      if (!search.hold(number)) result_.unheld.push_back({number.path, number.value, number.place});
    }
    write(search, places);
  }

  void write(const CaseSearch& search, const std::map<std::string, base::Place>& places) {
    std::vector<const Candidate*> chosen = search.chosen();
    result_.cases = chosen.size();
    if (chosen.empty()) return;
    std::string& text = result_.text;
    text = fmt::format(
        "# 待确认：以下用例由规定现在的写法算出，请逐条核对 expect 是否就是本意，再并入 {}\n"
        "cases:\n",
        result_.file);
    for (const Candidate* each : chosen) {
      std::vector<std::string> held;
      for (const std::string& path : each->holds)
        held.push_back(fmt::format("{}（第 {} 行）", path, places.at(path).line));
      text += fmt::format("  # 待确认：{}\n{}", base::join(held, "、"),
                          render(each->sketch, title_of(*each), render_expected(*each)));
    }
  }

  const session::Settings& settings_;
  proving::RulesFiles rules_;
  std::string which_, given_;
  bool has_cases_ = false;
  ProposedCases result_;
};

}  // namespace

ProposedCases propose_cases(const session::Settings& settings, const std::string& which,
                            const std::string& cases) {
  return MissingCases(settings, which, cases).run();
}

}  // namespace xueshi::authoring
