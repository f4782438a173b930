#include "web/summary_pages.h"

#include <fmt/format.h>

#include "base/fields.h"
#include "base/number.h"
#include "base/text.h"
#include "item/act.h"
#include "item/institute_year.h"
#include "json/year_end.h"
#include "view/summary.h"
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
using view::SummaryView;
using yearend::Summary;

constexpr const char* kSummaryBase = "/admin/summaries";
constexpr const char* kSummaryTitle = "年度培训总结";

// What people type, under the headings that the graph gives them.
constexpr const char* kSummaryName = "名称";
constexpr const char* kSummaryFunds = "单位投入总经费(万元)";
constexpr const char* kSummaryAttendance = "单位培训总人次";
constexpr const char* kSummaryPractice = "特色经验及做法";
constexpr const char* kSummaryOverview = "执行工作整体概要";

Url summary_url(base::Year year, const std::string& org) {
  return Url::at(kSummaryBase).step(std::to_string(year.value())).add("org", org);
}

Url summary_deed_url(base::Year year, const char* action) {
  return Url::at(kSummaryBase).step(std::to_string(year.value())).step("do").step(action);
}

std::string funds_words(const Summary& summary) {
  return summary.entries.funds ? render_wan_one_place(*summary.entries.funds) : "";
}

bool is_submitted_summary(const Summary& summary) {
  return summary.status == yearend::place::kSubmitted;
}

bool may_write_summary(const Visit& visit) {
  return visit.session->actor().role == academy::Role::kInstituteAdmin;
}

// --- the list ---

std::vector<Summary> summaries_of(const Visit& visit) {
  std::optional<base::Year> year = base::parse_year(visit.query("year"));
  std::vector<Summary> all = view::list_summaries(*visit.session, year);
  std::string org = visit.query("org"), name = visit.query("name");
  academy::OrgRange range = visit.session->list_scope(org).range();
  const academy::OrgTree& units = visit.session->tree();
  std::erase_if(all, [&](const Summary& summary) {
    bool is_named = name.empty() || summary.entries.name.find(name) != std::string::npos;
    return !is_named || !range.contains(units.range_of(summary.org).lo);
  });
  return all;
}

std::string summary_key(const Summary& summary) {
  return item::institute_year_id(summary.org, summary.year);
}

Row summary_row(const Visit& visit, const Summary& summary) {
  const yearend::SummaryFigures& figures = summary.figures;
  Url url = summary_url(summary.year, summary.org);
  std::string unit = visit.session->unit_name(summary.org);
  Html ways = link_to(url, is_submitted_summary(summary) ? "查看" : "修改");
  ways += text(" ");
  ways += link_to(url_about("/admin/reports/annual-summary.xlsx", {summary.year, summary.org, ""}),
                  "下载");
  return {
      {text(std::to_string(summary.year.value())), link_to(url, summary.entries.name), text(unit),
       text(std::to_string(summary.attendance())), text(funds_words(summary)),
       text(render_screen(figures.execution_rate())), text(render_screen(figures.backbone_rate())),
       text(render_screen(figures.completion_rate())),
       tag(json::status_label(summary), is_submitted_summary(summary)), ways},
      summary_key(summary),
      fmt::format("{} {}", unit, summary.entries.name),
      false};
}

Field any_year_field(const Visit& visit) {
  Field field = year_field(visit);
  field.value = visit.query("year");
  field.options.insert(field.options.begin(), {"", "全部"});
  return field;
}

// --- one ---

struct SummaryPage {
  base::Year year;
  std::string org;
};

// Absent: that is no year.
std::optional<SummaryPage> summary_page_of(const Visit& visit) {
  std::optional<base::Year> year = base::parse_year(visit.part("year"));
  if (!year) return std::nullopt;
  return SummaryPage{*year, institute_year_of(visit).institute};
}

// Absent: it is not created.
std::optional<SummaryView> find_summary_view(const Visit& visit, const SummaryPage& about) {
  try {
    return view::show_summary(*visit.session, about.year, about.org);
  } catch (const base::Refused& refused) {
    if (refused.blockers().front().code == "summary.not-created") return std::nullopt;
    throw;
  }
}

