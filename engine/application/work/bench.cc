#include "work/bench.h"

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "login/sign_in.h"
#include "session/holder.h"
#include "store/jobs.h"

namespace xueshi::work {

namespace {

using Mode = database::Transaction::Mode;

// The dead of this machine are known at once (session/holder.h); a lease is for other machines, of
// which SQLite has none: while it writes nobody else can, and nobody can prolong.
constexpr std::int64_t kLease = 60'000;
constexpr std::int64_t kSqliteLease = 600'000;

constexpr const char* kFault =
    "程序出错，没有完成。请重试；仍不行的，请告诉技术支持是哪一天几点出的错";
constexpr const char* kLostTooOften =
    "办理它的服务几次中途退出，没有完成，不再重试。请告诉技术支持";
constexpr const char* kUnknown = "这个版本的程序不能办理这项工作";

std::int64_t lease_of(database::Database& database) {
  return database.is_postgresql() ? kLease : kSqliteLease;
}

const Kind* find_kind(const Kinds& kinds, const std::string& name) {
  for (const Kind& kind : kinds.all)
    if (kind.name == name) return &kind;
  return nullptr;
}

// In the role that it was asked for in, if that is still theirs.
academy::Actor asker(session::Session& session, const Work& work) {
  std::optional<academy::Role> role = academy::parse_role(work.role);
  bool is_learner = role == academy::Role::kLearner;
  return login::claimed_actor(
      session, login::Claim{work.login, role, is_learner ? std::string() : work.org});
}

bool is_passing(const base::Error& error) {
  return error.kind() == base::ErrorKind::kDatabase || error.kind() == base::ErrorKind::kConflict;
}

}  // namespace

bool Bench::make_next() {
  std::optional<Work> taken = take();
  if (!taken) return false;
  watcher_.taken(*taken);
  try {
    make(*taken);
  } catch (...) {
    watcher_.put_down(*taken);
    throw;
  }
  watcher_.put_down(*taken);
  return true;
}

void Bench::tidy() {
  if (kinds_.tidy == nullptr) return;
  session::Session session = line_.open(academy::Actor::machine_operator());
  kinds_.tidy(session);
}

std::optional<Work> Bench::take() {
  session::Session session = line_.open(academy::Actor::machine_operator());
  database::Database& database = session.database();
  release_dead(session);
  std::int64_t now = store::real_now(database);
  std::optional<Work> taken;
  if (!store::is_work_waiting(database, now)) return taken;
  database::retried([&] {
    database::Transaction transaction(database, Mode::kDecide);
    taken = store::take_work(transaction, session::holder_name(), lease_of(database), now);
    transaction.commit();
  });
  return taken;
}

void Bench::make(const Work& work) {
  const Kind* kind = find_kind(kinds_, work.kind);
  if (kind == nullptr) return end(work, {false, "", kUnknown});
  Outcome outcome{false, "", kLostTooOften};
  try {
    session::Session session = line_.open(academy::Actor::machine_operator());
    if (work.losses < kMostLosses) outcome = outcome_of(session, *kind, work);
    if (!outcome.is_done && kind->give_up != nullptr) kind->give_up(session, work);
  } catch (const Stopped&) {
    return put_back(work, false);
  } catch (const base::Error& error) {
    watcher_.on_fault(error.what());
    return put_back(work, true);
  }
  end(work, outcome);
}

// What is the work's own trouble ends it; a database that is away is everybody's, and passes.
Outcome Bench::outcome_of(session::Session& session, const Kind& kind, const Work& work) {
  auto on_progress = [&](const std::string& step, std::int64_t done, std::int64_t total) {
    watcher_.on_progress(work, step, done, total);
  };
  try {
    session.become(asker(session, work));
    session.ask_passwords();
    return kind.make(session, work, on_progress);
  } catch (const base::Refused& refused) {
    return {false, kinds_.answer_of(refused.blockers()), base::join_messages(refused.blockers())};
  } catch (const session::WrongFiles& wrong) {
    return {false, "", base::render(wrong.findings(), "；")};
  } catch (const base::Error& error) {
    if (is_passing(error)) throw;
    watcher_.on_fault(error.what());
  } catch (const std::exception& error) {
    watcher_.on_fault(error.what());
  }
  return {false, "", kFault};
}

void Bench::end(const Work& work, const Outcome& outcome) {
  session::Session session = line_.open(academy::Actor::machine_operator());
  Work ended = watcher_.put_down(work);
  ended.state = outcome.is_done ? work_state::kDone : work_state::kFailed;
  ended.answer = outcome.answer;
  ended.reason = outcome.reason;
  database::retried([&] {
    database::Transaction transaction(session.database(), Mode::kDecide);
    ended.ended = store::real_now(session.database());
    store::end_work(transaction, ended);
    transaction.commit();
  });
}

void Bench::put_back(const Work& work, bool is_lost) {
  session::Session session = line_.open(academy::Actor::machine_operator());
  database::retried([&] {
    database::Transaction transaction(session.database(), Mode::kDecide);
    store::release_work(transaction, work, is_lost);
    transaction.commit();
  });
}

void Bench::release_dead(session::Session& session) {
  for (const Work& work : store::fetch_works_held_by(session.database(), session::machine_name())) {
    if (!session::is_dead(work.holder)) continue;
    database::Transaction transaction(session.database(), Mode::kDecide);
    store::release_work(transaction, work, true);
    transaction.commit();
  }
}

}  // namespace xueshi::work
