// Invariants of history: where items stand is where their trail leads, and what was frozen stays.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/fields.h"
#include "base/number.h"
#include "base/text.h"
#include "item/frozen.h"
#include "item/institute_year.h"
#include "item/kind.h"
#include "store/yearend.h"
#include "upkeep/invariant.h"
#include "workflow/history.h"

namespace xueshi::upkeep {

namespace {

using store::AuditEntry;
using workflow::Definition;
using workflow::State;
using workflow::Transition;

// Region → place, whatever order a version of the graph has its regions in.
using Places = std::map<std::string, std::string>;

// "review=draft,publication=unpublished"
Places parse_places(const std::string& text) {
  Places places;
  for (const std::string& part : base::split(text, ',')) {
    std::size_t equals = part.find('=');
    if (equals != std::string::npos) places[part.substr(0, equals)] = part.substr(equals + 1);
  }
  return places;
}

State state_of(const Definition& definition, const Places& places) {
  State state = workflow::start_state(definition);
  for (std::size_t i = 0; i < state.size(); ++i) {
    auto at = places.find(definition.regions[i].name);
    if (at != places.end()) state[i] = at->second;
  }
  return state;
}

bool deletes(const item::Kind& kind, const Definition& definition, const std::string& action) {
  return std::any_of(
      definition.transitions.begin(), definition.transitions.end(),
      [&](const Transition& transition) {
        const auto& effects = transition.effects;
        bool goes = !transition.to.empty() && transition.to == kind.gone_at;
        return transition.action == action &&
               (goes || std::any_of(effects.begin(), effects.end(), [](const auto& effect) {
                  return effect.rfind("delete_", 0) == 0;
                }));
      });
}

// What passes on by itself has a line in the trail, and is no act of its own.
bool is_act(const Definition& definition, const std::string& action) {
  auto is_named = [&](const Transition& transition) { return transition.action == action; };
  auto passes = [&](const Transition& transition) {
    return transition.passes_on == workflow::PassesOn::kAlways;
  };
  bool is_passing = false;
  for (const Transition& transition : definition.transitions)
    is_passing = is_passing || (is_named(transition) && passes(transition));
  return !is_passing;
}

// Walks the items of a subject and their trails together, both by number.
class Replay {
 public:
  Replay(Examination& examination, const item::Kind& kind)
      : examination_(examination), kind_(kind) {
    for (store::RunningItem& item : store::fetch_items(examination.database(), kind_.word)) {
      std::string number = item.number;
      items_.emplace(std::move(number), std::move(item));
    }
  }

  void run() {
    store::for_each_trail(examination_.database(), kind_.word,
                          [&](const std::string& number, const std::vector<AuditEntry>& trail) {
                            auto at = items_.find(number);
                            if (at == items_.end()) return judge_gone(number, trail);
                            judge(at->second, trail);
                            items_.erase(at);
                          });
    for (const auto& [number, item] : items_) judge(item, {});
  }

 private:
  void report(const std::string& number, const std::string& what) {
    examination_.report(fmt::format("{} {}：{}", kind_.label, number, what));
  }

  const Definition* definition_of(const std::string& version) {
    const session::Graph* graph = examination_.session.graphs().find(
        examination_.database(), {kind_.graph, version}, kind_.word);
    return graph == nullptr ? nullptr : &graph->definition;
  }

  // An item without a row must have been deleted last.
  void judge_gone(const std::string& number, const std::vector<AuditEntry>& trail) {
    const Definition* definition = definition_of(trail.back().graph);
    if (definition == nullptr) return examination_.skip();
    if (!deletes(kind_, *definition, trail.back().action)) {
      if (!examination_.is_whole && !reaches(number)) return;
      examination_.look_at();
      report(number, "审计记录中仍在办理，而办理事项已不在");
    }
  }

  bool reaches(const std::string& number) {
    auto stands = kind_.find_standpoint(examination_.database(), number);
    return stands && examination_.reaches(stands->org);
  }

  void judge(const store::RunningItem& item, const std::vector<AuditEntry>& trail) {
    auto stands = kind_.find_standpoint(examination_.database(), item.number);
    if (!stands) {
      if (!examination_.is_whole) return;
      examination_.look_at();
      return report(item.number, "办理事项所指的数据不存在");
    }
    if (!examination_.reaches(stands->org)) return;
    examination_.look_at();
    Places now(stands->places.begin(), stands->places.end());
    std::string problem = follow(item, trail, now);
    if (!problem.empty()) report(item.number, problem);
  }

  // The entries since the item was made last: what was deleted may be made anew.
  std::vector<AuditEntry> of_this_life(const std::vector<AuditEntry>& trail) {
    auto begin = trail.begin();
    for (auto entry = trail.begin(); entry != trail.end(); ++entry) {
      const Definition* definition = definition_of(entry->graph);
      if (definition != nullptr && deletes(kind_, *definition, entry->action)) begin = entry + 1;
    }
    return {begin, trail.end()};
  }

