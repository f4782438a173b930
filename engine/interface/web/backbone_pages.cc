#include "web/backbone_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.h"
#include "base/text.h"
#include "http/target.h"
#include "json/year_end.h"
#include "view/backbone.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/institute.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/unit_tree.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using yearend::BackboneLine;

constexpr const char* kBackboneBase = "/admin/backbone";
constexpr const char* kBackboneTitle = "骨干人才筛选上报表";

// What can be said of the report, or why it cannot be worked out.
struct BackboneStanding {
  std::optional<view::BackboneStatus> status;
  base::Blockers missing;
};

BackboneStanding backbone_standing(const Visit& visit, const InstituteYear& about) {
  try {
    return {view::backbone_status(*visit.session, about.year, about.institute), {}};
  } catch (const base::Refused& refused) {
    if (status_of(refused.blockers()) == 404) throw;
    return {std::nullopt, refused.blockers()};
  }
}

std::string share_words(std::int64_t hundredths) {
  return base::render_decimal(hundredths, 2) + "%";
}

Html backbone_tiles(const Visit& visit, const InstituteYear& about,
                    const BackboneStanding& standing) {
  const policy::Policy& policy = visit.session->policy(about.year);
  policy::Window window = policy.window();
  std::string when = base::render(window.from) + " 至 " + base::render(window.to);
  if (!standing.status)
    return tiles({{"上报起止时间", "", when}, {"单位在职总人数", "", "未导入（以 ARP 为准）"}});
  const view::BackboneStatus& status = *standing.status;
  std::string share = share_words(policy.backbone.quota_hundredths);
  std::string exact = base::render_fixed(status.quota.exact_hundredths, 2);
  return tiles({{"上报起止时间", "", when},
                {"单位在职总人数", std::to_string(status.headcount), "人（以 ARP 为准）"},
                {"需上报骨干人才", std::to_string(status.quota.required),
                 fmt::format("人（{}：{}）", share, exact)},
                {"已上报", std::to_string(status.reported), "人"},
                {"骨干人才完训率", render_screen(status.rate),
                 fmt::format("100% 需 {} 人", status.quota.for_full_rate)},
                {"上报状态", "", std::string(yearend::backbone_label(status.status))}});
}

std::string threshold_words(const policy::Threshold& threshold) {
  return (threshold.strictly_over ? "超过 " : "达到 ") + base::render_decimal(threshold.hours) +
         " 小时";
}

std::string backbone_caption(const policy::BackboneRules& rules, std::size_t count) {
  return fmt::format("符合条件 {} 人：培训{}学时{}，且至少有一次单次培训{}", count,
                     rules.total_basis == policy::Basis::kTotal ? "总" : "有效",
                     threshold_words(rules.total_hours), threshold_words(rules.single_training));
}

// The names of the units below the chosen one: lines say names.
std::set<std::string> unit_names_below(const Visit& visit, const std::string& unit) {
  const academy::OrgTree& units = visit.session->tree();
  std::set<std::string> names;
  for (const academy::Org* each : units.units_in(units.range_of(unit))) names.insert(each->name);
  return names;
}

std::vector<BackboneLine> backbone_lines(const Visit& visit, const InstituteYear& about) {
  std::vector<BackboneLine> lines =
      view::backbone_candidates(*visit.session, about.year, about.institute);
  std::string name = visit.query("name"), reported = visit.query("reported");
  std::set<std::string> names;
  if (!about.department.empty()) names = unit_names_below(visit, about.department);
  std::erase_if(lines, [&](const BackboneLine& line) {
    bool is_named = name.empty() || line.name.find(name) != std::string::npos;
    bool is_asked = reported.empty() || line.reported == (reported == "是");
    return !is_named || !is_asked || (!names.empty() && names.count(line.department) == 0);
  });
  Order order = order_of(visit);
  auto sort_by = [&](auto key) {
    std::stable_sort(lines.begin(), lines.end(), [&](const BackboneLine& a, const BackboneLine& b) {
      return order.is_down ? key(b) < key(a) : key(a) < key(b);
    });
  };
  if (order.name == "name") sort_by([](const BackboneLine& line) { return line.name; });
  if (order.name == "department") sort_by([](const BackboneLine& line) { return line.department; });
  if (order.name == "total") sort_by([](const BackboneLine& line) { return line.total; });
  if (order.name == "effective") sort_by([](const BackboneLine& line) { return line.effective; });
  if (order.name == "longest") sort_by([](const BackboneLine& line) { return line.longest; });
  return lines;
}

// Whose report it is, and why nothing can be changed in it; whoever only looks has no buttons.
bool is_own_backbone(const Visit& visit, const InstituteYear& about) {
  const academy::Actor& actor = visit.session->actor();
  return actor.role == academy::Role::kInstituteAdmin && actor.org == about.institute;
}

