#include "store/jobs.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "base/paging.h"
#include "database/big_query.h"
#include "database/row_read.h"
#include "database/row_write.h"
#include "database/session.h"
#include "store/listing.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

constexpr const char* kColumns =
    "j.schedule, j.year, j.org, j.report, j.folder, j.planned, j.state, j.run, j.attempts,"
    " j.not_before, j.wait_until, j.fence, j.holder, j.lease_until, j.reason";

struct JobRow {
  Job job;
  long long year = 0, run = 0, attempts = 0, not_before = 0, wait_until = 0, fence = 0, lease = 0;

  void bind(database::Statement& rows) {
    rows.exchange(database::into(job.key.schedule));
    rows.exchange(database::into(year));
    for (std::string* text : {&job.key.org, &job.key.report, &job.folder, &job.planned, &job.state})
      rows.exchange(database::into(*text));
    for (long long* number : {&run, &attempts, &not_before, &wait_until, &fence})
      rows.exchange(database::into(*number));
    rows.exchange(database::into(job.holder));
    rows.exchange(database::into(lease));
    rows.exchange(database::into(job.reason));
  }
  const Job& value() {
    job.key.year = base::Year(static_cast<int>(year));
    job.run = run;
    job.attempts = attempts;
    job.not_before = not_before;
    job.wait_until = wait_until;
    job.fence = fence;
    job.lease_until = lease;
    return job;
  }
};

database::Columns key_of(const JobKey& key) {
  database::Columns columns;
  columns.put("schedule", key.schedule).put("year", std::int64_t{key.year.value()});
  columns.put("org", key.org).put("report", key.report);
  return columns;
}

database::Columns held(const Job& job) {
  database::Columns columns = key_of(job.key);
  columns.put("fence", job.fence).put("state", job_state::kRunning);
  return columns;
}

// How the schedules of what was asked for by hand begin.
std::string by_hand() { return std::string(kManual) + "%"; }

// Whether a job may be taken at the moment `:now` (every name once: SOCI binds by place).
constexpr const char* kTakeable =
    " ((j.state = 'waiting' and (j.not_before <= :now1 or j.not_before > :far1))"
    " or (j.state = 'running' and (j.lease_until <= :now2 or j.lease_until > :far2)))";

struct Moment {
  explicit Moment(std::int64_t at) : now(at), far(at + kFarthest) {}
  long long now, far;

  void bind(database::Statement& query) {
    query.exchange(database::use(now, "now1"));
    query.exchange(database::use(far, "far1"));
    query.exchange(database::use(now, "now2"));
    query.exchange(database::use(far, "far2"));
  }
};

// Requires: the job is locked, or the whole database.
Job give_to(database::Transaction& transaction, Job job, const Taker& taker, std::int64_t now) {
  job.state = job_state::kRunning;
  job.holder = taker.holder;
  job.lease_until = now + taker.lease;
  ++job.fence;
  database::Columns columns;
  columns.put("state", job.state).put("holder", job.holder).put("fence", job.fence);
  columns.put("lease_until", job.lease_until);
  database::update_rows(transaction.database().session().sql, "job", columns, key_of(job.key));
  return job;
}

const char* lock_of(database::Database& database) {
  return database.is_postgresql() ? " for update skip locked" : "";
}

}  // namespace

std::int64_t real_now(database::Database& database) {
  if (!database.is_postgresql()) return base::milliseconds_since_1970();
  return database::guarded([&] {
    return database::ask_number(
        database.session().sql,
        "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)");
  });
}

bool queue_job(database::Transaction& transaction, const Job& job) {
  return database::guarded([&] {
    database::Database::Session& session = transaction.database().session();
    lock_rows(session, "job", key_of(job.key));
    std::optional<Job> before = find_job(transaction.database(), job.key);
    database::Columns columns;
    columns.put("folder", job.folder).put("planned", job.planned);
    columns.put("state", job_state::kWaiting).put("run", before ? before->run + 1 : 1);
    columns.put("attempts", std::int64_t{0}).put("not_before", job.not_before);
    columns.put("wait_until", job.wait_until).put("reason", std::string_view());
    if (before) {
      if (before->state == job_state::kWaiting || before->state == job_state::kRunning)
        return false;
      database::update_rows(session.sql, "job", columns, key_of(job.key));
      return true;
    }
    database::Columns key = key_of(job.key);
    for (const auto& [name, value] : key.values()) columns.put_value(name.c_str(), value);
    columns.put("fence", std::int64_t{0}).put("holder", std::string_view());
    columns.put("lease_until", std::int64_t{0});
    database::insert_row(session.sql, "job", columns);
    return true;
  });
}

