#include <fmt/format.h>

#include <algorithm>

#include "policy/cites.h"
#include "policy/doubts.h"
#include "policy/parse.h"
#include "policy/policy.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

using Part = void (*)(Parsing&, const Node&);
struct NamedPart {
  const char* key;
  Part parse;
  bool Policy::*has = nullptr;  // a part that a policy may do without
};
// Accounts first: requirements name them.
constexpr NamedPart kParts[] = {
    {"accounts", parse_accounts},
    {"requirements", parse_requirements},
    {"exempt", parse_exemptions},
    {"backbone", parse_backbone, &Policy::has_backbone},
    {"summary", parse_summary, &Policy::has_summary},
    {"plans", parse_plans, &Policy::has_plans},
};

void parse_parts(Parsing& parsing) {
  const Node& root = parsing.layers.merged;
  parsing.policy.title = parsing.reader.required_text(root, "title");
  parsing.policy.source = parsing.reader.required_text(root, "source");
  parse_declarations(parsing, root);
  for (const NamedPart& part : kParts) {
    bool may_be_missing = part.has != nullptr || part.parse == parse_exemptions;
    const Node* node =
        may_be_missing ? root.find(part.key) : parsing.reader.required(root, part.key);
    if (node == nullptr) continue;
    if (part.has != nullptr) parsing.policy.*part.has = true;
    part.parse(parsing, *node);
  }
  if (const Node* classes = root.find("classes")) parse_classes(parsing, *classes);
  if (const Node* archive = root.find("archive")) parse_archive(parsing, *archive);
}

// Accounts that are written in part, in a file that extends none: it says what changes.
void suggest_extends(Parsing& parsing, const Beside& beside) {
  const Node& root = parsing.layers.documents.front().root();
  const Node* accounts = root.find("accounts");
  if (root.find("extends") != nullptr || accounts == nullptr || !accounts->is_map()) return;
  const auto& files = beside.shelf.by_year;
  auto at = beside.file_year ? files.lower_bound(beside.file_year->value()) : files.end();
  if (at == files.begin()) return;
  for (const Node::Entry& entry : accounts->entries) {
    if (!entry.value.is_map() || entry.value.find("label") != nullptr) continue;
    parsing.reader.error(
        root.mark, "no-extends",
        fmt::format("没有写 extends，账户 '{}' 却没有写全；只写改动的文件，请在开头写明"
                    "所依据的年度：extends: {}",
                    entry.key, std::prev(at)->first));
    return;
  }
}

// What is an error need not be told as a warning too, and nothing twice.
void tell_once(const base::Findings& found, base::Findings& findings) {
  const std::vector<base::Finding>& all = found.kept();
  for (auto one = all.begin(); one != all.end(); ++one) {
    auto is_same = [&](const base::Finding& other) {
      return other.place == one->place && other.code == one->code && other.message == one->message;
    };
    bool is_told = std::any_of(all.begin(), one, [&](const base::Finding& other) {
      return is_same(other) && other.severity == one->severity;
    });
    bool is_error = std::any_of(all.begin(), all.end(), [&](const base::Finding& other) {
      return is_same(other) && other.severity == base::Severity::kError;
    });
    if (!is_told && (one->severity == base::Severity::kError || !is_error)) findings.add(*one);
  }
}

bool names_sources(const Layers& layers) {
  return layers.merged.find("entered") != nullptr || layers.merged.find("delivered") != nullptr;
}

// The latest rules of an earlier year that name 类别; absent where none do.
std::optional<Layers> find_sources_before(const Shelf& shelf, const SourceFile& file,
                                          std::optional<base::Year> file_year) {
  int year = file_year.value_or(base::Year(kLaterThanAll)).value();
  for (auto at = shelf.by_year.lower_bound(year); at != shelf.by_year.begin();) {
    --at;
    if (at->second.name == file.name) continue;
    base::Findings ignored;  // told of that file itself
    auto layers = load_layers(shelf, at->second, base::Year(at->first), ignored);
    if (layers && names_sources(*layers)) return layers;
  }
  return std::nullopt;
}

