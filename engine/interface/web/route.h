// Route: a line of the table of pages – method, address, title, who may, function.
#pragma once

#include <string_view>

#include "academy/scope.h"
#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

// How far somebody has to have come in.
enum class Step {
  kOpen,      // anybody
  kFirst,     // who has to change the first password
  kSignedIn,  // in whatever role
  kLearner,   // likewise; the page is about themselves, as a learner sees it
  kAdmin,     // in an administrator's role, the password asked for once more
  kAgain,     // likewise, within five minutes
};

// Where a page stands in the menus.
enum class Section { kNone, kMine, kHome, kInbox, kPlans, kClasses, kStatistics, kSystem };
std::string_view label(Section section);

struct Route {
  http::Method method;
  const char* pattern;  // "/admin/plans/{id}": a part in braces is one step, whatever it is
  const char* title;    // of the page; empty: no page of its own
  http::Response (*show)(const Visit& visit);
  Step step = Step::kOpen;
  academy::Role least = academy::Role::kLearner;  // the smallest role that may
  Section section = Section::kNone;
  bool in_menu = false;      // else it is reached from a page of its section
  bool takes_files = false;  // its form may bring a file
};

}  // namespace xueshi::web
