#include "cli/ways.h"

namespace xueshi::cli {

namespace {

struct Way {
  std::string_view code;
  std::string_view after;  // how the sentence ends: one code may say several
  std::string_view way;
};

constexpr Way kWays[] = {
    {"act.encoding", "不是 UTF-8 文本", "，请检查终端的编码"},
    {"actor.password", "需要密码", "：请在终端中输入，或设置环境变量 XUESHI_PASSWORD"},
    {"actor.password-again", "须再次输入密码",
     "：请在终端中输入，或设置环境变量 XUESHI_PASSWORD_AGAIN"},
    {"actor.role-not-held", "", "；请检查 --as"},
    {"actor.several-roles", "", "（--as 登录名:角色@机构编码）"},
    {"actor.unknown-login", "", "，请检查 --as"},
    {"actor.unknown-role", "", "；请检查 --as"},
    {"audit", "所在的文件夹", "（--state）"},
    {"audit.key-lost", "由本机操作员更换密钥", "（audit rotate-key）"},
    {"audit.operator", "", "：请去掉 --as"},
    {"audit.no-folder", "所在的文件夹", "（--state）"},
    {"audit.witness-lost", "所在的文件夹", "（--state）"},
    {"audit.not-witnessed", "", "（可用 --state 指定文件夹）"},
    {"backbone.no-field", "", "（--set 栏目=值）"},
    {"backbone.not-candidate", "请先查看候选名单", "（backbone candidates）"},
    {"backup", "所在的文件夹", "（--state）"},
    {"backup.backend", "PostgreSQL 数据库", "（--db postgresql://…）"},
    {"backup.backend", "SQLite 文件", "（--db sqlite:文件名）"},
    {"backup.operator", "", "：请去掉 --as"},
    {"backup.target", "请新建一个空数据库，再指定它", "（createdb，--db）"},
    {"backup.target", "指定另一个文件", "（--db）"},
    {"backup.target", "再指定它", "（--db）"},
    {"class.listed", "或同意其报名）", "（add-attendee、approve-enrolment）"},
    {"class.no-field", "", "（--set 栏目=值）"},
    {"class.no-people", "多人用逗号隔开", "（--set 员工编号=…）"},
    {"class.on-roster", "请先添加参会人员）", "（add-attendee）"},
    {"config.no-home", "", "（--home）"},
    {"database.bad-url", "", "（--db）"},
    {"database.no-file", "请先建立数据库", "（xueshi init）"},
    {"database.no-roles", "", "（--grant 只用于 PostgreSQL）"},
    {"database.no-schema", "", "（xueshi init）"},
    {"database.no-temporary", "", "（grant temporary on database … to …）"},
    {"database.not-a-database", "", "（--db）"},
    {"database.schema-old", "", "（xueshi init）"},
    {"database.strange", "", "（--db）"},
    {"doctor", "只在建立和升级数据表时用表的所有者", "（init）"},
    {"doctor", "或另指一个文件夹", "（--state）"},
    {"doctor", "请另建编码为 UTF8 的数据库", "（createdb -E UTF8 -T template0）"},
    {"doctor", "请只让所有者读写", "（chmod 600）"},
    {"doctor", "请提高这个上限", "（LimitNOFILE 或 ulimit -n）"},
    {"doctor", "请设置 UTF-8 的语言环境", "（LC_ALL=C.UTF-8）"},
    {"job.none", "", "（job list 查看）"},
    {"learning.no-field", "", "（--set 栏目=值）"},
    {"learning.no-learner", "", "（--set 员工编号=…）"},
    {"org.missing", "", "（--org）"},
    {"password.missing", "",
     "：请在终端中输入，或设置环境变量 XUESHI_NEW_PASSWORD，或从标准输入给出"},
    {"password.must-change", "", "（xueshi password change）"},
    {"password.no-person", "", "（--as 登录名）"},
    {"password.own", "", "（password change）"},
    {"person.no-field", "", "（--set 栏目=值）"},
    {"plan.funded", "", "（approve）"},
    {"plan.no-field", "", "（--set 栏目=值）"},
    {"plan.no-rank", "", "（--set 排位=…）"},
    {"plan.not-funded", "", "（support 或 pass）"},
    {"plugin.missing-file", "可以从样板生成", "（xueshi plugin new）"},
    {"policy.no-policy", "所在的文件夹", "（--home）"},
    {"report", "请先完成上报", "（backbone finalise）"},
    {"report", "请先刷新数据、填写、提交", "（summary refresh、set、submit）"},
    {"report", "刷新数据后再提交", "（summary reopen、refresh、submit）"},
    {"report.unknown", "", "，请用 plugin list 查看可用的报表"},
    {"schedule.no-run", "", "（schedule next 查看，report year-end 提前生成）"},
    {"schedule.unknown", "的定时任务", "（schedule list 查看）"},
    {"summary.already-submitted", "请先办理“修改”", "（summary reopen）"},
    {"summary.backbone-not-finalised", "再做年度培训总结", "（backbone finalise）"},
    {"summary.funds-missing", "请先填写（万元）", "（summary set --funds 金额）"},
    {"summary.no-field", "", "（--set 栏目=值）"},
    {"summary.not-created", "请先刷新数据", "（summary refresh）"},
    {"summary.place", "请先办理“修改”）", "（summary reopen）"},
    {"summary.submitted", "再刷新数据", "（summary reopen）"},
    {"template.not-found", "机构编码/名称", "（plan-template list 查看）"},
    {"workflow.no-file", "所在的文件夹", "（--home）"},
    {"workflow.unreadable-version", "", "（workflow migrate）"},
    {"workflow.no-graph", "没有检查", "（可用 schedule list 检查）"},
};

}  // namespace

std::string with_way(std::string_view code, const std::string& sentence) {
  for (const Way& way : kWays) {
    if (way.code == code && std::string_view(sentence).ends_with(way.after))
      return sentence + std::string(way.way);
  }
  return sentence;
}

std::vector<std::string> with_ways(std::string_view code, std::vector<std::string> sentences) {
  for (std::string& sentence : sentences) sentence = with_way(code, sentence);
  return sentences;
}

}  // namespace xueshi::cli
