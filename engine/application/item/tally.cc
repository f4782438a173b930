#include "item/tally.h"

#include <fmt/format.h>

#include "store/absences.h"
#include "store/classes.h"
#include "store/people.h"
#include "store/records.h"
#include "yearend/classes.h"

namespace xueshi::item {

hours::Learner learner_of(const session::Session& session, const policy::Policy& policy,
                          const academy::Person& person, std::vector<hours::Absence> absences) {
  return hours::learner_of(session.tree(), policy, person, session.today(), std::move(absences));
}

const policy::Policy& require_backbone_rules(const session::Session& session, base::Year year) {
  const policy::Policy& policy = session.policy(year);
  if (policy.has_backbone) return policy;
  throw base::Refused(
      "backbone.not-in-rules",
      fmt::format("{} 年度的规定没有骨干人才上报（规定文件中没有 backbone）", year.value()));
}

const policy::Policy& require_summary_rules(const session::Session& session, base::Year year) {
  const policy::Policy& policy = session.policy(year);
  if (policy.has_summary) return policy;
  throw base::Refused(
      "summary.not-in-rules",
      fmt::format("{} 年度的规定没有年度培训总结（规定文件中没有 summary）", year.value()));
}

std::string institute_name(const academy::OrgTree& tree, const academy::Person& person) {
  const academy::Org* institute = tree.institute_of(person.org);
  return institute ? institute->name : tree.find(person.org)->name;
}

std::string department_name(const academy::OrgTree& tree, const academy::Person& person) {
  const academy::Org* unit = tree.find(person.org);
  return unit->level == academy::OrgLevel::kDepartment ? unit->name : "";
}

InstituteTally tally_institute(session::Session& session, const academy::Scope& scope,
                               base::Year year, const std::set<std::string>& reported) {
  const policy::Policy& policy = session.policy(year);
  const academy::OrgTree& tree = session.tree();
  InstituteTally result;
  store::for_each_person_of_year(
      session.database(), scope, hours::reach_of(policy),
      [&](const academy::Person& person, const hours::OnRecord& on_record) {
        hours::Tally tally = hours::make_tally(
            policy, learner_of(session, policy, person, on_record.absences), on_record);
        result.people.add(tally);
        yearend::BackboneLine line = backbone_line(tree, person, tally);
        line.candidate = policy.has_backbone && yearend::is_candidate(policy.backbone, tally);
        line.reported = reported.count(person.employee) > 0;
        if (line.candidate || line.reported) result.backbone.push_back(std::move(line));
      });
  yearend::sort_backbone(result.backbone);
  return result;
}

namespace {

// Somebody who was reported and is no longer among the institute's people: they moved, or left
// before the year. They stay in its list (domain.md §4.2), so that their own figures are read
// wherever they are now.
yearend::BackboneLine line_of_absent(session::Session& session, base::Year year,
                                     const std::string& employee) {
  const academy::OrgTree& tree = session.tree();
  academy::Scope everywhere = academy::Scope::of(academy::Actor::machine_operator(), tree);
  const academy::Person person =
      store::find_person(session.database(), everywhere, employee).value();
  const policy::Policy& policy = session.policy(year);
  hours::Statement statement = hours::make_statement(
      policy,
      learner_of(session, policy, person,
                 store::fetch_absences(session.database(), everywhere, employee)),
      store::fetch_records(session.database(), everywhere, employee, hours::reach_of(policy)));
  yearend::BackboneLine line = backbone_line(tree, person, statement);
  line.candidate = false;
  line.reported = true;
  return line;
}

}  // namespace

std::vector<yearend::BackboneLine> screen_backbone(session::Session& session,
                                                   const academy::Scope& scope, base::Year year,
                                                   const store::BackboneReport& report) {
  if (report.status == yearend::place::kFinalised) return report.frozen;
  std::set<std::string> reported(report.reported.begin(), report.reported.end());
  std::vector<yearend::BackboneLine> lines =
      tally_institute(session, scope, year, reported).backbone;
  for (const yearend::BackboneLine& line : lines) reported.erase(line.employee);
  for (const std::string& employee : reported)
    lines.push_back(line_of_absent(session, year, employee));
  yearend::sort_backbone(lines);
  return lines;
}

yearend::ClassFigures count_classes(session::Session& session, const academy::Scope& scope,
                                    base::Year year) {
  yearend::ClassFigures figures;
  store::for_each_class(
      session.database(), scope, year,
      [&](const training::TrainingClass& training_class, const training::Plan* plan) {
        if (!yearend::counts(training_class, plan)) return;
        ++figures.classes;
        figures.carried_out += training_class.carried_out() ? 1 : 0;
        figures.attendance += training_class.headcount;
      });
  return figures;
}

yearend::SummaryFigures extract_figures(session::Session& session, const academy::Scope& scope,
                                        base::Year year, const std::string& org) {
  const policy::Policy& policy = session.policy(year);
  store::BackboneReport backbone = store::fetch_backbone(session.database(), scope, org, year);
  bool finalised = backbone.status == yearend::place::kFinalised;
  std::int64_t headcount =
      finalised ? backbone.headcount
                : store::find_headcount(session.database(), scope, org, year).value_or(0);
  std::size_t reported = finalised ? backbone.frozen.size() : backbone.reported.size();
  InstituteTally tally = tally_institute(session, scope, year, {});
  yearend::SummaryFigures figures =
      yearend::make_figures(policy, tally.people, count_classes(session, scope, year), headcount,
                            static_cast<std::int64_t>(reported));
  if (finalised) figures.quota_hundredths = backbone.quota_hundredths;
  return figures;
}

}  // namespace xueshi::item
