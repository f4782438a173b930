#include "plugin/inputs.h"

namespace xueshi::plugin {

namespace {

constexpr auto kText = FieldType::kText;
constexpr auto kInteger = FieldType::kInteger;
constexpr auto kSeconds = FieldType::kSeconds;
constexpr auto kDecimal = FieldType::kDecimal;
constexpr auto kFlag = FieldType::kFlag;
constexpr auto kMap = FieldType::kMap;
constexpr bool kOptional = true;

Input classes() {
  return {"classes",
          "计入统计的培训班：本年度、本单位及下属单位，没有计划或计划已审批通过且未撤销；按开始时间"
          "从晚到早，再按培训编号",
          "name",
          "培训名称",
          {
              {"number", kText, "培训编号"},
              {"name", kText, "培训名称"},
              {"category", kText, "培训类别"},
              {"year", kInteger, "培训年度"},
              {"start_time", kText, "培训开始时间，如 2016-11-01 09:00"},
              {"end_time", kText, "培训结束时间，如 2016-11-04 18:00"},
              {"excellent", kFlag, "是否精品"},
              {"audience", kText, "培训对象"},
              {"content", kText, "培训内容"},
              {"goal", kText, "培训目的"},
              {"venue", kText, "具体地点"},
              {"headcount", kInteger, "计划参加人数（实施时调整后的）"},
              {"staff_count", kInteger, "工作人员数"},
              {"budget", kDecimal, "所需经费（万元）"},
              {"budget_fen", kInteger, "所需经费（分）：要求和时用它，最后 wan(…)"},
              {"outcome", kText, "培训成效"},
              {"contact", kText, "联系人"},
              {"phone", kText, "联系电话"},
              {"carried_out", kFlag, "是否已实施"},
              {"org", kText, "举办单位名称"},
              {"org_code", kText, "举办单位编码"},
              {"organiser", kText, "主办单位"},
              {"plan", kText, "计划编号，没有计划时为空文字"},
              {"plan_kind", kText, "培训计划类型：年度计划、新增计划，没有计划时为空文字"},
              {"seconds", kSeconds, "培训班的学时"},
              {"days", kDecimal, "天数"},
          }};
}

Input plans() {
  return {"plans",
          "本年度、本单位及下属单位的培训计划，不含暂存、审批未通过和已撤销的：申请院经费支持的在前"
          "，按排位，"
          "未排位的在后，再按计划编号；然后是其他计划，按计划编号",
          "title",
          "计划名称",
          {
              {"number", kText, "计划编号"},
              {"title", kText, "计划名称"},
              {"form", kText, "计划类型：项目计划、其他计划"},
              {"kind", kText, "培训计划类型：年度计划、新增计划"},
              {"category", kText, "培训类别"},
              {"month", kText, "培训时间，如 2024-06"},
              {"seconds", kSeconds, "学时"},
              {"days", kDecimal, "天数"},
              {"headcount", kInteger, "计划参加人数"},
              {"budget", kDecimal, "所需经费（万元）"},
              {"budget_fen", kInteger, "所需经费（分）：要求和时用它，最后 wan(…)"},
              {"org", kText, "机构名称"},
              {"org_code", kText, "机构编码"},
              {"organiser", kText, "主办单位"},
              {"place_kind", kText, "培训地点：本地、外埠，未填时为空文字"},
              {"address", kText, "详细地址"},
              {"contact", kText, "联系人"},
              {"phone", kText, "联系人电话"},
              {"funding_requested", kFlag, "是否申请院经费支持"},
              {"rank", kInteger, "资助排位，1 为最优先；nil 表示未排位", kOptional},
              {"excellence", kText, "是否精品"},
              {"technical_support", kFlag, "是否申请专项技术支持"},
              {"review", kText, "审批情况"},
              {"support", kText, "资助程度，未定时为空文字"},
              {"published", kFlag, "是否已发布"},
              {"carried_out", kFlag, "是否已实施"},
          }};
}

Input backbone() {
  return {"backbone",
          "已完成上报的骨干人才（冻结的名单）：按总学时从多到少，再按员工编号",
          "employee",
          "员工编号",
          {
              {"employee", kText, "员工编号"},
              {"name", kText, "姓名"},
              {"institute", kText, "单位名称"},
              {"department", kText, "部门名称"},
              {"total_seconds", kSeconds, "总学时"},
              {"effective_seconds", kSeconds, "有效学时"},
              {"longest_seconds", kSeconds, "单次最长培训的学时"},
          }};
}

Input summary() {
  return {"summary",
          "年度培训总结最后一次提交的数据：只有一行",
          "name",
          "总结名称",
          {
              {"name", kText, "总结名称"},
              {"revision", kInteger, "第几次提交，从 1 开始"},
              {"attendance", kInteger, "单位培训总人次"},
              {"execution_rate", kDecimal, "年度计划执行率（%，两位小数）"},
              {"met", kInteger, "达标人数"},
              {"required", kInteger, "需达标人数"},
              {"completion_rate", kDecimal, "职工完训率（%，两位小数）"},
              {"headcount", kInteger, "单位在职总人数"},
              {"backbone_rate", kDecimal, "骨干人才完训率（%，两位小数）"},
              {"funds", kDecimal, "单位投入总经费（万元）"},
              {"total_hours", kDecimal, "单位职工总学时（小时，两位小数）"},
              {"average_hours", kDecimal, "单位职工平均学时（小时，两位小数）"},
              {"practice", kText, "特色经验及做法"},
              {"overview", kText, "年度“全员能力提升计划”执行工作整体概要"},
          }};
}

Input people() {
  return {"people",
          "本年度的职工，每人一行：按员工编号",
          "employee",
          "员工编号",
          {
              {"employee", kText, "员工编号"},
              {"name", kText, "姓名"},
              {"department", kText, "部门名称，不属于部门时为单位名称"},
              {"department_code", kText, "部门编码"},
              {"post", kText, "岗位类别：科研、管理、支撑，未填时为空文字"},
              {"rank", kText, "处级及以上 或 空文字"},
              {"hired", kText, "入职时间，如 2016-03-01，未填时为空文字"},
              {"hours_required", kFlag, "是否有学时要求"},
              {"exempt", kText, "不纳入完训率的原因（规定中的 id）；nil 表示纳入", kOptional},
              {"met", kFlag, "是否达标（不论是否纳入考核）"},
              {"total_seconds", kSeconds, "总学时"},
              {"effective_seconds", kSeconds, "有效学时"},
              {"longest_seconds", kSeconds, "单次最长培训的学时"},
              {"missing_seconds", kSeconds, "各项要求所缺学时之和，已达标为 0"},
              {"accounts", kMap,
               "各学时账户：person.accounts.online.total_seconds，另有 "
               "label、effective_seconds、need_seconds"
               "（没有要求时为 nil）"},
          }};
}

Input accounts() {
  return {"accounts",
          "本年度规定中的学时账户：按规定文件中的次序，总账户在前",
          "label",
          "学时账户",
          {
              {"id", kText, "账户的 id，如 online"},
              {"label", kText, "账户名称"},
              {"parent", kText, "上级账户的 id；总账户为 nil", kOptional},
              {"cap_seconds", kSeconds, "封顶学时；没有封顶为 nil", kOptional},
              {"need_seconds", kSeconds, "一般职工在本账户的要求；没有要求为 nil", kOptional},
          }};
}

Input departments() {
  return {"departments",
          "本单位的下属机构：按机构编码",
          "name",
          "机构名称",
          {
              {"code", kText, "机构编码"},
              {"name", kText, "机构名称"},
              {"parent", kText, "上级机构编码"},
          }};
}

}  // namespace

const std::vector<Input>& inputs() {
  static const std::vector<Input> kInputs = {classes(), plans(),    backbone(),   summary(),
                                             people(),  accounts(), departments()};
  return kInputs;
}

const Input* find_input(std::string_view name) {
  for (const Input& input : inputs()) {
    if (input.name == name) return &input;
  }
  return nullptr;
}

std::vector<std::string> input_names() {
  std::vector<std::string> names;
  for (const Input& input : inputs()) names.push_back(input.name);
  return names;
}

std::string_view type_name(FieldType type) {
  switch (type) {
    case FieldType::kText:
      return "文字";
    case FieldType::kInteger:
      return "整数";
    case FieldType::kSeconds:
      return "秒数";
    case FieldType::kDecimal:
      return "小数";
    case FieldType::kFlag:
      return "true/false";
    case FieldType::kMap:
      return "表";
  }
  return "";
}

}  // namespace xueshi::plugin
