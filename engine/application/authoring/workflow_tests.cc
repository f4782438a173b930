#include "authoring/workflow_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "academy/scope.h"
#include "authoring/workflows.h"
#include "base/text.h"
#include "item/kind.h"
#include "session/files.h"
#include "session/home.h"
#include "workflow/item.h"
#include "yaml/reader.h"

namespace xueshi::authoring {

namespace fs = std::filesystem;

namespace {

using condition::FactType;
using workflow::Definition;
using workflow::Performer;
using workflow::Transition;
using yaml::Node;

constexpr const char* kAuthor = "author";
constexpr const char* kProgram = "program";

std::vector<std::string> role_words() {
  std::vector<std::string> words = {kAuthor, kProgram};
  for (academy::Role role : academy::all_roles()) words.emplace_back(academy::word(role));
  return words;
}

// Who asks, by the word of a case.
class Somebody : public workflow::Standing {
 public:
  Somebody(std::string role, bool is_own, const std::vector<std::string>& vacant)
      : role_(std::move(role)), is_own_(is_own), vacant_(vacant) {}

  bool is_one_of(const std::vector<Performer>& performers) const override {
    return std::any_of(performers.begin(), performers.end(), [&](const Performer& one) {
      switch (one.kind) {
        case Performer::Kind::kAuthor:
          return role_ == kAuthor;
        case Performer::Kind::kLearner:
          return role_ == academy::word(academy::Role::kLearner);
        case Performer::Kind::kAdministrator:
          return role_ != academy::word(academy::Role::kLearner);
        case Performer::Kind::kOffice:
          return role_ == one.office.role;
        case Performer::Kind::kProgram:
          break;
      }
      return false;
    });
  }
  bool are_vacant(const std::vector<Performer>& performers) const override {
    return std::all_of(performers.begin(), performers.end(), [&](const Performer& one) {
      return one.kind != Performer::Kind::kOffice || base::contains(vacant_, one.office.role);
    });
  }
  bool is_party() const override { return is_own_; }
  bool is_learner() const override { return is_own_; }
  std::string describe(const std::vector<Performer>& performers) const override {
    std::vector<std::string> words;
    for (const Performer& one : performers) words.push_back(one.office.label);
    return base::join(words, "、");
  }

 private:
  std::string role_;
  bool is_own_;
  const std::vector<std::string>& vacant_;
};

// Every need is met but those that a case names.
class Unmet : public workflow::Needs {
 public:
  explicit Unmet(const std::vector<std::string>& unmet) : unmet_(unmet) {}
  base::Blockers ask(std::string_view need) const override {
    if (!base::contains(unmet_, std::string(need))) return {};
    return {{fmt::format("need.{}", need), "条件不满足"}};
  }
  std::vector<std::string> missing(const workflow::Check& check) const override {
    return base::contains(unmet_, check.name) ? check.filled : std::vector<std::string>();
  }
  std::string say(const std::string& word) const override { return word; }

 private:
  const std::vector<std::string>& unmet_;
};

struct Step {
  yaml::Mark mark;
  std::string action;
  std::string by;
  std::vector<std::string> not_by;
  bool is_own = false;
  std::optional<std::string> refused;  // end of the code that it is refused with
  std::vector<std::string> to;         // places after it
  std::vector<std::pair<std::size_t, condition::Value>> facts;  // from here on
  std::vector<std::string> unmet;                               // of this step
};

struct Walk {
  yaml::Mark mark;
  std::string name;
  condition::Facts facts;
  std::vector<std::string> vacant, at, ends;
  std::vector<Step> steps;
};

// The transitions that a case went, or refused to a wrong role, by place.
struct Covered {
  using Edge = std::pair<const Transition*, std::string>;
  std::set<Edge> walked, refused;
};

class CaseReader {
 public:
  CaseReader(const Definition& graph, const yaml::Document& document, base::Findings& findings)
      : graph_(graph), reader_(document, "workflow-case", findings), document_(document) {
    for (const workflow::Place& place : graph.places) places_.push_back(place.name);
    for (const Transition& transition : graph.transitions) {
      if (!base::contains(actions_, transition.action)) actions_.push_back(transition.action);
      for (const std::string& need : transition.needs)
        if (!base::contains(needs_, need)) needs_.push_back(need);
    }
  }

  std::vector<Walk> read() {
    std::vector<Walk> walks;
    const Node& root = document_.root();
    if (!reader_.check_keys(root, {"cases"})) return walks;
    const Node* cases = reader_.required(root, "cases");
    if (cases == nullptr || !is_list(*cases)) return walks;
    for (const Node& one : cases->items) {
      if (!reader_.check_keys(one, {"name", "facts", "vacant", "at", "steps", "ends"})) continue;
      walks.push_back(read_walk(one));
    }
    return walks;
  }

