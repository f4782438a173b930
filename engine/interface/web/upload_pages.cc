#include "web/upload_pages.h"

#include <fmt/format.h>

#include "academy/rights.h"
#include "imports/upload.h"
#include "intake/headings.h"
#include "view/classes.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/routes.h"
#include "web/upload_result.h"
#include "web/work_pages.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
namespace upload_state = imports::upload_state;

constexpr const char* kWorkbookType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct KindOfFile {
  const char* stem;
  const char* label;
};
constexpr KindOfFile kKindsOfFiles[] = {
    {"people", "人员"},           {"roles", "角色"},         {"orgs", "组织机构"},
    {"headcounts", "在职总人数"}, {"absences", "离岗"},      {"plans", "培训计划"},
    {"classes", "培训班"},        {"attendees", "参会人员"}, {"learning", "学习记录"},
    {"exams", "考试成绩"},
};

std::string label_of_kind(const std::string& stem) {
  for (const KindOfFile& kind : kKindsOfFiles)
    if (stem == kind.stem) return kind.label;
  return stem;
}

// Where files are sent to, and looked at.
struct UploadDoor {
  Url send;   // the form's page
  Url looks;  // an upload's page is a step below
  std::string title;
  std::vector<std::string> kinds;  // the first is what is meant where none is chosen
  Crumb above;
};

std::vector<std::string> kinds_by_right(const Visit& visit) {
  std::vector<std::string> kinds;
  for (const KindOfFile& kind : kKindsOfFiles) {
    if (visit.session->has_right(*academy::find_right("import", kind.stem)))
      kinds.emplace_back(kind.stem);
  }
  return kinds;
}

UploadDoor people_door(const Visit& visit) {
  return {Url({"admin", "people", "import"}),
          Url({"admin", "imports"}),
          "导入",
          kinds_by_right(visit),
          {"人员管理", Url({"admin", "people"})}};
}
UploadDoor plans_door(const Visit&) {
  return {Url({"admin", "plans", "import"}),
          Url({"admin", "imports"}),
          "导入培训计划",
          {"plans"},
          {"本机构计划", Url({"admin", "plans"})}};
}
UploadDoor learning_door(const Visit&) {
  return {Url({"admin", "learning", "import"}),
          Url({"admin", "imports"}),
          "导入学习记录",
          {"learning"},
          {"外部学习审核", Url({"admin", "learning"})}};
}
UploadDoor my_door(const Visit&) {
  return {Url({"me", "external", "upload"}),
          Url({"me", "external", "upload"}),
          "批量上传",
          {"learning"},
          {"我的档案", Url({"me"})}};
}

Url roster_url(const Visit& visit) {
  return Url({"admin", "classes", visit.part("class"), "roster"});
}
UploadDoor roster_door(const Visit& visit) {
  Url send = roster_url(visit).step("import");
  return {send, send, "导入参会人员", {"attendees"}, {"实际参会人员", roster_url(visit)}};
}

bool is_of_roster(const Visit& visit) { return !visit.part("class").empty(); }
bool is_mine(const Visit& visit) { return visit.route->step == Step::kLearner; }

Url template_url(const Visit& visit, const std::string& kind) {
  if (is_of_roster(visit)) return roster_url(visit).step("import").step("template.xlsx");
  return is_mine(visit) ? Url({"me", "external", "template"})
                        : Url({"admin", "imports", "templates", kind});
}

Url upload_url(const Visit& visit, const std::string& id) {
  if (is_of_roster(visit)) return roster_url(visit).step("import").step(id);
  return is_mine(visit) ? Url({"me", "external", "upload", id}) : Url({"admin", "imports", id});
}

std::vector<Crumb> crumbs_to(const Crumb& above) {
  if (!find_route(routes(), http::Method::kGet, above.url.text())) return {};
  return {above};
}

