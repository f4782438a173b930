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

class Tally {
 public:
  Tally(database::Sql& sql, const TargetSpec& spec, const References& references)
      : sql_(sql), spec_(spec), references_(references) {}

  ImportCounts run() {
    count_rows();
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

ImportCounts tally(database::Sql& sql, const TargetSpec& spec, const References& references) {
  return Tally(sql, spec, references).run();
}

}  // namespace xueshi::store
