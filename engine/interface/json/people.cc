#include "json/people.h"

namespace xueshi::json {

namespace {

Json day_or_null(const std::optional<base::Date>& date) {
  return date ? Json(base::render(*date)) : Json(nullptr);
}

}  // namespace

Json to_json(const view::PersonView& view, std::optional<base::Year> year) {
  const academy::Person& person = view.person;
  std::optional<base::Date> hired =
      year ? academy::hired_as_of(person.employment, *year) : person.employment.hired;
  Json json = {
      {"employee", person.employee},
      {"name", person.name},
      {"login", person.login},
      {"org", person.org},
      {"institute", view.institute},
      {"department", view.department},
      {"post", person.post ? Json(std::string(academy::label(*person.post))) : Json(nullptr)},
      {"division_level", person.division_level},
      {"hired", day_or_null(hired)},
      {"left", day_or_null(person.employment.left)},
      {"hours_required", person.hours_required},
      {"email", text_or_null(person.email)}};
  // Further columns, where the person has any.
  if (!person.facts.empty()) json["facts"] = person.facts;
  return json;
}

Json to_json(const view::PersonFile& file) {
  Json json = to_json(file.view, std::nullopt);
  json["phone"] = text_or_null(file.contact.phone);
  json["mobile"] = text_or_null(file.contact.mobile);
  json["registered"] = text_or_null(file.registered);
  json["absences"] = Json::array();
  for (const hours::Absence& absence : file.absences) {
    json["absences"].push_back({{"reason", absence.reason},
                                {"from", base::render(absence.from)},
                                {"to", base::render(absence.to)}});
  }
  return json;
}

}  // namespace xueshi::json
