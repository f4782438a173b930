#include "web/report_check_pages.h"

#include <fmt/format.h>

#include "json/reports.h"
#include "report/report_verify.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/routes.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using report::Publication;
using report::ReportVerification;

std::string verdict_on(const ReportVerification& found) {
  if (found.is_newest) return "是发布的报表，而且是最新的一版";
  if (found.is_published()) return "是发布的报表，但已有更新的一版";
  if (!found.alike.empty()) return "不是发布的报表：它印有发布过的校验码，但内容被改动过";
  return "不是发布的报表";
}

Html publications_of(const Visit& visit, const std::vector<Publication>& all,
                     const std::string& caption) {
  if (all.empty()) return {};
  List list;
  list.caption = caption;
  list.columns = {{"机构"},           {"年度", "", true}, {"报表"},
                  {"版本", "", true}, {"导出时间"},       {"导出人"}};
  for (const Publication& one : all) {
    Url reports = Url({"admin", "reports"}).add("year", one.key.year.value());
    reports.add("org", one.key.org);
    list.rows.push_back(
        {{text(visit.session->unit_name(one.key.org)), text(std::to_string(one.key.year.value())),
          link_to(reports, one.key.report), text(std::to_string(one.revision)), text(one.made_at),
          text(one.made_by.empty() ? "定时任务" : one.made_by)}});
  }
  list.paging = without_pages(all.size());
  return render(visit, list);
}

Html result_of(const Visit& visit, const ReportVerification& found, const std::string& name) {
  return html::join(
      {card({element("p", {attr("class", "big")}, {text(verdict_on(found))}),
             details({{"文件", name},
                      {"SHA-256", found.sha256},
                      {"印在页脚的校验码", found.receipt.empty() ? "没有" : found.receipt}})},
            "核验结果"),
       publications_of(visit, found.same, "与它逐字节相同的发布"),
       publications_of(visit, found.alike, "校验码相同、内容不同的发布")});
}

http::Response check_page(const Visit& visit, const Html& result, const base::Blockers& blockers) {
  Form form{Url({"admin", "reports", "verify"}), "核验"};
  form.has_file = true;
  form.blockers = blockers;
  form.fields = {{"file", "文件", "", Field::Kind::kFile, true,
                  "导出的 Excel 工作簿（.xlsx），不超过 20 MiB；看它是不是本系统发布的那一份"}};
  Page page{title_of("报表核验", blockers), html::join({result, render(visit, form)})};
  page.crumbs = {{"报表", Url({"admin", "reports"})}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

}  // namespace

http::Response show_report_check(const Visit& visit) { return check_page(visit, {}, {}); }

http::Response do_report_check(const Visit& visit) {
  const http::FilePart* file = visit.file("file");
  if (file == nullptr) {
    base::Blockers blockers = {{"upload.no-file", "请选择文件"}};
    if (visit.request.wants_json()) return refused_page(visit, blockers);
    return check_page(visit, {}, blockers);
  }
  ReportVerification found = report::verify_report_bytes(*visit.session, file->bytes);
  if (visit.request.wants_json()) return json_answer(200, json::verified(found, file->name));
  return check_page(visit, result_of(visit, found, file->name), {});
}

}  // namespace xueshi::web
