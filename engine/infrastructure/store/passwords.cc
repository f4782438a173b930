#include "store/passwords.h"

#include "store/scope_filter.h"
#include "store/session.h"

namespace xueshi::store {

std::optional<Password> find_password(Database& database, std::string_view employee) {
  return guarded([&]() -> std::optional<Password> {
    soci::session& sql = database.session().sql;
    std::string number(employee);
    Password password;
    long long must_change = 0;
    sql << "select w.hash, w.must_change, w.issued_at from password w join person p on p.id ="
           " w.person_id where p.employee = :employee",
        soci::into(password.hash), soci::into(must_change), soci::into(password.issued_at),
        soci::use(number, "employee");
    if (!sql.got_data()) return std::nullopt;
    password.must_change = must_change != 0;
    return password;
  });
}

std::set<std::string> fetch_password_holders(Database& database, const academy::Scope& scope) {
  return guarded([&] {
    ScopeValues in(scope);
    std::set<std::string> holders;
    std::string employee;
    soci::statement rows =
        (database.session().sql.prepare
             << std::string("select p.employee from password w join person p on p.id = w.person_id"
                            " join org o on o.id = p.org_id where ") +
                    kPersonInScope,
         soci::use(in.lo, "lo"), soci::use(in.hi, "hi"), soci::use(in.self, "self"),
         soci::into(employee));
    rows.execute();
    while (rows.fetch()) holders.insert(employee);
    return holders;
  });
}

bool save_password(Transaction& transaction, const academy::Scope& scope, std::string_view employee,
                   const Password& password) {
  return guarded([&] {
    ScopeValues in(scope);
    std::string number(employee);
    long long must_change = password.must_change;
    soci::statement save =
        (transaction.database().session().sql.prepare
             << std::string("insert into password (person_id, hash, must_change, issued_at)"
                            " select p.id, :hash, :must_change, :issued_at from person p"
                            " join org o on o.id = p.org_id where p.employee = :employee and ") +
                    kPersonInScope +
                    " on conflict (person_id) do update set hash = excluded.hash, must_change ="
                    " excluded.must_change, issued_at = excluded.issued_at",
         soci::use(password.hash, "hash"), soci::use(must_change, "must_change"),
         soci::use(password.issued_at, "issued_at"), soci::use(number, "employee"),
         soci::use(in.lo, "lo"), soci::use(in.hi, "hi"), soci::use(in.self, "self"));
    save.execute(true);
    return save.get_affected_rows() > 0;
  });
}

}  // namespace xueshi::store
