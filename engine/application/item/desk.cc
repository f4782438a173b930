#include "item/desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "store/people.h"

namespace xueshi::item {

namespace {

using academy::Role;
using workflow::Performer;

bool is_administrator(const academy::Actor& actor) { return actor.role != Role::kLearner; }

// Where a performer may stand, and which units that means for an item of `unit`.
struct Stand {
  const char* word;
  std::vector<std::string> (*units)(const academy::OrgTree& tree, const std::string& unit);
};

constexpr Stand kStands[] = {
    {"unit_of_subject",
     [](const academy::OrgTree&, const std::string& unit) { return std::vector{unit}; }},
    {"institute_of_subject",
     [](const academy::OrgTree& tree, const std::string& unit) {
       const academy::Org* institute = tree.institute_of(unit);
       return institute == nullptr ? std::vector<std::string>{} : std::vector{institute->code};
     }},
    {"academy", [](const academy::OrgTree& tree,
                   const std::string&) { return std::vector{tree.orgs().front().code}; }},
    {"above_subject",
     [](const academy::OrgTree& tree, const std::string& unit) {
       std::vector<std::string> units;
       for (const academy::Org* at = tree.find(unit); at != nullptr; at = tree.parent_of(at->code))
         units.push_back(at->code);
       return units;
     }},
};

}  // namespace

RoleBook RoleBook::load(database::Database& database, base::Date today) {
  RoleBook book(database, today);
  for (const academy::RoleGrant& grant : store::fetch_all_roles(database, today))
    book.known_[{grant.role, grant.org}].push_back(grant);
  book.complete_ = true;
  return book;
}

const std::vector<academy::RoleGrant>& RoleBook::holders(Role role, const std::string& org) {
  auto [at, fresh] = known_.try_emplace({role, org});
  if (fresh && !complete_) at->second = store::fetch_holders(*database_, role, org, today_);
  return at->second;
}

Desk::Desk(const academy::OrgTree& tree, const academy::Actor& actor, RoleBook& roles,
           std::string unit, std::string author, std::string learner)
    : tree_(tree),
      actor_(actor),
      roles_(roles),
      unit_(std::move(unit)),
      author_(std::move(author)),
      learner_(std::move(learner)) {}

std::vector<std::string> Desk::units_at(const std::string& stand) const {
  for (const Stand& one : kStands) {
    if (stand == one.word) return one.units(tree_, unit_);
  }
  return {};
}

std::vector<Seat> Desk::own_seats(const std::vector<Performer>& performers) const {
  std::vector<Seat> seats;
  for (const Performer& performer : performers) {
    if (performer.kind != Performer::Kind::kOffice) continue;
    Role role = academy::parse_role(performer.office.role).value_or(Role::kAcademyAdmin);
    for (std::string& unit : units_at(performer.office.at))
      seats.push_back({role, std::move(unit)});
  }
  return seats;
}

bool Desk::is_filled(const Seat& seat) const {
  auto is_of = [](const academy::RoleGrant& holder, const std::string& party) {
    return !party.empty() && (holder.employee == party || holder.deputy_for == party);
  };
  const std::vector<academy::RoleGrant>& holders = roles_.holders(seat.role, seat.org);
  return std::any_of(holders.begin(), holders.end(), [&](const academy::RoleGrant& holder) {
    return !is_of(holder, author_) && !is_of(holder, learner_);
  });
}

Seat Desk::superior_of(Role role) const {
  const academy::Org* institute = tree_.institute_of(unit_);
  if (role < Role::kInstituteAdmin && institute != nullptr)
    return {Role::kInstituteAdmin, institute->code};
  return {Role::kAcademyAdmin, tree_.orgs().front().code};
}

std::vector<Seat> Desk::seats(const std::vector<Performer>& performers) const {
  std::vector<Seat> seats = own_seats(performers), filled;
  std::copy_if(seats.begin(), seats.end(), std::back_inserter(filled),
               [&](const Seat& seat) { return is_filled(seat); });
  if (!filled.empty()) return filled;
  // Nobody: the next superior of the highest of them, and so on up to the academy.
  Role highest = Role::kLearner;
  for (const Performer& performer : performers) {
    if (performer.kind == Performer::Kind::kOffice)
      highest = std::max(highest, academy::parse_role(performer.office.role).value_or(highest));
  }
  if (highest == Role::kLearner) return {};
  Seat seat = superior_of(highest);
  while (!is_filled(seat) && seat.role != Role::kAcademyAdmin) seat = superior_of(seat.role);
  return {seat};
}

bool Desk::is_one_of(const std::vector<Performer>& performers) const {
  if (actor_.is_operator()) return true;
  for (const Performer& performer : performers) {
    switch (performer.kind) {
      case Performer::Kind::kAuthor:
        if (is_administrator(actor_) && actor_.org == unit_) return true;
        break;
      case Performer::Kind::kLearner:
        if (!is_administrator(actor_) && actor_.employee == learner_) return true;
        break;
      case Performer::Kind::kAdministrator:
        if (is_administrator(actor_)) return true;
        break;
      case Performer::Kind::kProgram:
      case Performer::Kind::kOffice:
        break;
    }
  }
  // Parties are told so by themselves: they do hold the office, if not for this item.
  std::vector<Seat> all = seats(performers);
  if (is_party()) {
    for (Seat& seat : own_seats(performers)) all.push_back(std::move(seat));
  }
  return std::find(all.begin(), all.end(), Seat{actor_.role, actor_.org}) != all.end();
}

bool Desk::are_vacant(const std::vector<Performer>& performers) const {
  std::vector<Seat> seats = own_seats(performers);
  return std::none_of(seats.begin(), seats.end(),
                      [&](const Seat& seat) { return is_filled(seat); });
}

bool Desk::is_party() const { return actor_.is_bound_to(author_) || actor_.is_bound_to(learner_); }

bool Desk::is_learner() const { return actor_.is_bound_to(learner_); }

std::string Desk::describe(const std::vector<Performer>& performers) const {
  std::vector<std::string> names;
  auto name_of = [&](const std::string& code) {
    const academy::Org* org = tree_.find(code);
    return org == nullptr ? code : org->name;
  };
  for (const Performer& performer : performers) {
    if (performer.kind == Performer::Kind::kAuthor)
      names.push_back(fmt::format("{} 的管理员", name_of(unit_)));
    if (performer.kind == Performer::Kind::kLearner) names.emplace_back("学员本人");
    if (performer.kind == Performer::Kind::kAdministrator) names.emplace_back("任一管理员");
  }
  for (const Seat& seat : seats(performers))
    names.push_back(fmt::format("{} 的{}", name_of(seat.org), academy::label(seat.role)));
  return base::join(names, "，或 ");
}

std::string render(const Seat& seat) {
  return fmt::format("{}@{}", academy::label(seat.role), seat.org);
}

const std::vector<std::string>& stands() {
  static const std::vector<std::string> kWords = [] {
    std::vector<std::string> words;
    for (const Stand& one : kStands) words.emplace_back(one.word);
    return words;
  }();
  return kWords;
}

}  // namespace xueshi::item