bool retry_job(database::Transaction& transaction, const JobKey& key) {
  return database::guarded([&] {
    database::Database::Session& session = transaction.database().session();
    lock_rows(session, "job", key_of(key));
    std::optional<Job> job = find_job(transaction.database(), key);
    if (!job || job->state == job_state::kDone || job->state == job_state::kRunning) return false;
    database::Columns columns;
    columns.put("state", job_state::kWaiting).put("attempts", std::int64_t{0});
    columns.put("not_before", std::int64_t{0}).put("reason", std::string_view());
    database::update_rows(session.sql, "job", columns, key_of(key));
    return true;
  });
}

bool save_occurrence(database::Transaction& transaction, std::string_view schedule,
                     std::string_view planned, base::Year year, std::int64_t now) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    std::string id(schedule), moment(planned);
    long long of = year.value(), at = now;
    database::Statement save =
        (sql.prepare << "insert into occurrence (schedule, planned, year, queued_at) values"
                        " (:schedule, :planned, :year, :at) on conflict do nothing",
         database::use(id, "schedule"), database::use(moment, "planned"), database::use(of, "year"),
         database::use(at, "at"));
    save.execute(true);
    return save.get_affected_rows() > 0;
  });
}

std::vector<QueuedRun> fetch_occurrences(database::Database& database, std::string_view schedule) {
  return database::guarded([&] {
    std::vector<QueuedRun> all;
    std::string id(schedule), planned;
    long long year = 0;
    database::Statement rows =
        (database.session().sql.prepare
             << "select planned, year from occurrence where schedule = :schedule"
                " order by planned",
         database::use(id, "schedule"), database::into(planned), database::into(year));
    rows.execute();
    while (rows.fetch()) all.push_back({planned, base::Year(static_cast<int>(year))});
    return all;
  });
}

std::optional<Job> take_job(database::Transaction& transaction, const Taker& taker,
                            std::int64_t now) {
  return database::guarded([&]() -> std::optional<Job> {
    database::Database& database = transaction.database();
    JobRow row;
    Moment moment(now);
    database::Statement query(database.session().sql);
    query.alloc();
    // What waits goes first: a lease that ran out may yet be prolonged.
    query.prepare(fmt::format(
        "select {} from job j where j.schedule not like :manual and"
        " j.state in ('waiting', 'running') and {} order by case when j.state = 'waiting' then 0"
        " else 1 end, j.not_before, j.schedule, j.year, j.org, j.report limit 1{}",
        kColumns, kTakeable, lock_of(database)));
    std::string manual = by_hand();
    query.exchange(database::use(manual, "manual"));
    moment.bind(query);
    std::optional<Job> found = database::find_row(query, row);
    if (!found) return std::nullopt;
    return give_to(transaction, *found, taker, now);
  });
}

std::optional<Job> take_job(database::Transaction& transaction, const JobKey& key,
                            const Taker& taker, std::int64_t now) {
  return database::guarded([&]() -> std::optional<Job> {
    lock_rows(transaction.database().session(), "job", key_of(key));
    std::optional<Job> job = find_job(transaction.database(), key);
    if (!job) return std::nullopt;
    auto passed = [&](std::int64_t at) { return at <= now || at > now + kFarthest; };
    bool waits = job->state == job_state::kWaiting && passed(job->not_before);
    bool lost = job->state == job_state::kRunning && passed(job->lease_until);
    if (!waits && !lost) return std::nullopt;
    return give_to(transaction, *job, taker, now);
  });
}

bool prolong_lease(database::Transaction& transaction, const Job& job, std::int64_t until) {
  return database::guarded([&] {
    database::Columns columns;
    columns.put("lease_until", until);
    return database::update_rows(transaction.database().session().sql, "job", columns, held(job)) ==
           1;
  });
}

bool hold_job(database::Transaction& transaction, const Job& job) {
  return database::guarded([&] {
    lock_rows(transaction.database().session(), "job", key_of(job.key));
    std::optional<Job> now = find_job(transaction.database(), job.key);
    return now && now->fence == job.fence && now->state == job_state::kRunning;
  });
}

void save_job(database::Transaction& transaction, const Job& job) {
  database::guarded([&] {
    database::Columns columns;
    columns.put("state", job.state).put("attempts", job.attempts);
    columns.put("not_before", job.not_before).put("reason", job.reason);
    columns.put("holder", std::string_view()).put("lease_until", std::int64_t{0});
    database::update_rows(transaction.database().session().sql, "job", columns, key_of(job.key));
  });
}

bool release_job(database::Transaction& transaction, const Job& job) {
  return database::guarded([&] {
    database::Columns columns;
    columns.put("state", job_state::kWaiting).put("holder", std::string_view());
    columns.put("lease_until", std::int64_t{0});
    return database::update_rows(transaction.database().session().sql, "job", columns, held(job)) ==
           1;
  });
}

