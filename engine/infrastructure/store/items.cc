#include "store/items.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/row_read.h"
#include "database/row_write.h"
#include "store/in_chunks.h"

namespace xueshi::store {

namespace {

struct ItemRow {
  RunningItem item;
  long long revision = 0;

  void bind(database::Statement& rows) {
    rows.exchange(database::into(item.subject));
    rows.exchange(database::into(item.number));
    rows.exchange(database::into(item.graph.name));
    rows.exchange(database::into(item.graph.version));
    rows.exchange(database::into(revision));
    rows.exchange(database::into(item.author));
    rows.exchange(database::into(item.submitted_as));
    rows.exchange(database::into(item.origin));
  }
  const RunningItem& value() {
    item.revision = revision;
    return item;
  }
};

constexpr const char* kItemColumns =
    "i.subject, i.number, g.name, g.version, i.revision, i.author, i.submitted_as, i.origin"
    " from item i join graph g on g.id = i.graph_id";

std::string items_where(const std::string& condition) {
  return fmt::format("select {} where i.subject = :subject{}", kItemColumns, condition);
}

database::Columns key_of(std::string_view subject, std::string_view number) {
  database::Columns key;
  key.put("subject", subject).put("number", number);
  return key;
}

long long graph_id(database::Sql& sql, const GraphVersion& graph) {
  long long id = 0;
  sql << "select id from graph where name = :name and version = :version",
      database::use(graph.name, "name"), database::use(graph.version, "version"),
      database::into(id);
  return sql.got_data() ? id : 0;
}

}  // namespace

std::optional<RunningItem> find_item(database::Database& database, std::string_view subject,
                                     std::string_view number) {
  return database::guarded([&]() -> std::optional<RunningItem> {
    ItemRow row;
    std::string of(subject), key(number);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(items_where(" and i.number = :number"));
    query.exchange(database::use(of, "subject"));
    query.exchange(database::use(key, "number"));
    return database::find_row(query, row);
  });
}

std::map<std::string, RunningItem> fetch_items(database::Database& database,
                                               std::string_view subject,
                                               const std::vector<std::string>& numbers) {
  return database::guarded([&] {
    std::map<std::string, RunningItem> items;
    in_chunks(numbers, [&](const std::vector<std::string>& some) {
      database::Values values;
      std::string query =
          fmt::format("select {} where i.subject = {}", kItemColumns, values.add(subject));
      query += fmt::format(" and i.number in ({})", values.add_all(some));
      ItemRow row;
      database::BigQuery rows(database.session(), "items", query, std::move(values));
      row.bind(rows.statement());
      while (rows.fetch()) items[row.value().number] = row.item;
    });
    return items;
  });
}

std::vector<RunningItem> fetch_items(database::Database& database, std::string_view subject) {
  return database::guarded([&] {
    ItemRow row;
    std::string of(subject);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(items_where(" order by i.number"));
    query.exchange(database::use(of, "subject"));
    return database::fetch_rows(query, row);
  });
}

void save_item(database::Transaction& transaction, const RunningItem& item) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Columns columns;
    columns.put("graph_id", graph_id(sql, item.graph))
        .put("revision", item.revision)
        .put("author", item.author)
        .put("submitted_as", item.submitted_as);
    database::Columns key = key_of(item.subject, item.number);
    if (database::update_rows(sql, "item", columns, key) > 0) return;
    columns.put("subject", item.subject).put("number", item.number).put("origin", item.origin);
    insert_row(sql, "item", columns);
  });
}

void keep_graph(database::Transaction& transaction, const GraphVersion& graph,
                std::string_view content, std::string_view today) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    if (graph_id(sql, graph) != 0) return;
    database::Columns columns;
    columns.put("id", database::next_id(sql, "graph"))
        .put("name", graph.name)
        .put("version", graph.version)
        .put("content", content)
        .put("first_used", today);
    insert_row(sql, "graph", columns);
  });
}

std::optional<std::string> find_graph(database::Database& database, const GraphVersion& graph) {
  return database::guarded([&]() -> std::optional<std::string> {
    std::string content;
    database::Sql& sql = database.session().sql;
    sql << "select content from graph where name = :name and version = :version",
        database::use(graph.name, "name"), database::use(graph.version, "version"),
        database::into(content);
    if (!sql.got_data()) return std::nullopt;
    return content;
  });
}

