// Session: what a use case works with – the database, the clock, the files of the home, and who
// acts.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "academy/org.h"
#include "academy/rights.h"
#include "academy/scope.h"
#include "base/blocker.h"
#include "base/clock.h"
#include "database/database.h"
#include "session/settings.h"
#include "session/workplace.h"
#include "session/wrong_files.h"

namespace xueshi::session {

// What whoever asked should know beside the result: the deed is done, but.
struct Notice {
  std::string code;     // "audit.not-witnessed"; English, stable
  std::string message;  // Chinese
};

// A form that was sent.
struct Form {
  std::string key;   // one-time; empty: none
  std::string deed;  // of the request that brought it, a random id
};

class Session {
 public:
  // Opens the database (its schema must be current) for an actor who is known already
  // (login/sign_in.h). Throws base::Error (database), base::Refused ("config.no-home").
  // Requires, as the next: the workplace outlives the session.
  Session(Workplace& workplace, const academy::Actor& actor);
  // The same on a connection that somebody lends and that outlives the session: nothing is read but
  // whether files or tree have changed. Without a clock the settings' moment, or the machine's.
  Session(Workplace& workplace, const academy::Actor& actor, database::Database& lent,
          std::unique_ptr<base::Clock> clock = nullptr);

  Workplace& workplace() { return *workplace_; }
  const Settings& settings() const { return workplace_->settings(); }
  database::Database& database() { return *database_; }
  const base::Clock& clock() const { return *clock_; }
  base::Date today() const { return clock_->today(); }
  const Home& home() const { return shelf_->home(); }
  const Policies& policies() const { return shelf_->policies(); }
  const Graphs& graphs() const { return shelf_->graphs(); }
  const policy::Policy& policy(base::Year year) const { return policies().of(year); }
  const academy::Actor& actor() const { return actor_; }
  const academy::OrgTree& tree() const { return *tree_; }
  academy::Scope scope() const { return academy::Scope::of(actor_, *tree_); }
  // A unit's name; the code itself where there is no such unit any more.
  std::string unit_name(const std::string& code) const;
  // After an import that changed the organisation.
  void reload_tree();
  // From now on somebody else acts, or the same person in another role.
  void become(academy::Actor actor) { actor_ = std::move(actor); }

  // Whoever acts from now on gives passwords, whatever the settings say: a face that lets in nobody
  // without one.
  void ask_passwords() { asks_passwords_ = true; }
  bool asks_passwords() const { return asks_passwords_; }

  // The form that the session's deed was asked for with: it is good for one, and spent with what
  // the deed appends to the trail.
  void put_form(Form form) { form_ = std::move(form); }
  const Form& form() const { return form_; }

  // For a face to tell, with the result or with the error that came instead.
  void note(Notice notice) { notices_.push_back(std::move(notice)); }
  // Those since it was asked last, in their order.
  std::vector<Notice> take_notices();

  // Whether the acting role has it by workflows/rights.yaml; the operator has every right. Both
  // throw WrongFiles where that file is not sound.
  bool has_right(academy::Right right) const;
  // "所级管理员、院管理员"; the operator where no role has it.
  std::string holders_of(academy::Right right) const;
  // Refuses ("actor.role"), naming who has it.
  void require_right(academy::Right right) const;
  // The scope of a list: the acting role's, cut down to a unit where one is given. Refuses
  // "org.not-found".
  academy::Scope list_scope(const std::string& org) const;
  // The acting role's scope, cut down to a unit. Refuses "org.not-found": unknown or out of reach.
  academy::Scope unit_scope(const std::string& org) const;
  // An institute's scope. Refuses: unknown or out of scope ("org.not-found"), no institute
  // ("org.no-institute"). An empty code means the institute at or above the acting role's unit.
  academy::Scope institute_scope(std::string& org) const;

 private:
  Workplace* workplace_;
  std::unique_ptr<base::Clock> clock_;
  std::unique_ptr<database::Database> own_;  // absent where it was lent
  database::Database* database_;
  std::shared_ptr<const Shelf> shelf_;
  std::shared_ptr<const academy::OrgTree> tree_;
  academy::Actor actor_;
  std::vector<Notice> notices_;
  bool asks_passwords_ = false;
  Form form_;
};

std::unique_ptr<base::Clock> make_clock(const Settings& settings);

}  // namespace xueshi::session