base::Blockers backbone_reasons(const Visit& visit, const InstituteYear& about,
                                const BackboneStanding& standing) {
  if (!standing.status) return standing.missing;
  return yearend::report_blockers(visit.session->policy(about.year), standing.status->status,
                                  standing.status->headcount, visit.session->today());
}

// Beside a row: the deed for this one person, whatever is ticked.
Html backbone_button(const BackboneLine& line) {
  Url url = Url::at(kBackboneBase).step("do").step(line.reported ? "withdraw" : "report");
  return element("button",
                 {html::link("formaction", url), attr("name", "one"), attr("value", line.employee)},
                 {text(line.reported ? "撤销" : "上报")});
}

// The institute is said only of who belongs to another one by now.
Row backbone_row(const BackboneLine& line, const std::string& institute, bool has_deeds) {
  std::string unit =
      line.institute == institute ? line.department : line.institute + " " + line.department;
  Html word = tag(line.reported ? "是" : "否", line.reported);
  if (!line.candidate) word += element("small", {}, {text(" 已不符合条件")});
  Row row{
      {text(line.name), text(unit), text(base::render_minutes(line.total)),
       text(base::render_minutes(line.effective)), text(base::render_minutes(line.longest)), word},
      line.employee,
      line.name,
      false};
  if (has_deeds) row.cells.push_back(backbone_button(line));
  return row;
}

// The place in the list, which a deed comes back to.
Html hidden_backbone_place(const Visit& visit) {
  return hidden("to", Url::at(visit.request.path, visit.request.query).text());
}

Url backbone_place_after(const Visit& visit, const InstituteYear& about) {
  std::optional<http::Target> target = http::parse_target(visit.field("to"));
  if (!target || target->path != kBackboneBase) return url_about(kBackboneBase, about);
  return Url::at(target->path, target->query);
}

Field reported_field() {
  return {"reported",
          "是否骨干",
          "",
          Field::Kind::kChoice,
          false,
          "",
          {{"", "全部"}, {"是", "是"}, {"否", "否"}}};
}

Html backbone_warnings(const std::vector<std::string>& warnings) {
  if (warnings.empty()) return {};
  return element("p", {attr("class", "warning")}, {text(base::join(warnings, "；"))});
}

List backbone_list(const Visit& visit, const InstituteYear& about,
                   const BackboneStanding& standing) {
  std::vector<BackboneLine> lines = backbone_lines(visit, about);
  List list;
  std::vector<BackboneLine> shown = page_of<BackboneLine>(
      visit, lines, [](const BackboneLine& line) { return line.employee; }, list.paging);
  bool is_mine = is_own_backbone(visit, about);
  bool has_deeds = is_mine && backbone_reasons(visit, about, standing).empty();
  list.caption = backbone_caption(visit.session->policy(about.year).backbone, lines.size());
  list.columns = {{"姓名", "name"},
                  {"部门", "department"},
                  {"总时长", "total", true},
                  {"有效时长", "effective", true},
                  {"单次培训最长时长", "longest", true},
                  {"是否骨干人才"}};
  if (has_deeds) list.columns.push_back({"操作"});
  std::string institute = visit.session->unit_name(about.institute);
  for (const BackboneLine& line : shown)
    list.rows.push_back(backbone_row(line, institute, has_deeds));
  if (has_deeds) {
    list.deeds = {{Url::at(kBackboneBase).step("do").step("report"), "上报"},
                  {Url::at(kBackboneBase).step("do").step("withdraw"), "撤销"}};
    list.more_fields = html::join({hidden_about(about), hidden_backbone_place(visit)});
  }
  list.links =
      html::join({button_to(url_about("/admin/backbone/export", about), "导出骨干人才培训表"),
                  button_to(url_about("/admin/reports", about), "导出汇总")});
  bool is_open = standing.status && standing.status->status == yearend::place::kOpen;
  if (is_mine && is_open)
    list.links += button_to(url_about("/admin/backbone/finalise", about), "完成上报…");
  list.next_step = "学时达到条件的人员会自动列在这里。";
  return list;
}

json::Json backbone_json(const Visit& visit, const InstituteYear& about) {
  Paging paging;
  std::vector<BackboneLine> shown = page_of<BackboneLine>(
      visit, backbone_lines(visit, about), [](const BackboneLine& line) { return line.employee; },
      paging);
  json::Json rows = json::Json::array();
  for (const BackboneLine& line : shown) rows.push_back(json::to_json(line));
  json::Json answer = rows_json(std::move(rows), paging);
  BackboneStanding standing = backbone_standing(visit, about);
  answer["status"] = standing.status ? json::to_json(*standing.status) : json::Json(nullptr);
  return answer;
}

