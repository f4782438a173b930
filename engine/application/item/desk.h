// Desk: how the one who acts stands to an item – the answers that a graph asks for.
//
// An office in a graph is a role and where it stands; here it becomes units and the people who hold
// the role there. The author and the learner of an item, and who acts for one of them, do not count
// as holders: nobody decides on their own item (domain.md §1, D2, D4). An office that nobody fills
// goes to the next superior one: department → institute → academy, never into a dead end.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "academy/org.h"
#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "workflow/item.h"

namespace xueshi::item {

// Who holds which role where, as of today.
class RoleBook {
 public:
  // Asks the database for each office anew; the answers of one transaction may be kept together.
  RoleBook(database::Database& database, base::Date today) : database_(&database), today_(today) {}
  // Everything at once, for who asks about many items.
  static RoleBook load(database::Database& database, base::Date today);

  const std::vector<academy::RoleGrant>& holders(academy::Role role, const std::string& org);

 private:
  database::Database* database_;
  base::Date today_;
  bool complete_ = false;
  std::map<std::pair<academy::Role, std::string>, std::vector<academy::RoleGrant>> known_;
};

// A role at one unit.
struct Seat {
  academy::Role role = academy::Role::kAcademyAdmin;
  std::string org;
  bool operator==(const Seat&) const = default;
};

class Desk : public workflow::Standing {
 public:
  // `unit`: code of the item's unit. `learner`: whom it is about; empty where nobody.
  // Requires: tree, actor and roles outlive it.
  Desk(const academy::OrgTree& tree, const academy::Actor& actor, RoleBook& roles, std::string unit,
       std::string author, std::string learner);

  bool is_one_of(const std::vector<workflow::Performer>& performers) const override;
  bool are_vacant(const std::vector<workflow::Performer>& performers) const override;
  bool is_party() const override;
  bool is_learner() const override;
  std::string describe(const std::vector<workflow::Performer>& performers) const override;

  // Where the offices of the performers are filled: those of the file, or the next superior one.
  std::vector<Seat> seats(const std::vector<workflow::Performer>& performers) const;

 private:
  std::vector<Seat> own_seats(const std::vector<workflow::Performer>& performers) const;
  std::vector<std::string> units_at(const std::string& stand) const;
  bool is_filled(const Seat& seat) const;
  Seat superior_of(academy::Role role) const;

  const academy::OrgTree& tree_;
  const academy::Actor& actor_;
  RoleBook& roles_;
  std::string unit_;
  std::string author_;
  std::string learner_;
};

// Where the performers of a graph may stand: "unit_of_subject", …
const std::vector<std::string>& stands();

// "所级管理员@I001": as `--as` takes it.
std::string render(const Seat& seat);

}  // namespace xueshi::item
