#include <fmt/format.h>

#include "policy/parse.h"
#include "policy/policy.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

// A file without a year counts as later than all.
constexpr int kLaterThanAll = 9999;

using Part = void (*)(Parsing&, const Node&);
struct NamedPart {
  const char* key;
  Part parse;
};
// Accounts first: requirements name them.
constexpr NamedPart kParts[] = {
    {"accounts", parse_accounts}, {"requirements", parse_requirements},
    {"exempt", parse_exemptions}, {"backbone", parse_backbone},
    {"summary", parse_summary},   {"plans", parse_plans},
};

void parse_parts(Parsing& parsing) {
  const Node& root = parsing.layers.merged;
  parsing.policy.title = parsing.reader.required_text(root, "title");
  parsing.policy.source = parsing.reader.required_text(root, "source");
  for (const NamedPart& part : kParts) {
    if (const Node* node = parsing.reader.required(root, part.key)) part.parse(parsing, *node);
  }
  if (const Node* classes = root.find("classes")) parse_classes(parsing, *classes);
}

std::optional<Policy> load(const condition::Vocabulary& people, const Shelf& shelf,
                           const SourceFile& file, std::optional<base::Year> file_year,
                           base::Year reporting_year, base::Findings& findings) {
  std::size_t errors_before = findings.errors();
  auto layers = load_layers(shelf, file, file_year, findings);
  if (!layers) return std::nullopt;
  yaml::Reader reader([&](const yaml::Mark& mark) { return layers->place(mark); }, "policy",
                      findings);
  Policy policy;
  policy.year = reporting_year;
  policy.since = file_year.value_or(base::Year(kLaterThanAll));
  Parsing parsing{*layers, reader, people, policy};
  parse_parts(parsing);
  if (findings.errors() != errors_before) return std::nullopt;
  policy.origins = list_origins(*layers);
  return policy;
}

}  // namespace

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

std::optional<Policy> resolve(const condition::Vocabulary& people, const Shelf& shelf,
                              base::Year year, base::Findings& findings) {
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
  return load(people, shelf, file, base::Year(since), year, findings);
}

std::optional<Policy> check(const condition::Vocabulary& people, const Shelf& shelf,
                            const SourceFile& file, std::optional<base::Year> file_year,
                            base::Findings& findings) {
  return load(people, shelf, file, file_year, file_year.value_or(base::Year(kLaterThanAll)),
              findings);
}

}  // namespace xueshi::policy
