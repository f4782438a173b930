#include "academy/person.h"

#include <algorithm>
#include <array>

namespace xueshi::academy {

namespace {

struct PostName {
  std::string_view label;
  std::string_view word;
};
constexpr std::array<PostName, 3> kPosts = {
    {{"科研", "research"}, {"管理", "management"}, {"支撑", "support"}}};

enum Fact : std::size_t { kRank, kPost, kHoursRequired, kHired, kInstitute, kDepartment, kFacts };

condition::Value text_or_missing(std::string_view text) {
  if (text.empty()) return std::monostate{};
  return std::string(text);
}

}  // namespace

std::string_view label(Post post) { return kPosts[static_cast<std::size_t>(post)].label; }
std::string_view word(Post post) { return kPosts[static_cast<std::size_t>(post)].word; }

std::optional<Post> parse_post(std::string_view label_text) {
  for (std::size_t i = 0; i < kPosts.size(); ++i) {
    if (kPosts[i].label == label_text) return static_cast<Post>(i);
  }
  return std::nullopt;
}

std::optional<Post> post_of(std::string_view word) {
  for (std::size_t i = 0; i < kPosts.size(); ++i) {
    if (kPosts[i].word == word) return static_cast<Post>(i);
  }
  return std::nullopt;
}

const condition::Vocabulary& person_vocabulary() {
  using condition::Comparison;
  using condition::FactType;
  static const condition::Vocabulary kVocabulary = {
      {{"rank", FactType::kChoice, {"division_level", "staff"}},
       {"post", FactType::kChoice, {"research", "management", "support"}},
       {"hours_required", FactType::kFlag, {}},
       {"hired", FactType::kNumber, {}},
       {"institute", FactType::kText, {}},
       {"department", FactType::kText, {}}},
      {{"rank", kRank, Comparison::kEquals, {}},
       {"post", kPost, Comparison::kEquals, {}},
       {"hours_required", kHoursRequired, Comparison::kEquals, {}},
       {"hired_in", kHired, Comparison::kEquals, {"reporting_year"}},
       {"hired_before", kHired, Comparison::kLess, {"reporting_year"}},
       {"institute", kInstitute, Comparison::kEquals, {}},
       {"department", kDepartment, Comparison::kEquals, {}}}};
  return kVocabulary;
}

std::optional<Employment> continued(const Employment& known, const Employment& given) {
  Employment result = given;
  result.earlier = known.earlier;
  if (!given.hired) return result;
  bool comes_back = given.left && *given.left < *given.hired;
  std::optional<base::Date> before = comes_back ? given.left : known.left;
  if (comes_back && known.earlier && known.earlier->left == *given.left &&
      known.hired == given.hired) {  // the same row once more
    result.left = known.left;
    return result;
  }
  if (before && *before < *given.hired) {
    std::optional<base::Date> first = known.earlier ? known.earlier->hired : known.hired;
    if (!first || *first > *before) return std::nullopt;
    result.earlier = Spell{*first, *before};
    if (comes_back) result.left = known.hired == given.hired ? known.left : std::nullopt;
    return result;
  }
  // What was written before somebody came back says nothing new.
  if (known.earlier && *given.hired == known.earlier->hired &&
      (!given.left || *given.left == known.earlier->left))
    return known;
  if (!known.earlier || known.earlier->left < *given.hired) return result;
  result.earlier.reset();
  if (given.left == known.earlier->left) {  // the first day of the first spell is put right
    result = known;
    result.earlier->hired = *given.hired;
  }
  return result;
}

std::optional<base::Date> hired_as_of(const Employment& employment, base::Year year) {
  bool is_later = employment.hired && base::year_of(*employment.hired) > year;
  return is_later && employment.earlier ? employment.earlier->hired : employment.hired;
}

bool is_employed(const Employment& employment, base::Date day) {
  if (employment.earlier && employment.earlier->hired <= day && day <= employment.earlier->left)
    return true;
  return (!employment.hired || *employment.hired <= day) &&
         (!employment.left || day <= *employment.left);
}

bool is_employed_in(const Employment& employment, base::Year year) {
  auto meets = [&](const std::optional<base::Date>& from, const std::optional<base::Date>& to) {
    return (!from || base::year_of(*from) <= year) && (!to || base::year_of(*to) >= year);
  };
  const std::optional<Spell>& earlier = employment.earlier;
  return meets(employment.hired, employment.left) ||
         (earlier && meets(earlier->hired, earlier->left));
}

std::optional<base::Date> left_before(const Employment& employment, base::Date day) {
  std::optional<base::Date> left = employment.left;
  if (employment.earlier && employment.hired && day < *employment.hired)
    left = employment.earlier->left;
  return left && *left < day ? left : std::nullopt;
}

condition::Facts facts_of(const Person& person, base::Year year, std::string_view institute,
                          std::string_view department) {
  condition::Facts facts(kFacts);
  facts[kRank] = std::string(person.division_level ? "division_level" : "staff");
  if (person.post) facts[kPost] = std::string(word(*person.post));
  facts[kHoursRequired] = person.hours_required;
  if (auto hired = hired_as_of(person.employment, year))
    facts[kHired] = static_cast<std::int64_t>(base::year_of(*hired).value());
  facts[kInstitute] = text_or_missing(institute);
  facts[kDepartment] = text_or_missing(department);
  return facts;
}

}  // namespace xueshi::academy
