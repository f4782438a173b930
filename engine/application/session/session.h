// Session: what a use case works with – the database, the clock, the policies, and who acts.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "academy/org.h"
#include "academy/scope.h"
#include "app/graphs.h"
#include "app/home.h"
#include "app/settings.h"
#include "base/blocker.h"
#include "base/clock.h"
#include "base/finding.h"
#include "policy/policy.h"
#include "store/database.h"

namespace xueshi::app {

// Thrown where a person's file is wrong: every finding of it. Exit 1.
class WrongFiles {
 public:
  explicit WrongFiles(base::Findings findings) : findings_(std::move(findings)) {}
  const base::Findings& findings() const { return findings_; }

 private:
  base::Findings findings_;
};

// The policies of a home, resolved once per year.
class Policies {
 public:
  explicit Policies(const Home& home) : shelf_(home.load_shelf()) {}
  const policy::Shelf& shelf() const { return shelf_; }
  // Throws WrongFiles where the rules of that year are not sound, or none apply.
  const policy::Policy& of(base::Year year) const;
  // Null where the year lies before the first rules file. Throws WrongFiles where the rules are not
  // sound.
  const policy::Policy* find(base::Year year) const;

 private:
  struct Resolved {
    std::optional<policy::Policy> policy;
    base::Findings findings;
  };
  const Resolved& resolved(base::Year year) const;
  policy::Shelf shelf_;
  mutable std::map<int, Resolved> by_year_;
};

// What a session is opened for. A person's first password is good for nothing but changing it.
enum class Purpose { kWork, kPasswordChange };

class Session {
 public:
  // Opens the database (its schema must be current) and takes the role that `--as` names. Throws
  // base::Error (database), base::Refused ("actor.*": unknown login, a role not held, several roles
  // held; where passwords are required "actor.password", "password.must-change"). For a change of
  // password the old one is not asked for here.
  explicit Session(const Settings& settings, Purpose purpose = Purpose::kWork);
  // Another connection of the same actor, who is not asked again.
  Session(const Settings& settings, const academy::Actor& actor);
  // The same on a connection that somebody lends. Requires: it outlives the session.
  Session(const Settings& settings, const academy::Actor& actor, store::Database& lent);

  const Settings& settings() const { return settings_; }
  store::Database& database() { return *database_; }
  const base::Clock& clock() const { return *clock_; }
  base::Date today() const { return clock_->today(); }
  const Home& home() const { return home_; }
  const Policies& policies() const { return policies_; }
  const Graphs& graphs() const { return graphs_; }
  const policy::Policy& policy(base::Year year) const { return policies_.of(year); }
  const academy::Actor& actor() const { return actor_; }
  const academy::OrgTree& tree() const { return tree_; }
  academy::Scope scope() const { return academy::Scope::of(actor_, tree_); }
  // After an import that changed the organisation.
  void reload_tree();
  // Takes another person's role, as `--as` names it (empty: the operator), on the same connection.
  // Refuses as opening a session does; then the role stays.
  void act_as(const std::string& as);
  // From now on it is this moment: for who acts through years.
  void set_clock(std::unique_ptr<base::Clock> clock) { clock_ = std::move(clock); }

  // Refuses ("actor.role") where the acting role is none of these. The operator may do everything.
  void require_role(std::initializer_list<academy::Role> roles, const std::string& what) const;
  // The acting role's scope, cut down to a unit. Refuses "org.not-found": unknown or out of reach.
  academy::Scope unit_scope(const std::string& org) const;
  // An institute's scope. Refuses: unknown or out of scope ("org.not-found"), no institute
  // ("org.no-institute"). An empty code means the institute at or above the acting role's unit.
  academy::Scope institute_scope(std::string& org) const;

 private:
  Settings settings_;
  std::unique_ptr<base::Clock> clock_;
  Home home_;
  Policies policies_;
  Graphs graphs_;
  std::optional<store::Database> own_;  // absent where it was lent
  store::Database* database_;
  academy::OrgTree tree_;
  academy::Actor actor_;
};

std::unique_ptr<base::Clock> make_clock(const Settings& settings);

}  // namespace xueshi::app
