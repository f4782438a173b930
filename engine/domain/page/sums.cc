#include "page/sums.h"

namespace xueshi::page {

namespace {

constexpr std::int64_t kMostDigits = 1'000'000'000'000'000;  // 15

}  // namespace

Sums::Sums(const std::vector<Column>& columns) : columns_(columns), sums_(columns.size()) {
  clear();
}

void Sums::clear() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    sums_[i].clear();
    if (columns_[i].sums && !columns_[i].is_spread) sums_[i][""] = 0;
  }
}

void Sums::add(const Row& row) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].sums) continue;
    if (const auto* number = std::get_if<Number>(&row[i])) add(i, "", *number);
    const auto* spread = std::get_if<Spread>(&row[i]);
    if (spread == nullptr) continue;
    for (const SpreadCell& cell : *spread) {
      if (const auto* number = std::get_if<Number>(&cell.value)) add(i, cell.heading, *number);
    }
  }
}

void Sums::add(std::size_t column, const std::string& heading, const Number& number) {
  Sum value = number.scaled;
  for (int places = number.places; places < kPlaces; ++places) value *= 10;
  Sum& sum = sums_[column][heading];
  sum += value;
  Number whole = number_of(sum);
  if (whole.scaled >= kMostDigits || whole.scaled <= -kMostDigits) overflowing_ = &columns_[column];
}

// With no more places than it needs; out of range where it has too many digits for a Number.
Number Sums::number_of(Sum sum) {
  int places = kPlaces;
  for (; places > 0 && sum % 10 == 0; --places) sum /= 10;
  if (sum >= kMostDigits) sum = kMostDigits;
  if (sum <= -kMostDigits) sum = -kMostDigits;
  return {static_cast<std::int64_t>(sum), places};
}

Row Sums::row() const {
  Row row(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].is_spread && columns_[i].sums) row[i] = number_of(sums_[i].at(""));
    if (!columns_[i].is_spread || !columns_[i].sums) continue;
    Spread spread;
    for (const auto& [heading, sum] : sums_[i]) spread.push_back({heading, number_of(sum)});
    row[i] = std::move(spread);
  }
  return row;
}

const Column* Sums::overflowing() const { return overflowing_; }

}  // namespace xueshi::page
