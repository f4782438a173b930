// 对您可计入 n 学时: what a class or a record would bring who looks at it.
#pragma once

#include <optional>

#include "html/html.h"
#include "view/learning.h"

namespace xueshi::web {

// Nothing where there is nothing to say.
html::Html gain_card(const std::optional<view::GainView>& gain);

}  // namespace xueshi::web
