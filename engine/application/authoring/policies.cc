#include "authoring/policies.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "academy/person.h"
#include "session/files.h"
#include "session/home.h"
#include "session/session.h"

namespace xueshi::authoring {

namespace fs = std::filesystem;

namespace {

void check_one(const policy::Shelf& shelf, const policy::SourceFile& file, PolicyCheck& result) {
  auto year = base::parse_year(fs::path(file.name).stem().string());
  policy::check(academy::person_vocabulary(), shelf, file, year, result.findings);
  result.files.push_back(file.name);
}

}  // namespace

PolicyCheck check_policies(const session::Settings& settings, const std::string& file) {
  policy::Shelf shelf = session::Home(settings.value("home")).load_shelf();
  PolicyCheck result;
  if (!file.empty() && session::is_absent(file)) {
    result.findings.error({file, 0, 0, "", ""}, "policy.no-file", "文件不存在，请检查路径");
    return result;
  }
  if (!file.empty()) {
    check_one(shelf, {file, session::read_text(file)}, result);
    return result;
  }
  for (const auto& [year, source] : shelf.by_year) check_one(shelf, source, result);
  if (shelf.by_year.empty()) {
    result.findings.error({}, "policy.no-policy",
                          "rules 文件夹中没有规定文件（<年度>.yaml），请指明 rules 所在的文件夹");
  }
  return result;
}

policy::Policy resolve_policy(const session::Settings& settings, base::Year year) {
  return session::Policies(session::Home(settings.value("home"))).of(year);
}

std::vector<PolicyChange> compare_policies(const policy::Policy& before,
                                           const policy::Policy& after) {
  std::map<std::string, PolicyChange> changes;
  for (const policy::Origin& origin : before.origins)
    changes[origin.path] = {origin.path, origin, std::nullopt};
  for (const policy::Origin& origin : after.origins) {
    changes[origin.path].path = origin.path;
    changes[origin.path].after = origin;
  }
  std::vector<PolicyChange> different;
  for (const auto& [path, change] : changes) {
    bool same = change.before && change.after && change.before->value == change.after->value;
    if (!same) different.push_back(change);
  }
  return different;
}

}  // namespace xueshi::authoring
