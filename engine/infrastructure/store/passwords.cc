#include "store/passwords.h"

#include "database/session.h"
#include "store/scope_filter.h"

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
    return save.get_affected_rows() > 0;
  });
}

}  // namespace xueshi::store
