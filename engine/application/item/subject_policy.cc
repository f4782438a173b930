// A text of rules on its way into force (workflows/policy.yaml; policy.md §3): one proposes,
// another confirms. What the graph asks for – proved, its cases pass, simulated on today's people –
// the deed establishes itself, inside its transaction; by looking nothing is established.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "academy/person.h"
#include "base/fields.h"
#include "base/text.h"
#include "item/deed.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "policy/file_name.h"
#include "proving/policy_tests.h"
#include "proving/simulate.h"
#include "seal/hash.h"
#include "session/policies.h"
#include "session/wrong_files.h"
#include "store/proposals.h"

namespace xueshi::item {

namespace {

using proving::RulesFiles;
using store::Proposal;

constexpr const char* kYear = "年度";
constexpr const char* kFile = "文件";
constexpr const char* kText = "规定";
constexpr const char* kCasesFile = "用例文件";
constexpr const char* kCases = "用例";
constexpr std::size_t kMostReasons = 20;
constexpr std::size_t kMostCharacters = 1'000'000;  // of a text; rules are a few thousand

// The reasons that findings are, a sentence each.
base::Blockers blockers_of(const base::Findings& findings, const char* code) {
  base::Blockers blockers;
  for (const base::Finding& finding : findings.kept()) {
    if (finding.severity != base::Severity::kError || blockers.size() == kMostReasons) continue;
    std::string place = base::render(finding.place);
    blockers.push_back(
        {code, place.empty() ? finding.message : fmt::format("{}: {}", place, finding.message)});
  }
  return blockers;
}

// The rules as they hold inside the deed: what others confirmed meanwhile, and what the same act
// confirmed before, is among them. `all`: texts that were confirmed hold, whatever the setting
// says; one that is damaged is then left out.
policy::Shelf load_rules(Deed& deed, bool all) {
  const session::Home& home = deed.session.home();
  policy::Shelf shelf = home.load_shelf();
  bool by_deed = deed.session.settings().flag("policy_by_deed");
  if (!by_deed && !all) return shelf;
  auto texts = store::fetch_texts_in_force(deed.transaction.database(), true);
  if (!by_deed) std::erase_if(texts, [](const auto& text) { return !session::is_whole(text); });
  session::put_in_force(home, texts, shelf);
  return shelf;
}

// What was found out about a text: what stands in the way of each need, and the figures.
struct Established {
  base::Blockers proved, tests, simulated;
  std::string basis;
  store::ProposalFigures figures;
};

class Bench {
 public:
  Bench(Deed& deed, const Proposal& proposal)
      : deed_(deed),
        proposal_(proposal),
        rules_(deed.session.home(), load_rules(deed, false)),
        draft_{{proposal.file, proposal.content}, proposal.year} {}

  Established run() {
    prove();
    if (found_.proved.empty()) {
      test();
      simulate();
    } else {
      found_.tests = {{"policy.not-tested", "规定有误，没有运行用例"}};
      found_.simulated = {{"policy.not-simulated", "规定有误，没有模拟"}};
    }
    return std::move(found_);
  }

 private:
  void prove() {
    base::Findings findings;
    auto policy = policy::check(academy::person_vocabulary(), rules_.shelf(), draft_.file,
                                draft_.since, findings);
    found_.proved = blockers_of(findings, "policy.not-proved");
    if (!policy) return;
    find_broken_later();
    found_.figures.proofs = static_cast<std::int64_t>(policy->proofs.size());
    std::set<std::string> files;
    for (const policy::Origin& origin : policy->origins) files.insert(origin.file);
    std::vector<std::string> basis;
    for (const auto& [year, file] : rules_.shelf().by_year) {
      if (files.count(file.name) == 0 || year >= proposal_.year.value()) continue;
      basis.push_back(session::basis_of(base::Year(year), file.text));
    }
    found_.basis = session::join_basis(basis);
  }

