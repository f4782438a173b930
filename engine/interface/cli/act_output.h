// How the answer of an act is told.
#pragma once

#include <string>
#include <vector>

#include "cli/json.h"
#include "cli/output.h"
#include "item/act.h"

namespace xueshi::cli {

Json to_json(const item::ActResult& result);
// As text or JSON; warnings on stderr.
void show(const item::ActResult& result, const Output& output);
// `--dry-run`: may it be done, and what would come of it? Nothing is changed.
int ask_only(session::Session& session, const item::ActRequest& request, const Output& output);
// The act on what belongs to an institute's year; an empty code: the institute of who acts.
item::ActRequest act_on_year(session::Session& session, const char* subject, const char* action,
                             base::Year year, const std::vector<std::string>& orgs);

}  // namespace xueshi::cli
