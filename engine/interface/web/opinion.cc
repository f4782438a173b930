#include "web/opinion.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;

struct VerdictButton {
  std::string action, label;
};

std::vector<VerdictButton> verdicts_to_give(const item::ItemView& way) {
  std::vector<VerdictButton> buttons;
  std::vector<std::string> seen;
  for (const item::NextAction& next : way.next) {
    const std::string& action = next.step.action;
    bool is_wanted = is_verdict(way, action) && base::contains(way.actions, action) &&
                     !base::contains(seen, action);
    if (!is_wanted) continue;
    seen.push_back(action);
    buttons.push_back({action, next.label});
  }
  return buttons;
}

Html tick_for_next(const Place& place, const NextForOpinion& next) {
  html::Url url = url_of(place, next.id).step("review");
  return element("p", {},
                 {element("label", {},
                          {element("input", {attr("type", "checkbox"), attr("name", "back"),
                                             attr("value", url.text())}),
                           text(fmt::format(" 办理后转到下一项：{}", next.title))}),
                  text("　"), link_to(url, "下一项")});
}

}  // namespace

bool is_verdict(const item::ItemView& way, const std::string& action) {
  if (way.graph == nullptr) return false;
  const auto& transitions = way.graph->definition.transitions;
  return std::any_of(transitions.begin(), transitions.end(),
                     [&](const workflow::Transition& transition) {
                       return transition.verdict && transition.action == action;
                     });
}

bool has_verdict(const item::ItemView& way) { return !verdicts_to_give(way).empty(); }

Html opinion_form(const Visit& visit, const Place& place, const item::ItemView& way,
                  std::int64_t revision, std::vector<Field> more,
                  const std::optional<NextForOpinion>& next) {
  std::vector<VerdictButton> verdicts = verdicts_to_give(way);
  if (verdicts.empty()) return {};
  std::string unit = visit.session->unit_name(visit.session->actor().org);
  Form form{deed_url(place, way.id, verdicts.front().action), verdicts.front().label};
  form.fields = std::move(more);
  form.fields.push_back({"comment", unit + "意见", visit.field("comment"), Field::Kind::kArea});
  // What is left empty beside the opinion is not decided here: 资助程度 goes by the request then.
  std::vector<Html> words = {hidden("revision", std::to_string(revision)),
                             hidden("only-given", "1")};
  for (const std::string& note : way.notes)
    words.push_back(element("p", {attr("class", "warning")}, {text(note)}));
  words.push_back(element("p", {attr("class", "soft")},
                          {text("驳回修改后由填报单位修改并重新提交；审批未通过的不能再编辑。"
                                "审批后不能由本级撤回。")}));
  if (next) words.push_back(tick_for_next(place, *next));
  form.before = html::join(words);
  std::vector<Html> buttons;
  for (std::size_t i = 1; i < verdicts.size(); ++i) {
    html::Url url = deed_url(place, way.id, verdicts[i].action);
    buttons.push_back(
        element("button", {html::link("formaction", url)}, {text(verdicts[i].label)}));
  }
  buttons.push_back(button_to(url_of(place, way.id), "返回"));
  form.more_buttons = html::join(buttons);
  return render(visit, form);
}

std::string levels_in_line(const std::vector<view::Verdict>& verdicts,
                           const std::vector<std::string>& waits_at) {
  std::vector<std::string> words;
  for (const view::Verdict& verdict : verdicts)
    words.push_back(fmt::format("{}({})", verdict.name, verdict.status));
  for (const std::string& unit : waits_at) words.push_back(fmt::format("{}(已上报)", unit));
  return base::join(words, " ");
}

Html earlier_opinions(const std::vector<view::Verdict>& verdicts,
                      const std::vector<std::string>& waits_at) {
  std::vector<Html> lines;
  for (const view::Verdict& verdict : verdicts) {
    std::string words = fmt::format("{}：{}", verdict.name, verdict.status);
    if (!verdict.comment.empty()) words += "　" + verdict.comment;
    lines.push_back(element("li", {}, {text(words)}));
  }
  for (const std::string& unit : waits_at)
    lines.push_back(element("li", {}, {text(fmt::format("{}：已上报，待审批", unit))}));
  if (lines.empty()) return {};
  return card({element("ol", {attr("class", "way")}, lines)}, "各级意见");
}

Html barred_actions(const item::ItemView& way) {
  std::vector<Html> lines;
  for (const item::BarredAction& barred : way.barred) {
    if (is_verdict(way, barred.action)) continue;
    std::vector<std::string> reasons;
    for (const base::Blocker& blocker : barred.blockers) reasons.push_back(blocker.message);
    lines.push_back(element(
        "li", {},
        {element("b", {}, {text(barred.label)}), text("："), text(base::join(reasons, "；"))}));
  }
  if (lines.empty()) return {};
  return card({element("ul", {attr("class", "way")}, lines)}, "暂不能办理");
}

}  // namespace xueshi::web
