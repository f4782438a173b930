#include "session/policies.h"

#include "academy/person.h"
#include "session/wrong_files.h"

namespace xueshi::session {

const Policies::Resolved& Policies::resolved(base::Year year) const {
  std::lock_guard lock(mutex_);
  auto [at, fresh] = by_year_.try_emplace(year.value());
  if (fresh) {
    at->second.policy =
        policy::resolve(academy::person_vocabulary(), shelf_, year, at->second.findings);
  }
  return at->second;
}

const policy::Policy& Policies::of(base::Year year) const {
  const Resolved& found = resolved(year);
  if (!found.policy) throw WrongFiles(found.findings);
  return *found.policy;
}

const policy::Policy* Policies::find(base::Year year) const {
  if (shelf_.by_year.empty() || year.value() < shelf_.by_year.begin()->first) return nullptr;
  return &of(year);
}

policy::FurtherColumns Policies::columns() const {
  policy::FurtherColumns columns;
  for (const auto& [year, file] : shelf_.by_year) {
    const std::optional<policy::Policy>& policy = resolved(base::Year(year)).policy;
    if (policy) policy::add_columns(*policy, columns);
  }
  return columns;
}

}  // namespace xueshi::session
