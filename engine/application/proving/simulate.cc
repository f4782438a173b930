#include "proving/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "hours/statement.h"
#include "session/wrong_files.h"
#include "store/people.h"
#include "store/records.h"
#include "yearend/backbone.h"

namespace xueshi::proving {

namespace {

using policy::Draft;
using policy::Policy;

std::string_view verdict(const hours::Tally& tally) {
  return hours::verdict_label(tally.met, tally.exempt.has_value(), tally.open);
}

// The rules between two drafts: one side with some of the values of the other.
class Mixtures {
 public:
  Mixtures(Draft before, Draft after, base::Year year)
      : before_(std::move(before)),
        after_(std::move(after)),
        year_(year),
        changes_(before_.differences(after_)) {}

  const std::vector<std::string>& changes() const { return changes_; }

  // The fewest values of `after`, of three at most, that `flips` says are enough; else all.
  template <typename Flips>
  std::vector<std::string> least(Flips flips) {
    constexpr std::size_t kMostTogether = 3;
    for (std::size_t size = 1; size <= std::min(kMostTogether, changes_.size()); ++size) {
      std::vector<std::size_t> chosen(size);
      for (std::size_t i = 0; i < size; ++i) chosen[i] = i;
      do {
        const std::optional<Policy>& policy = mixture(chosen);
        if (policy && flips(*policy)) return paths(chosen);
      } while (next(chosen));
    }
    return changes_;
  }

 private:
  bool next(std::vector<std::size_t>& chosen) const {
    for (std::size_t i = chosen.size(); i-- > 0;) {
      if (chosen[i] + (chosen.size() - i) >= changes_.size()) continue;
      ++chosen[i];
      for (std::size_t j = i + 1; j < chosen.size(); ++j) chosen[j] = chosen[j - 1] + 1;
      return true;
    }
    return false;
  }

  std::vector<std::string> paths(const std::vector<std::size_t>& chosen) const {
    std::vector<std::string> all;
    for (std::size_t each : chosen) all.push_back(changes_[each]);
    return all;
  }

  // Absent where those values alone make no sound rules.
  const std::optional<Policy>& mixture(const std::vector<std::size_t>& chosen) {
    auto [at, fresh] = known_.try_emplace(chosen);
    if (fresh) {
      base::Findings findings;
      at->second = before_.with(after_, paths(chosen))
                       .resolve(academy::person_vocabulary(), year_, findings);
    }
    return at->second;
  }

  Draft before_, after_;
  base::Year year_;
  std::vector<std::string> changes_;
  std::map<std::vector<std::size_t>, std::optional<Policy>> known_;
};

void add(SimulatedSums& sums, const hours::Tally& before, const hours::Tally& after,
         bool was_candidate, bool is_candidate) {
  ++sums.people;
  auto is_required = [](const hours::Tally& tally) { return !tally.exempt && !tally.open; };
  bool was = is_required(before), is = is_required(after);
  sums.required_before += was ? 1 : 0;
  sums.required_after += is ? 1 : 0;
  sums.met_before += was && before.met ? 1 : 0;
  sums.met_after += is && after.met ? 1 : 0;
  sums.gained += was && is && !before.met && after.met ? 1 : 0;
  sums.lost += was && is && before.met && !after.met ? 1 : 0;
  sums.newly_exempt += was && !is ? 1 : 0;
  sums.newly_required += !was && is ? 1 : 0;
  sums.candidates_before += was_candidate ? 1 : 0;
  sums.candidates_after += is_candidate ? 1 : 0;
}

class Simulator {
 public:
  Simulator(session::Session& session, const SimulationRequest& request)
      : session_(session), request_(request) {}

  Simulation run() {
    session_.require_right(academy::Right::kLookStaff);
    base::Findings findings;
    RulesFiles files(session_.home(), session_.policies().shelf());
    auto draft = files.find(request_.draft, findings);
    load(files, draft, findings);
    database::Transaction snapshot(session_.database(), database::Transaction::Mode::kSnapshot);
    return judge_everybody();
  }

  Simulation run(const RulesFiles& files, const RulesFiles::Named& draft) {
    base::Findings findings;
    load(files, draft, findings);
    return judge_everybody();
  }

 private:
  Simulation judge_everybody() {
    result_.changes = mixtures_->changes();
    academy::Scope scope = session_.list_scope(request_.org);
    store::for_each_person_of_year(
        session_.database(), scope, reach(),
        [&](const academy::Person& person, const hours::OnRecord& on_record) {
          judge(person, on_record);
        });
    find_quotas(scope);
    std::sort(result_.institutes.begin(), result_.institutes.end(),
              [](const auto& a, const auto& b) { return a.org < b.org; });
    return std::move(result_);
  }

  void load(const RulesFiles& files, const std::optional<RulesFiles::Named>& draft,
            base::Findings& findings) {
    std::string against =
        request_.against.empty() ? std::to_string(request_.year.value()) : request_.against;
    auto read = [&](const std::optional<RulesFiles::Named>& named,
                    std::string& shown) -> std::optional<Draft> {
      if (!named) return std::nullopt;
      shown = named->file.name;
      return files.load(*named, findings);
    };
    auto before = read(files.find(against, findings), result_.before),
         after = read(draft, result_.after);
    if (before) before_ = before->resolve(academy::person_vocabulary(), request_.year, findings);
    if (after) after_ = after->resolve(academy::person_vocabulary(), request_.year, findings);
    if (!before_ || !after_) throw session::WrongFiles(findings);
    mixtures_.emplace(std::move(*before), std::move(*after), request_.year);
  }

