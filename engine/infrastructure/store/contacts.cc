#include "store/contacts.h"

#include <string>

#include "database/session.h"

namespace xueshi::store {

academy::Contact fetch_contact(database::Database& database, std::string_view employee) {
  return database::guarded([&] {
    std::string text(employee);
    academy::Contact contact;
    database::Sql& sql = database.session().sql;
    sql << "select c.phone, c.mobile from person_contact c join person p on p.id = c.person_id"
           " where p.employee = :employee",
        database::into(contact.phone), database::into(contact.mobile),
        database::use(text, "employee");
    return sql.got_data() ? contact : academy::Contact{};
  });
}

void save_contact(database::Transaction& transaction, std::string_view employee,
                  const academy::Contact& contact) {
  database::guarded([&] {
    database::Values values;
    std::string text = "insert into person_contact (person_id, phone, mobile) select p.id, ";
    text += values.add(contact.phone) + ", " + values.add(contact.mobile);
    text += " from person p where p.employee = " + values.add(employee);
    text +=
        " on conflict (person_id) do update set phone = excluded.phone, mobile = excluded.mobile";
    database::run(transaction.database().session().sql, text, std::move(values));
  });
}

}  // namespace xueshi::store
