// One pass over the people of an institute's year: the figures of the summary and the screening
// list together.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "academy/person.h"
#include "base/date.h"
#include "session/session.h"
#include "store/yearend.h"
#include "yearend/backbone.h"
#include "yearend/summary.h"

namespace xueshi::item {

struct InstituteTally {
  yearend::PeopleFigures people;
  std::vector<yearend::BackboneLine>
      backbone;  // candidates, and reported people who are none any more; sorted
};

// `reported`: employee numbers. Requires: the scope is one institute's.
InstituteTally tally_institute(session::Session& session, const academy::Scope& scope,
                               base::Year year, const std::set<std::string>& reported);

// The screening list of a report: who may be reported, and who is; once finalised the frozen list.
std::vector<yearend::BackboneLine> screen_backbone(session::Session& session,
                                                   const academy::Scope& scope, base::Year year,
                                                   const store::BackboneReport& report);

yearend::ClassFigures count_classes(session::Session& session, const academy::Scope& scope,
                                    base::Year year);

// A summary's figures as of now. The caller has checked the role.
yearend::SummaryFigures extract_figures(session::Session& session, const academy::Scope& scope,
                                        base::Year year, const std::string& org);

// The rules of a year that has a list of 骨干人才, or an annual summary, at all. Throws
// base::Refused "backbone.not-in-rules", "summary.not-in-rules" where it has none.
const policy::Policy& require_backbone_rules(const session::Session& session, base::Year year);
const policy::Policy& require_summary_rules(const session::Session& session, base::Year year);

// A person in the reporting year, under the tree of today, and the day asked about.
hours::Learner learner_of(const session::Session& session, const policy::Policy& policy,
                          const academy::Person& person, std::vector<hours::Absence> absences = {});
// Names as screens and workbooks show them; empty where the person sits above or in the institute
// itself.
std::string institute_name(const academy::OrgTree& tree, const academy::Person& person);
std::string department_name(const academy::OrgTree& tree, const academy::Person& person);

// Somebody's line with the figures of a tally or a statement; whether a candidate, and reported, is
// the caller's to say.
template <typename Figures>
yearend::BackboneLine backbone_line(const academy::OrgTree& tree, const academy::Person& person,
                                    const Figures& figures) {
  yearend::BackboneLine line;
  line.employee = person.employee;
  line.name = person.name;
  line.institute = institute_name(tree, person);
  line.department = department_name(tree, person);
  line.total = figures.total();
  line.effective = figures.effective();
  line.longest = figures.longest;
  line.met = figures.met;
  line.exempt = figures.exempt.has_value();
  line.open = figures.open;
  return line;
}

}  // namespace xueshi::item