  std::string follow(const store::RunningItem& item, const std::vector<AuditEntry>& whole_trail,
                     const Places& now) {
    std::vector<AuditEntry> trail = of_this_life(whole_trail);
    Places places = parse_places(item.origin);
    std::int64_t acts = 0;
    std::string version = trail.empty() ? item.graph.version : trail.front().graph;
    std::size_t at = 0;
    do {
      // One stretch that was gone under one version of the graph.
      std::vector<workflow::Step> steps;
      const Definition* definition = definition_of(version);
      if (definition == nullptr) return unknown_version(version);
      State from = state_of(*definition, places);
      for (; at < trail.size() && trail[at].graph == version; ++at) {
        acts += is_act(*definition, trail[at].action) ? 1 : 0;
        add_steps(*definition, trail[at], places, steps);
      }
      bool is_last = at == trail.size();
      State to = state_of(*definition, is_last ? now : places);
      if (auto problem = workflow::replay(*definition, from, steps, to)) return problem->message;
      if (!is_last) version = trail[at].graph;
    } while (at < trail.size());
    if (version != item.graph.version)
      return fmt::format("按流程版本 {} 办理，审计记录中最后是 {}", item.graph.version, version);
    if (acts != item.revision)
      return fmt::format("修订号为 {}，审计记录中办理了 {} 次", item.revision, acts);
    return "";
  }

  // Not even the program of then would help: the text is gone.
  std::string unknown_version(const std::string& version) {
    return fmt::format("流程版本 {} 没有保存，无法核对", version);
  }

  static void add_steps(const Definition& definition, const AuditEntry& entry, Places& places,
                        std::vector<workflow::Step>& steps) {
    for (const workflow::Region& region : definition.regions) {
      std::string to = base::field_or_empty(entry.after, region.name);
      if (to.empty()) continue;
      steps.push_back(
          {region.name, base::field_or_empty(entry.before, region.name), to, entry.action});
      places[region.name] = to;
    }
  }

  Examination& examination_;
  const item::Kind& kind_;
  std::map<std::string, store::RunningItem> items_;  // those that no trail was found of yet
};

void check_replay(Examination& examination) {
  for (const item::Kind* kind : item::kinds()) Replay(examination, *kind).run();
}

// Digests that the trail keeps of what was frozen, by revision ("" for a backbone report); of a
// revision that was submitted twice (its summary was deleted between) the last.
std::map<std::string, std::string> digests_of(Examination& examination, const char* subject,
                                              const std::string& id) {
  std::map<std::string, std::string> digests;
  for (const AuditEntry& entry : store::fetch_audit_of(examination.database(), subject, id)) {
    std::string digest = base::field_or_empty(entry.after, item::kDigestHeading);
    if (entry.outcome == "done" && !digest.empty())
      digests[base::field_or_empty(entry.after, "版次")] = digest;
  }
  return digests;
}

void compare(Examination& examination, const std::string& what, const std::string& kept,
             const std::string& now) {
  // Frozen before the trail kept digests.
  if (kept.empty()) return examination.skip();
  examination.look_at();
  if (kept != now) {
    examination.report(fmt::format("{}：内容摘要为 {}，审计记录中为 {}：冻结之后被改动过", what,
                                   now.substr(0, 12), kept.substr(0, 12)));
  }
}

void check_finalised(Examination& examination) {
  for (const auto& [org, year] : store::fetch_finalised(
           examination.database(), examination.extent.scope, examination.extent.year)) {
    store::BackboneReport report =
        store::fetch_backbone(examination.database(), examination.extent.scope, org, year);
    auto kept = digests_of(examination, "backbone", item::institute_year_id(org, year));
    compare(examination, fmt::format("{} {} 已完成上报的骨干人才", org, year.value()), kept[""],
            item::digest_of(org, year, report));
  }
}

// Every revision is there up to the summary's own, and as it was submitted.
void check_submitted(Examination& examination) {
  std::set<std::pair<std::string, std::int64_t>> there;
  for (const yearend::Summary& revision : store::fetch_revisions(
           examination.database(), examination.extent.scope, examination.extent.year)) {
    std::string id = item::institute_year_id(revision.org, revision.year);
    there.emplace(id, revision.revision);
    auto kept = digests_of(examination, "summary", id);
    compare(examination, fmt::format("{} 年度培训总结第 {} 版", id, revision.revision),
            kept[std::to_string(revision.revision)], item::digest_of(revision));
  }
  for (const yearend::Summary& summary : store::fetch_summaries(
           examination.database(), examination.extent.scope, examination.extent.year)) {
    std::string id = item::institute_year_id(summary.org, summary.year);
    for (std::int64_t revision = 1; revision <= summary.revision; ++revision) {
      if (there.count({id, revision}) > 0) continue;
      examination.look_at();
      examination.report(
          fmt::format("{} 年度培训总结第 {} 版已提交，却不在数据库中", id, revision));
    }
  }
}

}  // namespace

const std::vector<Invariant>& history_invariants() {
  static const std::vector<Invariant> kInvariants = {
      {"replay", "每个事项的状态是审计记录逐步办理的结果", check_replay},
      {"finalised", "已完成上报的骨干人才名单此后没有改动", check_finalised},
      {"submitted", "已提交的年度培训总结各版此后没有改动", check_submitted},
  };
  return kInvariants;
}

}  // namespace xueshi::upkeep
