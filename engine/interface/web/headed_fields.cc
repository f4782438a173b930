#include "web/headed_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "intake/headings.h"
#include "web/deeds.h"

namespace xueshi::web {

namespace {

const intake::Heading* find_heading_of(intake::Kind kind, const std::string& name) {
  for (const intake::Heading& heading : intake::headings(kind))
    if (heading.name == name) return &heading;
  return nullptr;
}

std::string hint_of(const intake::Heading& heading) {
  std::string hint(heading.hint);
  if (heading.example.empty() || hint == "整数") return hint;
  return fmt::format("{}{}如 {}", hint, hint.empty() ? "" : "，", heading.example);
}

Field headed_field(intake::Kind kind, const std::string& name, const std::string& value) {
  Field field = field_for(name, value);
  const intake::Heading* heading = find_heading_of(kind, name);
  if (heading == nullptr) return field;
  field.is_required = heading->required && !heading->may_be_empty;
  if (!heading->hint.empty()) field.hint = hint_of(*heading);
  if (heading->choices.empty()) return field;
  std::vector<std::string> words;
  for (std::string_view word : intake::choices_of(*heading)) words.emplace_back(word);
  offer(field, words, heading->required ? "" : "（未填）");
  return field;
}

// Lines as the browser sends them.
std::string with_plain_lines(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  return text;
}

}  // namespace

void offer(Field& field, const std::vector<std::string>& words, const std::string& empty) {
  field.kind = Field::Kind::kChoice;
  field.hint.clear();
  field.options.clear();
  if (!empty.empty() || field.value.empty()) field.options.push_back({"", empty});
  for (const std::string& word : words) field.options.push_back({word, word});
  if (!field.value.empty() && !base::contains(words, field.value))
    field.options.push_back({field.value, field.value});
}

Field* find_field(std::vector<Field>& fields, const std::string& heading) {
  auto at = std::find_if(fields.begin(), fields.end(),
                         [&](const Field& field) { return field.name == heading; });
  return at == fields.end() ? nullptr : &*at;
}

std::vector<Field> headed_fields(intake::Kind kind, const std::vector<std::string>& headings,
                                 const base::Fields& values) {
  std::vector<Field> fields;
  for (const std::string& heading : headings)
    fields.push_back(headed_field(kind, heading, base::field_or_empty(values, heading)));
  return fields;
}

base::Fields typed_fields(const Visit& visit, const std::vector<std::string>& headings) {
  base::Fields typed;
  for (const std::string& heading : headings) {
    const std::string* given = base::find_field(visit.form, heading);
    if (given != nullptr) typed.emplace_back(heading, with_plain_lines(*given));
  }
  return typed;
}

base::Fields changed_fields(const base::Fields& typed, const base::Fields& standing) {
  base::Fields changed;
  for (const auto& [heading, text] : typed) {
    if (text != with_plain_lines(base::field_or_empty(standing, heading)))
      changed.emplace_back(heading, text);
  }
  return changed;
}

}  // namespace xueshi::web
