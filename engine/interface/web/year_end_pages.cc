#include "web/year_end_pages.h"

#include <fmt/format.h>

#include "base/text.h"
#include "json/year_end.h"
#include "view/year_end.h"
#include "web/form.h"
#include "web/institute.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/work_kinds.h"
#include "web/work_pages.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::element;
using html::Html;
using html::text;
using html::Url;
using view::YearEndLine;

std::string year_end_summary_words(const view::InstituteProgress& progress) {
  if (progress.summary.empty()) return "未创建";
  if (progress.summary == yearend::place::kDraft) return "未提交";
  return fmt::format("已提交（第 {} 版）", progress.revision);
}

Row year_end_row(const YearEndLine& line, base::Year year) {
  const auto& progress = line.progress;
  InstituteYear about{year, progress.org, ""};
  std::string backbone(yearend::backbone_label(progress.backbone));
  Url summary = Url::at("/admin/summaries").step(std::to_string(year.value()));
  summary.add("org", progress.org);
  return {
      {text(progress.name),
       text(progress.headcount ? std::to_string(*progress.headcount) : "未导入"),
       link_to(url_about("/admin/backbone", about), backbone),
       text(fmt::format("{} / {}", progress.reported, progress.required)),
       text(render_screen(line.backbone_rate)), link_to(summary, year_end_summary_words(progress)),
       link_to(url_about("/admin/reports", about),
               fmt::format("{} / {}", progress.workbooks, line.due)),
       link_to(url_about("/admin/stats/classes", about),
               fmt::format("未实施 {} / {}", line.red(), progress.classes)),
       line.is_done() ? tag("已完成", true) : text(base::join(line.missing, "；"))},
      progress.org,
      progress.name,
      false};
}

Field year_end_state_field() {
  return {"state",
          "进度",
          "",
          Field::Kind::kChoice,
          false,
          "",
          {{"", "全部"}, {"未完成", "未完成"}, {"已完成", "已完成"}}};
}

// Names to be reminded, as they can be copied into a letter.
Html remind_list(const std::vector<YearEndLine>& lines) {
  std::vector<Html> items;
  for (const YearEndLine& line : lines) {
    if (line.is_done()) continue;
    items.push_back(
        element("li", {}, {text(line.progress.name + "：" + base::join(line.missing, "；"))}));
  }
  if (items.empty()) return {};
  return card(
      {element("details", {},
               {element("summary", {}, {text(fmt::format("催办名单（{} 个）", items.size()))}),
                element("ul", {}, items)})});
}

// [全院导出], and what came of the last one.
Html bundle_form(const Visit& visit, base::Year year) {
  std::string about = std::to_string(year.value());
  Form form{Url({"admin", "year-end", "do", "export"}), "全院导出"};
  form.before = html::join(
      {hidden("year", about),
       element(
           "p", {},
           {text(fmt::format("{} 年度已发布的全部报表，每个研究所一个文件夹，放在一个压缩文件里。"
                             "5 分钟内没有输入过密码的，须再次输入。",
                             about))})});
  if (auto last = work::find_last(*visit.session, kBundleWork, about))
    form.more_buttons = link_to(work_url(visit, *last), "上次导出：" + state_in_words(*last));
  return render(visit, form);
}

}  // namespace

http::Response do_export_all(const Visit& visit) {
  std::optional<base::Year> year = base::parse_year(visit.field("year"));
  if (!year) throw base::Refused("year.missing", "请选择年度");
  visit.session->require_right(academy::Right::kPrintReports);
  std::string about = std::to_string(year->value());
  return follow_work(visit, work::ask_for(*visit.session,
                                          {kBundleWork, about, "全院导出 " + about + " 年度报表"}));
}

http::Response show_year_end(const Visit& visit) {
  base::Year year = year_of(visit);
  std::vector<YearEndLine> all = view::list_year_end(*visit.session, year);
  std::int64_t finalised = 0, submitted = 0, complete = 0;
  for (const YearEndLine& line : all) {
    finalised += line.progress.backbone == yearend::place::kFinalised ? 1 : 0;
    submitted += line.progress.summary == yearend::place::kSubmitted ? 1 : 0;
    complete += line.is_done() ? 1 : 0;
  }
  std::string state = visit.query("state"), name = visit.query("name");
  std::vector<YearEndLine> asked = all;
  std::erase_if(asked, [&](const YearEndLine& line) {
    bool is_named = name.empty() || line.progress.name.find(name) != std::string::npos;
    return !is_named || (!state.empty() && line.is_done() != (state == "已完成"));
  });
  List list;
  std::vector<YearEndLine> shown = page_of<YearEndLine>(
      visit, asked, [](const YearEndLine& line) { return line.progress.org; }, list.paging);
  if (visit.request.wants_json())
    return rows_answer(shown, list.paging,
                       [](const YearEndLine& line) { return json::to_json(line); });
  list.caption = fmt::format("{} 年度各研究所年终工作进度", year.value());
  list.columns = {{"单位"},
                  {"在职总人数", "", true},
                  {"骨干人才上报"},
                  {"已上报 / 需上报", "", true},
                  {"骨干人才完训率", "", true},
                  {"年度培训总结"},
                  {"年终报表"},
                  {"培训班"},
                  {"未完成事项"}};
  for (const YearEndLine& line : shown) list.rows.push_back(year_end_row(line, year));
  std::string of = fmt::format("/ {} 个研究所", all.size());
  Page page{
      "年终工作进度",
      html::join({tiles({{"全部完成", std::to_string(complete), of},
                         {"骨干人才已完成上报", std::to_string(finalised), of},
                         {"年度总结已提交", std::to_string(submitted), of}}),
                  filters(visit, {year_field(visit), year_end_state_field(), {"name", "单位"}}),
                  render(visit, list), bundle_form(visit, year), remind_list(asked)})};
  return show(visit, page);
}

}  // namespace xueshi::web
