#include "intake/kind.h"

#include <string>

#include "base/text.h"

namespace xueshi::intake {

namespace {

constexpr std::string_view kErrorSuffix = "-错误";

struct Named {
  Kind kind;
  std::string_view stem;
};
constexpr Named kStems[] = {
    {Kind::kOrgs, "orgs"},         {Kind::kPeople, "people"},
    {Kind::kRoles, "roles"},       {Kind::kHeadcounts, "headcounts"},
    {Kind::kAbsences, "absences"}, {Kind::kPlans, "plans"},
    {Kind::kClasses, "classes"},   {Kind::kAttendees, "attendees"},
    {Kind::kLearning, "learning"}, {Kind::kExams, "exams"},
};

// What copies of a file have behind its name, in small letters and half width.
constexpr std::string_view kCopySuffixes[] = {"副本", "copy", "-"};

// "people(1)" → "people"; the same where there is no number.
std::string_view without_number(std::string_view name) {
  std::size_t open = name.rfind('(');
  if (open == std::string_view::npos || !name.ends_with(')')) return name;
  std::string_view digits = name.substr(open + 1, name.size() - open - 2);
  bool is_number = !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
  return is_number ? name.substr(0, open) : name;
}

// One layer of what was put behind the name.
std::string_view without_suffix(std::string_view name) {
  name = base::trim(without_number(base::trim(name)));
  for (std::string_view suffix : kCopySuffixes) {
    if (name.ends_with(suffix)) return base::trim(name.substr(0, name.size() - suffix.size()));
  }
  return name.ends_with(kErrorSuffix) ? name.substr(0, name.size() - kErrorSuffix.size()) : name;
}

}  // namespace

std::string_view stem(Kind kind) {
  for (const Named& named : kStems) {
    if (named.kind == kind) return named.stem;
  }
  return "";
}

std::optional<Kind> find_kind(std::string_view file_stem) {
  std::string low = base::lower_ascii(base::to_half_width(file_stem));
  std::string_view name = low;
  for (std::string_view before = ""; before != name;) {
    before = name;
    name = without_suffix(name);
  }
  for (const Named& named : kStems) {
    if (named.stem == name) return named.kind;
  }
  return std::nullopt;
}

bool is_error_copy(std::string_view file_stem) { return file_stem.ends_with(kErrorSuffix); }

bool is_left_over(std::string_view file_name) {
  std::string name = base::lower_ascii(base::to_half_width(file_name));
  return name.starts_with('.') || name.starts_with("~$") || name == "thumbs.db" ||
         name == "desktop.ini" || name.starts_with("readme");
}

const std::vector<Kind>& kinds_in_order() {
  static const std::vector<Kind> kinds = [] {
    std::vector<Kind> all;
    for (const Named& named : kStems) all.push_back(named.kind);
    return all;
  }();
  return kinds;
}

std::string_view kinds_as_text() {
  return "orgs、people、roles、headcounts、absences、plans、classes、attendees、learning、exams";
}

}  // namespace xueshi::intake
