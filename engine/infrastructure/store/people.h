// Units, people, roles and headcounts. What belongs to somebody is fetched within a scope.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "academy/org.h"
#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"

namespace xueshi::store {

// The whole organisation: needed to make any scope, and no secret.
std::vector<academy::Org> fetch_orgs(database::Database& database);

// For taking a role (`--as`): the person of a login, and the roles a person holds today. Not
// scoped: there is no actor yet. `folded`: the login in small letters; where several people's
// differ in that only, the one who has it to the letter. Absent where nobody has that login.
std::optional<academy::Person> find_login(database::Database& database, std::string_view login,
                                          std::string_view folded);
std::vector<academy::RoleGrant> fetch_roles(database::Database& database, std::string_view employee,
                                            base::Date today);

// Every role of somebody, also those that have ended or begin later; where and when they begin.
std::vector<academy::RoleGrant> fetch_every_role(database::Database& database,
                                                 std::string_view employee);
// Gives the role of that person and unit another last day.
void save_end(database::Transaction& transaction, const academy::RoleGrant& grant);

// Absent where there is none in that scope (a learner's scope holds that learner alone).
std::optional<academy::Person> find_person(database::Database& database,
                                           const academy::Scope& scope, std::string_view employee);

// The names of those of them who are in that scope, by employee number. Requires: an open
// transaction.
std::map<std::string, std::string> fetch_names(database::Database& database,
                                               const academy::Scope& scope,
                                               const std::set<std::string>& employees);

// The person in that scope, locked until the end of the transaction.
std::optional<academy::Person> lock_person(database::Transaction& transaction,
                                           const academy::Scope& scope, std::string_view employee);
// Changes what is kept of a person who is there; number, login and unit stay.
void save_person(database::Transaction& transaction, const academy::Person& person);
// Everybody in the scope, in byte order of employee number.
void for_each_person(database::Database& database, const academy::Scope& scope,
                     const std::function<void(const academy::Person&)>& on_person);

// Who holds a role at a unit today, those who have left not counted. Not scoped: who decides on an
// item is no secret to those who see it.
std::vector<academy::RoleGrant> fetch_holders(database::Database& database, academy::Role role,
                                              std::string_view org, base::Date today);
// Every role that somebody holds, likewise: for who asks about many items at once.
std::vector<academy::RoleGrant> fetch_all_roles(database::Database& database, base::Date today);

// ARP's headcount of an institute; absent where none was imported or the institute is out of scope.
std::optional<std::int64_t> find_headcount(database::Database& database,
                                           const academy::Scope& scope, std::string_view org,
                                           base::Year year);

}  // namespace xueshi::store