std::vector<Job> fetch_jobs(database::Database& database, const academy::Scope& scope,
                            std::string_view state) {
  return database::guarded([&] {
    JobRow row;
    ScopeValues in(scope);
    std::string wanted(state);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(
        fmt::format("select {} from job j join org o on o.code = j.org where {} {}"
                    " order by j.schedule, j.year, j.org, j.report",
                    kColumns, kInScope, wanted.empty() ? "" : "and j.state = :state"));
    query.exchange(database::use(in.lo, "lo"));
    query.exchange(database::use(in.hi, "hi"));
    if (!wanted.empty()) query.exchange(database::use(wanted, "state"));
    return database::fetch_rows(query, row);
  });
}

namespace {

constexpr const char* kJobsInReach = " from job j join org o on o.code = j.org where ";

std::string condition_of(const academy::Scope& scope, const JobPage& page,
                         database::Values& values) {
  std::string text = in_scope(scope);
  if (!page.state.empty()) text += " and j.state = " + values.add(page.state);
  if (!page.org.empty()) text += " and " + has_part("j.org", page.org, values);
  return text;
}

std::int64_t count_jobs(database::Database& database, const academy::Scope& scope,
                        const JobPage& page, const std::optional<JobKey>& up_to) {
  database::Values values;
  std::string text = std::string("select count(*)") + kJobsInReach;
  text += condition_of(scope, page, values);
  if (up_to) {
    text += " and (j.schedule, j.year, j.org, j.report) <= (" + values.add(up_to->schedule);
    text += fmt::format(", {}, {}", up_to->year.value(), values.add(up_to->org));
    text += ", " + values.add(up_to->report) + ")";
  }
  return database::ask_number(database.session().sql, text, std::move(values));
}

std::map<std::string, std::int64_t> count_by_state(database::Database& database,
                                                   const academy::Scope& scope) {
  std::map<std::string, std::int64_t> counts;
  std::string state;
  long long count = 0;
  database::BigQuery rows(database.session(), "job_states",
                          std::string("select j.state, count(*)") + kJobsInReach + in_scope(scope) +
                              " group by j.state");
  rows.bind(state, count);
  while (rows.fetch()) counts[state] = count;
  return counts;
}

}  // namespace

JobRows fetch_job_page(database::Database& database, const academy::Scope& scope,
                       const JobPage& page) {
  return database::guarded([&] {
    JobRows found;
    found.by_state = count_by_state(database, scope);
    found.total = count_jobs(database, scope, page, std::nullopt);
    std::int64_t begin = page.after ? count_jobs(database, scope, page, page.after) : page.begin;
    found.begin = base::begin_within(begin, found.total, page.size);
    database::Values values;
    std::string text = std::string("select ") + kColumns + kJobsInReach;
    text += condition_of(scope, page, values);
    text += fmt::format(" order by j.schedule, j.year, j.org, j.report limit {} offset {}",
                        page.size, found.begin);
    JobRow row;
    database::BigQuery rows(database.session(), "job_page", text, std::move(values));
    row.bind(rows.statement());
    while (rows.fetch()) found.rows.push_back(row.value());
    return found;
  });
}

std::optional<Job> find_job(database::Database& database, const JobKey& key) {
  return database::guarded([&]() -> std::optional<Job> {
    JobRow row;
    JobKey of = key;
    long long year = key.year.value();
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(
        fmt::format("select {} from job j where j.schedule = :schedule and"
                    " j.year = :year and j.org = :org and j.report = :report",
                    kColumns));
    query.exchange(database::use(of.schedule, "schedule"));
    query.exchange(database::use(year, "year"));
    query.exchange(database::use(of.org, "org"));
    query.exchange(database::use(of.report, "report"));
    return database::find_row(query, row);
  });
}

std::vector<Job> fetch_jobs_held_by(database::Database& database, std::string_view holder_begins) {
  return database::guarded([&] {
    JobRow row;
    std::string begins(holder_begins);
    long long length = static_cast<long long>(begins.size());
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(
        fmt::format("select {} from job j where j.state = 'running' and"
                    " substr(j.holder, 1, cast(:length as integer)) = :begins"
                    " order by j.schedule, j.year, j.org, j.report",
                    kColumns));
    query.exchange(database::use(length, "length"));
    query.exchange(database::use(begins, "begins"));
    return database::fetch_rows(query, row);
  });
}

std::optional<std::int64_t> next_attempt(database::Database& database) {
  return database::guarded([&]() -> std::optional<std::int64_t> {
    database::Nullable<long long> at;
    std::string manual = by_hand();
    database.session().sql
        << "select min(not_before) from job where state = 'waiting' and attempts > 0 and"
           " schedule not like :manual",
        into(at), database::use(manual, "manual");
    return to_number(at);
  });
}

}  // namespace xueshi::store
