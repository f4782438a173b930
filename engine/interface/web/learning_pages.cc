#include "web/learning_pages.h"

#include <fmt/format.h>

#include "base/text.h"
#include "item/act.h"
#include "json/act_result.h"
#include "view/learning.h"
#include "web/answers.h"
#include "web/deeds.h"
#include "web/error_page.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/learning_form.h"
#include "web/learning_list.h"
#include "web/list.h"
#include "web/reach.h"
#include "web/unit_tree.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

constexpr Place kLearning{"learning", "/admin/learning", "外部学习审核"};
constexpr const char* kWaiting = "待审核";

// A number that the program gave is nobody else's; others are named with their learner.
std::string learning_id(const hours::LearningRecord& record) {
  bool is_ours = record.number.rfind(record.employee + "-", 0) == 0;
  return is_ours ? record.number : record.employee + "/" + record.number;
}

// The same visit, the record named by one part.
Visit with_learning_id(const Visit& visit) {
  Visit whole = visit;
  if (!visit.part("employee").empty())
    whole.parts["id"] = visit.part("employee") + "/" + visit.part("number");
  return whole;
}

Html link_to_archive(const Visit& visit, const std::string& employee, const std::string& label) {
  std::string path = "/admin/stats/staff/" + employee;
  return link_if_open(visit, Url({"admin", "stats", "staff", employee}), path, label);
}

Row row_to_review(const Visit& visit, const view::RecordView& view) {
  const hours::LearningRecord& record = view.record;
  std::string id = learning_id(record);
  bool waits = record.status == hours::place::kPending;
  return {
      {link_to_archive(visit, record.employee, view.name), text(view.unit),
       link_to(url_of(kLearning, id), record.title), text(record.source), text(record.organiser),
       text(base::render(record.start)), text(record.end ? base::render(*record.end) : ""),
       text(render_minutes(record.length)), tag(view.status, record.counts()),
       link_to(url_of(kLearning, id), waits ? "审核" : "查看")},
      waits ? record.employee + "/" + record.number : "",
      view.name + " " + record.title,
      false};
}

std::vector<std::string> typed_employees(std::string typed) {
  for (const char* mark : {"，", "、", "；", "\r", "\t", " ", ",", ";"}) {
    for (std::size_t at = typed.find(mark); at != std::string::npos; at = typed.find(mark))
      typed.replace(at, std::string_view(mark).size(), "\n");
  }
  std::vector<std::string> employees;
  for (const std::string& one : base::split(typed, '\n')) {
    std::string employee(base::trim(one));
    if (!employee.empty() && !base::contains(employees, employee)) employees.push_back(employee);
  }
  return employees;
}

http::Response new_for_people(const Visit& visit, const base::Blockers& blockers) {
  Form form{Url::at(kLearning.base).step("new"), "审核创建"};
  form.before = element(
      "p", {attr("class", "soft")},
      {text("管理员直接帮学员填报的学习记录，不需要再审核，保存后即计入学时；本人的除外。")});
  std::string typed =
      visit.field("员工编号").empty() ? visit.query("employee") : visit.field("员工编号");
  form.fields = {{"员工编号", "员工编号", typed, Field::Kind::kArea, true,
                  "可以填写多人，每行一个；一人有误，全部不保存"}};
  for (Field& field : learning_fields(visit, sent_learning_fields(visit)))
    form.fields.push_back(std::move(field));
  form.blockers = blockers;
  form.more_buttons = button_to(Url::at(kLearning.base), "返回");
  Page page{title_of("审核创建", blockers), render(visit, form)};
  page.crumbs = {{kLearning.label, Url::at(kLearning.base)}};
  // Somebody who is not there is a reason at the form, no page of its own.
  if (!blockers.empty()) page.status = status_of(blockers) == 404 ? 422 : status_of(blockers);
  return show(visit, page);
}