  // Years that extend the text: as files, and as they were confirmed.
  void find_broken_later() {
    base::Blockers broken =
        blockers_of(rules_.find_broken_later(draft_), "policy.later-year-broken");
    RulesFiles confirmed(deed_.session.home(), load_rules(deed_, true));
    for (base::Blocker& one :
         blockers_of(confirmed.find_broken_later(draft_), "policy.later-year-broken")) {
      bool is_told = std::any_of(broken.begin(), broken.end(), [&](const base::Blocker& other) {
        return other.message == one.message;
      });
      if (!is_told) broken.push_back(std::move(one));
    }
    found_.proved.insert(found_.proved.end(), broken.begin(), broken.end());
  }

  void test() {
    if (base::trim(proposal_.cases).empty()) {
      found_.tests = {
          {"policy.no-cases", fmt::format("没有用例：请为 {} 年度的规定写用例，并与规定一同提请",
                                          proposal_.year.value())}};
      return;
    }
    proving::PolicyTests tests =
        proving::test_draft(rules_, draft_, {proposal_.cases_file, proposal_.cases});
    found_.tests = blockers_of(tests.findings, "policy.cases-wrong");
    if (found_.tests.empty() && tests.cases.empty())
      found_.tests = {{"policy.no-cases", "用例文件中没有用例，请写上用例后再提请"}};
    for (const proving::TestedCase& one : tests.cases) {
      if (one.differences.empty() || found_.tests.size() == kMostReasons) continue;
      found_.tests.push_back(
          {"policy.case-failed", fmt::format("{}:{}: 用例“{}”未通过：{}", one.file, one.line,
                                             one.one.name, base::join(one.differences, "；"))});
    }
    found_.figures.cases_passed = static_cast<std::int64_t>(tests.cases.size() - tests.failed());
  }

  void simulate() {
    try {
      proving::SimulatedSums sums =
          proving::simulate_draft(deed_.session, rules_, draft_, proposal_.year).total;
      std::int64_t proofs = found_.figures.proofs, cases = found_.figures.cases_passed;
      found_.figures = {proofs,
                        cases,
                        sums.people,
                        sums.required_before,
                        sums.required_after,
                        sums.met_before,
                        sums.met_after,
                        sums.gained,
                        sums.lost,
                        sums.newly_exempt,
                        sums.newly_required,
                        sums.candidates_before,
                        sums.candidates_after};
    } catch (const session::WrongFiles& wrong) {
      found_.simulated = blockers_of(wrong.findings(), "policy.not-simulated");
    }
  }

  Deed& deed_;
  const Proposal& proposal_;
  RulesFiles rules_;
  RulesFiles::Named draft_;
  Established found_;
};

std::string render(const store::ProposalFigures& figures) {
  return fmt::format(
      "{} 人，纳入考核 {}，达标 {}，新达标 {}，不再达标 {}，新不纳入 {}，新纳入 {}，骨干候选 {}",
      figures.people, proving::render_change(figures.required_before, figures.required_after),
      proving::render_change(figures.met_before, figures.met_after), figures.gained, figures.lost,
      figures.newly_exempt, figures.newly_required,
      proving::render_change(figures.candidates_before, figures.candidates_after));
}

class PolicySubject : public SubjectWithTables<PolicySubject> {
 public:
  PolicySubject(Deed& deed, Proposal proposal)
      : SubjectWithTables(deed), proposal_(std::move(proposal)) {
    load();
  }

  std::string_view word() const override { return "policy"; }
  std::string number() const override { return proposal_.number; }
  std::string unit() const override { return proposal_.org; }
  std::string place(std::string_view) const override { return proposal_.status; }
  void set_place(std::string_view, const std::string& place) override { proposal_.status = place; }
  condition::Facts facts() const override { return {}; }

