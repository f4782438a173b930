#include "policy/policy.h"

#include <algorithm>
#include <cassert>

namespace xueshi::policy {

std::optional<AccountIndex> Policy::find_account(std::string_view id) const {
  auto at = std::find_if(accounts.begin(), accounts.end(),
                         [&](const Account& account) { return account.id == id; });
  if (at == accounts.end()) return std::nullopt;
  return static_cast<AccountIndex>(at - accounts.begin());
}

std::optional<AccountIndex> Policy::find_leaf(std::string_view source_of_hours) const {
  for (AccountIndex i = 0; i < accounts.size(); ++i) {
    const std::vector<std::string>& takes = accounts[i].takes;
    if (std::find(takes.begin(), takes.end(), source_of_hours) != takes.end()) return i;
  }
  return std::nullopt;
}

const Requirement& Policy::requirement_for(const condition::Facts& person) const {
  auto at =
      std::find_if(requirements.begin(), requirements.end(),
                   [&](const Requirement& requirement) { return requirement.when.holds(person); });
  assert(at != requirements.end());
  return *at;
}

const Exemption* Policy::exemption_for(const condition::Facts& person) const {
  auto at = std::find_if(exempt.begin(), exempt.end(),
                         [&](const Exemption& exemption) { return exemption.when.holds(person); });
  return at == exempt.end() ? nullptr : &*at;
}

Window Policy::window() const {
  bool next_year = backbone.window_to < backbone.window_from;
  return {base::on(year, backbone.window_from),
          base::on(base::Year(year.value() + (next_year ? 1 : 0)), backbone.window_to)};
}

const Origin* Policy::find_origin(std::string_view path) const {
  auto at = std::find_if(origins.begin(), origins.end(),
                         [&](const Origin& origin) { return origin.path == path; });
  return at == origins.end() ? nullptr : &*at;
}

const std::vector<std::string>& delivered_sources() {
  static const std::vector<std::string> kSources = {"roster",   "线下培训", "网络学时",
                                                    "在职自学", "公派留学", "在线学习"};
  return kSources;
}

}  // namespace xueshi::policy