http::Response finalise_page(const Visit& visit, const InstituteYear& about,
                             const base::Blockers& blockers) {
  BackboneStanding standing = backbone_standing(visit, about);
  Form form{Url::at("/admin/backbone/finalise"), "完成上报"};
  form.blockers = blockers.empty() ? standing.missing : blockers;
  std::vector<std::string> names;
  for (const BackboneLine& line :
       view::backbone_candidates(*visit.session, about.year, about.institute))
    if (line.reported) names.push_back(fmt::format("{}（{}）", line.name, line.employee));
  std::vector<Html> words = {
      element("p", {attr("class", "big")}, {text("完成上报后不能再修改。")}),
      details({{"单位", visit.session->unit_name(about.institute)},
               {"年度", std::to_string(about.year.value())},
               {"已上报", fmt::format("{} 人", names.size())},
               {"骨干人才完训率",
                standing.status ? render_screen(standing.status->rate) : std::string()},
               {"名单", base::join(names, "、")}})};
  if (standing.status) words.push_back(backbone_warnings(standing.status->warnings));
  words.push_back(hidden_about(about));
  form.before = html::join(words);
  form.fields = {{"password",
                  "密码",
                  "",
                  Field::Kind::kPassword,
                  true,
                  "完成上报前须再次输入密码",
                  {},
                  "current-password"}};
  form.more_buttons = button_to(url_about(kBackboneBase, about), "返回");
  Page page{title_of("完成上报", blockers), render(visit, form)};
  page.crumbs = {{kBackboneTitle, url_about(kBackboneBase, about)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

}  // namespace

http::Response show_backbone(const Visit& visit) {
  InstituteYear about = institute_year_of(visit);
  Page page{kBackboneTitle};
  page.aside = unit_tree(visit);
  Html asked = filters(visit, {year_field(visit), reported_field(), {"name", "用户姓名"}});
  if (about.institute.empty()) {
    page.main = html::join({asked, choose_institute()});
    return show(visit, page);
  }
  if (visit.request.wants_json()) return json_answer(200, backbone_json(visit, about));
  BackboneStanding standing = backbone_standing(visit, about);
  List list = backbone_list(visit, about, standing);
  base::Blockers reasons =
      is_own_backbone(visit, about) ? backbone_reasons(visit, about, standing) : standing.missing;
  page.main = html::join({backbone_tiles(visit, about, standing), summary_of(reasons), asked,
                          standing.status ? backbone_warnings(standing.status->warnings) : Html(),
                          render(visit, list)});
  return show(visit, page);
}

http::Response do_backbone(const Visit& visit) {
  InstituteYear about = institute_year_of(visit);
  std::string one = visit.field("one"), action = visit.part("action");
  std::vector<std::string> ids = one.empty() ? visit.fields("id") : std::vector<std::string>{one};
  bool is_report = action == "report";
  if (!is_report && action != "withdraw") return error_page(visit, 404);
  if (ids.empty()) return refused_page(visit, {{"act.no-id", "请先勾选要办理的人员"}});
  view::BackboneStatus status =
      is_report ? view::report_backbone(*visit.session, about.year, about.institute, ids)
                : view::withdraw_backbone(*visit.session, about.year, about.institute, ids);
  if (visit.request.wants_json()) return json_answer(200, json::to_json(status));
  return done(
      visit, backbone_place_after(visit, about),
      fmt::format("已{} {} 人；现已上报 {} 人，骨干人才完训率 {}", is_report ? "上报" : "撤销",
                  ids.size(), status.reported, render_screen(status.rate)));
}

http::Response show_finalise(const Visit& visit) {
  InstituteYear about = institute_year_of(visit);
  if (about.institute.empty()) return see_other(url_about(kBackboneBase, about));
  return finalise_page(visit, about, {});
}

http::Response do_finalise(const Visit& visit) {
  InstituteYear about = institute_year_of(visit);
  try {
    view::BackboneStatus status = view::finalise_backbone(*visit.session, about.year,
                                                          about.institute, visit.field("password"));
    if (visit.request.wants_json()) return json_answer(200, json::to_json(status));
    return done(visit, url_about(kBackboneBase, about),
                fmt::format("{} 年度骨干人才已完成上报：{} 人，骨干人才完训率 {}",
                            about.year.value(), status.reported, render_screen(status.rate)));
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json() || status_of(refused.blockers()) == 404)
      return refused_page(visit, refused.blockers());
    return finalise_page(visit, about, refused.blockers());
  }
}

}  // namespace xueshi::web
