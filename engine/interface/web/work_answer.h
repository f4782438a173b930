// WorkAnswer: what came of a work, as the console keeps it (work/work.h).
#pragma once

#include <string>

#include "base/blocker.h"
#include "html/html.h"
#include "json/json.h"
#include "work/kind.h"

namespace xueshi::web {

struct WorkAnswer {
  int status = 200;           // for programs, and for who waited
  std::string place{};        // of the page to go on to, or to go back to
  std::string notice{};       // told there, once
  std::string file{};         // what the file is called that came of it; empty: none
  json::Json result{};        // for programs
  base::Blockers blockers{};  // why it was not done
};

std::string render(const WorkAnswer& answer);
// Of a work that ended without saying anything: its reason alone.
WorkAnswer answer_of(const work::Work& work);
std::string answer_of_refusal(const base::Blockers& blockers);

work::Outcome done_with(const WorkAnswer& answer);
// Not done, for these reasons.
work::Outcome not_done(const WorkAnswer& answer);

}  // namespace xueshi::web
