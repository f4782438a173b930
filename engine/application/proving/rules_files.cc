#include "proving/rules_files.h"

#include <filesystem>

#include "academy/person.h"
#include "session/files.h"

namespace xueshi::proving {

namespace fs = std::filesystem;

std::string RulesFiles::shown(const std::string& file) const {
  fs::path relative = fs::path(file).lexically_relative(home_.folder());
  bool is_inside = !relative.empty() && *relative.begin() != "..";
  return is_inside ? relative.string() : file;
}

std::optional<RulesFiles::Named> RulesFiles::find(const std::string& which,
                                                  base::Findings& findings) const {
  if (auto year = base::parse_year(which)) {
    auto rules = policy::find_in_force(shelf_, *year, findings);
    return rules ? std::optional(Named{*rules->file, rules->since}) : std::nullopt;
  }
  if (session::is_absent(which)) {
    findings.error({which, 0, 0, "", ""}, "policy.no-file", "文件不存在，请检查路径");
    return std::nullopt;
  }
  return Named{{shown(which), session::read_text(which)},
               base::parse_year(fs::path(which).stem().string())};
}

std::optional<policy::Draft> RulesFiles::load(const Named& named, base::Findings& findings) const {
  return policy::Draft::load(shelf_, named.file, named.since, findings);
}

std::optional<policy::Policy> RulesFiles::resolve(const std::string& which, base::Year year,
                                                  base::Findings& findings) const {
  auto named = find(which, findings);
  auto draft = named ? load(*named, findings) : std::nullopt;
  if (!draft) return std::nullopt;
  return draft->resolve(academy::person_vocabulary(), year, findings);
}

base::Year RulesFiles::year_of(const std::string& which) {
  auto year = base::parse_year(which);
  if (!year) year = base::parse_year(fs::path(which).stem().string());
  return year.value_or(base::Year(policy::kLaterThanAll));
}

base::Year RulesFiles::year_for(const std::string& which) const {
  base::Year year = year_of(which);
  bool is_named = year.value() != policy::kLaterThanAll;
  return is_named || shelf_.by_year.empty() ? year : base::Year(shelf_.by_year.rbegin()->first);
}

}  // namespace xueshi::proving
