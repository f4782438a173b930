#include "web/work_pages.h"

#include <fmt/format.h>

#include <chrono>

#include "base/number.h"
#include "json/operation.h"
#include "login/slips_in_hand.h"
#include "report/bundle.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/route.h"
#include "web/work_answer.h"
#include "web/work_kinds.h"
#include "work/hands.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using work::Work;

// So long is waited for what may be a moment away.
constexpr std::chrono::milliseconds kMoment{3'000};

struct StateInWords {
  std::string_view state;
  const char* words;
};
constexpr StateInWords kStates[] = {{work::work_state::kWaiting, "等待"},
                                    {work::work_state::kRunning, "进行中"},
                                    {work::work_state::kDone, "已完成"},
                                    {work::work_state::kFailed, "未完成"}};

std::string time_in_words(std::int64_t milliseconds) {
  std::int64_t seconds = milliseconds / 1000;
  if (seconds < 60) return fmt::format("{} 秒", seconds);
  return fmt::format("{} 分 {} 秒", seconds / 60, seconds % 60);
}

// The longer it takes, the more seldom it is looked at.
int seconds_to_refresh(std::int64_t milliseconds) {
  if (milliseconds < 10'000) return 1;
  return milliseconds < 60'000 ? 3 : 5;
}

Html how_far(const Work& work) {
  if (work.step.empty()) return {};
  std::vector<Html> parts = {text(work.step)};
  if (work.total > 0) {
    std::int64_t done = std::min(work.done, work.total);
    parts.push_back(text(fmt::format("　{} %　", done * 100 / work.total)));
    parts.push_back(element(
        "progress", {attr("max", work.total), attr("value", done), attr("aria-label", "进度")}));
  }
  return element("p", {attr("class", "big")}, parts);
}

Html why_not(const WorkAnswer& answer) {
  std::vector<Html> reasons;
  for (const base::Blocker& blocker : answer.blockers)
    reasons.push_back(element("li", {}, {text(blocker.message)}));
  return reasons.empty() ? Html() : card({element("ul", {}, reasons)}, "没有完成的原因");
}

// Slips are fetched by a form: looking at a page takes nothing away.
Html way_to_file(const Visit& visit, const Work& work, const WorkAnswer& answer) {
  bool is_slips = work.kind == kSlipsWork;
  std::int64_t hours = is_slips ? login::kSlipHours : report::kBundleHours;
  if (work::hours_since_end(*visit.session, work) >= hours)
    return element("p", {}, {text("文件已过保留时间，请重新办理。")});
  Html words = element("p", {attr("class", "soft")}, {text(fmt::format("保留 {} 小时。", hours))});
  if (!is_slips)
    return html::join(
        {button_to(work_url(visit, work).step("reports.zip"), "下载 " + answer.file), words});
  Form form{work_url(visit, work).step("slips"), "下载 " + answer.file};
  form.before = element("p", {attr("class", "warning")},
                        {text("密码条只能下载这一次：请立即打印，发给本人后删除文件。")});
  return html::join({render(visit, form), words});
}

// What its owner can do with it now.
Html ways_on(const Visit& visit, const Work& work, const WorkAnswer& answer) {
  std::vector<Html> ways;
  if (!work.is_over()) {
    ways.push_back(element("p", {attr("class", "soft")},
                           {text("这一页会自己刷新；离开这一页，工作照常进行。")}));
    ways.push_back(button_to(work_url(visit, work), "刷新"));
  } else if (!answer.file.empty()) {
    ways.push_back(way_to_file(visit, work, answer));
  }
  if (work.is_over()) {
    Url home({visit.route->step == Step::kLearner ? "me" : "admin"});
    ways.push_back(button_to(answer.place.empty() ? home : way_back(answer.place, home), "返回"));
  }
  return html::join(ways);
}

json::Json work_json(const Visit& visit, const Work& work, const WorkAnswer& answer) {
  json::Json told = json::to_json(work);
  told["seconds"] = work::time_spent(*visit.session, work) / 1000;
  bool is_theirs = work::is_theirs(*visit.session, work);
  told["place"] = json::text_or_null(is_theirs ? answer.place : "");
  told["result"] = is_theirs ? answer.result : json::Json(nullptr);
  return told;
}

http::Response work_page(const Visit& visit, const Work& work, int status) {
  WorkAnswer answer = answer_of(work);
  std::int64_t spent = work::time_spent(*visit.session, work);
  if (visit.request.wants_json()) return json_answer(status, work_json(visit, work, answer));
  bool is_theirs = work::is_theirs(*visit.session, work);
  Html facts = details({{"状态", state_in_words(work)},
                        {"提出人", work.name},
                        {"提出时间", work::time_asked(work)},
                        {"用时", work.begun == 0 ? "" : time_in_words(spent)}});
  Html main =
      card({facts, work.is_over() ? Html() : how_far(work),
            answer.notice.empty() || !is_theirs ? Html() : element("p", {}, {text(answer.notice)}),
            is_theirs ? ways_on(visit, work, answer) : Html()},
           work.title);
  bool is_failed = work.state == work::work_state::kFailed;
  Page page{state_in_words(work) + "：" + work.title,
            html::join({is_failed && is_theirs ? why_not(answer) : Html(), main})};
  page.status = status;
  return work.is_over() ? show(visit, page)
                        : show_under_way(visit, page, seconds_to_refresh(spent));
}

// Where it leads to, once it is done; absent where its own page is the place.
std::optional<http::Response> page_of_result(const Visit& visit, const Work& work) {
  WorkAnswer answer = answer_of(work);
  bool leads_on = work.state == work::work_state::kDone && answer.file.empty() &&
                  !answer.place.empty() && work::is_theirs(*visit.session, work);
  if (!leads_on) return std::nullopt;
  return done(visit, way_back(answer.place, Url({"me"})), answer.notice);
}

Work with_progress(const Visit& visit, const Work& work) {
  return visit.hands == nullptr ? work : visit.hands->as_it_is(work);
}

}  // namespace

std::string state_in_words(const Work& work) {
  for (const auto& [state, words] : kStates)
    if (work.state == state) return words;
  return work.state;
}

Url work_url(const Visit& visit, const Work& work) {
  bool is_mine = visit.route->step == Step::kLearner;
  return Url({is_mine ? "me" : "admin", "work", work.id});
}

Work wait_a_moment(const Visit& visit, const Work& asked) {
  // Who sends the form again meanwhile comes to the same page.
  login::keep_done(*visit.session, *visit.visitor, work_url(visit, asked).text(), "");
  if (visit.hands != nullptr) return visit.hands->wait_for(*visit.session, asked, kMoment);
  work::work_off(visit.session->workplace(), work_kinds());
  return work::find_work(*visit.session, asked.id);
}

http::Response answer_with(const Visit& visit, const Work& work) {
  WorkAnswer answer = answer_of(work);
  if (visit.request.wants_json()) {
    if (work.is_over()) return json_answer(answer.status, answer.result);
    return json_answer(202, work_json(visit, with_progress(visit, work), answer));
  }
  if (auto led = page_of_result(visit, work)) return *led;
  if (work.state == work::work_state::kFailed) return work_page(visit, work, answer.status);
  return see_other(work_url(visit, work));
}

http::Response follow_work(const Visit& visit, const Work& asked) {
  return answer_with(visit, wait_a_moment(visit, asked));
}

http::Response show_work(const Visit& visit) {
  Work work = work::find_work(*visit.session, visit.part("id"));
  if (!visit.request.wants_json())
    if (auto led = page_of_result(visit, work)) return *led;
  return work_page(visit, with_progress(visit, work), 200);
}

namespace {

// Theirs, and done; absent where it is not.
std::optional<Work> find_theirs(const Visit& visit, const char* kind) {
  Work work = work::find_work(*visit.session, visit.part("id"));
  bool is_there = work::is_theirs(*visit.session, work) && work.kind == kind &&
                  work.state == work::work_state::kDone;
  return is_there ? std::optional(std::move(work)) : std::nullopt;
}

}  // namespace

http::Response take_bundle(const Visit& visit) {
  std::optional<Work> work = find_theirs(visit, kBundleWork);
  if (!work || work::hours_since_end(*visit.session, *work) >= report::kBundleHours)
    return error_page(visit, 404);
  auto bytes = report::take_bundle(*visit.session, base::parse_year(work->about).value(), work->id);
  if (!bytes) return error_page(visit, 404);
  return download(answer_of(*work).file, "application/zip", std::move(*bytes));
}

http::Response take_slips(const Visit& visit) {
  std::optional<Work> work = find_theirs(visit, kSlipsWork);
  if (!work) return error_page(visit, 404);
  auto bytes = login::fetch_slips(*visit.session, work->id);
  if (!bytes) throw base::Refused("slips.gone", "密码条已经下载过，或已过保留时间，不能再次下载");
  return download(answer_of(*work).file,
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  std::move(*bytes));
}

}  // namespace xueshi::web
