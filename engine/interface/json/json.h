// JSON of the contract: what the command line prints with --json and the console answers to
// programs. Hours and rates are numbers with two places.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/blocker.h"
#include "base/fields.h"
#include "base/finding.h"
#include "base/hours.h"
#include "base/money.h"
#include "base/percent.h"

namespace xueshi::json {

using Json = nlohmann::ordered_json;

// As it is written: two blanks a level; what is no text is replaced.
std::string render(const Json& json);

// 4286 → 42.86; exact in the two places that are printed.
inline Json hundredths(std::int64_t value) { return static_cast<double>(value) / 100.0; }
inline Json number(base::Hours hours) { return hundredths(hours.hundredths()); }
inline Json number(const base::Percent& percent) { return hundredths(percent.hundredths()); }
inline Json number(base::Money money) { return static_cast<double>(money.fen()) / 1'000'000.0; }
Json to_json(const base::Finding& finding);
Json to_json(const base::Blockers& blockers);  // [{code, message}]

// An object by heading, in their order.
inline Json to_json(const base::Fields& fields) {
  Json object = Json::object();
  for (const auto& [heading, text] : fields) object[heading] = text;
  return object;
}

inline Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace xueshi::json
