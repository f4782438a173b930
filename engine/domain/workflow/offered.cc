// Needs and effects where they can do something: an attendee is admitted only by what is about
// attendees.
#include <fmt/format.h>

#include <algorithm>

#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

// Whether an action, in any of its transitions, may set a heading: it is then asked about that.
bool sets(const Definition& definition, const std::string& action, const std::string& heading) {
  return std::any_of(definition.transitions.begin(), definition.transitions.end(),
                     [&](const Transition& transition) {
                       return transition.action == action &&
                              std::find(transition.sets.begin(), transition.sets.end(), heading) !=
                                  transition.sets.end();
                     });
}

// Chinese; empty where the word may stand there.
std::string find_fault(const Definition& definition, const Transition& transition,
                       const Offered& offered) {
  if (transition.is_creation() && !offered.on_creation)
    return fmt::format("'{}' 不能用于新建（create），请去掉", offered.name);
  if (!offered.beside.empty() && !sets(definition, transition.action, offered.beside)) {
    return fmt::format("'{}' 只用于可以填写 '{}' 的办理，请在 sets 中写上它，或去掉 '{}'",
                       offered.name, offered.beside, offered.name);
  }
  if (!offered.never_beside.empty() && sets(definition, transition.action, offered.never_beside)) {
    return fmt::format("'{}' 不能用于填写 '{}' 的办理，请去掉其中一个", offered.name,
                       offered.never_beside);
  }
  return "";
}

}  // namespace

void check_offered(Parsing& parsing) {
  const Definition& definition = parsing.definition;
  for (const Parsing::Said& said : parsing.said) {
    if (said.transition >= definition.transitions.size()) continue;
    std::string fault =
        find_fault(definition, definition.transitions[said.transition], *said.offered);
    if (!fault.empty()) parsing.reader.error(said.mark, "misplaced-word", fault);
  }
  if (parsing.registry.can_be_created) return;
  for (const Transition& transition : definition.transitions) {
    if (!transition.is_creation() || transition.to.empty()) continue;
    parsing.reader.error(transition.mark, "misplaced-word",
                         "这类事项不由人新建，不能有 create，请去掉这一流转");
  }
}

}  // namespace xueshi::workflow
