#include "item/act.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/fields.h"
#include "base/text.h"
#include "item/deed.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "login/passwords.h"

namespace xueshi::item {

namespace {

constexpr std::size_t kMostCharacters = 10'000;

// What people write: proper text of a length that somebody may read.
void check_text(const std::string& what, const std::string& text, const char* code,
                base::Blockers& blockers, std::size_t most = kMostCharacters) {
  if (!base::is_clean_utf8(text)) {
    blockers.push_back({"act.encoding", what + "不是 UTF-8 文本"});
  } else if (base::characters(text).size() > most) {
    blockers.push_back({code, fmt::format("{}超过 {} 字，请缩短", what, most)});
  }
}

base::Blockers text_blockers(const Kind* kind, const base::Fields& fields) {
  base::Blockers blockers;
  for (const auto& [heading, value] : fields) {
    std::string name = base::is_clean_utf8(heading) ? "'" + heading + "' " : "栏目名";
    if (!base::is_clean_utf8(heading)) check_text(name, heading, "act.too-long", blockers);
    check_text(name, value, "act.too-long", blockers,
               kind == nullptr ? kMostCharacters : kind->most_characters);
  }
  return blockers;
}

void check_words(const ActRequest& request) {
  base::Blockers blockers = text_blockers(find_kind(request.subject), request.fields);
  try {
    require_kind(request.subject);
  } catch (const base::Refused& unknown) {
    blockers.insert(blockers.end(), unknown.blockers().begin(), unknown.blockers().end());
  }
  if (request.ids.empty()) blockers.push_back({"act.no-id", "请给出要办理的编号"});
  check_text("意见", request.comment, "act.comment-too-long", blockers);
  if (!blockers.empty()) throw base::Refused(blockers);
}

// The headings that the kind knows, however they were written: full-width forms, and without the
// unit in parentheses.
base::Fields with_known_headings(const Kind& kind, base::Fields fields) {
  for (auto& [heading, value] : fields) {
    std::string given(base::trim(base::to_half_width(heading)));
    for (const std::string& known : kind.fields) {
      if (known == given || known.substr(0, known.find('(')) == given) heading = known;
    }
  }
  return fields;
}

// In one order for everybody, so that two batches never wait for each other.
std::vector<std::string> sorted_once(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

ActResult describe(Deed& deed, Subject& subject) {
  ActResult result;
  result.id = subject.shown();
  result.revision = subject.item().revision;
  result.created = deed.created;
  result.warnings = deed.warnings;
  if (subject.is_gone()) return result;
  subject.focus("");  // whom it waits for is nothing about the attendee who was dealt with
  Case now(deed, subject);
  const workflow::Definition& definition = now.graph().definition;
  workflow::State state = now.situation().state;
  for (std::size_t i = 0; i < state.size(); ++i) {
    result.places.push_back({definition.regions[i].name, definition.regions[i].label, state[i],
                             definition.label_of(state[i])});
  }
  std::vector<std::string> seats;
  for (const Seat& seat : now.desk().seats(workflow::waits_for(now.situation())))
    seats.push_back(render(seat));
  result.waits_for = base::join(seats, "、");
  result.change_pending = subject.waits_with_a_change() && !seats.empty();
  if (!seats.empty()) {
    for (std::string& note : subject.waiting_notes()) result.warnings.push_back(std::move(note));
  }
  return result;
}

void check_revision(const ActRequest& request, const Subject& subject, base::Blockers& blockers) {
  if (!request.revision || *request.revision == subject.item().revision) return;
  blockers.push_back(
      {fmt::format("{}.changed", request.subject),
       fmt::format(
           "在您查看之后已有人办理过（现为第 {} 次变更，您看到的是第 {} 次），请重新查看后再办理",
           subject.item().revision, *request.revision)});
}

workflow::Request request_of(const Deed& deed) {
  workflow::Request request{deed.action, !base::trim(deed.comment).empty(), {}, false};
  for (const auto& [heading, value] : deed.fields) request.fields.push_back(heading);
  return request;
}

// Those that the action may set. The others are refused by name and change nothing: what they would
// change must not count when it is asked whether the action may be taken.
base::Fields settable_fields(const Deed& deed, const workflow::Definition& definition) {
  base::Fields settable;
  for (const auto& field : deed.fields) {
    if (workflow::action_sets(definition, deed.action, field.first)) settable.push_back(field);
  }
  return settable;
}

// An action that does nothing but set fields, and perhaps goes back for another verdict because of
// them, without any: nothing was asked for.
base::Blockers missing_fields(const Deed& deed, const workflow::Definition& definition,
                              std::string_view word) {
  if (!deed.fields.empty()) return {};
  bool only_sets = false;
  for (const workflow::Transition& transition : definition.transitions) {
    if (transition.action != deed.action) continue;
    bool is_pure = transition.to.empty() && transition.effects.empty();
    only_sets = !transition.sets.empty() && (is_pure || transition.returns);
    if (!only_sets) return {};
  }
  if (!only_sets) return {};
  return {{fmt::format("{}.no-field", word), "请给出要修改的栏目和值"}};
}

// One item; its blockers, or nothing and it has moved.
base::Blockers act_on(Deed& deed, const ActRequest& request, Subject& subject) {
  base::Blockers blockers;
  check_revision(request, subject, blockers);
  if (!blockers.empty()) return blockers;
  const workflow::Definition& definition =
      deed.session.graphs()
          .of(deed.session.database(), subject.item().graph, subject.word())
          .definition;
  base::Blockers wrong = subject.set_fields(settable_fields(deed, definition));
  for (base::Blocker& blocker : missing_fields(deed, definition, subject.word()))
    wrong.push_back(std::move(blocker));
  if (subject.is_about_nobody()) return wrong;
  for (const std::string& part : subject.parts()) {
    subject.focus(part);
    base::Blockers of_part;
    if (wrong.empty()) {
      of_part = take_action(deed, subject, request_of(deed));
    } else {
      // The fields are wrong; whether it may be done at all is said along with it.
      of_part = Case(deed, subject).ask(request_of(deed));
    }
    for (base::Blocker& blocker : of_part) {
      if (!part.empty()) blocker.message = fmt::format("{}：{}", part, blocker.message);
      blockers.push_back(std::move(blocker));
    }
  }
  // Who may not do it at all learns nothing about what they named.
  bool is_stranger =
      std::any_of(blockers.begin(), blockers.end(), [&](const base::Blocker& blocker) {
        return blocker.code == fmt::format("{}.role", subject.word());
      });
  for (base::Blocker& blocker : wrong) {
    bool reveals = blocker.code == fmt::format("{}.unknown-person", subject.word());
    if (!is_stranger || !reveals) blockers.push_back(std::move(blocker));
  }
  return blockers;
}

// Requires: ids in the order in which everybody locks.
std::vector<ActResult> act_together(Deed& deed, const ActRequest& request,
                                    const std::vector<std::string>& ids) {
  std::vector<ActResult> results;
  base::Blockers blockers;
  std::set<std::string> done;  // one item may have been named in two ways
  for (const std::string& id : ids) {
    base::Blockers of_item;
    deed.created.clear();
    deed.warnings.clear();
    deed.comment = request.comment;
    try {
      std::unique_ptr<Subject> subject = require_kind(request.subject).lock(deed, id);
      // A refusal about several stays with who asked: one institute need not read of another's.
      if (ids.size() == 1) deed.unit = subject->unit();
      if (!done.insert(subject->number()).second) continue;
      of_item = act_on(deed, request, *subject);
      if (of_item.empty()) results.push_back(describe(deed, *subject));
    } catch (const base::Refused& refused) {
      of_item = refused.blockers();
    }
    for (base::Blocker& blocker : of_item) {
      if (ids.size() > 1) blocker.message = fmt::format("{}：{}", id, blocker.message);
      blockers.push_back(std::move(blocker));
    }
  }
  if (!blockers.empty()) throw base::Refused(blockers);
  return results;
}

// Asks for the password where there is a reason to; before anything is locked. Whether a need for
// it is met: what only another kind's graph asks for was not confirmed here, and is refused there.
bool confirm_where_asked(session::Session& session, const std::optional<std::string>& reason,
                         const std::optional<std::string>& password_again) {
  if (session.actor().is_operator() || !login::asks_password(session)) return true;
  if (!reason) return false;
  login::confirm_password(session, password_again, *reason);
  return true;
}

std::vector<ActResult> act_once(session::Session& session, const ActRequest& request,
                                const std::vector<std::string>& ids, bool confirmed) {
  const Kind& kind = require_kind(request.subject);
  std::vector<ActResult> results;
  RefusedItem refused{request.subject, base::join(ids, ","), request.action};
  transact(session, refused, kind.reads_many_rows, [&](Deed& deed) {
    deed.action = request.action;
    deed.fields = with_known_headings(kind, request.fields);
    deed.password_confirmed = confirmed;
    results = act_together(deed, request, ids);
  });
  return results;
}

// The version that an item runs on. What is no key of an item (a record's bare number) is judged by
// the current one; null where that is not sound, which is told later.
const session::Graph* find_graph_of(session::Session& session, const Kind& kind,
                                    const std::string& id) {
  std::string number = kind.number_of != nullptr ? kind.number_of(session, id) : id;
  auto item = store::find_item(session.database(), kind.word, number);
  return session.graphs().find(session.database(), item ? item->graph : store::GraphVersion(),
                               kind.word);
}

const workflow::Transition* find_needing_password(const session::Graph& graph,
                                                  const std::string& action) {
  for (const workflow::Transition& transition : graph.definition.transitions) {
    const std::vector<std::string>& needs = transition.needs;
    if (transition.action != action) continue;
    if (std::find(needs.begin(), needs.end(), kPasswordNeed) != needs.end()) return &transition;
  }
  return nullptr;
}

// Refuses what there is no kind of, and what people make none of.
const Kind& require_makeable(const std::string& word) {
  const Kind& kind = require_kind(word);
  if (kind.make == nullptr)
    throw base::Refused(fmt::format("{}.no-create", word),
                        fmt::format("{}不能由人新建", kind.label));
  return kind;
}

// One of the deed's fields; `blockers` say why not. `is_only`: its institute reads of a refusal.
ActResult make_one(Deed& deed, const Kind& kind, bool is_only, base::Blockers& blockers) {
  std::unique_ptr<Subject> made = kind.make(deed);
  if (is_only) deed.unit = made->unit();
  blockers = act_on(deed, {}, *made);
  return blockers.empty() ? describe(deed, *made) : ActResult();
}

void add_reasons(const std::string& who, const base::Blockers& reasons, base::Blockers& all) {
  for (base::Blocker blocker : reasons) {
    if (!who.empty()) blocker.message = who + "：" + blocker.message;
    all.push_back(std::move(blocker));
  }
}

}  // namespace

std::optional<std::string> password_reason(session::Session& session, const ActRequest& request) {
  if (session.actor().is_operator() || !login::asks_password(session)) return std::nullopt;
  const Kind& kind = require_kind(request.subject);
  for (const std::string& id : request.ids) {
    const session::Graph* graph = nullptr;
    try {
      graph = find_graph_of(session, kind, id);
    } catch (const base::Refused&) {  // what is no id, the act itself refuses
    }
    if (graph == nullptr) continue;
    const workflow::Transition* transition = find_needing_password(*graph, request.action);
    if (transition != nullptr) return transition->label;
  }
  return std::nullopt;
}

std::optional<std::string> password_reason(session::Session& session,
                                           const CreateRequest& request) {
  if (session.actor().is_operator() || !login::asks_password(session)) return std::nullopt;
  const session::Graph& graph = session.graphs().current(require_makeable(request.subject).word);
  const workflow::Transition* transition = find_needing_password(graph, kCreate);
  return transition == nullptr ? std::nullopt : std::optional(transition->label);
}

std::vector<ActResult> act(session::Session& session, const ActRequest& request) {
  check_words(request);
  bool confirmed =
      confirm_where_asked(session, password_reason(session, request), request.password_again);
  std::vector<std::string> ids = sorted_once(request.ids);
  if (!request.each) return act_once(session, request, ids, confirmed);
  std::vector<ActResult> results;
  for (const std::string& id : ids) {
    try {
      results.push_back(act_once(session, request, {id}, confirmed).front());
    } catch (const base::Refused& refused) {
      results.push_back({});
      results.back().id = id;
      results.back().blockers = refused.blockers();
    }
  }
  return results;
}

Trial try_act(session::Session& session, const ActRequest& request) {
  Trial trial;
  try {
    check_words(request);
    database::retried([&] {
      // Tried under the locks, and rolled back.
      database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
      Deed deed{session, transaction, RoleBook(session.database(), session.today())};
      deed.action = request.action;
      deed.fields = with_known_headings(require_kind(request.subject), request.fields);
      deed.password_confirmed = true;  // it is asked for when it is done
      trial.results = act_together(deed, request, sorted_once(request.ids));
    });
  } catch (const base::Refused& refused) {
    trial.blockers = refused.blockers();
  }
  return trial;
}

ActResult create(session::Session& session, const CreateRequest& request) {
  return create_all(session, {request}).front();
}

std::vector<ActResult> create_all(session::Session& session,
                                  const std::vector<CreateRequest>& requests) {
  const CreateRequest& first = requests.front();
  const Kind& kind = require_makeable(first.subject);
  for (const CreateRequest& request : requests) {
    if (base::Blockers wrong = text_blockers(&kind, request.fields); !wrong.empty())
      throw base::Refused(wrong);
  }
  bool confirmed =
      confirm_where_asked(session, password_reason(session, first), first.password_again);
  std::vector<ActResult> results;
  transact(session, {first.subject, "", kCreate}, kind.reads_many_rows, [&](Deed& deed) {
    results.clear();
    deed.action = kCreate;
    deed.password_confirmed = confirmed;
    base::Blockers blockers;
    for (const CreateRequest& request : requests) {
      deed.fields = with_known_headings(kind, request.fields);
      deed.warnings.clear();
      base::Blockers wrong;
      try {
        results.push_back(make_one(deed, kind, requests.size() == 1, wrong));
      } catch (const base::Refused& refused) {
        wrong = refused.blockers();
      }
      add_reasons(requests.size() == 1 ? "" : field_of(deed.fields, "员工编号"), wrong, blockers);
    }
    if (!blockers.empty()) throw base::Refused(blockers);
  });
  return results;
}

}  // namespace xueshi::item