http::Response upload_page(const Visit& visit, const UploadDoor& door,
                           const base::Blockers& blockers) {
  Form form{door.send, "上传并检查"};
  form.has_file = true;
  form.blockers = blockers;
  std::vector<Html> templates;
  std::string chosen = visit.field("kind").empty() ? visit.query("kind") : visit.field("kind");
  Field kind{"kind", "种类", chosen, Field::Kind::kChoice, true};
  for (const std::string& stem : door.kinds) {
    kind.options.push_back({stem, label_of_kind(stem)});
    templates.push_back(element(
        "li", {}, {link_to(template_url(visit, stem), "下载导入模板：" + label_of_kind(stem))}));
  }
  if (door.kinds.size() > 1) form.fields.push_back(kind);
  form.fields.push_back(
      {"file", "文件", "", Field::Kind::kFile, true,
       "Excel 工作簿（.xlsx）或 .csv，不超过 20 MiB；上传后先检查，不会马上导入"});
  if (is_of_roster(visit))
    form.before = element(
        "p", {}, {text(fmt::format("文件中本培训班的 培训编号 为 {}。", visit.part("class")))});
  if (!blockers.empty())
    form.before += element("p", {attr("class", "warning")}, {text("请重新选择文件。")});
  Page page{title_of(door.title, blockers),
            html::join({render(visit, form), card({element("ul", {}, templates)}, "导入模板")})};
  page.crumbs = crumbs_to(door.above);
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

http::Response take_upload(const Visit& visit, const UploadDoor& door) {
  const http::FilePart* file = visit.file("file");
  std::string kind = visit.field("kind");
  if (kind.empty() && !door.kinds.empty()) kind = door.kinds.front();
  try {
    if (file == nullptr) throw base::Refused("upload.no-file", "请选择文件");
    bool is_offered = false;
    for (const std::string& stem : door.kinds) is_offered = is_offered || stem == kind;
    if (!is_offered) throw base::Refused("import.unknown-kind", "请选择种类");
    imports::Upload upload = imports::keep_upload(*visit.session, kind, file->name, file->bytes);
    std::string place = upload_url(visit, upload.id).text();
    if (!imports::is_small(upload))
      return follow_work(visit, imports::ask_for_try(*visit.session, upload, place));
    imports::ImportResult result = imports::try_upload(*visit.session, upload);
    int status = keep_tried(*visit.session, upload, result);
    if (visit.request.wants_json())
      return json_answer(status, json_of_upload(*visit.session, upload.id));
    return done(visit, upload_url(visit, upload.id), "");
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return upload_page(visit, door, refused.blockers());
  }
}

std::string words_of(std::string_view state) {
  if (state == upload_state::kSound) return "检查通过，还没有导入";
  if (state == upload_state::kWrong) return "有错误，没有导入";
  if (state == upload_state::kImporting) return "正在导入";
  if (state == upload_state::kImported) return "已导入";
  return "还没有检查";
}

std::string size_in_words(std::int64_t bytes) {
  constexpr std::int64_t kKilo = 1024;
  return bytes < kKilo ? fmt::format("{} 字节", bytes) : fmt::format("{} KiB", bytes / kKilo);
}

Html counts_of(const json::Json& found) {
  std::vector<Html> lines;
  for (const json::Json& file : found.value("files", json::Json::array())) {
    lines.push_back(
        element("p", {attr("class", "big")},
                {text(fmt::format("新增 {}，更新 {}，未变 {}", file.value("added", 0),
                                  file.value("changed", 0), file.value("unchanged", 0)))}));
  }
  return html::join(lines);
}

struct FoundLine {
  std::int64_t number;
  json::Json finding;
};

Html findings_of(const Visit& visit, const json::Json& found) {
  std::vector<FoundLine> all;
  for (const json::Json& finding : found.value("findings", json::Json::array()))
    all.push_back({static_cast<std::int64_t>(all.size()) + 1, finding});
  if (all.empty()) return {};
  List list;
  std::vector<FoundLine> shown = page_of<FoundLine>(
      visit, all, [](const FoundLine& line) { return std::to_string(line.number); }, list.paging);
  list.caption =
      fmt::format("错误 {} 个，警告 {} 个", found.value("errors", 0), found.value("warnings", 0));
  list.columns = {{"行", "", true}, {"单元格"}, {"类别"}, {"说明"}};
  for (const auto& [number, finding] : shown) {
    bool is_error = finding.value("severity", "") == "error";
    std::int64_t line = finding.value("line", std::int64_t{0});
    list.rows.push_back(
        {{text(line == 0 ? "" : std::to_string(line)), text(finding.value("cell", "")),
          tag(is_error ? "错误" : "警告", !is_error), text(finding.value("message", ""))},
         "",
         "",
         is_error});
  }
  return render(visit, list);
}

// To how far it is, while it is looked at or imported.
Html way_to_work(const Visit& visit, const imports::Upload& upload) {
  bool is_importing = upload.state == upload_state::kImporting;
  if (!is_importing && upload.state != upload_state::kNew) return {};
  std::string about = imports::about_upload(upload.id, upload_url(visit, upload.id).text());
  auto work = work::find_last(*visit.session,
                              is_importing ? imports::kImportWork : imports::kTryWork, about);
  return work ? element("p", {}, {link_to(work_url(visit, *work), "查看进度")}) : Html();
}

http::Response import_page(const Visit& visit, const imports::Upload& upload,
                           const base::Blockers& blockers) {
  if (visit.request.wants_json())
    return json_answer(200, json_of_upload(*visit.session, upload.id));
  json::Json found = found_in(upload);
  std::vector<Html> parts = {details({{"文件", upload.name},
                                      {"种类", label_of_kind(upload.kind)},
                                      {"大小", size_in_words(upload.size)},
                                      {"SHA-256", upload.sha256},
                                      {"状态", words_of(upload.state)}}),
                             counts_of(found), way_to_work(visit, upload)};
  if (!found.value("error_copies", json::Json::array()).empty()) {
    parts.push_back(element(
        "p", {},
        {button_to(upload_url(visit, upload.id).step("errors.xlsx"), "下载带错误信息的副本"),
         text("　每一处错误写在它那一行的“错误信息”栏，改正后重新上传；保留 24 小时。")}));
  }
  std::vector<Html> main = {card(parts, "上传的文件")};
  if (upload.state == upload_state::kSound) {
    Form form{upload_url(visit, upload.id), "导入"};
    form.blockers = blockers;
    form.before = element("p", {}, {text("导入的就是检查过的这个文件，全部导入或全部不导入。")});
    if (auto reason = imports::password_reason(*visit.session, upload)) {
      form.fields.push_back({"password", "密码", "", Field::Kind::kPassword, true,
                             fmt::format("{}前须再次输入密码", *reason)});
    }
    main.push_back(render(visit, form));
  }
  main.push_back(findings_of(visit, found));
  Page page{title_of("导入：" + upload.name, blockers), html::join(main)};
  if (is_of_roster(visit)) page.crumbs = {{"实际参会人员", roster_url(visit)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

}  // namespace

http::Response show_people_import(const Visit& visit) {
  return upload_page(visit, people_door(visit), {});
}
http::Response do_people_import(const Visit& visit) {
  return take_upload(visit, people_door(visit));
}
http::Response show_plans_import(const Visit& visit) {
  return upload_page(visit, plans_door(visit), {});
}
http::Response do_plans_import(const Visit& visit) { return take_upload(visit, plans_door(visit)); }
http::Response show_learning_import(const Visit& visit) {
  return upload_page(visit, learning_door(visit), {});
}
http::Response do_learning_import(const Visit& visit) {
  return take_upload(visit, learning_door(visit));
}
http::Response show_roster_import(const Visit& visit) {
  view::show_class(*visit.session, visit.part("class"));  // one in reach
  return upload_page(visit, roster_door(visit), {});
}
http::Response do_roster_import(const Visit& visit) {
  view::show_class(*visit.session, visit.part("class"));
  return take_upload(visit, roster_door(visit));
}
http::Response show_my_upload(const Visit& visit) { return upload_page(visit, my_door(visit), {}); }
http::Response do_my_upload(const Visit& visit) { return take_upload(visit, my_door(visit)); }

http::Response show_import(const Visit& visit) {
  return import_page(visit, imports::find_upload(*visit.session, visit.part("id")), {});
}

http::Response do_import(const Visit& visit) {
  imports::Upload upload = imports::find_upload(*visit.session, visit.part("id"));
  std::optional<std::string> password;
  if (!visit.field("password").empty()) password = visit.field("password");
  try {
    std::string place = upload_url(visit, upload.id).text();
    if (!imports::is_small(upload))
      return follow_work(visit, imports::ask_for_import(*visit.session, upload, place, password));
    imports::ImportResult result = imports::import_upload(*visit.session, upload, password);
    int status = keep_imported(*visit.session, upload, result);
    if (visit.request.wants_json())
      return json_answer(status, json_of_upload(*visit.session, upload.id));
    return done(visit, upload_url(visit, upload.id),
                result.applied ? "已导入：" + upload.name : "没有导入：又发现了错误");
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return import_page(visit, upload, refused.blockers());
  }
}

http::Response show_import_errors(const Visit& visit) {
  imports::Upload upload = imports::find_upload(*visit.session, visit.part("id"));
  auto copy = imports::find_error_copy(*visit.session, upload);
  if (!copy) return error_page(visit, 404);
  return download(error_copy_name(upload), kWorkbookType, std::move(*copy));
}

http::Response show_import_template(const Visit& visit) {
  std::string kind = is_of_roster(visit) ? "attendees"
                     : is_mine(visit)    ? "learning"
                                         : visit.part("kind");
  return download(fmt::format("导入模板-{}.xlsx", label_of_kind(kind)), kWorkbookType,
                  imports::template_of(*visit.session, kind));
}

}  // namespace xueshi::web
