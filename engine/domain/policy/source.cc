#include "policy/source.h"

#include <algorithm>
#include <numeric>

#include "base/number.h"

namespace xueshi::policy {

namespace {

// What a fraction's parts may be at most: their product with the seconds of a record stays exact.
constexpr std::int64_t kMostPart = 100'000'000;

std::optional<Fraction> reduced(std::int64_t numerator, std::int64_t denominator) {
  if (denominator <= 0 || numerator > kMostPart || numerator < -kMostPart) return std::nullopt;
  std::int64_t common = std::gcd(numerator, denominator);
  return Fraction{numerator / common, denominator / common};
}

}  // namespace

base::Hours Fraction::of(base::Hours whole) const {
  auto product = static_cast<__int128>(whole.seconds()) * numerator;
  return base::Hours::of_seconds(static_cast<std::int64_t>(product / denominator));
}

std::optional<Fraction> parse_fraction(std::string_view text, bool allows_negative) {
  std::size_t slash = text.find('/');
  std::optional<Fraction> value;
  if (slash != std::string_view::npos) {
    auto above = base::parse_decimal(std::string(text.substr(0, slash)), 0);
    auto below = base::parse_decimal(std::string(text.substr(slash + 1)), 0);
    if (above && below && *below <= kMostPart) value = reduced(*above, *below);
  } else {
    constexpr int kPlaces = 4;
    constexpr std::int64_t kScale = 10'000;
    if (auto number = base::parse_decimal(std::string(text), kPlaces))
      value = reduced(*number, kScale);
  }
  if (value && value->numerator < 0 && !allows_negative) return std::nullopt;
  return value;
}

base::Hours Source::convert(base::Hours amount, std::int64_t author) const {
  std::int64_t numerator = worth.numerator, denominator = worth.denominator;
  if (step && author > 1) {
    // worth + step × (author − 1), never below 0.
    numerator =
        worth.numerator * step->denominator + step->numerator * (author - 1) * worth.denominator;
    denominator = worth.denominator * step->denominator;
    numerator = std::max<std::int64_t>(numerator, 0);
  }
  auto product = static_cast<__int128>(amount.seconds()) * numerator + denominator / 2;
  auto converted = base::Hours::of_seconds(static_cast<std::int64_t>(product / denominator));
  return at_most ? std::min(converted, *at_most) : converted;
}

base::Hours Source::part(base::Hours converted, int year) const {
  std::int64_t each = converted.seconds() / spread;
  if (year > 0) return base::Hours::of_seconds(each);
  return base::Hours::of_seconds(converted.seconds() - each * (spread - 1));
}

}  // namespace xueshi::policy
