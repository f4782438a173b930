// Row ids of the database as types of their own, so that a person's id cannot be handed over as an
// institute's.
#pragma once

#include <compare>
#include <cstdint>

namespace xueshi::base {

template <typename Tag>
class Id {
 public:
  constexpr Id() = default;
  explicit constexpr Id(std::int64_t value) : value_(value) {}
  constexpr std::int64_t value() const { return value_; }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  std::int64_t value_ = 0;
};

using OrgId = Id<struct OrgTag>;
using PersonId = Id<struct PersonTag>;
using PlanId = Id<struct PlanTag>;
using ClassId = Id<struct ClassTag>;

}  // namespace xueshi::base
