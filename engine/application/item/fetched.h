// Fetched: what was read of many items in a few statements, for who looks at them one by one.
//
// A look is a snapshot, so that what was read stays true; a deed fetches nothing ahead and asks the
// database each time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database/database.h"
#include "store/items.h"
#include "training/class_rules.h"
#include "training/plan.h"

namespace xueshi::item {

class Fetched {
 public:
  void fetch_items(database::Database& database, const std::string& subject,
                   const std::vector<std::string>& numbers);
  // The classes of those numbers were read, with their plans: what else is asked of them.
  void fetch_classes(database::Database& database, const std::vector<std::string>& numbers,
                     std::map<std::string, training::Plan> plans);

  // Out of what was fetched, else out of the database.
  std::optional<store::RunningItem> find_item(database::Database& database,
                                              std::string_view subject,
                                              const std::string& number) const;
  std::optional<training::Plan> find_plan_of_class(database::Database& database,
                                                   const std::string& number) const;
  std::optional<training::ApprovedFigures> find_approved(database::Database& database,
                                                         const std::string& number) const;

 private:
  using Key = std::pair<std::string, std::string>;
  std::map<Key, std::optional<store::RunningItem>> items_;  // by subject and number
  std::set<std::string> classes_;
  std::map<std::string, training::Plan> plans_;                // by class
  std::map<std::string, training::ApprovedFigures> approved_;  // likewise
};

}  // namespace xueshi::item