Html summary_grey_fields(const Summary& summary) {
  const yearend::SummaryFigures& figures = summary.figures;
  return details(
      {{"年度计划执行率", fmt::format("{}（{} / {}）", render_screen(figures.execution_rate()),
                                      figures.carried_out, figures.classes)},
       {summary.label_met, fmt::format("{} (人)", figures.met)},
       {"骨干人才完训率", render_screen(figures.backbone_rate())},
       {"单位在职总人数", fmt::format("{} (人)", figures.headcount)},
       {"职工完训率", render_screen(figures.completion_rate())},
       {summary.label_required, fmt::format("{} (人)", figures.required)},
       {"单位职工总学时", render_decimal(figures.total_hours) + " (小时)"},
       {"单位职工平均学时", base::render_decimal(figures.average_hundredths(), 2) + " (小时)"}});
}

base::Fields summary_standing_fields(const Summary& summary) {
  return {{kSummaryName, summary.entries.name},
          {kSummaryAttendance, std::to_string(summary.attendance())},
          {kSummaryFunds, funds_words(summary)},
          {kSummaryPractice, summary.entries.practice},
          {kSummaryOverview, summary.entries.overview}};
}

// `beside`: what is there now stands beside what was typed.
std::vector<Field> summary_white_fields(const Visit& visit, const Summary& summary, bool as_typed,
                                        bool beside) {
  base::Fields standing = summary_standing_fields(summary);
  std::string extracted = fmt::format("提取值 {}，可改", summary.figures.attendance);
  std::vector<Field> fields = {
      {kSummaryName, kSummaryName},
      {kSummaryAttendance, kSummaryAttendance, "", Field::Kind::kNumber, false, extracted},
      {kSummaryFunds, kSummaryFunds, "", Field::Kind::kNumber, true, "提交前必填，例如 5.0"},
      {kSummaryPractice, kSummaryPractice, "", Field::Kind::kArea},
      {kSummaryOverview, "年度“全员能力提升计划”执行工作整体概要", "", Field::Kind::kArea}};
  for (Field& field : fields) {
    std::string now = base::field_or_empty(standing, field.name);
    field.value = as_typed ? visit.field(field.name) : now;
    if (beside && now != field.value) field.hint = "现在是：" + now;
  }
  return fields;
}

Html summary_changes(const Visit& visit, const Summary& summary) {
  std::vector<std::string> changes = view::changes_since(*visit.session, summary);
  if (changes.empty()) return {};
  std::string advice = is_submitted_summary(summary) ? "如需更新，请先修改，再刷新数据、提交。"
                                                     : "如需更新，请刷新数据。";
  std::vector<Html> lines;
  for (const std::string& change : changes) lines.push_back(element("li", {}, {text(change)}));
  return element("div", {attr("class", "warning")},
                 {text("提取之后数据有变动。" + advice), element("ul", {}, lines)});
}

Html summary_button(const Url& url, const char* label) {
  return element("button", {html::link("formaction", url)}, {text(label)});
}

// Everything that can be done is in one form, so that nothing typed is lost on the way.
Html summary_draft_form(const Visit& visit, const SummaryPage& about, const SummaryView& view,
                        const base::Blockers& blockers) {
  Form form{summary_deed_url(about.year, "set"), "保存"};
  bool is_typed = !blockers.empty() && base::find_field(visit.form, kSummaryFunds) != nullptr;
  // Somebody else was faster: sending it once more puts these words in the place of theirs.
  bool is_late = !blockers.empty() && status_of(blockers) == 409;
  form.fields = summary_white_fields(visit, view.summary, is_typed, is_late);
  form.blockers = blockers;
  std::string revision =
      is_typed && !is_late ? visit.field("revision") : std::to_string(view.item_revision);
  form.before = html::join({hidden("org", about.org), hidden("revision", revision)});
  form.more_buttons = html::join(
      {summary_button(summary_deed_url(about.year, "refresh"), "刷新数据"),
       summary_button(summary_deed_url(about.year, "submit"), "提交"),
       button_to(summary_url(about.year, about.org), is_late ? "放弃我的修改" : "放弃修改"),
       button_to(Url::at(kSummaryBase), "返回")});
  return render(visit, form);
}

