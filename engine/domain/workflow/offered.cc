// Needs and effects where they can do something: an attendee is admitted only by what is about
// attendees.
#include <fmt/format.h>

#include <algorithm>

#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

// Chinese; empty where the word may stand there.
std::string find_fault(const Definition& definition, const Transition& transition,
                       const Offered& offered, Creation creation) {
  if (transition.is_creation() && creation == Creation::kByFile)
    return fmt::format("这类事项只由文件导入，新建（create）只能要求 checks 中的检查，请去掉 '{}'",
                       offered.name);
  if (transition.is_creation() && !offered.on_creation)
    return fmt::format("'{}' 不能用于新建（create），请去掉", offered.name);
  bool may_pass = transition.passes_on != PassesOn::kNever ||
                  std::any_of(transition.by.begin(), transition.by.end(), [](const Performer& one) {
                    return one.kind == Performer::Kind::kProgram;
                  });
  if (offered.by_hand && may_pass) {
    return fmt::format(
        "'{}' 只用于由人办理的流转；这一流转也由程序办理（by: program 或 "
        "passes_on），无人可以回答，请去掉",
        offered.name);
  }
  if (!offered.beside.empty() && !action_sets(definition, transition.action, offered.beside)) {
    return fmt::format("'{}' 只用于可以填写 '{}' 的办理，请在 sets 中写上它，或去掉 '{}'",
                       offered.name, offered.beside, offered.name);
  }
  if (!offered.never_beside.empty() &&
      action_sets(definition, transition.action, offered.never_beside)) {
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
    std::string fault = find_fault(definition, definition.transitions[said.transition],
                                   *said.offered, parsing.registry.creation);
    if (!fault.empty()) parsing.reader.error(said.mark, "misplaced-word", fault);
  }
  if (parsing.registry.creation != Creation::kNever) return;
  for (const Transition& transition : definition.transitions) {
    if (!transition.is_creation() || transition.to.empty()) continue;
    parsing.reader.error(transition.mark, "misplaced-word",
                         "这类事项不由人新建，不能有 create，请去掉这一流转");
  }
}

}  // namespace xueshi::workflow
