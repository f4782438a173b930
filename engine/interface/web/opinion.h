// Opinion: what a reviewer decides on an item, with a button for each verdict that the graph has
// them give now (S3: <机构>意见).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "html/html.h"
#include "item/item_view.h"
#include "view/plans.h"
#include "web/deeds.h"
#include "web/visit.h"

namespace xueshi::web {

// Whether the action is a verdict of the item's graph.
bool is_verdict(const item::ItemView& way, const std::string& action);
bool has_verdict(const item::ItemView& way);  // the acting role can give one now

struct NextForOpinion {
  std::string id, title;
};

// `more`: fields of a verdict beside the opinion. `next`: the item that waits next.
html::Html opinion_form(const Visit& visit, const Place& place, const item::ItemView& way,
                        std::int64_t revision, std::vector<Field> more,
                        const std::optional<NextForOpinion>& next);

// 机构(状态) of every level, those that have to decide too.
std::string levels_in_line(const std::vector<view::Verdict>& verdicts,
                           const std::vector<std::string>& waits_at);
// What each level decided and wrote.
html::Html earlier_opinions(const std::vector<view::Verdict>& verdicts,
                            const std::vector<std::string>& waits_at);

// What cannot be done with the item now, each with its reasons.
html::Html barred_actions(const item::ItemView& way);

}  // namespace xueshi::web