std::vector<KeptGraph> fetch_graphs(database::Database& database, std::string_view name) {
  return database::guarded([&] {
    std::vector<KeptGraph> graphs;
    std::string of(name);
    KeptGraph graph;
    long long items = 0;
    database::Statement rows =
        (database.session().sql.prepare
             << "select g.name, g.version, g.first_used, count(i.number) from graph g"
                " left join item i on i.graph_id = g.id where g.name = :name"
                " group by g.id, g.name, g.version, g.first_used order by g.id",
         database::use(of, "name"), database::into(graph.graph.name),
         database::into(graph.graph.version), database::into(graph.first_used),
         database::into(items));
    rows.execute();
    while (rows.fetch()) {
      graph.items = items;
      graphs.push_back(graph);
    }
    return graphs;
  });
}

namespace {

// Those that the staged file brought, with where they stand.
const char* imported_rows(std::string_view subject) {
  if (subject == "plan")
    return "select l.number as number, 'review=' || l.review || ',publication=' || l.publication"
           " || ',execution=' || l.execution || ',withdrawal=' || l.withdrawal as origin"
           " from incoming i join plan l on l.number = i.number";
  if (subject == "class")
    return "select c.number as number, 'execution=' || c.execution as origin"
           " from incoming i join class c on c.number = i.number";
  if (subject != "learning") throw std::logic_error("no file brings " + std::string(subject));
  return "select p.employee || '/' || r.number as number, 'review=' || r.status as origin"
         " from incoming i join record r on r.person_id = i.person_id and r.posted = i.posted"
         " and r.number = i.number join person p on p.id = r.person_id"
         " where r.status <> 'approved'";
}

}  // namespace

void register_imported(database::Transaction& transaction, std::string_view subject,
                       const GraphVersion& graph) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    const char* rows = imported_rows(subject);
    database::Values values;
    std::string of = values.add(subject), same = values.add(subject);
    std::string text = fmt::format(
        "insert into item (subject, number, graph_id, revision, author,"
        " submitted_as, origin) select {0}, n.number, {1}, 0, '', '', n.origin"
        " from ({2}) n where not exists (select 1 from item t where"
        " t.subject = {3} and t.number = n.number)",
        of, graph_id(sql, graph), rows, same);
    database::run(sql, text, std::move(values));
  });
}

std::vector<Verdict> fetch_verdicts(database::Database& database, std::string_view subject,
                                    std::string_view number) {
  return database::guarded([&] {
    std::vector<Verdict> verdicts;
    std::string of(subject), key(number);
    Verdict verdict;
    database::Statement rows =
        (database.session().sql.prepare
             << "select v.org, v.status, v.remark, v.employee, coalesce(o.name, v.org)"
                " from verdict v left join org o on o.code = v.org where v.subject = :subject"
                " and v.number = :number order by v.position",
         database::use(of, "subject"), database::use(key, "number"), database::into(verdict.org),
         database::into(verdict.status), database::into(verdict.comment),
         database::into(verdict.employee), database::into(verdict.name));
    rows.execute();
    while (rows.fetch()) verdicts.push_back(verdict);
    return verdicts;
  });
}

std::map<std::string, std::vector<Verdict>> fetch_verdicts(
    database::Database& database, std::string_view subject,
    const std::vector<std::string>& numbers) {
  return database::guarded([&] {
    std::map<std::string, std::vector<Verdict>> verdicts;
    in_chunks(numbers, [&](const std::vector<std::string>& some) {
      database::Values values;
      std::string query =
          "select v.number, v.org, v.status, v.remark, v.employee, coalesce(o.name, v.org)"
          " from verdict v left join org o on o.code = v.org where v.subject = " +
          values.add(subject);
      query +=
          fmt::format(" and v.number in ({}) order by v.number, v.position", values.add_all(some));
      std::string number;
      Verdict verdict;
      database::BigQuery rows(database.session(), "verdicts", query, std::move(values));
      rows.bind(number, verdict.org, verdict.status, verdict.comment, verdict.employee,
                verdict.name);
      while (rows.fetch()) verdicts[number].push_back(verdict);
    });
    return verdicts;
  });
}

void save_verdict(database::Transaction& transaction, std::string_view subject,
                  std::string_view number, const Verdict& verdict) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Columns same = key_of(subject, number);
    delete_rows(sql, "verdict", same.put("org", verdict.org));
    std::string of(subject), key(number);
    long long position = 0;
    sql << "select coalesce(max(position), 0) + 1 from verdict where subject = :subject"
           " and number = :number",
        database::use(of, "subject"), database::use(key, "number"), database::into(position);
    database::Columns columns = key_of(subject, number);
    columns.put("position", position)
        .put("org", verdict.org)
        .put("status", verdict.status)
        .put("remark", verdict.comment)
        .put("employee", verdict.employee);
    insert_row(sql, "verdict", columns);
  });
}

void delete_item(database::Transaction& transaction, std::string_view subject,
                 std::string_view number) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    delete_rows(sql, "verdict", key_of(subject, number));
    delete_rows(sql, "item", key_of(subject, number));
  });
}

}  // namespace xueshi::store
