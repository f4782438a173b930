#include "intake/headings.h"

#include "intake/fold.h"

namespace xueshi::intake {

namespace {

constexpr std::string_view kYesNo = "是/否";
constexpr std::string_view kDay = "YYYY-MM-DD";
constexpr std::string_view kTime = "YYYY-MM-DD 或 YYYY-MM-DD HH:MM";
constexpr std::string_view kHours = "4、4.25 或 3小时10分53秒";
constexpr bool kRequired = true;
constexpr bool kOptional = false;
constexpr bool kLater = true;  // a draft is completed later

constexpr Heading kOrgs[] = {
    {"机构编码", kRequired, kExampleMark},
    {"机构名称", kRequired, "某某研究所"},
    {"上级机构编码", kOptional, "A01", {}, "最上级机构留空"},
    {"级别", kRequired, "研究所", "院/分院/研究所/部门"},
};

constexpr Heading kPeople[] = {
    {"员工编号", kRequired, kExampleMark},
    {"姓名", kRequired, "张某某"},
    {"登录名", kOptional, "zhangmm", {}, "留空则为员工编号"},
    {"机构编码", kRequired, "A0101"},
    {"岗位类别", kOptional, "科研", "科研/管理/支撑"},
    {"是否处级及以上", kOptional, "否", kYesNo},
    {"入职时间", kOptional, "2015-07-01", {}, kDay},
    {"离职时间", kOptional, "", {}, kDay},
    {"是否有学时要求", kOptional, "是", kYesNo, "留空为是"},
    {"邮箱", kOptional, "zhang@example.org"},
};

constexpr Heading kRoles[] = {
    {"员工编号", kRequired, kExampleMark},
    {"角色", kRequired, "所级管理员", "院管理员/所级管理员/部门管理员/培训班管理员"},
    {"机构编码", kRequired, "A01"},
    {"起始日期", kOptional, "", {}, "YYYY-MM-DD，留空为即日起"},
    {"截止日期", kOptional, "", {}, "YYYY-MM-DD，当日有效，留空为长期"},
    {"代理", kOptional, "", {}, "被代理人的员工编号"},
};

constexpr Heading kHeadcounts[] = {
    {"机构编码", kRequired, kExampleMark},
    {"年度", kRequired, "2017", {}, "YYYY"},
    {"单位在职总人数", kRequired, "457", {}, "整数"},
};

constexpr Heading kAbsences[] = {
    {"员工编号", kRequired, kExampleMark},
    {"事由", kRequired, "产假"},
    {"开始日期", kRequired, "2017-02-01", {}, kDay},
    {"结束日期", kRequired, "2017-06-30", {}, "YYYY-MM-DD，含当日"},
};

constexpr Heading kPlans[] = {
    {"计划编号", kRequired, kExampleMark},
    {"年度", kRequired, "2017", {}, "YYYY"},
    {"计划类型", kRequired, "项目计划", "项目计划/其他计划", {}, kLater},
    {"培训计划类型", kRequired, "年度计划", "年度计划/新增计划", {}, kLater},
    {"计划名称", kRequired, "科研管理培训班"},
    {"机构编码", kRequired, "A01"},
    {"培训类别", kRequired, "", {}, "该年度规定中的一类", kLater},
    {"培训时间", kRequired, "2017-03", {}, "YYYY-MM", kLater},
    {"学时", kRequired, "16", {}, kHours, kLater},
    {"天数", kRequired, "2", {}, "可有小数", kLater},
    {"计划参加人数", kRequired, "60", {}, "整数", kLater},
    {"所需经费(万元)", kRequired, "3.6", {}, "最多六位小数", kLater},
    {"主办单位", kOptional, "人事处"},
    {"培训地点", kOptional, "本地", "本地/外埠"},
    {"详细地址", kOptional, "某某路 1 号"},
    {"联系人", kOptional, "李某某"},
    {"联系人电话", kOptional, "010-00000000"},
    {"是否申请院经费支持", kOptional, "否", kYesNo},
    {"是否精品", kOptional, "", {}, "该年度规定中的一种，留空为第一种"},
    {"资助材料", kOptional, ""},
    {"是否申请专项技术支持", kOptional, "否", kYesNo},
    {"审批情况", kOptional, "暂存", "暂存/已上报/审批通过/审批未通过/驳回修改", "留空为暂存"},
    {"发布状态", kOptional, "未发布", "未发布/已发布"},
    {"撤销说明", kOptional, "", {}, "填写即为已撤销"},
};

constexpr Heading kClasses[] = {
    {"培训编号", kRequired, kExampleMark},
    {"计划编号", kOptional, "P2017001"},
    {"培训名称", kRequired, "科研管理培训班"},
    {"机构编码", kRequired, "A01"},
    {"培训年度", kRequired, "2017", {}, "YYYY"},
    {"培训类别", kRequired, "", {}, "该年度规定中的一类"},
    {"培训开始时间", kRequired, "2017-03-06 09:00", {}, kTime},
    {"培训结束时间", kRequired, "2017-03-07 17:00", {}, kTime},
    {"学时", kRequired, "16", {}, kHours},
    {"天数", kRequired, "2", {}, "可有小数"},
    {"计划参加人数", kRequired, "60", {}, "整数"},
    {"工作人员数", kRequired, "4", {}, "整数"},
    {"所需经费(万元)", kRequired, "3.6", {}, "最多六位小数"},
    {"是否精品", kRequired, "否", kYesNo},
    {"具体地点", kOptional, "第一会议室"},
    {"培训对象", kOptional, "科研骨干"},
    {"培训目的", kOptional, "提高项目管理能力"},
    {"培训内容", kOptional, "项目管理"},
    {"实施状态", kRequired, "未实施", "未实施/已实施"},
    {"培训成效", kOptional, ""},
    {"联系人", kOptional, "李某某"},
    {"联系电话", kOptional, "010-00000000"},
    {"科研岗人数", kOptional, "50", {}, "整数"},
    {"管理岗人数", kOptional, "8", {}, "整数"},
    {"支撑岗人数", kOptional, "2", {}, "整数"},
    {"院外参训人数", kOptional, "0", {}, "整数"},
    {"列支渠道", kOptional, ""},
    {"培训地点", kOptional, "本地", "本地/外埠"},
    {"是否分院展示", kOptional, "否", kYesNo},
    {"适用岗位", kOptional, "科研", {}, "科研、管理、支撑中的一种或几种"},
    {"培训关键词", kOptional, ""},
    {"备注", kOptional, ""},
    {"培训方式", kOptional, "面授"},
    {"主办单位", kOptional, "人事处"},
    {"联系人Email", kOptional, "li@example.org"},
    {"培训公开范围", kOptional, "本单位公开", "不公开/本单位公开/全院公开/对外公开"},
    {"是否允许报名", kOptional, "是", kYesNo},
    {"报名是否需要审批", kOptional, "否", kYesNo},
    {"报名开始时间", kOptional, "2017-02-01", {}, kTime},
    {"报名结束时间", kOptional, "2017-02-20", {}, kTime},
};

constexpr Heading kAttendees[] = {
    {"培训编号", kRequired, kExampleMark},
    {"员工编号", kRequired, "100001"},
    {"学时", kOptional, "8", {}, kHours},
};

constexpr Heading kLearning[] = {
    {"来源编号", kRequired, kExampleMark},
    {"员工编号", kRequired, "100001"},
    {"年度", kRequired, "2017", {}, "YYYY"},
    {"类别", kRequired, "", {}, "该年度规定中的一类"},
    {"培训名称", kRequired, "数据分析短训"},
    {"主办单位", kOptional, "某某大学"},
    {"开始时间", kRequired, "2017-05-08 09:00", {}, kTime},
    {"结束时间", kOptional, "2017-05-09 17:00", {}, kTime},
    {"学时", kRequired, "12.5", {}, kHours},
    {"审核状态", kRequired, "审核通过", "待审核/审核通过/审核未通过"},
};

constexpr Heading kExams[] = {
    {"来源编号", kRequired, kExampleMark},   {"员工编号", kRequired, "100001"},
    {"年度", kRequired, "2017", {}, "YYYY"}, {"考试名称", kRequired, "保密知识考试"},
    {"是否合格", kRequired, "是", kYesNo},
};

}  // namespace

std::span<const Heading> headings(Kind kind) {
  switch (kind) {
    case Kind::kOrgs:
      return kOrgs;
    case Kind::kPeople:
      return kPeople;
    case Kind::kRoles:
      return kRoles;
    case Kind::kHeadcounts:
      return kHeadcounts;
    case Kind::kAbsences:
      return kAbsences;
    case Kind::kPlans:
      return kPlans;
    case Kind::kClasses:
      return kClasses;
    case Kind::kAttendees:
      return kAttendees;
    case Kind::kLearning:
      return kLearning;
    case Kind::kExams:
      return kExams;
  }
  return {};
}

std::string plain_heading(std::string_view text) {
  constexpr std::string_view kStar = "★";
  std::string name;
  std::string half = fold(text);
  for (std::size_t i = 0; i < half.size();) {
    bool is_star = std::string_view(half).substr(i).starts_with(kStar);
    bool is_blank =
        half[i] == '*' || half[i] == ' ' || half[i] == '\t' || half[i] == '\n' || half[i] == '\r';
    if (!is_star && !is_blank) name += half[i];
    i += is_star ? kStar.size() : 1;
  }
  return name;
}

std::vector<std::string_view> choices_of(const Heading& heading) {
  std::vector<std::string_view> words;
  std::string_view left = heading.choices;
  while (!left.empty()) {
    std::size_t slash = left.find('/');
    words.push_back(left.substr(0, slash));
    left.remove_prefix(slash == std::string_view::npos ? left.size() : slash + 1);
  }
  return words;
}

}  // namespace xueshi::intake
