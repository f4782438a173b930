#include "item/subject.h"

#include <stdexcept>

#include "session/session.h"
#include "store/items.h"

namespace xueshi::item {

base::Blockers Subject::ask(std::string_view need) const {
  if (need != kPasswordNeed) throw std::logic_error("no method for a need: " + std::string(need));
  if (deed_.password_confirmed) return {};
  return {{"actor.password-again", "此项办理前须再次输入密码"}};
}

std::vector<std::string> Subject::missing(const workflow::Check& check) const {
  base::Fields values = filled_in();
  std::vector<std::string> missing;
  for (const std::string& heading : check.filled) {
    if (base::field_or_empty(values, heading).empty()) missing.push_back(heading);
  }
  return missing;
}

std::string Subject::say(const std::string& word) const {
  std::string value = base::field_or_empty(values(), word);
  return value.empty() ? std::string(workflow::kNothing) : value;
}

void Subject::apply(std::string_view effect) {
  throw std::logic_error("no method for an effect: " + std::string(effect));
}

void Subject::record_author() {
  const academy::Actor& actor = deed_.session.actor();
  item_.author = actor.employee;
  item_.submitted_as = actor.is_operator() ? "" : std::string(academy::word(actor.role));
}

workflow::State Subject::state(const workflow::Definition& definition) const {
  workflow::State state;
  for (const workflow::Region& region : definition.regions) {
    std::string here = place(region.name);
    if (here.empty()) return {};
    state.push_back(std::move(here));
  }
  return state;
}

void Subject::load() {
  item_.subject = word();
  item_.number = number();
  if (number().empty()) return;
  database::Database& database = deed_.transaction.database();
  if (auto kept = deed_.fetched.find_item(database, word(), number())) item_ = *kept;
  loaded_ = values();
}

}  // namespace xueshi::item
