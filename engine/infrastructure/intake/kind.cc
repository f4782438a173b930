#include "intake/kind.h"

#include <utility>

namespace xueshi::intake {

namespace {

constexpr std::string_view kErrorSuffix = "-错误";

struct Named {
  Kind kind;
  std::string_view stem;
};
constexpr Named kStems[] = {
    {Kind::kOrgs, "orgs"},           {Kind::kPeople, "people"},
    {Kind::kRoles, "roles"},         {Kind::kHeadcounts, "headcounts"},
    {Kind::kPlans, "plans"},         {Kind::kClasses, "classes"},
    {Kind::kAttendees, "attendees"}, {Kind::kLearning, "learning"},
    {Kind::kExams, "exams"},
};

}  // namespace

std::string_view stem(Kind kind) {
  for (const Named& named : kStems) {
    if (named.kind == kind) return named.stem;
  }
  return "";
}

std::optional<Kind> find_kind(std::string_view file_stem) {
  if (is_error_copy(file_stem)) file_stem.remove_suffix(kErrorSuffix.size());
  for (const Named& named : kStems) {
    if (named.stem == file_stem) return named.kind;
  }
  return std::nullopt;
}

bool is_error_copy(std::string_view file_stem) { return file_stem.ends_with(kErrorSuffix); }

const std::vector<Kind>& kinds_in_order() {
  static const std::vector<Kind> kinds = [] {
    std::vector<Kind> all;
    for (const Named& named : kStems) all.push_back(named.kind);
    return all;
  }();
  return kinds;
}

std::string_view kinds_as_text() {
  return "orgs、people、roles、headcounts、plans、classes、attendees、learning、exams";
}

}  // namespace xueshi::intake
