#include "work/work.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/date.h"
#include "seal/hash.h"
#include "store/jobs.h"

namespace xueshi::work {

namespace {

constexpr int kIdBytes = 16;
constexpr std::int64_t kHour = 3'600'000;

Work work_of(const academy::Actor& actor, const Order& order, std::int64_t now) {
  Work work;
  work.employee = actor.employee;
  work.role = academy::word(actor.role);
  work.org = actor.org;
  work.asked = now;
  work.kind = order.kind;
  work.about = order.about;
  work.title = order.title;
  return work;
}

bool is_the_same(const Work& a, const Work& b) {
  return a.role == b.role && a.org == b.org && a.kind == b.kind && a.about == b.about;
}

// The one that is there already, or the new one.
Work add_or_find(session::Session& session, database::Transaction& transaction, const Work& work,
                 const std::function<void(database::Transaction&)>& also) {
  std::vector<Work> open = store::fetch_open_works(session.database(), work.employee);
  auto same = std::find_if(open.begin(), open.end(),
                           [&](const Work& one) { return is_the_same(one, work); });
  if (same != open.end()) return *same;
  if (open.size() >= kMostOpen) {
    throw base::Refused(
        "work.too-many",
        fmt::format("您已有 {} 项工作没有完成，请等其中一项完成后再试", open.size()));
  }
  if (also) also(transaction);
  if (!store::add_work(transaction, work))
    throw base::Refused("actor.left", "人员或机构已不存在，请重新登录");
  return *store::find_work(session.database(), work.id);
}

}  // namespace

Work ask_for(session::Session& session, const Order& order,
             const std::function<void(database::Transaction&)>& also) {
  Work asked;
  std::string id = seal::random_id(kIdBytes);
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    std::int64_t now = store::real_now(session.database());
    store::remove_old_works(transaction, now - kKeptDays * 24 * kHour);
    audit::spend_form(session, transaction);
    Work wanted = work_of(session.actor(), order, now);
    wanted.id = id;
    asked = add_or_find(session, transaction, wanted, also);
    transaction.commit();
  });
  return asked;
}

bool is_theirs(const session::Session& session, const Work& work) {
  const academy::Actor& actor = session.actor();
  return work.employee == actor.employee && work.role == academy::word(actor.role) &&
         work.org == actor.org;
}

Work find_work(session::Session& session, const std::string& id) {
  std::optional<Work> work = store::find_work(session.database(), id);
  bool may_look = work && session.has_right(academy::Right::kLookJobs) &&
                  session.scope().narrowed_to(work->org, session.tree());
  if (!work || (!may_look && !is_theirs(session, *work)))
    throw base::Refused("work.not-found", "没有这项工作，或者它早已结束");
  return *work;
}

std::optional<Work> find_last(session::Session& session, const std::string& kind,
                              const std::string& about) {
  return store::find_last_like(session.database(), work_of(session.actor(), {kind, about, ""}, 0));
}

std::optional<Work> find_last_done(session::Session& session, const std::string& kind,
                                   const std::string& about) {
  return store::find_last_done(session.database(), session.scope(), kind, about);
}

std::vector<Work> list_works(session::Session& session, std::int64_t most) {
  session.require_right(academy::Right::kLookJobs);
  return store::fetch_works(session.database(), session.scope(), most);
}

std::string time_asked(const Work& work) { return base::render(base::shanghai_time(work.asked)); }
std::string time_ended(const Work& work) { return base::render(base::shanghai_time(work.ended)); }

std::int64_t time_spent(session::Session& session, const Work& work) {
  if (work.begun == 0) return 0;
  std::int64_t until = work.ended == 0 ? store::real_now(session.database()) : work.ended;
  return std::max<std::int64_t>(until - work.begun, 0);
}

std::int64_t hours_since_end(session::Session& session, const Work& work) {
  return (store::real_now(session.database()) - work.ended) / kHour;
}

}  // namespace xueshi::work
