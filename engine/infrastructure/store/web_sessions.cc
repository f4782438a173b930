#include "store/web_sessions.h"

#include "database/session.h"

namespace xueshi::store {

namespace {

using database::into;
using database::use;

constexpr const char* kSelect =
    "select s.token, p.employee, p.login, p.name, s.role, o.code, s.form_key, s.begun, s.seen,"
    " s.confirmed, s.address, s.browser, s.notice, w.must_change from web_session s"
    " join person p on p.id = s.person_id join org o on o.id = s.org_id"
    " join password w on w.person_id = s.person_id where ";

struct Row {
  WebSession session;
  long long begun = 0, seen = 0, confirmed = 0, must_change = 0;

  void bind(database::Statement& statement) {
    for (std::string* text : {&session.token, &session.employee, &session.login, &session.name,
                              &session.role, &session.org, &session.form_key})
      statement.exchange(into(*text));
    for (long long* number : {&begun, &seen, &confirmed}) statement.exchange(into(*number));
    for (std::string* text : {&session.address, &session.browser, &session.notice})
      statement.exchange(into(*text));
    statement.exchange(into(must_change));
  }
  WebSession value() const {
    WebSession value = session;
    value.begun = begun;
    value.seen = seen;
    value.confirmed = confirmed;
    value.must_change = must_change != 0;
    return value;
  }
};

std::vector<WebSession> fetch(database::Database& database, const std::string& condition,
                              std::string_view asked) {
  return database::guarded([&] {
    std::string text(asked);
    database::Statement statement(database.session().sql);
    Row row;
    row.bind(statement);
    statement.exchange(use(text, "asked"));
    statement.alloc();
    statement.prepare(kSelect + condition);
    statement.define_and_bind();
    statement.execute();
    std::vector<WebSession> found;
    while (statement.fetch()) found.push_back(row.value());
    return found;
  });
}

void run(database::Transaction& transaction, const std::string& statement,
         database::Values values) {
  database::guarded(
      [&] { database::run(transaction.database().session().sql, statement, std::move(values)); });
}

}  // namespace

std::optional<WebSession> find_web_session(database::Database& database, std::string_view token) {
  std::vector<WebSession> found = fetch(database, "s.token = :asked", token);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<WebSession> fetch_web_sessions(database::Database& database,
                                           std::string_view employee) {
  return fetch(database, "p.employee = :asked order by s.seen desc, s.token", employee);
}

bool add_web_session(database::Transaction& transaction, const WebSession& session) {
  return database::guarded([&] {
    database::Values values;
    std::string text =
        "insert into web_session (token, person_id, role, org_id, form_key, begun,"
        " seen, confirmed, address, browser, notice) select ";
    text += values.add(session.token) + ", p.id, " + values.add(session.role) + ", o.id, " +
            values.add(session.form_key);
    for (std::int64_t number : {session.begun, session.seen, session.confirmed})
      text += ", cast(" + values.add(number) + " as bigint)";
    for (const std::string* each : {&session.address, &session.browser, &session.notice})
      text += ", " + values.add(*each);
    text += " from person p, org o where p.employee = " + values.add(session.employee) +
            " and o.code = " + values.add(session.org);
    return database::run(transaction.database().session().sql, text, std::move(values)) > 0;
  });
}

void touch_web_session(database::Transaction& transaction, std::string_view token,
                       std::int64_t seen) {
  database::Values values;
  std::string text = "update web_session set seen = " + values.add(seen);
  text += " where token = " + values.add(token);
  run(transaction, text, std::move(values));
}

void save_notice(database::Transaction& transaction, std::string_view token,
                 const std::string& notice) {
  database::Values values;
  std::string text = "update web_session set notice = " + values.add(notice);
  text += " where token = " + values.add(token);
  run(transaction, text, std::move(values));
}

void remove_web_session(database::Transaction& transaction, std::string_view token) {
  database::Values values;
  std::string text = "delete from web_session where token = " + values.add(token);
  run(transaction, text, std::move(values));
}

std::int64_t remove_web_sessions_of(database::Transaction& transaction, std::string_view employee,
                                    std::string_view except_token) {
  return database::guarded([&] {
    database::Values values;
    std::string text =
        "delete from web_session where person_id = (select id from person where"
        " employee = " +
        values.add(employee) + ")";
    text += " and token <> " + values.add(except_token);
    return database::run(transaction.database().session().sql, text, std::move(values));
  });
}

void remove_old_web_sessions(database::Transaction& transaction, std::int64_t seen_before,
                             std::int64_t begun_before) {
  database::Values values;
  std::string text = "delete from web_session where seen < " + values.add(seen_before);
  text += " or begun < " + values.add(begun_before);
  run(transaction, text, std::move(values));
}

}  // namespace xueshi::store