  // As far as either side reaches.
  hours::Reach reach() const {
    hours::Reach a = hours::reach_of(*before_), b = hours::reach_of(*after_);
    std::optional<base::Year> first;
    if (a.first && b.first) first = std::min(*a.first, *b.first);
    hours::Reach both(request_.year, first, a.by_record || b.by_record);
    if (!a.last || !b.last) both.last.reset();
    both.with_absences = a.with_absences || b.with_absences;
    both.first_day = std::min(a.first_day, b.first_day);
    both.last_day = std::max(a.last_day, b.last_day);
    return both;
  }

  hours::Tally tally(const Policy& policy, const academy::Person& person,
                     const hours::OnRecord& on_record) const {
    return hours::make_tally(
        policy,
        hours::learner_of(session_.tree(), policy, person, session_.today(), on_record.absences),
        on_record);
  }

  static bool is_candidate(const Policy& policy, const hours::Tally& tally) {
    return policy.has_backbone && yearend::is_candidate(policy.backbone, tally);
  }

  void judge(const academy::Person& person, const hours::OnRecord& on_record) {
    hours::Tally before = tally(*before_, person, on_record);
    hours::Tally after = tally(*after_, person, on_record);
    bool was = is_candidate(*before_, before), is = is_candidate(*after_, after);
    add(result_.total, before, after, was, is);
    const academy::Org* institute = session_.tree().institute_of(person.org);
    const academy::Org* unit = institute ? institute : session_.tree().find(person.org);
    add(sums_of(*unit), before, after, was, is);
    if (!request_.lists_flips || verdict(before) == verdict(after)) return;
    Flip flip{person.employee,
              person.name,
              unit->code,
              std::string(verdict(before)),
              std::string(verdict(after)),
              {}};
    flip.because = mixtures_->least([&](const Policy& mixture) {
      return verdict(tally(mixture, person, on_record)) == verdict(after);
    });
    result_.flips.push_back(std::move(flip));
  }

  SimulatedSums& sums_of(const academy::Org& unit) {
    auto [at, fresh] = places_.try_emplace(unit.code, result_.institutes.size());
    if (fresh) result_.institutes.push_back({unit.code, unit.name, {}});
    return result_.institutes[at->second].sums;
  }

  void find_quotas(const academy::Scope& scope) {
    for (SimulatedInstitute& institute : result_.institutes) {
      auto headcount =
          store::find_headcount(session_.database(), scope, institute.org, request_.year);
      if (!headcount || *headcount <= 0) continue;
      auto quota = [&](const Policy& policy) {
        return policy.has_backbone ? yearend::make_quota(policy.backbone, *headcount).required : 0;
      };
      institute.sums.quota_before = quota(*before_);
      institute.sums.quota_after = quota(*after_);
      result_.total.quota_before += institute.sums.quota_before;
      result_.total.quota_after += institute.sums.quota_after;
    }
  }

  session::Session& session_;
  const SimulationRequest& request_;
  std::optional<Policy> before_, after_;
  std::optional<Mixtures> mixtures_;
  std::map<std::string, std::size_t> places_;
  Simulation result_;
};

}  // namespace

std::string render_change(std::int64_t before, std::int64_t after) {
  return before == after ? std::to_string(before) : fmt::format("{} → {}", before, after);
}

std::vector<std::string> render(const SimulatedSums& sums) {
  return {std::to_string(sums.people),
          render_change(sums.required_before, sums.required_after),
          render_change(sums.met_before, sums.met_after),
          std::to_string(sums.gained),
          std::to_string(sums.lost),
          std::to_string(sums.newly_exempt),
          render_change(sums.candidates_before, sums.candidates_after),
          render_change(sums.quota_before, sums.quota_after)};
}

const std::vector<std::string>& sums_headings() {
  static const std::vector<std::string> kHeadings = {
      "人数", "纳入考核", "达标", "新达标", "不再达标", "新不纳入", "骨干候选", "骨干应有"};
  return kHeadings;
}

std::string render(const Flip& flip) {
  return fmt::format("{} {}（{}）：{} → {}，因为 {}", flip.employee, flip.name, flip.org,
                     flip.before, flip.after, base::join(flip.because, "、"));
}

Simulation simulate(session::Session& session, const SimulationRequest& request) {
  return Simulator(session, request).run();
}

Simulation simulate_draft(session::Session& session, const RulesFiles& rules,
                          const RulesFiles::Named& draft, base::Year year, bool lists_flips) {
  SimulationRequest request;
  request.year = year;
  request.lists_flips = lists_flips;
  policy::Shelf before = rules.shelf();
  auto own = before.by_year.find(year.value());
  bool is_first = own == before.by_year.begin();
  if (own != before.by_year.end() && own->second.text == draft.file.text && !is_first)
    before.by_year.erase(own);
  return Simulator(session, request).run(RulesFiles(rules.home(), before), draft);
}

}  // namespace xueshi::proving