  base::Blockers set_fields(const base::Fields& fields) override {
    base::Blockers blockers;
    if (!proposal_.number.empty()) return blockers;  // a text that changed is another proposal
    for (const auto& [heading, value] : fields) {
      if (heading == kYear) set_year(value, blockers);
      if (heading == kFile) proposal_.file = value;
      if (heading == kText) proposal_.content = policy::canonical_text(value);
      if (heading == kCasesFile) proposal_.cases_file = value;
      if (heading == kCases) proposal_.cases = policy::canonical_text(value);
    }
    if (proposal_.year == base::Year())
      blockers.push_back({"policy.field", "年度：请写明规定从哪一年度起施行"});
    if (base::trim(proposal_.content).empty())
      blockers.push_back({"policy.field", "规定：请给出规定的文本"});
    if (proposal_.file.empty()) proposal_.file = fmt::format("{}.yaml", proposal_.year.value());
    if (proposal_.cases_file.empty())
      proposal_.cases_file = fmt::format("{}.cases.yaml", proposal_.year.value());
    proposal_.title = fmt::format("{} 年度规定（{}）", proposal_.year.value(), proposal_.file);
    proposal_.sha256 = seal::sha256(proposal_.content);
    return blockers;
  }

  static const std::vector<Need>& needs() {
    static const std::vector<Need> kNeeds = {
        {"none_waiting", &PolicySubject::none_waiting},
        {{"another_person", "", "", false}, &PolicySubject::another_person},
        {{"proposer", "", "", false}, &PolicySubject::proposer},
        {{"unchanged", "", "", false}, &PolicySubject::unchanged},
        {"proved", &PolicySubject::proved},
        {"tests_pass", &PolicySubject::tests_pass},
        {"simulated", &PolicySubject::simulated}};
    return kNeeds;
  }
  static const std::vector<Effect>& effects() {
    static const std::vector<Effect> kEffects = {
        {"record_author", &PolicySubject::record_author},
        {{"take_into_force", "", "", false}, &PolicySubject::take_into_force}};
    return kEffects;
  }

  void save() override {
    if (proposal_.number.empty()) {
      proposal_.number = store::free_proposal_number(deed_.transaction, proposal_.year);
      proposal_.proposed = base::render(deed_.session.today());
    }
    if (established_) {
      proposal_.figures = established_->figures;
      if (proposal_.basis.empty()) proposal_.basis = established_->basis;
    }
    store::save_proposal(deed_.transaction, deed_.session.scope(), proposal_);
  }

  base::Fields values() const override {
    base::Fields values = {
        {kYear, proposal_.year == base::Year() ? "" : std::to_string(proposal_.year.value())},
        {kFile, proposal_.file},
        {"SHA-256", proposal_.sha256},
        {"沿用的规定", proposal_.basis},
        {kCasesFile, proposal_.cases_file},
        {"用例 SHA-256", proposal_.cases.empty() ? "" : seal::sha256(proposal_.cases)}};
    if (proposal_.number.empty()) return values;
    values.emplace_back("证明", std::to_string(proposal_.figures.proofs));
    values.emplace_back("通过的用例", std::to_string(proposal_.figures.cases_passed));
    values.emplace_back("模拟", render(proposal_.figures));
    if (proposal_.taken > 0) values.emplace_back("第几次生效", std::to_string(proposal_.taken));
    return values;
  }

 private:
  void set_year(const std::string& value, base::Blockers& blockers) {
    auto year = base::parse_year(value);
    if (!year)
      blockers.push_back({"policy.field", fmt::format("年度：'{}' 不是年度，例如 2025", value)});
    if (year) proposal_.year = *year;
  }

  base::Blockers none_waiting() const {
    const workflow::Definition& graph = deed_.session.graphs().current(word()).definition;
    for (const Proposal& other :
         store::fetch_proposals(deed_.session.database(), deed_.session.scope(), proposal_.year)) {
      const workflow::Place* at = graph.find_place(other.status);
      if (other.number == number() || (at != nullptr && at->end)) continue;
      return {{"policy.waiting", fmt::format("{} 年度已有待确认的 {}，请先确认、退回或撤回",
                                             proposal_.year.value(), other.number)}};
    }
    return {};
  }

  // Of the operator too, who is nobody of the academy and otherwise may do everything.
  bool is_proposer() const { return deed_.session.actor().employee == item().author; }
  base::Blockers another_person() const {
    if (!is_proposer()) return {};
    return {{"policy.own-proposal", "提请的人不能自己确认或退回，须由另一位院管理员办理"}};
  }
  base::Blockers proposer() const {
    if (is_proposer()) return {};
    return {{"policy.not-proposer", "只有提请的人能撤回；其他院管理员可以退回"}};
  }

