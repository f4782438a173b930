#include "web/proposal_pages.h"

#include <fmt/format.h>

#include "authoring/draft_trial.h"
#include "authoring/proposals.h"
#include "base/text.h"
#include "item/item_view.h"
#include "json/act_result.h"
#include "json/policies.h"
#include "policy/file_name.h"
#include "web/answers.h"
#include "web/deeds.h"
#include "web/error_page.h"
#include "web/form.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;

constexpr Place kProposals{"policy", "/admin/policy/proposals", "提请生效的规定"};
constexpr std::size_t kMostShown = 200;  // people who are judged otherwise

Crumb to_policy() { return {"规则", Url({"admin", "policy"})}; }

// --- the draft that was sent ---

// A file where one was chosen, else what stands in the text area.
authoring::ProposalText text_sent(const Visit& visit, const char* file, const char* area,
                                  const std::string& otherwise) {
  const http::FilePart* part = visit.file(file);
  if (part != nullptr && !part->name.empty())
    return {part->name, policy::canonical_text(part->bytes)};
  std::string name = visit.field(std::string(area) + "-name");
  return {name.empty() ? otherwise : name, policy::canonical_text(visit.field(area))};
}

authoring::ProposalRequest draft_sent(const Visit& visit) {
  authoring::ProposalRequest request;
  request.year = base::parse_year(visit.field("年度"))
                     .value_or(base::Year(base::year_of(visit.session->today()).value() + 1));
  std::string year = std::to_string(request.year.value());
  request.rules = text_sent(visit, "rules", "text", year + ".yaml");
  request.cases = text_sent(visit, "cases", "cases-text", year + ".cases.yaml");
  return request;
}

Html names_of(const authoring::ProposalRequest& request) {
  return html::join(
      {hidden("text-name", request.rules.name), hidden("cases-text-name", request.cases.name)});
}

// `trial`: what came of it; proposed is what stood it.
Html draft_form(const Visit& visit, const authoring::ProposalRequest& request,
                const authoring::DraftTrial* trial) {
  Form form{Url({"admin", "policy", "draft"}), "检查并模拟"};
  form.has_file = true;
  form.before = names_of(request);
  form.fields = {
      {"年度", "施行年度", std::to_string(request.year.value()), Field::Kind::kNumber, true,
       "规定从这一年度起施行，到以后的规定接替为止"},
      {"rules", "规定文件", "", Field::Kind::kFile, false, "rules/<年度>.yaml；也可以写在下面"},
      {"text", "规定", request.rules.text, Field::Kind::kArea},
      {"cases", "用例文件", "", Field::Kind::kFile, false,
       "rules/tests/<年度>.yaml；也可以写在下面"},
      {"cases-text", "用例", request.cases.text, Field::Kind::kArea}};
  if (trial != nullptr && authoring::reasons_against(*trial).empty()) {
    form.more_buttons =
        element("button", {attr("type", "submit"), attr("name", "deed"), attr("value", "propose")},
                {text("提请生效")});
  }
  return render(visit, form);
}

// --- what came of it ---

Html lines(const std::vector<std::string>& all) {
  std::vector<Html> items;
  for (const std::string& one : all) items.push_back(element("li", {}, {text(one)}));
  return element("ul", {}, items);
}

// Every finding with its line and caret.
Html findings_card(const base::Findings& findings, const std::string& heading) {
  if (findings.empty()) return Html();
  return card({element("pre", {}, {text(base::render(findings, "\n"))})}, heading);
}

Html proofs_card(const std::vector<policy::Proof>& proofs) {
  std::vector<std::string> all;
  for (const policy::Proof& proof : proofs) all.push_back(policy::render(proof));
  return card({lines(all)}, "证明");
}

Html tests_card(const proving::PolicyTests& tests) {
  if (!tests.findings.ok()) return findings_card(tests.findings, "用例有误");
  std::vector<std::string> all = {fmt::format("{} 个用例通过，{} 个未通过",
                                              tests.cases.size() - tests.failed(), tests.failed())};
  for (const proving::TestedCase& each : tests.cases) {
    if (each.differences.empty()) continue;
    all.push_back(fmt::format("{}:{}: {}：未通过：{}", each.file, each.line, each.one.name,
                              base::join(each.differences, "；")));
  }
  for (const proving::Uncovered& each : tests.uncovered) {
    all.push_back(fmt::format("{}:{}:{}: 没有用例守住 {} 的 {}", each.place.file, each.place.line,
                              each.place.column, each.path, each.value));
  }
  return card({lines(all)}, "用例");
}

