#include "store/works.h"

#include <fmt/format.h>

#include "database/row_read.h"
#include "database/row_write.h"
#include "store/jobs.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using database::Columns;
using database::into;
using database::Statement;
using database::Values;

constexpr const char* kFrom =
    "w.id, p.employee, p.login, p.name, w.role, o.code, w.asked, w.kind, w.about, w.title,"
    " w.state, w.step, w.done, w.total, w.begun, w.ended, w.losses, w.fence, w.holder,"
    " w.lease_until, w.answer, w.reason from work w join person p on p.id = w.person_id"
    " join org o on o.id = w.org_id";

struct WorkRow {
  Work work;
  database::Nullable<std::string> login{};
  long long asked = 0, done = 0, total = 0, begun = 0, ended = 0, losses = 0, fence = 0, lease = 0;

  void bind(Statement& rows) {
    rows.exchange(into(work.id));
    rows.exchange(into(work.employee));
    rows.exchange(into(login.value, login.indicator));
    for (std::string* text : {&work.name, &work.role, &work.org}) rows.exchange(into(*text));
    rows.exchange(into(asked));
    for (std::string* text : {&work.kind, &work.about, &work.title, &work.state, &work.step})
      rows.exchange(into(*text));
    for (long long* number : {&done, &total, &begun, &ended, &losses, &fence})
      rows.exchange(into(*number));
    rows.exchange(into(work.holder));
    rows.exchange(into(lease));
    for (std::string* text : {&work.answer, &work.reason}) rows.exchange(into(*text));
  }
  const Work& value() {
    work.login = login.is_null() ? "" : login.value;
    work.asked = asked;
    work.done = done;
    work.total = total;
    work.begun = begun;
    work.ended = ended;
    work.losses = losses;
    work.fence = fence;
    work.lease_until = lease;
    return work;
  }
};

std::vector<Work> fetch_whole(database::Database& database, const std::string& rest, Values values,
                              const std::string& lock = "") {
  return database::guarded([&] {
    WorkRow row;
    Statement query(database.session().sql);
    query.alloc();
    query.prepare(fmt::format("select {} {}{}", kFrom, rest, lock));
    values.bind(query);
    return database::fetch_rows(query, row);
  });
}

std::optional<Work> first(std::vector<Work> found) {
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

// Whether a work may be taken at that moment.
std::string is_free(Values& values, std::int64_t now) {
  std::string text = "(w.state = 'waiting' or (w.state = 'running' and (w.lease_until <= ";
  text += values.add(now);
  text += " or w.lease_until > " + values.add(now + kFarthest);
  return text + ")))";
}

Columns held(const Work& work) {
  Columns key;
  key.put("id", work.id).put("fence", work.fence).put("state", work_state::kRunning);
  return key;
}

bool update(database::Transaction& transaction, const Columns& columns, const Columns& key) {
  return database::guarded([&] {
    return database::update_rows(transaction.database().session().sql, "work", columns, key) == 1;
  });
}

}  // namespace

bool add_work(database::Transaction& transaction, const Work& work) {
  return database::guarded([&] {
    Values values;
    std::string text =
        "insert into work (id, person_id, role, org_id, asked, kind, about, title, state, step,"
        " done, total, begun, ended, losses, fence, holder, lease_until, answer, reason) select ";
    text += values.add(work.id) + ", p.id";
    text += ", " + values.add(work.role) + ", o.id";
    text += ", cast(" + values.add(work.asked) + " as bigint)";
    for (const std::string* each : {&work.kind, &work.about, &work.title})
      text += ", " + values.add(*each);
    text += ", 'waiting', '', 0, 0, 0, 0, 0, 0, '', 0, '', '' from person p, org o where";
    text += " p.employee = " + values.add(work.employee);
    text += " and o.code = " + values.add(work.org);
    return database::run(transaction.database().session().sql, text, std::move(values)) > 0;
  });
}

void remove_old_works(database::Transaction& transaction, std::int64_t before) {
  database::guarded([&] {
    Values values;
    std::string text = "delete from work where ended > 0 and ended < " + values.add(before);
    database::run(transaction.database().session().sql, text, std::move(values));
  });
}

std::optional<Work> find_work(database::Database& database, std::string_view id) {
  Values values;
  std::string rest = "where w.id = " + values.add(id);
  return first(fetch_whole(database, rest, std::move(values)));
}

