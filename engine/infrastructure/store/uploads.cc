#include "store/uploads.h"

#include "database/session.h"

namespace xueshi::store {

namespace {

using database::into;
using database::use;

constexpr const char* kSelectUpload =
    "select u.id, p.employee, u.role, o.code, u.at, u.kind, u.name, u.sha256, u.size, u.state,"
    " u.result from upload u join person p on p.id = u.person_id join org o on o.id = u.org_id"
    " where u.id = :id";

}  // namespace

std::optional<Upload> find_upload(database::Database& database, std::string_view id) {
  return database::guarded([&]() -> std::optional<Upload> {
    Upload upload;
    std::string wanted(id);
    long long at = 0, size = 0;
    database::Sql& sql = database.session().sql;
    sql << kSelectUpload, use(wanted, "id"), into(upload.id), into(upload.employee),
        into(upload.role), into(upload.org), into(at), into(upload.kind), into(upload.name),
        into(upload.sha256), into(size), into(upload.state), into(upload.result);
    if (!sql.got_data()) return std::nullopt;
    upload.at = at;
    upload.size = size;
    return upload;
  });
}

bool add_upload(database::Transaction& transaction, const Upload& upload) {
  return database::guarded([&] {
    database::Values values;
    std::string text =
        "insert into upload (id, person_id, role, org_id, at, kind, name, sha256, size, state,"
        " result) select ";
    text += values.add(upload.id) + ", p.id, " + values.add(upload.role) + ", o.id, cast(" +
            values.add(upload.at) + " as bigint)";
    for (const std::string* each : {&upload.kind, &upload.name, &upload.sha256})
      text += ", " + values.add(*each);
    text += ", cast(" + values.add(upload.size) + " as bigint)";
    for (const std::string* each : {&upload.state, &upload.result})
      text += ", " + values.add(*each);
    text += " from person p, org o where p.employee = " + values.add(upload.employee) +
            " and o.code = " + values.add(upload.org);
    return database::run(transaction.database().session().sql, text, std::move(values)) > 0;
  });
}

void save_upload(database::Transaction& transaction, std::string_view id, const std::string& state,
                 const std::string& result) {
  database::guarded([&] {
    database::Values values;
    std::string text = "update upload set state = " + values.add(state);
    text += ", result = " + values.add(result);
    text += " where id = " + values.add(id);
    database::run(transaction.database().session().sql, text, std::move(values));
  });
}

bool move_upload(database::Transaction& transaction, std::string_view id, std::string_view from,
                 std::string_view to) {
  return database::guarded([&] {
    database::Values values;
    std::string text = "update upload set state = " + values.add(to);
    text += " where id = " + values.add(id);
    text += " and state = " + values.add(from);
    return database::run(transaction.database().session().sql, text, std::move(values)) > 0;
  });
}

std::vector<std::string> remove_old_uploads(database::Transaction& transaction,
                                            std::int64_t before) {
  return database::guarded([&] {
    std::vector<std::string> ids;
    std::string id;
    long long limit = before;
    database::Sql& sql = transaction.database().session().sql;
    {
      database::Statement rows =
          (sql.prepare << "select id from upload where at < :before order by id",
           use(limit, "before"), into(id));
      rows.execute();
      while (rows.fetch()) ids.push_back(id);
    }
    if (!ids.empty()) sql << "delete from upload where at < :before", use(limit, "before");
    return ids;
  });
}

}  // namespace xueshi::store
