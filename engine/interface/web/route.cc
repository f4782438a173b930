#include "web/route.h"

namespace xueshi::web {

std::string_view label(Section section) {
  switch (section) {
    case Section::kMine:
      return "我的学习";
    case Section::kHome:
      return "首页";
    case Section::kInbox:
      return "待办";
    case Section::kPlans:
      return "培训计划";
    case Section::kClasses:
      return "培训实施";
    case Section::kStatistics:
      return "培训统计";
    case Section::kSystem:
      return "系统管理";
    case Section::kNone:
      break;
  }
  return "";
}

}  // namespace xueshi::web
