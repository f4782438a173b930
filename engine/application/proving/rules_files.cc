#include "proving/rules_files.h"

#include <fmt/format.h>

#include <algorithm>
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

base::Findings RulesFiles::find_broken_later(const Named& draft) const {
  base::Findings broken;
  policy::Shelf with = shelf_;
  with.by_year[draft.since->value()] = draft.file;
  for (auto at = with.by_year.upper_bound(draft.since->value()); at != with.by_year.end(); ++at) {
    base::Findings before, after;
    base::Year year(at->first);
    policy::check(academy::person_vocabulary(), with, at->second, year, after);
    if (after.ok()) continue;
    policy::check(academy::person_vocabulary(), shelf_, at->second, year, before);
    for (base::Finding each : after.kept()) {
      auto is_same = [&](const base::Finding& old) {
        return old.code == each.code && old.message == each.message && old.place == each.place;
      };
      if (each.severity != base::Severity::kError ||
          std::any_of(before.kept().begin(), before.kept().end(), is_same))
        continue;
      each.message = fmt::format("{} 年度的规定 {} 沿用本规定，将因此有误：{}", year.value(),
                                 shown(at->second.name), each.message);
      broken.add(std::move(each));
    }
  }
  return broken;
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