 private:
  bool is_list(const Node& node) {
    if (node.is_sequence()) return true;
    reader_.error(node.mark, "wrong-kind", "这里应为列表");
    return false;
  }

  // One word, or a list of them.
  std::vector<std::string> words(const Node& map, const char* key,
                                 const std::vector<std::string>& known) {
    std::vector<std::string> all;
    const Node* node = map.find(key);
    if (node == nullptr) return all;
    auto add = [&](const Node& one) {
      if (auto index = reader_.word(one, known)) all.push_back(known[*index]);
    };
    if (node->is_sequence()) {
      for (const Node& one : node->items) add(one);
    } else {
      add(*node);
    }
    return all;
  }

  Walk read_walk(const Node& node) {
    Walk walk;
    walk.mark = node.mark;
    walk.name = reader_.required_text(node, "name");
    // Places are facts too, which the walk itself says.
    walk.facts.resize(graph_.vocabulary.facts.size() - graph_.regions.size());
    for (auto& [index, value] : read_facts(node)) walk.facts[index] = std::move(value);
    walk.vacant = words(node, "vacant", role_words());
    walk.at = words(node, "at", places_);
    walk.ends = words(node, "ends", places_);
    const Node* steps = reader_.required(node, "steps");
    if (steps == nullptr || !is_list(*steps)) return walk;
    for (const Node& one : steps->items) walk.steps.push_back(read_step(one));
    return walk;
  }

  Step read_step(const Node& node) {
    Step step;
    step.mark = node.mark;
    if (!reader_.check_keys(node, {"do", "by", "not", "own", "refused", "to", "facts", "unmet"}))
      return step;
    if (const Node* action = reader_.required(node, "do")) {
      if (auto index = reader_.word(*action, actions_)) step.action = actions_[*index];
    }
    if (const Node* by = reader_.required(node, "by")) {
      if (auto index = reader_.word(*by, role_words())) step.by = role_words()[*index];
    }
    step.not_by = words(node, "not", role_words());
    step.is_own = reader_.optional_flag(node, "own", false);
    if (node.find("refused") != nullptr) step.refused = reader_.required_text(node, "refused");
    step.to = words(node, "to", places_);
    step.facts = read_facts(node);
    step.unmet = words(node, "unmet", needs_);
    return step;
  }

  std::vector<std::pair<std::size_t, condition::Value>> read_facts(const Node& node) {
    std::vector<std::pair<std::size_t, condition::Value>> facts;
    const Node* given = node.find("facts");
    if (given == nullptr || !reader_.check_map(*given)) return facts;
    std::vector<std::string> known;
    for (std::size_t i = 0; i + graph_.regions.size() < graph_.vocabulary.facts.size(); ++i)
      known.push_back(graph_.vocabulary.facts[i].name);
    if (!reader_.check_keys(*given, known)) return facts;
    for (const Node::Entry& entry : given->entries) {
      auto at = std::find(known.begin(), known.end(), entry.key);
      if (at == known.end()) continue;
      auto index = static_cast<std::size_t>(at - known.begin());
      facts.emplace_back(index, read_value(graph_.vocabulary.facts[index], entry.value));
    }
    return facts;
  }

  condition::Value read_value(const condition::FactDeclaration& fact, const Node& node) {
    switch (fact.type) {
      case FactType::kFlag:
        if (auto flag = reader_.flag(node)) return *flag;
        return {};
      case FactType::kChoice:
        if (auto index = reader_.word(node, fact.choices, fact.said)) return fact.choices[*index];
        return {};
      case FactType::kNumber:
      case FactType::kDate:
        if (auto number = reader_.integer(node)) return *number;
        return {};
      case FactType::kText:
        break;
    }
    return reader_.text(node);
  }

  const Definition& graph_;
  yaml::Reader reader_;
  const yaml::Document& document_;
  std::vector<std::string> places_, actions_, needs_;
};

// Goes one case through a graph.
class Walker {
 public:
  Walker(const Definition& graph, Walk walk, Covered& covered)
      : graph_(graph), walk_(std::move(walk)), covered_(covered) {}

