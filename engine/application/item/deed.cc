#include "item/deed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "audit/audit.h"
#include "base/fields.h"
#include "base/text.h"

namespace xueshi::item {

namespace {

using store::AuditEntry;
using workflow::Transition;

std::string render_state(const workflow::Definition& definition, const workflow::State& state) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < state.size(); ++i)
    parts.push_back(definition.regions[i].name + "=" + state[i]);
  return base::join(parts, ",");
}

AuditEntry entry_of(Deed& deed, const Subject& subject, const session::Graph& graph,
                    const std::string& action) {
  AuditEntry entry =
      audit::audit_entry(deed.session, audit::audit_chain(deed.session, subject.unit()),
                         std::string(subject.word()), subject.number(), action);
  entry.graph = graph.version.version;
  if (subject.year() != 0)
    entry.policy = audit::policy_version(deed.session, base::Year(subject.year()));
  return entry;
}

// The values that differ, on both sides.
void put_differences(const base::Fields& before, const base::Fields& after, AuditEntry& entry) {
  for (const auto& [name, value] : after) {
    std::string earlier = base::field_or_empty(before, name);
    if (earlier == value) continue;
    if (!before.empty()) entry.before.emplace_back(name, earlier);
    entry.after.emplace_back(name, value);
  }
}

void put_place(const workflow::Definition& definition, const Transition& transition,
               const std::string& from, AuditEntry& entry) {
  if (transition.to.empty()) return;
  const std::string& region = definition.regions[transition.region].name;
  if (!from.empty()) entry.before.emplace_back(region, from);
  entry.after.emplace_back(region, transition.to);
}

void keep_verdict(Deed& deed, const Subject& subject, const Desk& desk,
                  const Transition& transition) {
  const academy::Actor& actor = deed.session.actor();
  std::string org = actor.org;
  if (actor.is_operator()) {
    std::vector<Seat> seats = desk.seats(transition.by);
    org = seats.empty() ? subject.unit() : seats.front().org;
  }
  store::save_verdict(deed.transaction, subject.word(), subject.number(),
                      {org, transition.label, deed.comment, actor.employee});
}

// What passes on at once, with its own effects and its own line of the trail.
void pass_on(Deed& deed, Subject& subject, const session::Graph& graph, workflow::State& state) {
  while (const Transition* next =
             workflow::find_passing(graph.definition, state, subject.facts())) {
    for (const std::string& effect : next->effects) subject.apply(effect);
    AuditEntry entry = entry_of(deed, subject, graph, next->action);
    put_place(graph.definition, *next, state[next->region], entry);
    state[next->region] = next->to;
    subject.set_place(graph.definition.regions[next->region].name, next->to);
    deed.trail.push_back(std::move(entry));
  }
}

void count_revision(Deed& deed, Subject& subject, const session::Graph& graph,
                    const workflow::State& before) {
  if (subject.is_gone())
    return store::delete_item(deed.transaction, subject.word(), subject.number());
  store::RunningItem& item = subject.item();
  if (item.revision == 0) item.origin = render_state(graph.definition, before);
  ++item.revision;
  item.subject = subject.word();
  item.number = subject.number();
  item.graph = graph.version;
  store::keep_graph(deed.transaction, graph.version, graph.text,
                    base::render(deed.session.today()));
  store::save_item(deed.transaction, item);
}

}  // namespace

Case::Case(Deed& deed, const Subject& subject)
    : subject_(subject),
      graph_(deed.session.graphs().of(deed.transaction.database(), subject.item().graph,
                                      subject.word())),
      state_(subject.state(graph_.definition)),
      facts_(subject.facts()),
      desk_(deed.session.tree(), deed.session.actor(), deed.roles, subject.unit(),
            subject.item().author, subject.learner()) {}

base::Blockers take_action(Deed& deed, Subject& subject, const workflow::Request& request) {
  Case now(deed, subject);
  const session::Graph& graph = now.graph();
  workflow::Situation situation = now.situation();
  workflow::Answer answer = workflow::ask(situation, request);
  if (!answer.blockers.empty()) return answer.blockers;
  const Transition& transition = *answer.transition;
  workflow::State before = situation.state, state = workflow::take(situation, answer);
  for (const std::string& effect : transition.effects) subject.apply(effect);
  for (std::size_t i = 0; i < state.size(); ++i)
    subject.set_place(graph.definition.regions[i].name, state[i]);
  AuditEntry entry = entry_of(deed, subject, graph, request.action);
  entry.remark = deed.comment;
  put_place(graph.definition, transition, answer.from, entry);
  std::size_t own = deed.trail.size();
  deed.trail.push_back(std::move(entry));
  pass_on(deed, subject, graph, state);
  if (transition.verdict) keep_verdict(deed, subject, now.desk(), transition);
  subject.save();
  put_differences(subject.loaded(), subject.values(), deed.trail[own]);
  // A number that is given on saving.
  for (std::size_t i = own; i < deed.trail.size(); ++i) {
    if (deed.trail[i].subject == subject.word()) deed.trail[i].item = subject.number();
  }
  count_revision(deed, subject, graph, before);
  return {};
}

void keep_change(Deed& deed, Subject& subject, const std::string& action) {
  Case now(deed, subject);
  AuditEntry entry = entry_of(deed, subject, now.graph(), action);
  put_differences(subject.loaded(), subject.values(), entry);
  deed.trail.push_back(std::move(entry));
  subject.save();
  count_revision(deed, subject, now.graph(), now.situation().state);
}

void transact(session::Session& session, const RefusedItem& refused, bool one_state,
              const std::function<void(Deed&)>& work) {
  using Mode = database::Transaction::Mode;
  std::vector<AuditEntry> appended;
  std::string unit;
  try {
    database::retried([&] {
      appended.clear();
      database::Transaction transaction(session.database(),
                                        one_state ? Mode::kWrite : Mode::kDecide);
      Deed deed{session, transaction, RoleBook(session.database(), session.today())};
      try {
        work(deed);
      } catch (const base::Refused&) {
        unit = deed.unit;
        throw;
      }
      appended = audit::append_trail(session, transaction, std::move(deed.trail));
      transaction.commit();
    });
  } catch (const base::Refused& refusal) {
    audit::audit_refusal(session, refused.subject, refused.item, refused.action, refusal.blockers(),
                         unit);
    throw;
  }
  audit::witness_heads(session, appended);
}

}  // namespace xueshi::item
