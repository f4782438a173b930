#include "store/form_keys.h"

#include "database/session.h"

namespace xueshi::store {

bool spend_form_key(database::Transaction& transaction, std::string_view key, std::string_view deed,
                    std::int64_t now) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Values fresh;
    std::string add = "insert into form_key (form_key, deed, at, place) values (" + fresh.add(key);
    add +=
        ", " + fresh.add(deed) + ", " + fresh.add(now) + ", '') on conflict (form_key) do nothing";
    database::run(sql, add, std::move(fresh));
    database::Values asked;
    std::string ask = "select count(*) from form_key where form_key = " + asked.add(key);
    ask += " and deed = " + asked.add(deed);
    return database::ask_number(sql, ask, std::move(asked)) > 0;
  });
}

void forget_form_keys(database::Transaction& transaction, std::int64_t before) {
  database::guarded([&] {
    database::Values values;
    std::string text = "delete from form_key where at < " + values.add(before);
    database::run(transaction.database().session().sql, text, std::move(values));
  });
}

void save_form_place(database::Transaction& transaction, std::string_view key,
                     const std::string& place) {
  database::guarded([&] {
    database::Values values;
    std::string text = "update form_key set place = " + values.add(place);
    text += " where form_key = " + values.add(key);
    database::run(transaction.database().session().sql, text, std::move(values));
  });
}

std::optional<std::string> find_form_place(database::Database& database, std::string_view key) {
  return database::guarded([&]() -> std::optional<std::string> {
    std::string text(key), place;
    database::Sql& sql = database.session().sql;
    sql << "select place from form_key where form_key = :form_key", database::into(place),
        database::use(text, "form_key");
    if (!sql.got_data()) return std::nullopt;
    return place;
  });
}

}  // namespace xueshi::store
