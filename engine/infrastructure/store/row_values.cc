#include "store/row_values.h"

#include <algorithm>

namespace xueshi::store {

database::Columns named(const TargetSpec& spec, const RowValues& values,
                        const std::vector<std::string>& without) {
  database::Columns columns;
  for (std::size_t i = 0; i < spec.columns.size(); ++i) {
    const char* name = spec.columns[i].name;
    if (std::find(without.begin(), without.end(), name) != without.end()) continue;
    columns.put_value(name, values.row[i]);
  }
  return columns;
}

}  // namespace xueshi::store
