#include "store/import_tally.h"

#include <fmt/format.h>

#include <map>

#include "database/big_query.h"

namespace xueshi::store {

namespace {

enum State { kAdded, kChanged, kUnchanged };

// Every staged row with its two units (0: none) and its state.
std::string rows_of(const TargetSpec& spec, const char* selected) {
  std::string is_new = fmt::format("t.{} is null", spec.columns.front().name);
  if (*spec.is_new_though_there) is_new += fmt::format(" or {}", spec.is_new_though_there);
  return fmt::format(
      "select {} coalesce({}, 0) as unit, coalesce({}, 0) as other, case when {} then {}"
      " when {} then {} else {} end as state from {} i left join {} t on {}{}",
      selected, spec.unit, spec.other_unit, is_new, static_cast<int>(kAdded),
      differs(spec, "i", "t"), static_cast<int>(kChanged), static_cast<int>(kUnchanged), kStage,
      spec.table, same_key(spec, "i", "t"), spec.joined);
}

template <typename Counts>
void count(Counts& counts, long long state, std::int64_t rows) {
  if (state == kAdded) counts.added += rows;
  if (state == kChanged) counts.changed += rows;
  if (state == kUnchanged) counts.unchanged += rows;
}

// SQL: a column as text, ids as the numbers that people know.
std::string text_of(const std::string& table, const std::string& column) {
  std::string name = table + "." + column;
  if (column == "org_id") name = fmt::format("(select code from org where id = {})", name);
  if (column == "plan_id") name = fmt::format("(select number from plan where id = {})", name);
  if (column == "deputy_for")
    name = fmt::format("(select employee from person where id = {})", name);
  if (column == "source_id") name = fmt::format("(select name from source where id = {})", name);
  return fmt::format("cast({} as text)", name);
}

std::string text_or_nothing(const database::Nullable<std::string>& text) {
  return text.is_null() ? "" : text.value;
}

class Tally {
 public:
  Tally(database::Sql& sql, const TargetSpec& spec, const References& references)
      : sql_(sql), spec_(spec), references_(references) {}

  ImportCounts run(const OnChangedRow& on_changed) {
    count_rows();
    if (counts_.changed > 0) tell_changed(on_changed);
    if (spec_.has_number && counts_.added + counts_.changed > 0) note_numbers();
    for (auto& [institute, share] : shares_) counts_.shares.push_back(std::move(share));
    return std::move(counts_);
  }

 private:
  // One that has no other unit touches its own alone.
  std::vector<InstituteShare*> touched(long long unit, long long other) {
    std::string own = references_.institute_of(unit), second = references_.institute_of(other);
    std::vector<InstituteShare*> shares = {&share_of(own)};
    if (other != 0 && second != own) shares.push_back(&share_of(second));
    return shares;
  }

  InstituteShare& share_of(const std::string& institute) {
    InstituteShare& share = shares_[institute];
    share.institute = institute;
    return share;
  }

  void count_rows() {
    long long unit = 0, other = 0, state = 0, rows = 0;
    database::Statement groups =
        (sql_.prepare << "select unit, other, state, count(*) from (" + rows_of(spec_, "") +
                             ") each_row group by unit, other, state",
         database::into(unit), database::into(other), database::into(state), database::into(rows));
    groups.execute();
    while (groups.fetch()) {
      count(counts_, state, rows);
      for (InstituteShare* share : touched(unit, other)) count(*share, state, rows);
    }
  }

  void tell_changed(const OnChangedRow& on_changed) {
    std::vector<database::StageColumn> columns = changing(spec_);
    database::Values values;
    std::string part = *spec_.part ? spec_.part : values.add("");
    std::string place = spec_.statuses.size() == 1
                            ? fmt::format("t.{}", spec_.statuses.front().name)
                            : values.add("");
    std::string selected =
        fmt::format("i.line as line, {} as item, {} as part, {} as place", spec_.item, part, place);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      selected += fmt::format(", {} as b{}, {} as a{}", text_of("t", columns[i].name), i,
                              text_of("i", columns[i].name), i);
    }
    long long unit = 0, other = 0, state = 0, line = 0;
    ChangedRow changed;
    std::vector<database::Nullable<std::string>> texts(2 * columns.size());
    database::BigQuery rows(
        sql_, "changed",
        fmt::format("select * from ({}) each_row where state = {} order by line",
                    rows_of(spec_, (selected + ",").c_str()), static_cast<int>(kChanged)),
        std::move(values));
    rows.bind(line, changed.item, changed.part, changed.place);
    rows.bind_all(texts);
    rows.bind(unit, other, state);
    while (rows.fetch()) {
      changed.row = static_cast<int>(line);
      changed.institutes.clear();
      for (InstituteShare* share : touched(unit, other))
        changed.institutes.push_back(share->institute);
      changed.cells.clear();
      for (std::size_t i = 0; i < columns.size(); ++i) {
        std::string before = text_or_nothing(texts[2 * i]);
        std::string after = text_or_nothing(texts[2 * i + 1]);
        if (before != after) changed.cells.push_back({columns[i].name, before, after});
      }
      on_changed(changed);
    }
  }

  void note_numbers() {
    long long unit = 0, other = 0, state = 0;
    std::string number;
    database::BigQuery rows(
        sql_, "numbers",
        fmt::format("select unit, other, state, number from ({}) each_row"
                    " where state <> {} order by number",
                    rows_of(spec_, "i.number as number,"), static_cast<int>(kUnchanged)));
    rows.bind(unit, other, state, number);
    while (rows.fetch()) {
      for (InstituteShare* share : touched(unit, other)) {
        auto& numbers = state == kAdded ? share->added_numbers : share->changed_numbers;
        if (numbers.size() < kMostNumbers) numbers.push_back(number);
      }
    }
  }

  database::Sql& sql_;
  const TargetSpec& spec_;
  const References& references_;
  ImportCounts counts_;
  std::map<std::string, InstituteShare> shares_;
};

}  // namespace

ImportCounts tally(database::Sql& sql, const TargetSpec& spec, const References& references,
                   const OnChangedRow& on_changed) {
  return Tally(sql, spec, references).run(on_changed);
}

}  // namespace xueshi::store
