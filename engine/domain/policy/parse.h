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
  bool is_strict = false;
  // The rules before these, whose 类别 hold on where these name none; null where there are none.
  const Layers* before = nullptr;

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

// The year, facts and sources: what accounts and requirements are written with.
void parse_declarations(Parsing& parsing, const yaml::Node& root);
void parse_accounts(Parsing& parsing, const yaml::Node& node);
// An account that other parts name; absent with "policy.need-unknown-account". `where`: the part,
// in the message: "要求".
std::optional<AccountIndex> read_account(Parsing& parsing, const std::string& id,
                                         const yaml::Mark& mark, std::string_view where);
// `need` and `prorate` of a requirement.
std::vector<NeedBlock> read_needs(Parsing& parsing, const yaml::Node& requirement);
std::optional<Proration> read_proration(Parsing& parsing, const yaml::Node& node);
void parse_requirements(Parsing& parsing, const yaml::Node& node);
void parse_exemptions(Parsing& parsing, const yaml::Node& node);
void parse_backbone(Parsing& parsing, const yaml::Node& node);
void parse_summary(Parsing& parsing, const yaml::Node& node);
void parse_plans(Parsing& parsing, const yaml::Node& node);
void parse_classes(Parsing& parsing, const yaml::Node& node);
void parse_archive(Parsing& parsing, const yaml::Node& node);

// The other files beside the one that is read.
struct Beside {
  const Shelf& shelf;
  std::optional<base::Year> file_year;
  Rigour rigour = Rigour::kUsual;
  const Layers* before = nullptr;  // as Parsing::before
};

// The rules of merged files, for that reporting year; `since`: the year of the file. `beside`: null
// where nothing is doubted. Absent where `findings`, empty till the files were read, hold errors.
std::optional<Policy> parse_policy(const Layers& layers, base::Year since,
                                   const condition::Vocabulary& people, base::Year year,
                                   const Beside* beside, base::Findings& findings);

// What can be proved of sound rules; what speaks against it becomes a finding, too: "policy.gap" …
// Requires: nothing was found wrong.
void prove(Parsing& parsing);

std::vector<Origin> list_origins(const Layers& layers);

}  // namespace xueshi::policy
