// First passwords on slips (web-pages.md 66).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "login/slips_in_hand.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/people_pages.h"
#include "web/work_kinds.h"
#include "web/work_pages.h"

namespace xueshi::web {

namespace {

using html::element;
using html::text;
using html::Url;

// So many are waited for: making a password takes a fifth of a second.
constexpr std::size_t kFewPeople = 5;

// "1001, 1002\n1003": what people paste.
std::vector<std::string> numbers_in(std::string words) {
  for (std::string_view wide : {"，", "、", "；"}) {
    for (std::size_t at = words.find(wide); at != std::string::npos; at = words.find(wide))
      words.replace(at, wide.size(), " ");
  }
  for (char& c : words)
    if (c == ',' || c == ';' || c == '\n' || c == '\r' || c == '\t') c = ' ';
  std::vector<std::string> numbers;
  for (const std::string& part : base::split(words, ' ')) {
    if (!part.empty() && !base::contains(numbers, part)) numbers.push_back(part);
  }
  return numbers;
}

http::Response passwords_page(const Visit& visit, const base::Blockers& blockers) {
  std::string given =
      visit.field("employee").empty() ? visit.query("employee") : visit.field("employee");
  Field org{"org",
            "机构",
            visit.field("org"),
            Field::Kind::kChoice,
            false,
            "该机构（含下级）中还没有密码的所有人；与员工编号二选一"};
  org.options = {{"", ""}};
  for (const academy::Org* unit : visit.session->tree().units_in(visit.session->scope().range()))
    org.options.push_back({unit->code, unit->name});
  Form form{Url({"admin", "people", "passwords"}), "发放并下载密码条"};
  form.fields = {{"employee", "员工编号", given, Field::Kind::kArea, false,
                  "一人或多人，用逗号、空格或换行隔开"},
                 org};
  form.before = html::join(
      {element("p", {},
               {text("每人得到一个随机的初始密码，原密码和登录随即失效；初始密码只能用来修改"
                     "密码。")}),
       element("p", {},
               {text("密码条只下载这一次，不在系统中保留：请立即打印，发给本人后删除文件。")})});
  form.blockers = blockers;
  form.more_buttons = button_to(Url({"admin", "people"}), "返回");
  Page page{title_of("密码重置", blockers), render(visit, form)};
  page.crumbs = {{"人员管理", Url({"admin", "people"})}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

}  // namespace

http::Response show_passwords(const Visit& visit) {
  visit.session->require_right(academy::Right::kPrintSlips);
  return passwords_page(visit, {});
}

http::Response do_passwords(const Visit& visit) {
  std::vector<std::string> employees = numbers_in(visit.field("employee"));
  std::string org = visit.field("org");
  try {
    if (employees.empty() == org.empty())
      throw base::Refused("password.whom", "请填写员工编号，或者选择机构，二者取一");
    if (!org.empty() || employees.size() > kFewPeople) {
      visit.session->require_right(academy::Right::kPrintSlips);
      std::string whom =
          org.empty() ? fmt::format("{} 人", employees.size()) : visit.session->unit_name(org);
      return follow_work(
          visit,
          work::ask_for(*visit.session, order_of_slips(employees, org, "发放初始密码：" + whom)));
    }
    login::SlipsInHand slips = login::issue_slips_in_hand(*visit.session, employees, org);
    std::string notice = fmt::format("已发放 {} 人的初始密码", slips.employees.size());
    for (const std::string& warning : slips.warnings) notice += "；" + warning;
    // Sent again, the form leads back to its page: the slips are gone.
    done(visit, Url({"admin", "people", "passwords"}), notice);
    return download("密码条.xlsx",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    std::move(slips.workbook));
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return passwords_page(visit, refused.blockers());
  }
}

}  // namespace xueshi::web
