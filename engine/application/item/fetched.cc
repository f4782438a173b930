#include "item/fetched.h"

#include "store/rosters.h"

namespace xueshi::item {

namespace {

template <typename T>
std::optional<T> find(const std::map<std::string, T>& all, const std::string& key) {
  auto at = all.find(key);
  if (at == all.end()) return std::nullopt;
  return at->second;
}

}  // namespace

void Fetched::fetch_items(database::Database& database, const std::string& subject,
                          const std::vector<std::string>& numbers) {
  auto found = store::fetch_items(database, subject, numbers);
  for (const std::string& number : numbers) items_[{subject, number}] = find(found, number);
}

void Fetched::fetch_classes(database::Database& database, const std::vector<std::string>& numbers,
                            std::map<std::string, training::Plan> plans) {
  std::vector<std::string> of_plans;
  for (const auto& [number, plan] : plans) of_plans.push_back(plan.number);
  fetch_items(database, "class", numbers);
  fetch_items(database, "plan", of_plans);
  classes_.insert(numbers.begin(), numbers.end());
  plans_.merge(plans);
  approved_.merge(store::fetch_approved(database, numbers));
}

std::optional<store::RunningItem> Fetched::find_item(database::Database& database,
                                                     std::string_view subject,
                                                     const std::string& number) const {
  auto at = items_.find({std::string(subject), number});
  return at != items_.end() ? at->second : store::find_item(database, subject, number);
}

std::optional<training::Plan> Fetched::find_plan_of_class(database::Database& database,
                                                          const std::string& number) const {
  return classes_.count(number) > 0 ? find(plans_, number)
                                    : store::find_plan_of_class(database, number);
}

std::optional<training::ApprovedFigures> Fetched::find_approved(database::Database& database,
                                                                const std::string& number) const {
  return classes_.count(number) > 0 ? find(approved_, number)
                                    : store::find_approved(database, number);
}

}  // namespace xueshi::item