Row sums_row(const std::string& name, const proving::SimulatedSums& sums) {
  Row row{{text(name)}, "", "", false};
  for (const std::string& cell : proving::render(sums)) row.cells.push_back(text(cell));
  return row;
}

Html simulation_cards(const Visit& visit, const proving::Simulation& simulation) {
  List list;
  list.caption = fmt::format("模拟：{} → {}", simulation.before, simulation.after);
  list.columns = {{"机构"}};
  for (const std::string& heading : proving::sums_headings())
    list.columns.push_back({heading, "", true});
  list.rows.push_back(sums_row("合计", simulation.total));
  for (const proving::SimulatedInstitute& each : simulation.institutes)
    list.rows.push_back(sums_row(each.name, each.sums));
  list.paging.total = static_cast<std::int64_t>(list.rows.size());
  std::vector<std::string> flips;
  for (const proving::Flip& flip : simulation.flips) {
    if (flips.size() == kMostShown) break;
    flips.push_back(proving::render(flip));
  }
  std::string heading =
      simulation.flips.size() > kMostShown
          ? fmt::format("结果不同的人（前 {} 人，共 {} 人）", kMostShown, simulation.flips.size())
          : fmt::format("结果不同的人（{} 人）", simulation.flips.size());
  return html::join({render(visit, list), flips.empty() ? Html() : card({lines(flips)}, heading)});
}

Html trial_cards(const Visit& visit, const authoring::DraftTrial& trial) {
  std::vector<Html> cards;
  if (auto reasons = authoring::reasons_against(trial); !reasons.empty()) {
    std::string why = fmt::format("还不能提请生效：{}；请改好后再检查", base::join(reasons, "、"));
    cards.push_back(card({element("p", {}, {text(why)})}));
  }
  cards.push_back(
      findings_card(trial.findings, trial.findings.ok() ? "检查：正确，有提醒" : "检查：有误"));
  if (trial.findings.empty()) cards.push_back(card({element("p", {}, {text("正确。")})}, "检查"));
  if (!trial.findings.ok()) return html::join(cards);
  cards.push_back(proofs_card(trial.proofs));
  cards.push_back(trial.tests
                      ? tests_card(*trial.tests)
                      : card({element("p", {}, {text("没有用例；提请生效须有用例。")})}, "用例"));
  cards.push_back(findings_card(trial.not_simulated, "没有模拟"));
  if (trial.simulation) cards.push_back(simulation_cards(visit, *trial.simulation));
  return html::join(cards);
}

http::Response draft_page(const Visit& visit, const authoring::ProposalRequest& request,
                          const base::Blockers& blockers,
                          const authoring::DraftTrial* trial = nullptr) {
  // The reasons stand once, and not at the fields too: most of them name 规定 and 用例.
  Page page{title_of("规定草案", blockers),
            html::join({blockers.empty() ? Html() : summary_of(blockers),
                        card({draft_form(visit, request, trial)}),
                        trial == nullptr ? Html() : trial_cards(visit, *trial)})};
  page.crumbs = {to_policy()};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

http::Response propose(const Visit& visit, const authoring::ProposalRequest& request) {
  visit.session->require_right(academy::Right::kLookPolicies);  // before anything is proved
  try {
    item::ActResult result = item::create(*visit.session, authoring::create_request(request));
    if (visit.request.wants_json()) return json_answer(200, json::to_json(result));
    return done(visit, url_of(kProposals, result.id),
                fmt::format("已提请 {}，等待 {} 确认", result.id, result.waits_for));
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return draft_page(visit, request, refused.blockers());
  }
}

}  // namespace

http::Response show_draft(const Visit& visit) {
  authoring::ProposalRequest request = draft_sent(visit);
  return draft_page(visit, request, {});
}

