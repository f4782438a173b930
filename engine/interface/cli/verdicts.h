// Reviewers' decisions, as plans and classes show them.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "cli/output.h"
#include "json/plans.h"
#include "view/plans.h"

namespace xueshi::cli {

// "澄湖研究所(审批通过) 明远科学院(已上报)": a line of a table.
inline std::string verdicts_in_line(const std::vector<view::Verdict>& verdicts,
                                    const std::vector<std::string>& waits_at) {
  std::vector<std::string> words;
  for (const view::Verdict& verdict : verdicts)
    words.push_back(fmt::format("{}({})", verdict.name, verdict.status));
  for (const std::string& unit : waits_at) words.push_back(fmt::format("{}(已上报)", unit));
  return base::join(words, " ");
}

// "各级意见：机构(状态)", and what was written along with it; the level that has to decide now as
// 机构(已上报) (S3).
inline void show(const std::vector<view::Verdict>& verdicts,
                 const std::vector<std::string>& waits_at, const Output& output) {
  for (const view::Verdict& verdict : verdicts) {
    output.line(fmt::format("各级意见：{}({}){}{}", verdict.name, verdict.status,
                            verdict.comment.empty() ? "" : "：", verdict.comment));
  }
  for (const std::string& unit : waits_at) output.line(fmt::format("各级意见：{}(已上报)", unit));
}

}  // namespace xueshi::cli