  std::vector<std::string> go() {
    bool is_made = walk_.steps.empty() || !creates(walk_.steps.front().action);
    if (is_made) state_ = workflow::start_state(graph_);
    for (const std::string& place : walk_.at) {
      if (state_.empty()) state_ = workflow::start_state(graph_);
      state_[graph_.find_place(place)->region] = place;
    }
    for (std::size_t i = 0; i < walk_.steps.size() && problems_.empty(); ++i)
      take(walk_.steps[i], fmt::format("第 {} 步 {}", i + 1, walk_.steps[i].action));
    if (problems_.empty()) compare("结束时", walk_.ends);
    return std::move(problems_);
  }

 private:
  bool creates(const std::string& action) const {
    return std::any_of(
        graph_.transitions.begin(), graph_.transitions.end(),
        [&](const Transition& one) { return one.action == action && one.is_creation(); });
  }

  static bool has_code(const base::Blockers& blockers, const std::string& end) {
    return std::any_of(blockers.begin(), blockers.end(), [&](const base::Blocker& blocker) {
      std::size_t dot = blocker.code.find('.');
      return dot != std::string::npos && blocker.code.substr(dot + 1) == end;
    });
  }

  static std::string render(const base::Blockers& blockers) {
    std::vector<std::string> all;
    for (const base::Blocker& one : blockers)
      all.push_back(fmt::format("{} [{}]", one.message, one.code));
    return base::join(all, "；");
  }

  workflow::Answer ask(const Step& step, const std::string& role, bool is_own,
                       workflow::State* next = nullptr) {
    Somebody somebody(role, is_own, walk_.vacant);
    Unmet needs(step.unmet);
    workflow::Situation situation{graph_, state_, walk_.facts, somebody, needs};
    bool has_comment = !base::contains(step.unmet, "comment");
    workflow::Answer answer =
        workflow::ask(situation, {step.action, has_comment, {}, role == kProgram});
    if (!state_.empty()) note_passed_over(situation);
    if (next != nullptr && answer.blockers.empty()) *next = workflow::take(situation, answer);
    return answer;
  }

  // What is passed over without anything being done, to where the item is taken to stand.
  void note_passed_over(const workflow::Situation& situation) {
    workflow::State effective = workflow::effective_state(situation);
    for (std::size_t region = 0; region < effective.size(); ++region) {
      std::string place = state_[region];
      for (std::size_t steps = 0; place != effective[region] && steps < graph_.places.size();
           ++steps) {
        const Transition* silent = find_silent(place);
        if (silent == nullptr) break;
        covered_.walked.insert({silent, place});
        place = silent->to;
      }
    }
  }

  const Transition* find_silent(const std::string& place) const {
    condition::Facts facts = workflow::with_places(walk_.facts, state_);
    for (const Transition& one : graph_.transitions) {
      bool could = one.passes_silently() && one.starts_at(place) && one.when.holds(facts);
      for (const std::string& need : one.needs) {
        const workflow::Check* check = graph_.find_check(need);
        could = could && (check == nullptr || check->when.holds(facts));
      }
      if (could) return &one;
    }
    return nullptr;
  }

  void take(const Step& step, const std::string& where) {
    for (const auto& [index, value] : step.facts) walk_.facts[index] = value;
    for (const std::string& role : step.not_by) refuse(step, role, where);
    workflow::State next;
    workflow::Answer answer = ask(step, step.by, step.is_own, &next);
    if (step.refused) {
      if (answer.blockers.empty())
        problems_.push_back(fmt::format("{}：应被拒绝（{}），却可以办理", where, *step.refused));
      else if (!has_code(answer.blockers, *step.refused))
        problems_.push_back(fmt::format("{}：应因 {} 被拒绝，实为：{}", where, *step.refused,
                                        render(answer.blockers)));
      return;
    }
    if (!answer.blockers.empty()) {
      problems_.push_back(fmt::format("{}：不能办理：{}", where, render(answer.blockers)));
      return;
    }
    covered_.walked.insert({answer.transition, answer.from});
    state_ = std::move(next);
    pass_on();
    compare(where + " 之后", step.to);
  }

  // Asked of each wrong role, in the same place.
  void refuse(const Step& step, const std::string& role, const std::string& where) {
    workflow::Answer answer = ask(step, role, false);
    bool is_refused = has_code(answer.blockers, "role") || has_code(answer.blockers, "not-found");
    if (is_refused && answer.transition != nullptr)
      covered_.refused.insert({answer.transition, answer.from});
    if (!is_refused) problems_.push_back(fmt::format("{}：{} 不应能办理", where, role));
  }

  void pass_on() {
    while (const Transition* next = workflow::find_passing(graph_, state_, walk_.facts)) {
      covered_.walked.insert({next, state_[next->region]});
      state_[next->region] = next->to;
    }
  }

