// One pass over the people of an institute's year: the figures of the summary and the screening
// list together.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "academy/person.h"
#include "app/session.h"
#include "base/date.h"
#include "store/yearend.h"
#include "yearend/backbone.h"
#include "yearend/summary.h"

namespace xueshi::app {

struct InstituteTally {
  yearend::PeopleFigures people;
  std::vector<yearend::BackboneLine>
      backbone;  // candidates, and reported people who are none any more; sorted
};

// `reported`: employee numbers. Requires: the scope is one institute's.
InstituteTally tally_institute(Session& session, const academy::Scope& scope, base::Year year,
                               const std::set<std::string>& reported);

// The screening list of a report: who may be reported, and who is; once finalised the frozen list.
std::vector<yearend::BackboneLine> screen_backbone(Session& session, const academy::Scope& scope,
                                                   base::Year year,
                                                   const store::BackboneReport& report);

yearend::ClassFigures count_classes(Session& session, const academy::Scope& scope, base::Year year);

// A person's facts under the tree of today.
condition::Facts person_facts(const academy::OrgTree& tree, const academy::Person& person);
// Names as screens and workbooks show them; empty where the person sits above or in the institute
// itself.
std::string institute_name(const academy::OrgTree& tree, const academy::Person& person);
std::string department_name(const academy::OrgTree& tree, const academy::Person& person);

}  // namespace xueshi::app
