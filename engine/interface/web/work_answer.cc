#include "web/work_answer.h"

#include "base/text.h"
#include "web/error_page.h"

namespace xueshi::web {

std::string render(const WorkAnswer& answer) {
  json::Json kept = {{"status", answer.status},
                     {"place", answer.place},
                     {"notice", answer.notice},
                     {"file", answer.file},
                     {"blockers", json::to_json(answer.blockers)},
                     {"result", answer.result}};
  return json::render(kept);
}

WorkAnswer answer_of(const work::Work& work) {
  WorkAnswer answer;
  json::Json kept = json::Json::parse(work.answer, nullptr, /*allow_exceptions=*/false);
  if (kept.is_object()) {
    answer.status = kept.value("status", answer.status);
    answer.place = kept.value("place", "");
    answer.notice = kept.value("notice", "");
    answer.file = kept.value("file", "");
    answer.result = kept.value("result", json::Json(nullptr));
    for (const json::Json& blocker : kept.value("blockers", json::Json::array()))
      answer.blockers.push_back({blocker.value("code", ""), blocker.value("message", "")});
  }
  if (answer.blockers.empty() && !work.reason.empty())
    answer.blockers = {{"work.failed", work.reason}};
  if (!answer.blockers.empty() && answer.status == 200) answer.status = status_of(answer.blockers);
  return answer;
}

std::string answer_of_refusal(const base::Blockers& blockers) {
  WorkAnswer answer;
  answer.blockers = blockers;
  answer.status = status_of(blockers);
  answer.result = {{"blockers", json::to_json(blockers)}};
  return render(answer);
}

work::Outcome done_with(const WorkAnswer& answer) { return {true, render(answer), ""}; }

work::Outcome not_done(const WorkAnswer& answer) {
  return {false, render(answer), base::join_messages(answer.blockers)};
}

}  // namespace xueshi::web
