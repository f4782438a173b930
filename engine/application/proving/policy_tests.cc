#include "proving/policy_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "academy/person.h"
#include "proving/rules_files.h"
#include "session/files.h"

namespace xueshi::proving {

namespace fs = std::filesystem;

namespace {

class Run {
 public:
  explicit Run(RulesFiles rules) : rules_(std::move(rules)) {}

  PolicyTests run_draft(const RulesFiles::Named& draft, const policy::SourceFile& cases,
                        bool covers) {
    draft_ = draft;
    if (load_asked()) run_text(cases.name, cases.text);
    if (result_.findings.errors() > 0) {
      result_.cases.clear();
    } else if (covers) {
      find_uncovered();
    }
    return std::move(result_);
  }

  PolicyTests run(const std::string& which, const std::string& cases, bool covers) {
    which_ = which;
    if (!load_asked()) return std::move(result_);
    if (!cases.empty()) {
      run_file(cases);
    } else if (!which.empty()) {
      run_file((folder() / (fs::path(which).stem().string() + ".yaml")).string());
    } else {
      for (const fs::path& file : files()) run_file(file.string());
      if (files().empty())
        result_.findings.error({}, "policy-case.no-file",
                               "没有用例：请在 rules/tests 中为每个规定文件写一个，例如 "
                               "rules/tests/2025.yaml");
    }
    if (result_.findings.errors() > 0) {
      result_.cases.clear();
    } else if (covers) {
      find_uncovered();
    }
    return std::move(result_);
  }

 private:
  fs::path folder() const { return rules_.home().folder() / "rules" / "tests"; }

  std::vector<fs::path> files() const {
    std::vector<fs::path> all;
    if (!fs::is_directory(folder())) return all;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder())) {
      if (entry.path().extension() == ".yaml") all.push_back(entry.path());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  void run_file(const std::string& file) {
    std::string shown = rules_.shown(file);
    if (session::is_absent(file)) {
      result_.findings.error({shown, 0, 0, "", ""}, "policy-case.no-file",
                             "没有这个用例文件，请检查路径，或另行指明");
      return;
    }
    run_text(shown, session::read_text(file));
  }

  void run_text(const std::string& shown, const std::string& text) {
    auto document = yaml::Document::parse(shown, text, result_.findings);
    if (!document) return;
    for (base::Year year : years_of_cases(*document, result_.findings)) {
      std::optional<std::string> rules = rules_of(year);
      if (!rules) return;
      auto policy =
          drafts_.at(*rules).resolve(academy::person_vocabulary(), year, result_.findings);
      if (!policy) return;
      run_cases(*document, *rules, std::make_shared<const policy::Policy>(std::move(*policy)));
    }
  }

  // The rules that are asked about have numbers, whether a case is about them or not.
  // False where they cannot be read.
  bool load_asked() {
    return (!draft_ && which_.empty()) ||
           rules_of(base::parse_year(which_).value_or(base::Year())).has_value();
  }

  // The file, read into drafts_, that a case's year is judged by: a draft, where one is named; else
  // what is in force.
  std::optional<std::string> rules_of(base::Year year) {
    bool is_draft = !which_.empty() && !base::parse_year(which_);
    auto named =
        draft_ ? draft_
               : rules_.find(is_draft ? which_ : std::to_string(year.value()), result_.findings);
    if (!named) return std::nullopt;
    if (drafts_.count(named->file.name) == 0) {
      auto draft = rules_.load(*named, result_.findings);
      if (!draft) return std::nullopt;
      drafts_.emplace(named->file.name, std::move(*draft));
    }
    return named->file.name;
  }

  void run_cases(const yaml::Document& document, const std::string& rules,
                 const std::shared_ptr<const policy::Policy>& policy) {
    for (Case& one : read_cases(*policy, document, result_.findings)) {
      if (result_.findings.errors() > 0) continue;
      TestedCase tested{document.file(), one.mark.line, policy, std::move(one), {}, {}};
      tested.got = judge_case(*policy, tested.one);
      tested.differences = compare(*policy, tested.one, tested.got);
      by_draft_[rules].push_back(result_.cases.size());
      result_.cases.push_back(std::move(tested));
    }
  }

  // Numbers that the cases of their own file do not hold: what is inherited, the cases of that file
  // hold.
  void find_uncovered() {
    for (const auto& [file, draft] : drafts_) {
      for (const policy::Number& number : draft.numbers()) {
        if (number.place.file == file && !is_held(file, draft, number))
          result_.uncovered.push_back({number.path, number.value, number.place});
      }
    }
  }

  bool is_held(const std::string& file, const policy::Draft& draft,
               const policy::Number& number) const {
    return std::all_of(number.neighbours.begin(), number.neighbours.end(),
                       [&](const std::string& neighbour) {
                         return changes_a_case(file, draft.with(number.path, neighbour));
                       });
  }

  // Whether any case comes out otherwise; rules that are not sound any more hold the number too.
  bool changes_a_case(const std::string& file, const policy::Draft& moved) const {
    auto cases = by_draft_.find(file);
    if (cases == by_draft_.end()) return false;
    std::map<base::Year, std::optional<policy::Policy>> by_year;
    for (std::size_t each : cases->second) {
      const TestedCase& tested = result_.cases[each];
      auto [at, fresh] = by_year.try_emplace(tested.policy->year);
      base::Findings findings;
      if (fresh)
        at->second = moved.resolve(academy::person_vocabulary(), tested.policy->year, findings);
      if (!at->second) return true;
      CaseResult got = judge_case(*at->second, tested.one);
      if (compare(*at->second, tested.one, got) != tested.differences) return true;
    }
    return false;
  }

  RulesFiles rules_;
  std::string which_;
  std::optional<RulesFiles::Named> draft_;
  std::map<std::string, policy::Draft> drafts_;               // by file
  std::map<std::string, std::vector<std::size_t>> by_draft_;  // cases of each
  PolicyTests result_;
};

}  // namespace

std::size_t PolicyTests::failed() const {
  return static_cast<std::size_t>(std::count_if(
      cases.begin(), cases.end(), [](const TestedCase& one) { return !one.differences.empty(); }));
}

PolicyTests test_policies(const session::Settings& settings, const std::string& which,
                          const std::string& cases, bool covers) {
  return Run(RulesFiles(session::Home(settings.value("home")))).run(which, cases, covers);
}

PolicyTests test_draft(const RulesFiles& rules, const RulesFiles::Named& draft,
                       const policy::SourceFile& cases, bool covers) {
  return Run(rules).run_draft(draft, cases, covers);
}

}  // namespace xueshi::proving