std::optional<Policy> load(const condition::Vocabulary& people, const Shelf& shelf,
                           const SourceFile& file, std::optional<base::Year> file_year,
                           base::Year reporting_year, Rigour rigour, base::Findings& findings) {
  auto layers = load_layers(shelf, file, file_year, findings);
  if (!layers) return std::nullopt;
  std::optional<Layers> before;
  if (!names_sources(*layers)) before = find_sources_before(shelf, file, file_year);
  Beside beside{shelf, file_year, rigour, before ? &*before : nullptr};
  auto policy = parse_policy(*layers, file_year.value_or(base::Year(kLaterThanAll)), people,
                             reporting_year, &beside, findings);
  if (!policy) return std::nullopt;
  check_cites(*layers, findings);  // of rules that are wrong its advice would lead astray
  return findings.ok() ? std::move(policy) : std::nullopt;
}

}  // namespace

std::optional<Policy> parse_policy(const Layers& layers, base::Year since,
                                   const condition::Vocabulary& people, base::Year year,
                                   const Beside* beside, base::Findings& findings) {
  yaml::Reader reader(
      [&](const yaml::Mark& mark) -> const yaml::Document& { return layers.document_of(mark); },
      "policy", findings);
  Policy policy;
  policy.year = year;
  policy.since = since;
  bool is_strict = beside != nullptr && beside->rigour == Rigour::kStrict;
  Parsing parsing{layers, reader,    people,
                  policy, is_strict, beside == nullptr ? nullptr : beside->before};
  parse_parts(parsing);
  if (findings.ok()) prove(parsing);
  if (!findings.ok()) {
    if (beside != nullptr) suggest_extends(parsing, *beside);
    return std::nullopt;
  }
  if (beside != nullptr) find_doubts(parsing, beside->shelf, beside->file_year);
  if (is_strict) find_uncited(layers, reader);
  policy.origins = list_origins(layers);
  return policy;
}

yaml::Mark Parsing::cause(const yaml::Mark& mark, const std::string& removed,
                          const std::vector<yaml::Mark>& related) const {
  if (mark.layer == 0) return mark;
  auto gone = layers.removed.find(removed);
  if (gone != layers.removed.end() && gone->second.layer == 0) return gone->second;
  for (const yaml::Mark& each : related) {
    if (each.layer == 0) return each;
  }
  return layers.extends.value_or(mark);
}

std::optional<InForce> find_in_force(const Shelf& shelf, base::Year year,
                                     base::Findings& findings) {
  auto after = shelf.by_year.upper_bound(year.value());
  if (after == shelf.by_year.begin()) {
    std::string first = shelf.by_year.empty() ? "rules 文件夹中没有规定文件"
                                              : fmt::format("最早的规定文件是 {}",
                                                            shelf.by_year.begin()->second.name);
    findings.error(
        {}, "policy.no-policy",
        fmt::format("{} 年度没有适用的规定：{}；请更正年度，或补上规定文件", year.value(), first));
    return std::nullopt;
  }
  const auto& [since, file] = *std::prev(after);
  return InForce{base::Year(since), &file};
}

std::optional<Policy> resolve(const condition::Vocabulary& people, const Shelf& shelf,
                              base::Year year, base::Findings& findings) {
  auto rules = find_in_force(shelf, year, findings);
  if (!rules) return std::nullopt;
  base::Findings found;
  auto policy = load(people, shelf, *rules->file, rules->since, year, Rigour::kUsual, found);
  tell_once(found, findings);
  return policy;
}

std::optional<Policy> check(const condition::Vocabulary& people, const Shelf& shelf,
                            const SourceFile& file, std::optional<base::Year> file_year,
                            base::Findings& findings, Rigour rigour) {
  base::Findings found;
  auto policy = load(people, shelf, file, file_year, file_year.value_or(base::Year(kLaterThanAll)),
                     rigour, found);
  tell_once(found, findings);
  return policy;
}

}  // namespace xueshi::policy