Html summary_simple_form(const Visit& visit, const SummaryPage& about, const char* action,
                         const char* label, const base::Blockers& blockers) {
  Form form{summary_deed_url(about.year, action), label};
  form.blockers = blockers;
  form.before = hidden("org", about.org);
  form.more_buttons = button_to(Url::at(kSummaryBase), "返回");
  return render(visit, form);
}

Html summary_submitted_parts(const Visit& visit, const SummaryPage& about, const Summary& summary,
                             const base::Blockers& blockers) {
  InstituteYear year{about.year, about.org, ""};
  Html parts = card({details({{kSummaryAttendance, fmt::format("{} (人次)", summary.attendance())},
                              {"单位投入总经费", funds_words(summary) + " (万元)"},
                              {kSummaryPractice, summary.entries.practice},
                              {kSummaryOverview, summary.entries.overview}}),
                     element("div", {attr("class", "bar")},
                             {button_to(url_about("/admin/reports", year), "导出")})},
                    "填写的内容");
  if (may_write_summary(visit))
    parts += summary_simple_form(visit, about, "reopen", "修改", blockers);
  return parts;
}

http::Response summary_missing_page(const Visit& visit, Page page, const SummaryPage& about,
                                    const base::Blockers& blockers) {
  base::Blockers reasons = view::summary_reasons(*visit.session, about.year, about.org);
  Html parts = card({element("p", {}, {text("本年度的培训总结尚未创建。")})});
  if (!reasons.empty()) {
    parts += card(
        {summary_of(reasons), button_to(url_about("/admin/backbone", {about.year, about.org, ""}),
                                        "骨干人才筛选上报表")});
  } else if (may_write_summary(visit)) {
    parts += summary_simple_form(visit, about, "refresh", "新建总结", blockers);
  }
  page.main = parts;
  return show(visit, page);
}

http::Response summary_page(const Visit& visit, const SummaryPage& about,
                            const base::Blockers& blockers) {
  Page page{title_of(fmt::format("{}年度培训总结", about.year.value()), blockers)};
  page.crumbs = {{kSummaryTitle, Url::at(kSummaryBase)}};
  page.aside = unit_tree(visit);
  if (!blockers.empty()) page.status = status_of(blockers);
  if (about.org.empty()) {
    page.main = choose_institute();
    return show(visit, page);
  }
  std::optional<SummaryView> view = find_summary_view(visit, about);
  if (!view) return summary_missing_page(visit, page, about, blockers);
  const Summary& summary = view->summary;
  std::vector<Html> parts = {summary_changes(visit, summary)};
  for (const std::string& warning : view->warnings)
    parts.push_back(element("p", {attr("class", "warning")}, {text(warning)}));
  std::string revision =
      summary.revision == 0 ? "未提交过" : fmt::format("第 {} 版", summary.revision);
  parts.push_back(card({details({{"单位", visit.session->unit_name(about.org)},
                                 {"名称", summary.entries.name},
                                 {"状态", json::status_label(summary)},
                                 {"提交", revision}})},
                       "状态"));
  parts.push_back(
      element("div", {attr("class", "grey")},
              {card({summary_grey_fields(summary)}, "提取的数据（灰色，刷新时更新）")}));
  if (is_submitted_summary(summary)) {
    parts.push_back(summary_submitted_parts(visit, about, summary, blockers));
  } else if (may_write_summary(visit)) {
    parts.push_back(summary_draft_form(visit, about, *view, blockers));
  }
  page.main = html::join(parts);
  return show(visit, page);
}

item::ActRequest summary_request(const SummaryPage& about, const char* action) {
  item::ActRequest request;
  request.subject = "summary";
  request.ids = {item::institute_year_id(about.org, about.year)};
  request.action = action;
  return request;
}

// A browser ends lines as letters of old did.
std::string with_plain_line_ends(std::string text) {
  std::erase(text, '\r');
  return text;
}