http::Response do_draft(const Visit& visit) {
  authoring::ProposalRequest request = draft_sent(visit);
  if (!base::parse_year(visit.field("年度"))) {
    base::Blockers wrong = {
        {"policy.wrong-year", fmt::format("施行年度：'{}' 不是年份，应写成 {}", visit.field("年度"),
                                          request.year.value())}};
    return visit.request.wants_json() ? refused_page(visit, wrong)
                                      : draft_page(visit, request, wrong);
  }
  if (visit.field("deed") == "propose") return propose(visit, request);
  authoring::DraftTrial trial = authoring::try_draft(*visit.session, request);
  if (visit.request.wants_json()) return json_answer(200, json::to_json(trial, request.year));
  return draft_page(visit, request, {}, &trial);
}

http::Response show_proposals(const Visit& visit) {
  std::vector<authoring::ListedProposal> all =
      authoring::list_proposals(*visit.session, base::parse_year(visit.query("year")));
  if (visit.request.wants_json()) return json_answer(200, json::to_json(all));
  List list;
  std::vector<authoring::ListedProposal> shown = page_of<authoring::ListedProposal>(
      visit, all, [](const authoring::ListedProposal& one) { return one.proposal.number; },
      list.paging);
  list.caption = kProposals.label;
  list.columns = {{"编号"}, {"年度", "", true}, {"文件"}, {"施行情况"}, {"提请"}, {"SHA-256"}};
  for (const authoring::ListedProposal& one : shown) {
    list.rows.push_back({{link_to(url_of(kProposals, one.proposal.number), one.proposal.number),
                          text(std::to_string(one.proposal.year.value())), text(one.proposal.file),
                          text(one.status_in_words()), text(one.proposal.proposed),
                          text(one.proposal.sha256.substr(0, 12))},
                         "",
                         "",
                         false});
  }
  list.next_step = "还没有提请过；规定草案检查、模拟之后可以提请生效。";
  list.links = button_to(Url({"admin", "policy", "draft"}), "规定草案");
  Page page{kProposals.label,
            html::join({filters(visit, {{"year", "年度"}}), render(visit, list)})};
  page.crumbs = {to_policy()};
  return show(visit, page);
}

http::Response show_proposal(const Visit& visit) {
  authoring::Proposal proposal = authoring::show_proposal(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::to_json(proposal));
  item::ItemView way = item::view_item(*visit.session, "policy", proposal.number);
  const auto& figures = proposal.figures;
  std::string status = way.places.empty() ? proposal.status : way.places.front().label;
  Page page{fmt::format("{} 年度规定", proposal.year.value())};
  page.crumbs = {to_policy(), {kProposals.label, Url::at(kProposals.base)}};
  page.main = html::join(
      {card({details({{"编号", proposal.number},
                      {"施行年度", std::to_string(proposal.year.value())},
                      {"文件", proposal.file},
                      {"SHA-256", proposal.sha256},
                      {"沿用的规定", proposal.basis},
                      {"施行情况", status},
                      {"等待", way.waits_for_words},
                      {"证明", std::to_string(figures.proofs)},
                      {"通过的用例", std::to_string(figures.cases_passed)},
                      {"模拟人数", std::to_string(figures.people)},
                      {"纳入考核",
                       proving::render_change(figures.required_before, figures.required_after)},
                      {"达标", proving::render_change(figures.met_before, figures.met_after)},
                      {"新达标", std::to_string(figures.gained)},
                      {"不再达标", std::to_string(figures.lost)},
                      {"骨干候选", proving::render_change(figures.candidates_before,
                                                          figures.candidates_after)}}),
             deed_buttons(way, kProposals),
             element("div", {attr("class", "bar")},
                     {button_to(url_of(kProposals, proposal.number).step("rules.yaml"), "下载")})},
            "提请生效"),
       card({element("pre", {}, {text(proposal.content)})}, "规定"),
       card({element("pre", {}, {text(proposal.cases)})}, "用例"), history_of(way)});
  return show(visit, page);
}

http::Response take_proposal_text(const Visit& visit) {
  authoring::Proposal proposal = authoring::show_proposal(*visit.session, visit.part("id"));
  return download(fmt::format("{}.yaml", proposal.year.value()), "text/yaml; charset=utf-8",
                  proposal.content);
}

http::Response show_proposal_deed(const Visit& visit) { return show_deed(visit, kProposals); }

http::Response do_proposal_deed(const Visit& visit) { return do_deed(visit, kProposals); }

}  // namespace xueshi::web
