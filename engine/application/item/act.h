// act: the one way in which items move – plans, classes, learning records, backbone reports, annual
// summaries, people.
//
// The graph decides who may (workflows/), the subject does it, the audit trail keeps it. Several
// items at once are all or nothing, or with `each` one by one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/blocker.h"
#include "base/fields.h"
#include "session/session.h"

namespace xueshi::item {

struct ActRequest {
  std::string subject;           // plan class learning backbone summary person
  std::vector<std::string> ids;  // "I001/2017" for what belongs to an institute's year
  std::string action;
  std::string comment;
  base::Fields fields;  // heading, value
  bool each = false;
  std::optional<std::int64_t> revision;       // what the item must still be at
  std::optional<std::string> password_again;  // where password_reason() says that it is asked for
};

// The place of one region after the act.
struct RegionPlace {
  std::string region;  // name
  std::string region_label;
  std::string place;  // name
  std::string label;
};

struct ActResult {
  std::string id;
  base::Blockers blockers;  // of one that was refused (only with `each`)
  std::vector<RegionPlace> places;
  std::int64_t revision = 0;
  bool change_pending = false;  // of a class: a reviewer has to decide now
  std::string waits_for;        // "所级管理员@I001"; empty where nobody has to decide
  std::string created;          // id of an item that the act made (copy)
  std::vector<std::string> warnings;
  bool done() const { return blockers.empty(); }
};

// Refuses, with every reason of every item: what the graph and the subject say,
// "<subject>.not-found",
// "<subject>.changed" (not at that revision any more), "act.unknown-subject", "act.no-id",
// "act.comment-too-long", "act.encoding", "actor.password-again". Then nothing was changed.
std::vector<ActResult> act(session::Session& session, const ActRequest& request);

// What the acting person's password is asked for once more ("完成上报"); absent where it is not.
std::optional<std::string> password_reason(session::Session& session, const ActRequest& request);

// May it be done, and what would come of it? The same without doing it: nothing is changed, and
// nothing written to the trail.
struct Trial {
  base::Blockers blockers;         // empty: it may
  std::vector<ActResult> results;  // then where each item would be, and who would have to decide
};
Trial try_act(session::Session& session, const ActRequest& request);

struct CreateRequest {
  std::string subject;                          // plan learning
  base::Fields fields;                          // heading, value
  std::optional<std::string> password_again{};  // where password_reason() says that it is asked for
};
std::optional<std::string> password_reason(session::Session& session, const CreateRequest& request);

// Makes a new item; the answer's `id` is the new one. Refuses as act() does, and
// "<subject>.no-create" for what people make none of.
ActResult create(session::Session& session, const CreateRequest& request);

// Makes several, all or none; of more than one, each reason begins with the 员工编号 that was
// given. Requires: at least one, all of one subject.
std::vector<ActResult> create_all(session::Session& session,
                                  const std::vector<CreateRequest>& requests);

}  // namespace xueshi::item
