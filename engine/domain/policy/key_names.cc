#include "policy/key_names.h"

#include <algorithm>

#include "base/text.h"

namespace xueshi::policy {

const yaml::Reader::Said& said_keys() {
  static const yaml::Reader::Said kSaid = {
      {"标题", "title"},
      {"名称", "title"},
      {"名称", "label"},
      {"依据", "source"},
      {"来源", "source"},
      {"文号", "source"},
      {"条款", "cites"},
      {"条款", "article"},
      {"引用", "cites"},
      {"沿用", "extends"},
      {"继承", "extends"},
      {"账户", "accounts"},
      {"帐户", "accounts"},
      {"学时账户", "accounts"},
      {"要求", "requirements"},
      {"学时要求", "requirements"},
      {"达标要求", "requirements"},
      {"豁免", "exempt"},
      {"免除", "exempt"},
      {"不计入", "exempt"},
      {"骨干", "backbone"},
      {"骨干人才", "backbone"},
      {"总结", "summary"},
      {"年度总结", "summary"},
      {"培训总结", "summary"},
      {"计划", "plans"},
      {"培训计划", "plans"},
      {"培训班", "classes"},
      {"标签", "label"},
      {"名字", "label"},
      {"下级", "of"},
      {"下级账户", "of"},
      {"包括", "of"},
      {"计入", "takes"},
      {"学时来源", "takes"},
      {"来源", "takes"},
      {"上限", "cap"},
      {"封顶", "cap"},
      {"最多", "cap"},
      {"单次培训", "single_training"},
      {"编号", "id"},
      {"条件", "when"},
      {"适用", "when"},
      {"适用于", "when"},
      {"需要", "need"},
      {"学时要求", "need"},
      {"要求", "need"},
      {"比例", "quota_percent"},
      {"上报比例", "quota_percent"},
      {"骨干比例", "quota_percent"},
      {"取整", "quota_rounding"},
      {"进位", "quota_rounding"},
      {"总学时", "total_hours"},
      {"单次培训", "single_training"},
      {"上报时间", "window"},
      {"上报窗口", "window"},
      {"时间", "window"},
      {"窗口", "window"},
      {"口径", "basis"},
      {"达到", "at_least"},
      {"不少于", "at_least"},
      {"至少", "at_least"},
      {"超过", "over"},
      {"大于", "over"},
      {"从", "from"},
      {"开始", "from"},
      {"起", "from"},
      {"到", "to"},
      {"至", "to"},
      {"截止", "to"},
      {"人均", "average_over"},
      {"平均", "average_over"},
      {"标签", "labels"},
      {"名称", "labels"},
      {"达标", "met"},
      {"达标人数", "met"},
      {"应达标", "required"},
      {"需达标", "required"},
      {"必填", "required"},
      {"编辑年度", "edit_year"},
      {"须审批的改动", "approve_changes"},
      {"精品", "excellence"},
      {"是否精品", "excellence"},
      {"类别", "categories"},
      {"培训类别", "categories"},
      {"专项技术支持", "technical_support"},
      {"资助程度", "support"},
      {"年度计划", "annual"},
      {"新增计划", "added"},
  };
  return kSaid;
}

std::optional<std::string> meant_key(const std::string& given,
                                     const std::vector<std::string>& keys) {
  for (const auto& [name, key] : said_keys()) {
    if (name == given && base::contains(keys, key)) return key;
  }
  std::string low = base::lower_ascii(base::to_half_width(base::trim(given)));
  std::replace(low.begin(), low.end(), '-', '_');
  if (base::contains(keys, low)) return low;
  return base::find_near(given, keys);
}

const yaml::Reader::Said& said_roundings() {
  static const yaml::Reader::Said kSaid = {
      {"四舍五入", "half_up"}, {"进一", "up"},   {"向上", "up"},      {"向上取整", "up"},
      {"舍去", "down"},        {"向下", "down"}, {"向下取整", "down"}};
  return kSaid;
}

const yaml::Reader::Said& said_bases() {
  static const yaml::Reader::Said kSaid = {
      {"总学时", "total"}, {"实际学时", "total"}, {"有效学时", "effective"}};
  return kSaid;
}

const yaml::Reader::Said& said_averages() {
  static const yaml::Reader::Said kSaid = {
      {"全体", "everyone"}, {"所有人", "everyone"},     {"全体人员", "everyone"},
      {"全员", "everyone"}, {"应达标人员", "required"}, {"有学时要求的人", "required"}};
  return kSaid;
}

const yaml::Reader::Said& said_changes() {
  static const yaml::Reader::Said kSaid = {
      {"跨季度", "quarter_moved"},  {"跨季度变动", "quarter_moved"}, {"人数调增", "headcount_up"},
      {"人数增加", "headcount_up"}, {"天数调增", "days_up"},         {"天数增加", "days_up"},
      {"经费调增", "budget_up"},    {"经费增加", "budget_up"}};
  return kSaid;
}

}  // namespace xueshi::policy