std::vector<Work> fetch_open_works(database::Database& database, std::string_view employee) {
  Values values;
  std::string rest = "where p.employee = " + values.add(employee) +
                     " and w.state in ('waiting', 'running') order by w.asked, w.id";
  return fetch_whole(database, rest, std::move(values));
}

std::optional<Work> find_last_like(database::Database& database, const Work& work) {
  Values values;
  std::string rest = "where p.employee = " + values.add(work.employee);
  rest += " and w.role = " + values.add(work.role);
  rest += " and o.code = " + values.add(work.org);
  rest += " and w.kind = " + values.add(work.kind);
  rest += " and w.about = " + values.add(work.about);
  rest += " order by w.asked desc, w.id limit 1";
  return first(fetch_whole(database, rest, std::move(values)));
}

std::optional<Work> find_last_done(database::Database& database, const academy::Scope& scope,
                                   std::string_view kind, std::string_view about) {
  Values values;
  std::string rest = "where w.state = 'done' and " + in_scope(scope);
  rest += " and w.kind = " + values.add(kind);
  rest += " and w.about = " + values.add(about);
  rest += " order by w.asked desc, w.id limit 1";
  return first(fetch_whole(database, rest, std::move(values)));
}

std::vector<Work> fetch_works(database::Database& database, const academy::Scope& scope,
                              std::int64_t most) {
  Values values;
  std::string rest = "where " + in_scope(scope) + " order by w.asked desc, w.id limit ";
  rest += values.add(most);
  return fetch_whole(database, rest, std::move(values));
}

bool is_work_waiting(database::Database& database, std::int64_t now) {
  return database::guarded([&] {
    Values values;
    std::string query = "select count(*) from work w where " + is_free(values, now);
    return database::ask_number(database.session().sql, query, std::move(values)) > 0;
  });
}

std::optional<Work> take_work(database::Transaction& transaction, const std::string& holder,
                              std::int64_t lease, std::int64_t now) {
  Values values;
  std::string rest = "where " + is_free(values, now) +
                     " order by case when w.state = 'waiting' then 0 else 1 end, w.asked, w.id"
                     " limit 1";
  bool locks = transaction.database().is_postgresql();
  std::optional<Work> found = first(fetch_whole(transaction.database(), rest, std::move(values),
                                                locks ? " for update of w skip locked" : ""));
  if (!found) return std::nullopt;
  Columns key;
  key.put("id", found->id);
  if (found->state == work_state::kRunning) ++found->losses;
  found->state = work_state::kRunning;
  found->holder = holder;
  found->lease_until = now + lease;
  if (found->begun == 0) found->begun = now;
  ++found->fence;
  Columns columns;
  columns.put("state", found->state).put("holder", holder).put("fence", found->fence);
  columns.put("lease_until", found->lease_until).put("losses", found->losses);
  columns.put("begun", found->begun);
  update(transaction, columns, key);
  return found;
}

std::vector<Work> fetch_works_held_by(database::Database& database,
                                      std::string_view holder_begins) {
  std::vector<Work> running = fetch_whole(database, "where w.state = 'running' order by w.id", {});
  std::erase_if(running, [&](const Work& work) { return !work.holder.starts_with(holder_begins); });
  return running;
}

bool prolong_work(database::Transaction& transaction, const Work& work) {
  Columns columns;
  columns.put("lease_until", work.lease_until).put("step", work.step);
  columns.put("done", work.done).put("total", work.total);
  return update(transaction, columns, held(work));
}

bool release_work(database::Transaction& transaction, const Work& work, bool is_lost) {
  Columns columns;
  columns.put("state", work_state::kWaiting).put("step", std::string_view());
  columns.put("done", std::int64_t{0}).put("total", std::int64_t{0});
  columns.put("losses", work.losses + (is_lost ? 1 : 0));
  return update(transaction, columns, held(work));
}

bool end_work(database::Transaction& transaction, const Work& work) {
  Columns columns;
  columns.put("state", work.state).put("answer", work.answer).put("reason", work.reason);
  columns.put("ended", work.ended).put("step", work.step);
  columns.put("done", work.done).put("total", work.total);
  return update(transaction, columns, held(work));
}

}  // namespace xueshi::store
