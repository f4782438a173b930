#include "web/external_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "item/act.h"
#include "json/act_result.h"
#include "view/learning.h"
#include "web/answers.h"
#include "web/deeds.h"
#include "web/error_page.h"
#include "web/gain_parts.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/learning_form.h"
#include "web/learning_list.h"
#include "web/list.h"
#include "web/reach.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

constexpr Place kExternal{"learning", "/me/external", "我的外部学习"};
constexpr const char* kUploadPath = "/me/external/upload";

std::vector<view::Category> categories_of(const Visit& visit) {
  const policy::Policy* policy = visit.session->policies().find(year_of(visit));
  if (policy == nullptr) policy = &visit.session->policy(base::year_of(visit.session->today()));
  return view::learning_categories(*policy);
}

const view::Category* find_category(const std::vector<view::Category>& all,
                                    const std::string& word) {
  auto at = std::find_if(all.begin(), all.end(), [&](const view::Category& each) {
    return each.word == word || each.label == word;
  });
  return at == all.end() ? nullptr : &*at;
}

Html external_tabs(const std::vector<view::Category>& categories, const std::string& chosen) {
  auto tab = [&](const Url& url, const std::string& label, bool is_chosen) {
    std::vector<html::Attribute> attributes = {html::link("href", url)};
    if (is_chosen) attributes.push_back(attr("aria-current", "page"));
    return element("a", attributes, {text(label)});
  };
  std::vector<Html> tabs = {tab(Url::at(kExternal.base), kAllWord, chosen.empty())};
  for (const view::Category& each : categories)
    tabs.push_back(tab(Url::at(kExternal.base).step(each.word), each.label, each.word == chosen));
  return element("nav", {attr("class", "sub"), attr("aria-label", "类别")}, tabs);
}

// What its learner may do from there; which the graph decides once more.
bool is_deletable(const view::RecordView& view) {
  const std::string& status = view.record.status;
  return status == hours::place::kPending || status == hours::place::kReturned ||
         status == hours::place::kRefused;
}

Html external_row_links(const view::RecordView& view) {
  const std::string& id = view.record.number;
  std::vector<Html> links = {link_to(url_of(kExternal, id), "查看")};
  auto add = [&](const char* action, const char* label) {
    links.push_back(text(" "));
    links.push_back(link_to(deed_url(kExternal, id, action), label));
  };
  if (view.record.status == hours::place::kPending) add("submit", "补正");
  if (view.record.status == hours::place::kReturned) add("submit", "重新提交");
  if (is_deletable(view)) add("delete", "删除");
  return html::join(links);
}

Html external_status(const view::RecordView& view) {
  Html words = tag(view.status, view.record.counts());
  if (view.remark.empty()) return words;
  return html::join({words, element("div", {attr("class", "soft")}, {text(view.remark)})});
}

Row external_row(const view::RecordView& view) {
  const hours::LearningRecord& record = view.record;
  return {{text(std::to_string(record.year.value())),
           link_to(url_of(kExternal, record.number), record.title),
           text(base::render(record.start)), text(record.end ? base::render(*record.end) : ""),
           text(render_exact(record.length)), external_status(view), external_row_links(view)},
          is_deletable(view) ? record.number : "",
          record.title,
          false};
}

http::Response external_list_page(const Visit& visit, const std::vector<view::Category>& categories,
                                  const view::Category* category) {
  base::Year now = base::year_of(visit.session->today());
  view::RecordPage page = record_page_of(visit, "", now);
  if (category != nullptr) page.filter.sources = {category->word};
  view::RecordList found = view::list_records(*visit.session, page, "");
  List list;
  list.paging = paging_of_records(visit, found);
  if (visit.request.wants_json()) return records_as_json(found, list.paging);
  list.caption = category == nullptr ? "我的外部学习" : category->label;
  list.columns = {{"年度", "year"},
                  {"培训名称", "title"},
                  {"开始时间", "start"},
                  {"结束时间", "end"},
                  {"学时(小时)", "hours", true},
                  {"状态", "review"},
                  {"操作"}};
  for (const view::RecordView& view : found.rows) list.rows.push_back(external_row(view));
  list.next_step = "点击 新增记录 登记在外参加的学习。";
  list.deeds = {{batch_url(kExternal, "delete"), "批量删除"}};
  Url fresh = Url::at(kExternal.base).step("new");
  if (category != nullptr) fresh.add("category", category->word);
  list.links = button_to(fresh, "新增记录");
  if (has_page(visit, kUploadPath))
    list.links += button_to(Url::at(kUploadPath), "批量上传、下载导入模板");
  Html search = filters(visit, {record_year_field(visit, now),
                                {"name", "培训名称"},
                                {"from", "培训时间从", "", Field::Kind::kDate},
                                {"to", "至", "", Field::Kind::kDate},
                                review_field("")});
  Html hint;
  if (category != nullptr && category->cap)
    hint = element("p", {attr("class", "soft")},
                   {text(fmt::format("有效学时上限：{}，超过的部分只计入总学时。",
                                     render_exact(*category->cap)))});
  Page shown{list.caption};
  if (category != nullptr) shown.crumbs = {{kExternal.label, Url::at(kExternal.base)}};
  shown.main = html::join({external_tabs(categories, category == nullptr ? "" : category->word),
                           search, hint, render(visit, list)});
  return show(visit, shown);
}

http::Response new_external_page(const Visit& visit, const base::Blockers& blockers,
                                 const Html& before) {
  base::Fields sent = sent_learning_fields(visit);
  Form form{Url::at(kExternal.base).step("new"), "提交"};
  form.fields = learning_fields(visit, sent, visit.query("category"));
  form.blockers = blockers;
  form.more_buttons =
      html::join({element("button", {attr("name", "try"), attr("value", "1")}, {text("试算")}),
                  button_to(Url::at(kExternal.base), "返回")});
  Page page{title_of("新增记录", blockers), html::join({before, render(visit, form)})};
  page.crumbs = {{kExternal.label, Url::at(kExternal.base)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

}  // namespace

http::Response show_external(const Visit& visit) {
  std::string part = visit.part("id");
  std::vector<view::Category> categories = categories_of(visit);
  const view::Category* category = find_category(categories, part);
  if (part.empty() || category != nullptr) return external_list_page(visit, categories, category);
  return show_record_page(visit, kExternal, {});
}

http::Response show_new_external(const Visit& visit) { return new_external_page(visit, {}, {}); }

http::Response do_new_external(const Visit& visit) {
  base::Fields fields = sent_learning_fields(visit);
  try {
    if (!visit.field("try").empty())
      return new_external_page(visit, {}, gain_card(view::gain_of_fields(*visit.session, fields)));
    item::ActResult result = item::create(*visit.session, {kExternal.subject, fields});
    if (visit.request.wants_json()) return json_answer(200, json::to_json(result));
    std::string notice = "已新增记录 " + result.id;
    if (!result.waits_for.empty()) notice += "，等待 " + result.waits_for + " 审核";
    for (const std::string& warning : result.warnings) notice += "。警告：" + warning;
    return done(visit, url_of(kExternal, result.id), notice);
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return new_external_page(visit, refused.blockers(), {});
  }
}

http::Response show_external_deed(const Visit& visit) { return show_record_deed(visit, kExternal); }

http::Response do_external_deed(const Visit& visit) { return do_record_deed(visit, kExternal); }

}  // namespace xueshi::web
