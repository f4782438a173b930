// Looking at items without changing them: what the graph says of an item to the acting role.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "item/subject.h"

namespace xueshi::item {

// A snapshot in which items can be asked about; nothing in it is locked or written.
// Requires: no transaction is open on the session; nobody acts meanwhile.
void look(session::Session& session, RoleBook roles, const std::function<void(Deed&)>& work);

class Case;

struct Outlook {
  std::string waits_for;           // "所级管理员@I001、…"; empty where nobody has to decide
  std::vector<std::string> units;  // names of those that it waits for, each once
  bool is_mine = false;            // the acting role is among those whom it waits for
  std::vector<std::string> actions;  // that the acting role can take now
};
Outlook outlook_of(Deed& deed, const Subject& subject);
// "编辑（edit）、上报（submit）": as today's graph of the subject calls them; the actions
// themselves where it is not sound.
std::string in_words(const session::Session& session, const std::string& subject,
                     const std::vector<std::string>& actions);
// Without asking what could be done: cheaper, for lists.
Outlook waiting_of(Deed& deed, const Subject& subject);
Outlook waiting_of(Deed& deed, const Case& now);

}  // namespace xueshi::item
