// Offices that a graph asks for, held against who holds them.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "authoring/workflows.h"
#include "base/text.h"
#include "item/desk.h"
#include "item/kind.h"

namespace xueshi::authoring {

namespace {

using academy::Org;
using academy::OrgLevel;
using workflow::Performer;
using Performers = std::vector<Performer>;

std::string word_of(OrgLevel level) {
  static const char* const kWords[] = {"academy", "branch", "institute", "department"};
  return kWords[static_cast<std::size_t>(level)];
}

// Offices of a place of a graph where a verdict is given.
struct Bench {
  const workflow::Place* place;
  Performers offices;
};

// Items of what belongs to an institute's year have no other unit.
bool can_have_items(const std::string& subject, OrgLevel level) {
  return !item::require_kind(subject).of_institutes_year || level == OrgLevel::kInstitute;
}

std::vector<Bench> benches_of(const workflow::Definition& definition, OrgLevel level) {
  std::vector<Bench> benches;
  if (!can_have_items(definition.subject, level)) return benches;
  condition::Condition of_level = condition::fact_is(definition.vocabulary, "unit", word_of(level));
  for (const workflow::Place* place : workflow::places_reached(definition, of_level)) {
    Performers offices = workflow::verdict_performers(definition, place->name);
    bool known = std::any_of(benches.begin(), benches.end(),
                             [&](const Bench& bench) { return bench.offices == offices; });
    if (!offices.empty() && !known) benches.push_back({place, std::move(offices)});
  }
  return benches;
}

std::string show(const Performers& performers) {
  std::vector<std::string> labels;
  for (const Performer& one : performers) {
    const std::string& label = one.office.label;
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  }
  return base::join(labels, "或");
}

class OfficeCheck {
 public:
  explicit OfficeCheck(session::Session& session)
      : session_(session),
        roles_(item::RoleBook::load(session.database(), session.today())),
        units_(session.tree().units_in(session.scope().range())) {}

  void run(WorkflowCheck& check) {
    for (const session::Graph& graph : check.sound) {
      is_dead_end_told_ = false;
      for (OrgLevel level :
           {OrgLevel::kAcademy, OrgLevel::kBranch, OrgLevel::kInstitute, OrgLevel::kDepartment}) {
        for (const Bench& bench : benches_of(graph.definition, level))
          check_bench(graph, bench, level, check.findings);
      }
    }
  }

 private:
  void check_bench(const session::Graph& graph, const Bench& bench, OrgLevel level,
                   base::Findings& findings) {
    for (const Org* unit : units_) {
      if (unit->level != level) continue;
      item::Desk desk(session_.tree(), session_.actor(), roles_, unit->code, "", "");
      if (!desk.are_vacant(bench.offices)) continue;
      item::Seat instead = desk.seats(bench.offices).front();
      if (roles_.holders(instead.role, instead.org).empty()) {
        tell_dead_end(graph, bench, instead, findings);
      } else {
        findings.warning(
            place_of(graph, bench), "workflow.vacant-office",
            fmt::format("{}（{}）的{}无人担任{}，由 {} 办理", unit->name, unit->code,
                        status_of(bench), show(bench.offices), desk.describe(bench.offices)));
      }
    }
  }

  // Said once for a graph: it is one vacancy, however many units end there.
  void tell_dead_end(const session::Graph& graph, const Bench& bench, const item::Seat& seat,
                     base::Findings& findings) {
    if (is_dead_end_told_) return;
    is_dead_end_told_ = true;
    findings.error(place_of(graph, bench), "workflow.vacant-office",
                   fmt::format("{}无人担任{}，上面再没有机构，“{}”的审批无人办理；请先导入 roles",
                               session_.tree().find(seat.org)->name, academy::label(seat.role),
                               graph.definition.title));
  }

  static std::string status_of(const Bench& bench) {
    return fmt::format("“{}”（{}）", bench.place->label, bench.place->name);
  }

  static base::Place place_of(const session::Graph& graph, const Bench& bench) {
    return {graph.file, bench.place->mark.line, bench.place->mark.column, "", ""};
  }

  session::Session& session_;
  item::RoleBook roles_;
  std::vector<const Org*> units_;
  bool is_dead_end_told_ = false;
};

}  // namespace

void check_offices(session::Session& session, WorkflowCheck& check) {
  session.require_right(academy::Right::kCheckOffices);
  if (session.tree().orgs().empty()) {
    throw base::Refused("org.none", "数据库中还没有机构，请先导入 orgs 和 roles");
  }
  OfficeCheck(session).run(check);
}

}  // namespace xueshi::authoring