std::vector<item::CreateRequest> learning_requests(const Visit& visit) {
  std::vector<item::CreateRequest> requests;
  for (const std::string& employee : typed_employees(visit.field("员工编号"))) {
    item::CreateRequest request{kLearning.subject, {{"员工编号", employee}}};
    for (auto& field : sent_learning_fields(visit)) request.fields.push_back(std::move(field));
    requests.push_back(std::move(request));
  }
  return requests;
}

http::Response learning_created(const Visit& visit, const std::vector<item::ActResult>& results) {
  if (visit.request.wants_json()) {
    json::Json all = json::Json::array();
    for (const item::ActResult& result : results) all.push_back(json::to_json(result));
    return json_answer(200, all);
  }
  std::string notice = fmt::format("已创建 {} 条学习记录", results.size());
  for (const item::ActResult& result : results)
    for (const std::string& warning : result.warnings) notice += "。警告：" + warning;
  Url list = Url::at(kLearning.base).add("review", kAllWord);
  return done(visit, results.size() == 1 ? url_of(kLearning, results.front().id) : list, notice);
}

}  // namespace

http::Response show_learning_list(const Visit& visit) {
  view::RecordPage page = record_page_of(visit, kWaiting, std::nullopt);
  view::RecordList found = view::list_records(*visit.session, page, visit.query("org"));
  List list;
  list.paging = paging_of_records(visit, found);
  if (visit.request.wants_json()) return records_as_json(found, list.paging);
  list.caption = "外部学习记录";
  list.columns = {{"学员姓名", "learner"},
                  {"所属机构", "unit"},
                  {"培训名称", "title"},
                  {"培训类型", "category"},
                  {"主办单位"},
                  {"起始时间", "start"},
                  {"结束时间", "end"},
                  {"学时", "hours", true},
                  {"审核状态", "review"},
                  {"操作"}};
  for (const view::RecordView& view : found.rows) list.rows.push_back(row_to_review(visit, view));
  list.next_step = "学员填报的学习记录在这里审核。";
  list.deeds = {{batch_url(kLearning, "approve"), "审核通过"},
                {batch_url(kLearning, "return"), "驳回修改"},
                {batch_url(kLearning, "refuse"), "审核未通过"}};
  list.more_fields = element(
      "p", {},
      {element("label", {},
               {text("意见 "), element("input", {attr("name", "comment"), attr("size", 40)})})});
  list.links = button_to(Url::at(kLearning.base).step("new"), "审核创建");
  if (has_page(visit, "/admin/learning/import"))
    list.links += button_to(Url({"admin", "learning", "import"}), "导入");
  Html search = filters(visit, {{"learner", "培训人员"},
                                {"name", "培训名称"},
                                record_year_field(visit, std::nullopt),
                                review_field(kWaiting)});
  Page shown{kLearning.label, html::join({search, render(visit, list)})};
  shown.aside = unit_tree(visit);
  return show(visit, shown);
}

http::Response show_new_learning(const Visit& visit) { return new_for_people(visit, {}); }

http::Response do_new_learning(const Visit& visit) {
  try {
    std::vector<item::CreateRequest> requests = learning_requests(visit);
    if (requests.empty()) throw base::Refused("learning.no-learner", "请填写员工编号，指明学员");
    return learning_created(visit, item::create_all(*visit.session, requests));
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return new_for_people(visit, refused.blockers());
  }
}

http::Response show_learning(const Visit& visit) {
  Visit whole = with_learning_id(visit);
  view::RecordItem item = view::show_record(*visit.session, whole.part("id"));
  return show_record_page(
      whole, kLearning,
      element("p", {}, {link_to_archive(visit, item.view.record.employee, "学员的档案")}));
}

http::Response show_learning_deed(const Visit& visit) {
  return show_record_deed(with_learning_id(visit), kLearning);
}

http::Response do_learning_deed(const Visit& visit) {
  return do_record_deed(with_learning_id(visit), kLearning);
}

}  // namespace xueshi::web