// What was typed and is not there yet; whoever looked at another state is told.
void save_typed_summary(const Visit& visit, const SummaryPage& about, bool is_asked) {
  std::optional<SummaryView> view = find_summary_view(visit, about);
  base::Fields standing = view ? summary_standing_fields(view->summary) : base::Fields();
  item::ActRequest request = summary_request(about, "set");
  for (const char* heading :
       {kSummaryName, kSummaryAttendance, kSummaryFunds, kSummaryPractice, kSummaryOverview}) {
    const std::string* typed = base::find_field(visit.form, heading);
    if (typed == nullptr) continue;
    std::string plain = with_plain_line_ends(*typed);
    if (plain != base::field_or_empty(standing, heading))
      request.fields.emplace_back(heading, plain);
  }
  if (request.fields.empty() && !is_asked) return;
  if (auto revision = base::parse_decimal(visit.field("revision"), 0)) request.revision = *revision;
  item::act(*visit.session, request);
}

std::string summary_notice(const std::string& action, const SummaryPage& about) {
  const char* word = action == "set"       ? "已保存"
                     : action == "refresh" ? "已刷新数据"
                     : action == "submit"  ? "已提交"
                                           : "已转为修改，改好后请再次提交";
  return fmt::format("{}年度培训总结{}", about.year.value(), word);
}

}  // namespace

http::Response show_summaries(const Visit& visit) {
  std::vector<Summary> all = summaries_of(visit);
  List list;
  std::vector<Summary> shown = page_of<Summary>(visit, all, summary_key, list.paging);
  if (visit.request.wants_json())
    return rows_answer(shown, list.paging,
                       [](const Summary& summary) { return json::listed(summary); });
  InstituteYear about = institute_year_of(visit);
  list.caption = kSummaryTitle;
  list.columns = {{"年度"},
                  {"名称"},
                  {"单位"},
                  {"培训总人次", "", true},
                  {"投入总经费(万元)", "", true},
                  {"年度计划执行率", "", true},
                  {"骨干人才完训率", "", true},
                  {"职工完训率", "", true},
                  {"状态"},
                  {"操作"}};
  for (const Summary& summary : shown) list.rows.push_back(summary_row(visit, summary));
  if (may_write_summary(visit)) {
    list.deeds = {{Url::at(kSummaryBase).step("do").step("delete"), "批量删除"}};
    list.links = button_to(summary_url(about.year, about.institute), "新建总结");
    list.next_step = "完成骨干人才上报后，点击 新建总结 提取数据。";
  }
  list.links += button_to(url_about("/admin/reports", about), "导出");
  Page page{kSummaryTitle, html::join({filters(visit, {any_year_field(visit), {"name", "名称"}}),
                                       render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response do_delete_summaries(const Visit& visit) {
  item::ActRequest request;
  request.subject = "summary";
  request.ids = visit.fields("id");
  request.action = "delete";
  if (request.ids.empty()) return refused_page(visit, {{"act.no-id", "请先勾选要删除的总结"}});
  item::act(*visit.session, request);
  if (visit.request.wants_json()) return json_answer(200, {{"deleted", request.ids}});
  return done(visit, Url::at(kSummaryBase),
              fmt::format("已删除 {} 份年度培训总结", request.ids.size()));
}

http::Response show_summary_page(const Visit& visit) {
  std::optional<SummaryPage> about = summary_page_of(visit);
  if (!about) return error_page(visit, 404);
  if (visit.request.wants_json()) {
    return json_answer(
        200, json::to_json(view::show_summary(*visit.session, about->year, about->org).summary));
  }
  return summary_page(visit, *about, {});
}

http::Response do_summary(const Visit& visit) {
  std::optional<SummaryPage> about = summary_page_of(visit);
  std::string action = visit.part("action");
  if (!about || !base::contains({"set", "refresh", "submit", "reopen"}, action))
    return error_page(visit, 404);
  try {
    if (action != "reopen") save_typed_summary(visit, *about, action == "set");
    if (action == "refresh") view::refresh_summary(*visit.session, about->year, about->org);
    if (action == "submit") view::submit_summary(*visit.session, about->year, about->org);
    if (action == "reopen") view::reopen_summary(*visit.session, about->year, about->org);
    if (visit.request.wants_json()) {
      return json_answer(
          200, json::to_json(view::show_summary(*visit.session, about->year, about->org).summary));
    }
    return done(visit, summary_url(about->year, about->org), summary_notice(action, *about));
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json() || status_of(refused.blockers()) == 404)
      return refused_page(visit, refused.blockers());
    return summary_page(visit, *about, refused.blockers());
  }
}

}  // namespace xueshi::web
