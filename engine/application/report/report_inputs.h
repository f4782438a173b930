// What a report is made from: the rows of an institute's year, as plugins see them
// (plugin/inputs.h).
#pragma once

#include <string>

#include "plugin/host.h"
#include "session/session.h"
#include "store/yearend.h"
#include "yearend/summary.h"

namespace xueshi::report {

// An institute's year, read in one snapshot; everything a report may need beside the rows.
struct InstituteYear {
  std::string org;
  std::string name;
  base::Year year;
  academy::Scope scope;
  store::BackboneReport backbone;
  std::optional<yearend::Summary> submitted;  // the last revision
};

// Requires: a snapshot is open.
InstituteYear read_institute_year(session::Session& session, const academy::Scope& scope,
                                  const std::string& org, base::Year year);

plugin::Book book_of(session::Session& session, const InstituteYear& data);

// One source for every input there is; each reads its rows when asked. Requires: the session, the
// data and the snapshot outlive them.
plugin::InputSources sources_of(session::Session& session, const InstituteYear& data);

}  // namespace xueshi::report
