#include "item/kind.h"

#include <fmt/format.h>

#include "academy/scope.h"
#include "base/text.h"

namespace xueshi::item {

namespace {

std::vector<std::string> role_words() {
  std::vector<std::string> words;
  for (academy::Role role : academy::all_roles()) words.emplace_back(academy::word(role));
  return words;
}

session::SubjectGraph graph_of(const Kind& kind) {
  workflow::Registry registry;
  registry.subject = kind.word;
  registry.facts = kind.facts;
  registry.roles = role_words();
  for (const std::string& word : registry.roles)
    registry.role_labels.emplace_back(academy::label(*academy::parse_role(word)));
  registry.stands = stands();
  registry.needs = kind.needs;
  registry.needs.emplace_back(kPasswordNeed);
  registry.needs.back().by_hand = true;
  registry.effects = kind.effects;
  registry.fields = kind.fields;
  registry.words = kind.words;
  registry.regions = kind.regions;
  registry.places = kind.places;
  registry.creation = kind.make != nullptr   ? workflow::Creation::kByPeople
                      : kind.arrives_by_file ? workflow::Creation::kByFile
                                             : workflow::Creation::kNever;
  return {kind.graph, kind.label, std::move(registry), kind.retired};
}

}  // namespace

const std::vector<const Kind*>& kinds() {
  static const std::vector<const Kind*> kKinds = {
      &plan_kind(),    &class_kind(),  &learning_kind(), &backbone_kind(),
      &summary_kind(), &person_kind(), &policy_kind()};
  return kKinds;
}

const Kind* find_kind(std::string_view word) {
  for (const Kind* kind : kinds()) {
    if (kind->word == word) return kind;
  }
  return nullptr;
}

const Kind& require_kind(std::string_view word) {
  if (const Kind* kind = find_kind(word)) return *kind;
  std::string advice = base::suggest(std::string(word), kind_words());
  std::vector<std::string> words;
  for (const Kind* kind : kinds())
    words.push_back(fmt::format("{}（{}）", kind->label, kind->word));
  throw base::Refused("act.unknown-subject",
                      fmt::format("没有 '{}' 这一类事项{}{}可以是：{}", word, advice,
                                  advice.empty() ? "，" : "", base::join(words, "、")));
}

const std::vector<std::string>& kind_words() {
  static const std::vector<std::string> kWords = graph_subjects().words();
  return kWords;
}

const session::Subjects& graph_subjects() {
  static const session::Subjects kSubjects = [] {
    std::vector<session::SubjectGraph> all;
    for (const Kind* kind : kinds()) all.push_back(graph_of(*kind));
    return session::Subjects(std::move(all));
  }();
  return kSubjects;
}

void refuse_not_found(std::string_view word, const std::string& id) {
  throw base::Refused(fmt::format("{}.not-found", word),
                      fmt::format("找不到编号为 '{}' 的{}：编号有误，或不在您的管理范围内", id,
                                  graph_subjects().label_of(word)));
}

}  // namespace xueshi::item
