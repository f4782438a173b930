// Looking at items without changing them: what the graph says of an item to the acting role.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/subject.h"

namespace xueshi::app {

// A snapshot in which items can be asked about; nothing in it is locked or written.
// Requires: no transaction is open on the session; nobody acts meanwhile.
void look(Session& session, RoleBook roles, const std::function<void(Deed&)>& work);

struct Outlook {
  std::string waits_for;           // "所级管理员@I001、…"; empty where nobody has to decide
  std::vector<std::string> units;  // names of those that it waits for, each once
  bool is_mine = false;            // the acting role is among those whom it waits for
  std::vector<std::string> actions;  // that the acting role can take now
};
Outlook outlook_of(Deed& deed, const Subject& subject);
// Without asking what could be done: cheaper, for lists.
Outlook waiting_of(Deed& deed, const Subject& subject);

// The code itself where there is no such unit any more.
std::string unit_name(const Session& session, const std::string& code);

// The scope of a list: the acting role's, cut down to a unit where one is given. Refuses
// "org.not-found".
academy::Scope list_scope(const Session& session, const std::string& org);

}  // namespace xueshi::app
