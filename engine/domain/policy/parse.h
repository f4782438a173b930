// The parts of a policy, from the merged tree; for this room's own files.
#pragma once

#include "policy/layers.h"
#include "policy/policy.h"
#include "yaml/reader.h"

namespace xueshi::policy {

struct Parsing {
  const Layers& layers;
  yaml::Reader& reader;
  const condition::Vocabulary& people;
  Policy& policy;

  // The mark nearest to the cause: `mark` where it is in the checked file; else `removed` (a path
  // that the checked file took away), else the first of `related` that is in the checked file, else
  // its `extends` line.
  yaml::Mark cause(const yaml::Mark& mark, const std::string& removed = "",
                   const std::vector<yaml::Mark>& related = {}) const;
};

// The largest number of hours that makes sense: those of a leap year.
inline constexpr std::int64_t kMostHours = 8784;

// `90`, `0.5` or `3小时10分`, from 0 to kMostHours. Absent with "policy.wrong-hours".
std::optional<base::Hours> read_hours(Parsing& parsing, const yaml::Node& node);

void parse_accounts(Parsing& parsing, const yaml::Node& node);
void parse_requirements(Parsing& parsing, const yaml::Node& node);
void parse_exemptions(Parsing& parsing, const yaml::Node& node);
void parse_backbone(Parsing& parsing, const yaml::Node& node);
void parse_summary(Parsing& parsing, const yaml::Node& node);
void parse_plans(Parsing& parsing, const yaml::Node& node);
void parse_classes(Parsing& parsing, const yaml::Node& node);

std::vector<Origin> list_origins(const Layers& layers);

}  // namespace xueshi::policy
