#include "store/sign_in_failures.h"

#include "database/session.h"

namespace xueshi::store {

namespace {

std::int64_t count_since(database::Database& database, const char* column, std::string_view who,
                         std::int64_t since) {
  return database::guarded([&] {
    database::Values values;
    std::string text =
        std::string("select coalesce(sum(times), 0) from sign_in_failure where ") + column + " = ";
    text += values.add(who);
    text += " and at >= " + values.add(since);
    return database::ask_number(database.session().sql, text, std::move(values));
  });
}

}  // namespace

SignInFailures find_sign_in_failures(database::Database& database, std::string_view login,
                                     std::string_view address) {
  return database::guarded([&] {
    std::string who(login), from(address);
    long long times = 0, latest = 0;
    database.session().sql << "select coalesce(sum(times), 0), coalesce(max(at), 0) from"
                              " sign_in_failure where login = :login and address = :address",
        database::into(times), database::into(latest), database::use(who, "login"),
        database::use(from, "address");
    return SignInFailures{times, latest};
  });
}

std::int64_t count_failures_of_login(database::Database& database, std::string_view login,
                                     std::int64_t since) {
  return count_since(database, "login", login, since);
}

std::int64_t count_failures_from(database::Database& database, std::string_view address,
                                 std::int64_t since) {
  return count_since(database, "address", address, since);
}

void add_sign_in_failure(database::Transaction& transaction, std::string_view login,
                         std::string_view address, std::int64_t now,
                         std::int64_t forgotten_before) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Values old;
    std::string forget = "delete from sign_in_failure where at < " + old.add(forgotten_before);
    database::run(sql, forget, std::move(old));
    database::Values values;
    std::string add =
        "insert into sign_in_failure (login, address, at, times) values (" + values.add(login);
    add += ", " + values.add(address) + ", " + values.add(now) +
           ", 1) on conflict (login, address, at) do update set times = sign_in_failure.times + 1";
    database::run(sql, add, std::move(values));
  });
}

void forget_sign_in_failures(database::Transaction& transaction, std::string_view login,
                             std::string_view address) {
  database::guarded([&] {
    database::Values values;
    std::string text = "delete from sign_in_failure where login = " + values.add(login);
    text += " and address = " + values.add(address);
    database::run(transaction.database().session().sql, text, std::move(values));
  });
}

}  // namespace xueshi::store
