#include "policy/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace xueshi::policy {

std::optional<AccountIndex> Policy::find_account(std::string_view id) const {
  auto at = std::find_if(accounts.begin(), accounts.end(),
                         [&](const Account& account) { return account.id == id; });
  if (at == accounts.end()) return std::nullopt;
  return static_cast<AccountIndex>(at - accounts.begin());
}

namespace {

// `roster:公需科目`: the classes of one 培训类别.
bool is_of_category(std::string_view written, std::string_view source, std::string_view category) {
  return !category.empty() && written.size() == source.size() + 1 + category.size() &&
         written.starts_with(source) && written[source.size()] == ':' &&
         written.ends_with(category);
}

}  // namespace

std::optional<AccountIndex> Policy::find_leaf(std::string_view source_of_hours,
                                              std::string_view category) const {
  std::optional<AccountIndex> rest;
  for (AccountIndex i = 0; i < accounts.size(); ++i) {
    for (const std::string& takes : accounts[i].takes) {
      if (takes == source_of_hours) rest = i;
      if (is_of_category(takes, source_of_hours, category)) return i;
    }
  }
  if (!category.empty() && is_uncounted(source_of_hours, category)) return std::nullopt;
  return rest;
}

const Source* Policy::find_source(std::string_view name, std::string_view category) const {
  const Source* rest = nullptr;
  for (const Source& source : sources) {
    if (source.name == name) rest = &source;
    if (is_of_category(source.name, name, category)) return &source;
  }
  return rest;
}

bool Policy::is_uncounted(std::string_view source_of_hours, std::string_view category) const {
  return std::any_of(uncounted.begin(), uncounted.end(), [&](const std::string& name) {
    return name == source_of_hours || is_of_category(name, source_of_hours, category);
  });
}

bool Policy::is_delivered(std::string_view source_of_hours) const {
  return std::find(delivered.begin(), delivered.end(), source_of_hours) != delivered.end();
}

std::vector<std::string> Policy::sources_entered() const {
  std::vector<std::string> all = entered;
  for (const Account& account : accounts) {
    for (const std::string& source : account.takes) {
      // `roster:讲座` is what classes of a category give.
      bool is_of_people = source.substr(0, source.find(':')) != kRosters && !is_delivered(source);
      if (is_of_people && std::find(all.begin(), all.end(), source) == all.end())
        all.push_back(source);
    }
  }
  return all;
}

const Requirement& Policy::requirement_for(const condition::Facts& person, int years_back) const {
  auto at = std::find_if(
      requirements.begin(), requirements.end(),
      [&](const Requirement& requirement) { return requirement.when.holds(person, years_back); });
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

int Over::most_years() const {
  constexpr int kDaysOfYear = 365, kMonthsOfYear = 12;
  if (kind == Kind::kDays) return length / kDaysOfYear + 2;
  if (kind == Kind::kMonths) return length / kMonthsOfYear + 2;
  return length;
}

base::Date Policy::first_day(base::Year of) const { return base::on(of, year_begins); }

base::Date Policy::last_day(base::Year of) const {
  base::Date next = base::on(base::Year(of.value() + 1), year_begins);
  return base::Date(std::chrono::sys_days(next) - std::chrono::days(1));
}

base::Date Policy::day_in(base::Year of, base::MonthDay day) const {
  return base::on(day < year_begins ? base::Year(of.value() + 1) : of, day);
}

base::Year Policy::year_of(base::Date day) const {
  base::Year year = base::year_of(day);
  return day < first_day(year) ? base::Year(year.value() - 1) : year;
}

bool Policy::needs_records() const {
  auto takes_a_category = [](const Account& account) {
    return std::any_of(account.takes.begin(), account.takes.end(), [](const std::string& takes) {
      return takes.find(':') != std::string::npos;
    });
  };
  return !sources.empty() || first_year() != year ||
         std::any_of(accounts.begin(), accounts.end(), takes_a_category);
}

namespace {

// The years before the reporting year that a group of needs looks at, at most.
int years_before(const NeedBlock& block) {
  const Over& over = block.over;
  int most = over.is_window() ? over.most_years() : over.most_years() - 1;
  for (const NeedBlock& group : block.any_of) most = std::max(most, years_before(group));
  return most;
}

}  // namespace

std::optional<base::Year> Policy::first_year() const {
  for (const Account& account : accounts) {
    if (account.carries) return std::nullopt;
  }
  int most = 0;
  for (const Requirement& requirement : requirements) {
    for (const NeedBlock& block : requirement.blocks) most = std::max(most, years_before(block));
  }
  int spread = 1;
  for (const Source& source : sources) {
    if (source.late_until)
      return std::nullopt;  // a record of any earlier 年度 may count in its own
    spread = std::max(spread, source.spread);
  }
  return base::Year(year.value() - most - (spread - 1));
}

bool ArchiveLine::counts(const Policy& policy, AccountIndex account) const {
  return std::any_of(of.begin(), of.end(),
                     [&](AccountIndex above) { return policy.lies_within(account, above); });
}

bool Policy::lies_within(AccountIndex account, AccountIndex above) const {
  std::optional<AccountIndex> at = account;
  while (at && *at != above) at = accounts[*at].parent;
  return at.has_value();
}

std::string Origin::place() const {
  std::string_view name = file;
  std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos && slash > 0) slash = name.rfind('/', slash - 1);
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  return fmt::format("{}:{}", name, line);
}

const Origin* Policy::find_origin(std::string_view path) const {
  auto at = std::find_if(origins.begin(), origins.end(),
                         [&](const Origin& origin) { return origin.path == path; });
  return at == origins.end() ? nullptr : &*at;
}

std::vector<const Fact*> FurtherColumns::find_facts(std::string_view name) const {
  std::vector<const Fact*> found;
  for (const Fact& fact : facts) {
    if (fact.name == name) found.push_back(&fact);
  }
  return found;
}

namespace {

void add_missing(const std::vector<std::string>& words, std::vector<std::string>& known) {
  for (const std::string& word : words) {
    if (std::find(known.begin(), known.end(), word) == known.end()) known.push_back(word);
  }
}

// The latest policy's words come first.
void put_first(std::vector<std::string> words, std::vector<std::string>& known) {
  add_missing(known, words);
  known = std::move(words);
}

}  // namespace

void add_columns(const Policy& policy, FurtherColumns& columns) {
  for (const Fact& fact : policy.facts) {
    auto same = std::find_if(columns.facts.begin(), columns.facts.end(), [&](const Fact& known) {
      return known.name == fact.name && known.type == fact.type;
    });
    if (same != columns.facts.end())
      add_missing(fact.choices, same->choices);
    else
      columns.facts.push_back(fact);
  }
  for (const Requirement& requirement : policy.requirements) {
    if (requirement.prorate) add_missing(requirement.prorate->absences, columns.reasons);
  }
  for (const Source& source : policy.sources) {
    columns.works = columns.works || source.best_of;
    columns.authors = columns.authors || source.step.has_value();
  }
  std::vector<std::string> sources = policy.sources_entered();
  add_missing(policy.delivered, sources);
  add_missing(policy.uncounted, sources);
  put_first(std::move(sources), columns.sources);
  put_first(policy.delivered, columns.delivered);
  put_first(policy.plans.categories, columns.categories);
  put_first(policy.plans.excellence, columns.excellence);
}

std::vector<std::string> declared_sources(const Policy& policy) {
  std::vector<std::string> all = {kRosters};
  add_missing(policy.entered, all);
  add_missing(policy.delivered, all);
  return all;
}

}  // namespace xueshi::policy