  void compare(const std::string& where, const std::vector<std::string>& places) {
    for (const std::string& place : places) {
      std::string here = state_.empty() ? "" : state_[graph_.find_place(place)->region];
      if (here != place)
        problems_.push_back(
            fmt::format("{}：应在 {}，实在 {}", where, place, here.empty() ? "（还没有）" : here));
    }
  }

  const Definition& graph_;
  Walk walk_;
  Covered& covered_;
  workflow::State state_;
  std::vector<std::string> problems_;
};

class Run {
 public:
  explicit Run(const session::Settings& settings)
      : settings_(settings), home_(settings.value("home")) {}

  WorkflowTests run(const std::string& which, const std::string& cases, bool covers) {
    std::vector<fs::path> graphs = graphs_of(which);
    for (const fs::path& graph : graphs) {
      fs::path beside = graph.parent_path() / "tests" / graph.filename();
      fs::path file = cases.empty() ? beside : fs::path(cases);
      bool is_asked = !which.empty() || !cases.empty();
      if (session::is_absent(file) && !is_asked && !covers) continue;
      run_graph(graph, file, covers);
    }
    if (result_.findings.errors() > 0) {
      result_.walks.clear();
      result_.uncovered.clear();
    }
    return std::move(result_);
  }

 private:
  std::vector<fs::path> graphs_of(const std::string& which) {
    if (which.empty()) return home_.list_workflows();
    fs::path path(which);
    if (path.has_parent_path() || path.extension() == ".yaml") return {path};
    std::string name = item::graph_subjects().graph_of(require_subject(which));
    return {home_.load_workflow(name, result_.findings).path};
  }

  void run_graph(const fs::path& path, const fs::path& file, bool covers) {
    WorkflowCheck check = check_workflows(settings_, path.string());
    result_.findings.append(check.findings);
    if (check.sound.empty()) return;
    const session::Graph& graph = check.sound.front();
    Covered covered;
    if (!session::is_absent(file)) {
      run_cases(graph.definition, file, covered);
    } else {
      result_.findings.error({file.lexically_normal().string(), 0, 0, "", ""},
                             "workflow-case.no-file",
                             "没有这个用例文件，请检查路径，或为流程写用例");
    }
    if (covers) find_uncovered(graph, covered);
  }

  void run_cases(const Definition& graph, const fs::path& file, Covered& covered) {
    std::string name = file.lexically_normal().string();
    std::size_t before = result_.findings.errors();
    auto document = yaml::Document::parse(name, session::read_text(file), result_.findings);
    if (!document) return;
    std::vector<Walk> walks = CaseReader(graph, *document, result_.findings).read();
    if (result_.findings.errors() > before) return;
    for (Walk& walk : walks) {
      TestedWalk tested{name, walk.mark.line, walk.name, {}};
      tested.problems = Walker(graph, std::move(walk), covered).go();
      result_.walks.push_back(std::move(tested));
    }
  }

  // A place that is passed over at once, whatever the facts: nothing else can be done from there.
  static bool is_always_left(const Definition& graph, const std::string& place) {
    std::vector<condition::Condition> ways;
    for (const Transition& one : graph.transitions) {
      if (one.passes_on == workflow::PassesOn::kAlways && one.effects.empty() &&
          one.starts_at(place))
        ways.push_back(one.when);
    }
    return !ways.empty() && !condition::find_gap(graph.vocabulary, ways);
  }

  void find_uncovered(const session::Graph& graph, const Covered& covered) {
    for (const Transition& one : graph.definition.transitions) {
      std::vector<std::string> places = one.from;
      if (one.is_creation()) places = {""};
      for (const std::string& from : places) {
        if (is_always_left(graph.definition, from)) continue;
        bool is_walked = covered.walked.count({&one, from}) > 0;
        bool is_refused = !one.is_for_people() || covered.refused.count({&one, from}) > 0;
        if (is_walked && is_refused) continue;
        result_.uncovered.push_back({{graph.file, one.mark.line, one.mark.column, "", ""},
                                     one.action,
                                     one.label,
                                     from,
                                     one.to,
                                     is_walked});
      }
    }
  }

  const session::Settings& settings_;
  session::Home home_;
  WorkflowTests result_;
};

}  // namespace

std::size_t WorkflowTests::failed() const {
  return static_cast<std::size_t>(std::count_if(
      walks.begin(), walks.end(), [](const TestedWalk& one) { return !one.problems.empty(); }));
}

WorkflowTests test_workflows(const session::Settings& settings, const std::string& which,
                             const std::string& cases, bool covers) {
  return Run(settings).run(which, cases, covers);
}

}  // namespace xueshi::authoring
