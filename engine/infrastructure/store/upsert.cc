#include "store/upsert.h"

#include <fmt/format.h>

#include <algorithm>

#include "database/big_query.h"

namespace xueshi::store {

namespace {

template <typename Render>
std::string joined(const std::vector<database::StageColumn>& columns, std::size_t first,
                   std::size_t last, const char* separator, Render render) {
  std::string text;
  for (std::size_t i = first; i < last; ++i)
    text += (text.empty() ? "" : separator) + render(columns[i].name);
  return text;
}

std::string key_list(const TargetSpec& spec) {
  return joined(spec.columns, 0, spec.key_columns, ", ",
                [](const char* name) { return std::string(name); });
}

bool is_status(const TargetSpec& spec, const std::string& name) {
  return std::any_of(spec.statuses.begin(), spec.statuses.end(),
                     [&](const StatusColumn& status) { return name == status.name; });
}

// SQL: the place as files call it.
std::string as_called(const std::string& table, const char* column,
                      const std::map<std::string, std::string>& alike, database::Values& values) {
  if (alike.empty()) return fmt::format("{}.{}", table, column);
  std::string text = fmt::format("case {}.{}", table, column);
  for (const auto& [place, called] : alike) {
    text += " when " + values.add(place);
    text += " then " + values.add(called);
  }
  return fmt::format("{} else {}.{} end", text, table, column);
}

}  // namespace

std::vector<database::StageColumn> changing(const TargetSpec& spec) {
  std::vector<database::StageColumn> columns;
  for (std::size_t i = spec.key_columns; i < spec.columns.size(); ++i) {
    bool kept = std::any_of(spec.kept.begin(), spec.kept.end(), [&](const char* name) {
      return std::string(name) == spec.columns[i].name;
    });
    if (!kept && (!is_status(spec, spec.columns[i].name) || *spec.is_new_though_there)) {
      columns.push_back(spec.columns[i]);
    }
  }
  return columns;
}

std::vector<database::StageColumn> staged_columns(const TargetSpec& spec) {
  std::vector<database::StageColumn> columns = spec.columns;
  columns.insert(columns.end(), spec.beside.begin(), spec.beside.end());
  columns.push_back({"line", false});
  columns.push_back({"guarded", false});
  return columns;
}

std::string same_key(const TargetSpec& spec, const std::string& a, const std::string& b) {
  return joined(spec.columns, 0, spec.key_columns, " and ",
                [&](const char* name) { return fmt::format("{0}.{2} = {1}.{2}", a, b, name); });
}

std::string differs(const TargetSpec& spec, const std::string& a, const std::string& b) {
  std::vector<database::StageColumn> columns = changing(spec);
  if (columns.empty()) return "1 = 0";
  return joined(columns, 0, columns.size(), " or ", [&](const char* name) {
    return fmt::format("{0}.{2} is distinct from {1}.{2}", a, b, name);
  });
}

void find_by_query(database::Sql& sql, const std::string& query, ConflictKind kind,
                   const std::string& hint, ConflictList& list, database::Values values) {
  long long line = 0;
  std::string detail;
  std::size_t kept = 0;
  database::BigQuery rows(sql, "conflicts", query, std::move(values));
  rows.bind(line, detail);
  while (rows.fetch()) {
    ++list.total;
    if (kept++ < list.most) list.found.push_back({static_cast<int>(line), kind, hint, detail});
  }
}

void find_twice(database::Sql& sql, const TargetSpec& spec, ConflictList& list) {
  find_by_query(
      sql,
      fmt::format("select line, cast(first as varchar(20)) from (select line, min(line) over"
                  " (partition by {}) as first from {}) twice where line <> first order by line",
                  key_list(spec), kStage),
      ConflictKind::kTwiceInFile, "", list);
}

void find_status_differs(database::Sql& sql, const TargetSpec& spec,
                         const std::map<std::string, std::string>& alike,
                         const std::vector<std::string>& first, ConflictList& list) {
  std::string except =
      *spec.is_new_though_there ? fmt::format(" and not ({})", spec.is_new_though_there) : "";
  for (const StatusColumn& status : spec.statuses) {
    database::Values values;
    std::string in_file = as_called("i", status.name, alike, values);
    std::string in_table = as_called("t", status.name, alike, values);
    std::string asks =
        first.empty() ? ""
                      : fmt::format(" and i.{} not in ({})", status.name, values.add_all(first));
    find_by_query(
        sql,
        fmt::format("select i.line, t.{0} from {1} i join {2} t on {3} where {5} <> {6}{7}{4}"
                    " order by i.line",
                    status.name, kStage, spec.table, same_key(spec, "i", "t"), except, in_file,
                    in_table, asks),
        ConflictKind::kStatusDiffers, status.hint, list, std::move(values));
  }
}

// Of the others an import changes no status anyway.
void keep_where_first(database::Sql& sql, const TargetSpec& spec,
                      const std::vector<std::string>& first) {
  if (first.empty() || *spec.is_new_though_there == 0) return;
  for (const StatusColumn& status : spec.statuses) {
    database::Values values;
    std::string there = fmt::format("from {} t where {} and not ({})", spec.table,
                                    same_key(spec, kStage, "t"), spec.is_new_though_there);
    std::string places = values.add_all(first);
    database::run(sql,
                  fmt::format("update {0} set {1} = (select t.{1} {2}) where {1} in ({3}) and"
                              " exists (select 1 {2})",
                              kStage, status.name, there, places),
                  std::move(values));
  }
}

void find_finalised_by_query(database::Sql& sql, const std::string& query,
                             FinalisedByInstitute& found) {
  long long line = 0;
  std::string institute;
  database::BigQuery rows(sql, "finalised_rows", query);
  rows.bind(line, institute);
  while (rows.fetch()) {
    FinalisedRows& of_one = found[institute];
    if (of_one.count++ == 0 || line < of_one.first) of_one.first = static_cast<int>(line);
  }
}

void find_finalised(database::Sql& sql, const TargetSpec& spec, FinalisedByInstitute& found) {
  std::string key = same_key(spec, "i", "t"), changed = differs(spec, "i", "t");
  find_finalised_by_query(
      sql,
      fmt::format("select i.line, o.code from {} i join org o on o.id = i.guarded where"
                  " not exists (select 1 from {} t where {} and not ({})) order by i.line",
                  kStage, spec.table, key, changed),
      found);
  if (!*spec.unit_of_existing) return;
  find_finalised_by_query(
      sql,
      fmt::format("{} select i.line, o.code from {} i join {} t on {} join finalised f"
                  " on f.org_id = {} and f.year = t.year join org o on o.id ="
                  " f.institute_id where i.guarded is null and ({}) order by i.line",
                  kFinalisedUnits, kStage, spec.table, key, spec.unit_of_existing, changed),
      found);
}

std::vector<TouchedRow> find_touched(database::Sql& sql, const TargetSpec& spec) {
  std::string is_new = fmt::format("t.{} is null", spec.columns.front().name);
  if (*spec.is_new_though_there) is_new += fmt::format(" or {}", spec.is_new_though_there);
  long long line = 0, fresh = 0;
  database::BigQuery rows(
      sql, "touched",
      fmt::format("select line, fresh from (select i.line, case when {0} then 1 else 0 end as"
                  " fresh from {1} i left join {2} t on {3} where {0} or {4}) touched order by"
                  " line",
                  is_new, kStage, spec.table, same_key(spec, "i", "t"), differs(spec, "i", "t")));
  rows.bind(line, fresh);
  std::vector<TouchedRow> touched;
  while (rows.fetch()) touched.push_back({static_cast<int>(line), fresh != 0});
  return touched;
}

void for_each_line(database::Sql& sql, const std::string& statement,
                   const std::vector<int>& lines) {
  long long line = 0;
  database::Statement each = (sql.prepare << statement, database::use(line, "line"));
  for (int one : lines) {
    line = one;
    each.execute(true);
  }
}

void keep_left_out(database::Sql& sql, const TargetSpec& spec,
                   const std::vector<std::string>& columns) {
  if (columns.empty()) return;
  std::string kept;
  for (const std::string& column : columns) {
    kept += fmt::format("{0}{1} = (select t.{1} from {2} t where {3})", kept.empty() ? "" : ", ",
                        column, spec.table, same_key(spec, kStage, "t"));
  }
  database::run(sql, fmt::format("update {0} set {1} where exists (select 1 from {2} t where {3})",
                                 kStage, kept, spec.table, same_key(spec, kStage, "t")));
}

long long upsert(database::Sql& sql, const TargetSpec& spec) {
  std::string names = joined(spec.columns, 0, spec.columns.size(), ", ",
                             [](const char* n) { return std::string(n); });
  std::vector<database::StageColumn> columns = changing(spec);
  std::string update = "nothing";
  if (!columns.empty()) {
    update = fmt::format(
        "update set {} where {}",
        joined(columns, 0, columns.size(), ", ",
               [](const char* name) { return fmt::format("{0} = excluded.{0}", name); }),
        differs(spec, spec.table, "excluded"));
  }
  std::string id_name = spec.has_id ? "id, " : "";
  std::string id =
      spec.has_id
          ? fmt::format(
                "(select coalesce(max(id), 0) from {}) + row_number() over (order by line), ",
                spec.table)
          : "";
  // In the order of the key, millions of rows go to the end of the tables' trees, page after page.
  std::string order = spec.has_id ? "line" : key_list(spec);
  return database::run(
      sql,
      fmt::format(
          "insert into {} ({}{}) select {}{} from {} where true order by {} on conflict ({}) do {}",
          spec.table, id_name, names, id, names, kStage, order, key_list(spec), update));
}

}  // namespace xueshi::store
