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

condition::Facts facts_of(const Person& person, std::string_view institute,
                          std::string_view department) {
  condition::Facts facts(kFacts);
  facts[kRank] = std::string(person.division_level ? "division_level" : "staff");
  if (person.post) facts[kPost] = std::string(word(*person.post));
  facts[kHoursRequired] = person.hours_required;
  if (person.hired) facts[kHired] = static_cast<std::int64_t>(base::year_of(*person.hired).value());
  facts[kInstitute] = text_or_missing(institute);
  facts[kDepartment] = text_or_missing(department);
  return facts;
}

}  // namespace xueshi::academy
