#include "store/publications.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/row_read.h"
#include "database/row_write.h"
#include "database/session.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

constexpr const char* kColumns =
    "p.folder, p.org, p.year, p.report, p.revision, p.file, p.sha256, p.size, p.receipt, p.policy,"
    " p.page, p.plugin, p.plugin_version, coalesce(p.plugin_folder, '?'), p.graphs, p.inputs, "
    "p.chain, p.chain_seq, p.schedule,"
    " p.job_report, p.job_run, p.fence, p.made_at, p.made_real, p.made_by";

struct PublicationRow {
  Publication one;
  long long year = 0, revision = 0, size = 0, chain_seq = 0, job_run = 0, fence = 0, made_real = 0;

  void bind(database::Statement& rows) {
    put(rows, one.key.folder, one.key.org, year, one.key.report, revision, one.file, one.sha256,
        size, one.receipt, one.policy, one.page, one.plugin, one.plugin_version, one.plugin_folder,
        one.graphs, one.inputs, one.chain, chain_seq, one.schedule, one.job_report, job_run, fence,
        one.made_at, made_real, one.made_by);
  }
  const Publication& value() {
    one.key.year = base::Year(static_cast<int>(year));
    if (one.plugin_folder == "?") one.plugin_folder.clear();
    one.revision = revision;
    one.size = size;
    one.chain_seq = chain_seq;
    one.job_run = job_run;
    one.fence = fence;
    one.made_real = made_real;
    return one;
  }

 private:
  template <typename... T>
  static void put(database::Statement& rows, T&... columns) {
    (rows.exchange(database::into(columns)), ...);
  }
};

}  // namespace

void save_publication(database::Transaction& transaction, const Publication& one) {
  database::guarded([&] {
    database::Columns columns;
    columns.put("folder", one.key.folder).put("org", one.key.org);
    columns.put("year", std::int64_t{one.key.year.value()}).put("report", one.key.report);
    columns.put("revision", one.revision).put("file", one.file).put("sha256", one.sha256);
    columns.put("size", one.size).put("receipt", one.receipt).put("policy", one.policy);
    columns.put("page", one.page).put("plugin", one.plugin);
    columns.put("plugin_version", one.plugin_version)
        .put("plugin_folder", one.plugin_folder)
        .put("graphs", one.graphs);
    columns.put("inputs", one.inputs).put("chain", one.chain).put("chain_seq", one.chain_seq);
    columns.put("schedule", one.schedule).put("job_report", one.job_report);
    columns.put("job_run", one.job_run).put("fence", one.fence).put("made_at", one.made_at);
    columns.put("made_real", one.made_real).put("made_by", one.made_by);
    insert_row(transaction.database().session().sql, "publication", columns);
  });
}

std::optional<Publication> find_publication(database::Database& database,
                                            const PublicationKey& key) {
  return database::guarded([&]() -> std::optional<Publication> {
    PublicationRow row;
    PublicationKey of = key;
    long long year = key.year.value();
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(
        fmt::format("select {} from publication p where p.folder = :folder and"
                    " p.org = :org and p.year = :year and p.report = :report"
                    " order by p.revision desc limit 1",
                    kColumns));
    query.exchange(database::use(of.folder, "folder"));
    query.exchange(database::use(of.org, "org"));
    query.exchange(database::use(year, "year"));
    query.exchange(database::use(of.report, "report"));
    return database::find_row(query, row);
  });
}

std::vector<Publication> fetch_publications_about(database::Database& database,
                                                  std::string_view org, base::Year year,
                                                  std::string_view report) {
  return database::guarded([&] {
    PublicationRow row;
    std::string of(org), name(report);
    long long wanted = year.value();
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(
        fmt::format("select {} from publication p where p.org = :org and p.year = :year and"
                    " p.report = :report order by p.folder, p.revision",
                    kColumns));
    query.exchange(database::use(of, "org"));
    query.exchange(database::use(wanted, "year"));
    query.exchange(database::use(name, "report"));
    return database::fetch_rows(query, row);
  });
}

std::vector<Publication> fetch_publications_of(database::Database& database,
                                               std::string_view sha256) {
  return database::guarded([&] {
    PublicationRow row;
    std::string hash(sha256);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(
        fmt::format("select {} from publication p where p.sha256 = :hash order by"
                    " p.made_real, p.folder, p.org, p.year, p.report, p.revision",
                    kColumns));
    query.exchange(database::use(hash, "hash"));
    return database::fetch_rows(query, row);
  });
}

std::vector<Publication> fetch_publications_with(database::Database& database,
                                                 std::string_view receipt_begins) {
  return database::guarded([&] {
    PublicationRow row;
    std::string from(receipt_begins), to = from + "g";  // beyond every hexadecimal digit
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(
        fmt::format("select {} from publication p where p.receipt >= :from and"
                    " p.receipt < :to order by"
                    " p.made_real, p.folder, p.org, p.year, p.report, p.revision",
                    kColumns));
    query.exchange(database::use(from, "from"));
    query.exchange(database::use(to, "to"));
    return database::fetch_rows(query, row);
  });
}

void for_each_publication(database::Database& database, const academy::Scope& scope,
                          const std::function<void(const Publication&)>& on_publication) {
  database::guarded([&] {
    PublicationRow row;
    database::BigQuery rows(
        database.session(), "publications",
        fmt::format("select {} from publication p join org o on o.code = p.org where"
                    " {} order by p.folder, p.org, p.year, p.report, p.revision",
                    kColumns, in_scope(scope)));
    row.bind(rows.statement());
    while (rows.fetch()) on_publication(row.value());
  });
}

void keep_text(database::Transaction& transaction, std::string_view hash, std::string_view kind,
               std::string_view content) {
  database::guarded([&] {
    std::string key(hash), of(kind), text(content);
    transaction.database().session().sql
        << "insert into kept_text (hash, kind, content) values (:hash, :kind, :content)"
           " on conflict do nothing",
        database::use(key, "hash"), database::use(of, "kind"), database::use(text, "content");
  });
}

void for_each_text(database::Database& database,
                   const std::function<void(const std::string& hash, const std::string& kind,
                                            const std::string& content)>& on_text) {
  database::guarded([&] {
    std::string hash, kind, content;
    database::BigQuery rows(database.session(), "texts",
                            "select hash, kind, content from kept_text order by hash");
    rows.bind(hash, kind, content);
    while (rows.fetch()) on_text(hash, kind, content);
  });
}

}  // namespace xueshi::store
