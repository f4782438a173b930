#include "intake/further.h"

#include <algorithm>

#include "base/text.h"

namespace xueshi::intake {

namespace {

constexpr std::string_view kYearHint = "YYYY";
constexpr std::string_view kFlagWords = "是/否";

bool has_heading(std::span<const Heading> all, std::string_view name) {
  std::string wanted = plain_heading(name);
  return std::any_of(all.begin(), all.end(),
                     [&](const Heading& heading) { return plain_heading(heading.name) == wanted; });
}

}  // namespace

Further::Further(policy::FurtherColumns columns) : columns_(std::move(columns)) {
  for (const policy::Fact& fact : columns_.facts) {
    bool is_full = intake::headings(Kind::kPeople).size() + people_.size() == kMostSlots;
    bool is_known = has_heading(intake::headings(Kind::kPeople), fact.name);
    if (!is_full && !is_known && !has_heading(people_, fact.name)) add_fact(fact.name);
  }
  if (columns_.works)
    learning_.push_back({policy::kWorkColumn, false, "", {}, "同一成果的编号相同"});
  if (columns_.authors)
    learning_.push_back({policy::kAuthorColumn, false, "", {}, "第几作者，整数"});
}

// What its cells may hold, by all that declare it.
void Further::add_fact(const std::string& name) {
  Heading heading{keep(name), false, ""};
  std::vector<std::string> words;
  for (const policy::Fact* fact : columns_.find_facts(name)) {
    if (fact->type == policy::Fact::Type::kYear) heading.hint = kYearHint;
    if (fact->type == policy::Fact::Type::kFlag) words.emplace_back(kFlagWords);
    for (const std::string& word : fact->choices) words.push_back(word);
  }
  bool has_slash = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word != kFlagWords && word.find('/') != std::string::npos;
  });
  // A drop-down list would refuse a year beside the words.
  bool is_list = heading.hint.empty() && !has_slash;
  if (is_list) heading.choices = keep(base::join(words, "/"));
  if (!is_list && !words.empty()) heading.hint = keep(base::join(words, "、"));
  people_.push_back(heading);
}

std::span<const Heading> Further::headings(Kind kind) const {
  if (kind == Kind::kPeople) return people_;
  if (kind == Kind::kLearning) return learning_;
  return {};
}

std::vector<Heading> all_headings(Kind kind, const Further* further) {
  std::span<const Heading> own = headings(kind);
  std::vector<Heading> all(own.begin(), own.end());
  if (further == nullptr) return all;
  std::span<const Heading> more = further->headings(kind);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace xueshi::intake