  // Requires: the deed does something.
  const Established& established() const {
    if (!established_) established_ = Bench(deed_, proposal_).run();
    return *established_;
  }
  bool is_looked_at() const { return deed_.transaction.reads_only(); }

  // Looking at a proposal establishes nothing: whether it may be confirmed, confirming shows.
  base::Blockers unchanged() const {
    if (is_looked_at()) return {};
    if (seal::sha256(proposal_.content) != proposal_.sha256)
      return {{"policy.text-changed",
               fmt::format("{} 的文本与提请时的 SHA-256 不符，请撤回后重新提请", number())}};
    base::Blockers blockers;
    policy::Shelf files = deed_.session.home().load_shelf();
    auto file = files.by_year.find(proposal_.year.value());
    bool is_it = file != files.by_year.end() &&
                 RulesFiles(deed_.session.home(), {}).shown(file->second.name) == proposal_.file;
    if (is_it && file->second.text != proposal_.content)
      blockers.push_back(
          {"policy.text-changed",
           fmt::format("提请之后文件 {} 又有改动，请撤回后重新提请", proposal_.file)});
    if (established().proved.empty() && established().basis != proposal_.basis)
      blockers.push_back({"policy.basis-changed",
                          fmt::format("提请之后，所沿用的规定又有改动（{} → {}），请撤回后重新提请",
                                      proposal_.basis, established().basis)});
    return blockers;
  }
  base::Blockers proved() const { return is_looked_at() ? base::Blockers() : established().proved; }
  base::Blockers tests_pass() const {
    return is_looked_at() ? base::Blockers() : established().tests;
  }
  base::Blockers simulated() const {
    return is_looked_at() ? base::Blockers() : established().simulated;
  }

  void take_into_force() {
    proposal_.taken = store::next_taking(deed_.transaction);
    if (!deed_.session.settings().flag("policy_by_deed"))
      deed_.warnings.push_back(
          fmt::format("现按 rules 文件夹中的文件办理：请把 {} 的文本放进 rules/{}.yaml", number(),
                      proposal_.year.value()));
  }

  Proposal proposal_;
  mutable std::optional<Established> established_;
};

std::unique_ptr<Subject> lock(Deed& deed, const std::string& id) {
  auto proposal = store::lock_proposal(deed.transaction, deed.session.scope(), id);
  if (!proposal) refuse_not_found("policy", id);
  return std::make_unique<PolicySubject>(deed, *proposal);
}

std::unique_ptr<Subject> make(Deed& deed) {
  Proposal proposal;
  proposal.org = deed.session.tree().orgs().front().code;
  return std::make_unique<PolicySubject>(deed, proposal);
}

std::vector<std::optional<Waiting>> look_at_waiting(Deed& deed,
                                                    const std::vector<store::WaitingRow>& rows) {
  database::Database& database = deed.session.database();
  std::vector<std::string> numbers = store::numbers_of(rows);
  std::vector<Proposal> proposals = store::fetch_proposals(database, deed.session.scope(), numbers);
  deed.fetched.fetch_items(database, "policy", numbers);
  std::vector<std::optional<Waiting>> all;
  for (const std::string& number : numbers) {
    all.emplace_back();
    for (const Proposal& one : proposals) {
      if (one.number == number)
        all.back() = Waiting{std::make_unique<PolicySubject>(deed, one), one.title, one.status};
    }
  }
  return all;
}

}  // namespace

const Kind& policy_kind() {
  static const Kind kKind = [] {
    Kind kind{.word = "policy",
              .label = "规定的施行",
              .graph = "policy",
              .regions = {"taking"},
              .places = {},
              .facts = {},
              .fields = {kYear, kFile, kText, kCasesFile, kCases},
              .needs = offered_by(PolicySubject::needs()),
              .effects = offered_by(PolicySubject::effects()),
              .lock = lock};
    kind.make = make;
    kind.reads_many_rows = true;
    kind.most_characters = kMostCharacters;
    kind.piles = {{"policy", {store::WaitingKind::kPolicy}}};
    kind.look_at_waiting = look_at_waiting;
    kind.find_standpoint = store::find_proposal_standpoint;
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
