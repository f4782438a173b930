#include "item/subject_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/fields.h"
#include "base/text.h"
#include "intake/headings.h"
#include "item/kind.h"

namespace xueshi::item {

namespace {

std::string code_of(std::string_view subject, const char* rest) {
  return fmt::format("{}.{}", subject, rest);
}

std::vector<std::string> names_of(const base::Fields& row) {
  std::vector<std::string> names;
  for (const auto& [heading, text] : row) names.push_back(heading);
  return names;
}

}  // namespace

std::vector<std::string> headings_of(intake::Kind kind, std::vector<std::string> more) {
  for (const intake::Heading& heading : intake::headings(kind)) more.emplace_back(heading.name);
  return more;
}

intake::Rules rules_of(const session::Session& session, const std::string& standing_category) {
  return {[&session](base::Year year) { return session.policies().find(year); }, session.today(),
          standing_category, further_of(session), plan_graph_of(session)};
}

std::function<const workflow::Definition&()> plan_graph_of(const session::Session& session) {
  return [&session]() -> const workflow::Definition& {
    return session.graphs().current(plan_kind().word).definition;
  };
}

std::shared_ptr<const intake::Further> further_of(const session::Session& session) {
  return std::make_shared<const intake::Further>(session.policies().columns());
}

base::Fields overlaid(intake::Kind kind, base::Fields row, const base::Fields& fields,
                      std::string_view subject, base::Blockers& blockers) {
  std::set<std::string> seen;
  for (const auto& [given, value] : fields) {
    std::string heading = intake::find_heading(kind, given).value_or(given);
    std::string plain = intake::plain_heading(heading);
    auto at = std::find_if(row.begin(), row.end(), [&](const auto& cell) {
      return intake::plain_heading(cell.first) == plain;
    });
    if (at == row.end()) {
      std::vector<std::string> known = names_of(row);
      std::string advice = base::suggest(given, known);
      if (advice.empty()) advice = fmt::format("，可用的栏目：{}", base::join(known, "、"));
      blockers.push_back({code_of(subject, "unknown-field"),
                          fmt::format("没有名为 '{}' 的栏目{}", given, advice)});
    } else if (!seen.insert(heading).second) {
      blockers.push_back({code_of(subject, "field-twice"),
                          fmt::format("栏目 '{}' 给了两次，请只保留一个", heading)});
    } else if (!base::is_clean_utf8(value)) {
      blockers.push_back({code_of(subject, "field"), fmt::format("{}：不是 UTF-8 文本", heading)});
    } else {
      at->second = value;
    }
  }
  return row;
}

void add_problems(const std::vector<intake::CellProblem>& problems,
                  const std::vector<intake::CellProblem>& before, const base::Fields& fields,
                  std::string_view subject, Deed& deed, base::Blockers& blockers) {
  for (const intake::CellProblem& problem : problems) {
    std::string message = problem.heading.empty()
                              ? problem.message
                              : fmt::format("{}：{}", problem.heading, problem.message);
    bool given = std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
      return problem.heading.rfind(std::string(base::trim(field.first)), 0) == 0;
    });
    bool is_new = std::none_of(before.begin(), before.end(), [&](const auto& other) {
      return other.heading == problem.heading && other.message == problem.message;
    });
    if (!problem.warning) blockers.push_back({code_of(subject, "field"), message});
    if (problem.warning && (given || is_new)) deed.warnings.push_back(message);
  }
}

std::string field_of(const base::Fields& fields, std::string_view heading) {
  for (const auto& [given, value] : fields) {
    if (base::trim(base::to_half_width(given)) == heading) return value;
  }
  return "";
}

}  // namespace xueshi::item
