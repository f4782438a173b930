// The values of one row in the order of its kind's columns, for imports and for single decisions;
// for this room's own files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "database/row_write.h"
#include "database/stage.h"
#include "hours/record.h"
#include "store/upsert.h"
#include "training/plan.h"

namespace xueshi::store {

struct RowValues {
  std::vector<database::StageValue> row{};

  void put(std::int64_t value) { row.emplace_back(value); }
  void put(const std::string& text) { row.emplace_back(text); }
  void put(std::string_view text) { row.emplace_back(std::string(text)); }
  void put_null() { row.emplace_back(); }
  void put(const std::optional<std::int64_t>& value) { value ? put(*value) : put_null(); }
  void put(const std::optional<base::LocalTime>& time) {
    time ? put(base::render_as_written(*time)) : put_null();
  }
};

// Each in the order of KindOf<…>::spec().columns; units, people and sources by id.
void put_plan(RowValues& row, const training::Plan& plan, std::int64_t org);
void put_class(RowValues& row, const training::TrainingClass& one,
               const std::optional<std::int64_t>& plan, std::int64_t org);
void put_record(RowValues& row, const hours::LearningRecord& record, std::int64_t person,
                std::int64_t source);

// The values under the names of their columns, less those to leave out.
database::Columns named(const TargetSpec& spec, const RowValues& values,
                        const std::vector<std::string>& without = {});

}  // namespace xueshi::store
