#include "store/passwords.h"

#include "database/session.h"
#include "store/scope_filter.h"
#include "store/web_sessions.h"

namespace xueshi::store {

std::optional<Password> find_password(database::Database& database, std::string_view employee) {
  return database::guarded([&]() -> std::optional<Password> {
    database::Sql& sql = database.session().sql;
    std::string number(employee);
    Password password;
    long long must_change = 0;
    sql << "select w.hash, w.must_change, w.issued_at from password w join person p on p.id ="
           " w.person_id where p.employee = :employee",
        database::into(password.hash), database::into(must_change),
        database::into(password.issued_at), database::use(number, "employee");
    if (!sql.got_data()) return std::nullopt;
    password.must_change = must_change != 0;
    return password;
  });
}

std::set<std::string> fetch_password_holders(database::Database& database,
                                             const academy::Scope& scope) {
  return database::guarded([&] {
    ScopeValues in(scope);
    std::set<std::string> holders;
    std::string employee;
    database::Statement rows =
        (database.session().sql.prepare
             << std::string("select p.employee from password w join person p on p.id = w.person_id"
                            " join org o on o.id = p.org_id where ") +
                    kPersonInScope,
         database::use(in.lo, "lo"), database::use(in.hi, "hi"), database::use(in.self, "self"),
         database::into(employee));
    rows.execute();
    while (rows.fetch()) holders.insert(employee);
    return holders;
  });
}

bool save_password(database::Transaction& transaction, const academy::Scope& scope,
                   std::string_view employee, const Password& password) {
  return database::guarded([&] {
    ScopeValues in(scope);
    std::string number(employee);
    long long must_change = password.must_change;
    database::Statement save =
        (transaction.database().session().sql.prepare
             << std::string("insert into password (person_id, hash, must_change, issued_at)"
                            " select p.id, :hash, :must_change, :issued_at from person p"
                            " join org o on o.id = p.org_id where p.employee = :employee and ") +
                    kPersonInScope +
                    " on conflict (person_id) do update set hash = excluded.hash, must_change ="
                    " excluded.must_change, issued_at = excluded.issued_at",
         database::use(password.hash, "hash"), database::use(must_change, "must_change"),
         database::use(password.issued_at, "issued_at"), database::use(number, "employee"),
         database::use(in.lo, "lo"), database::use(in.hi, "hi"), database::use(in.self, "self"));
    save.execute(true);
    if (save.get_affected_rows() == 0) return false;
    remove_web_sessions_of(transaction, employee);
    return true;
  });
}

bool requires_passwords(database::Database& database) {
  return database::guarded([&] {
    long long required = 0;
    database.session().sql << "select require_password from installation", database::into(required);
    return required != 0;
  });
}

bool require_passwords(database::Transaction& transaction) {
  return database::guarded([&] {
    return database::run(transaction.database().session().sql,
                         "update installation set require_password = 1"
                         " where require_password = 0") > 0;
  });
}

WrongPasswords find_wrong_passwords(database::Database& database, std::string_view login) {
  return database::guarded([&] {
    std::string text(login);
    long long times = 0, latest = 0;
    database.session().sql << "select times, latest from wrong_password where login = :login",
        database::into(times), database::into(latest), database::use(text, "login");
    return WrongPasswords{times, latest};
  });
}

void add_wrong_password(database::Transaction& transaction, std::string_view login,
                        std::int64_t now, std::int64_t forgotten_before) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    std::string text(login);
    long long latest = now, before = forgotten_before;
    sql << "delete from wrong_password where latest < :before", database::use(before, "before");
    sql << "insert into wrong_password (login, times, latest) values (:login, 1, :latest)"
           " on conflict (login) do update set times = wrong_password.times + 1, latest ="
           " excluded.latest",
        database::use(text, "login"), database::use(latest, "latest");
  });
}

void forget_wrong_passwords(database::Transaction& transaction, std::string_view login) {
  database::guarded([&] {
    std::string text(login);
    transaction.database().session().sql << "delete from wrong_password where login = :login",
        database::use(text, "login");
  });
}

}  // namespace xueshi::store
