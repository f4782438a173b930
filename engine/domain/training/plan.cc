#include "training/plan.h"

#include <array>

namespace xueshi::training {

namespace {

struct Word {
  std::string_view key;
  std::string_view label;
};

constexpr std::array<Word, 11> kPlaces = {{{place::kDraft, "暂存"},
                                           {place::kReported, "已上报"},
                                           {place::kApproved, "审批通过"},
                                           {place::kRefused, "审批未通过"},
                                           {place::kReturned, "驳回修改"},
                                           {place::kUnpublished, "未发布"},
                                           {place::kPublished, "已发布"},
                                           {place::kNotCarriedOut, "未实施"},
                                           {place::kCarriedOut, "已实施"},
                                           {place::kStanding, "未撤销"},
                                           {place::kWithdrawn, "已撤销"}}};

}  // namespace

std::string_view label(PlanForm form) {
  return form == PlanForm::kProject ? "项目计划" : "其他计划";
}
std::string_view label(const std::optional<PlanKind>& kind) {
  if (!kind) return "";
  return *kind == PlanKind::kAnnual ? "年度计划" : "新增计划";
}
std::string_view word(PlanForm form) { return form == PlanForm::kProject ? "project" : "other"; }
std::string_view word(const std::optional<PlanKind>& kind) {
  if (!kind) return "";
  return *kind == PlanKind::kAnnual ? "annual" : "added";
}

PlanForm plan_form_of(std::string_view text) {
  return text == word(PlanForm::kProject) ? PlanForm::kProject : PlanForm::kOther;
}
std::optional<PlanKind> plan_kind_of(std::string_view text) {
  for (PlanKind kind : {PlanKind::kAnnual, PlanKind::kAdded}) {
    if (word(kind) == text) return kind;
  }
  return std::nullopt;
}

std::optional<PlanForm> parse_plan_form(std::string_view text) {
  for (PlanForm form : {PlanForm::kProject, PlanForm::kOther}) {
    if (label(form) == text) return form;
  }
  return std::nullopt;
}

std::optional<PlanKind> parse_plan_kind(std::string_view text) {
  for (PlanKind kind : {PlanKind::kAnnual, PlanKind::kAdded}) {
    if (label(kind) == text) return kind;
  }
  return std::nullopt;
}

std::string render_month(const Plan& plan) { return plan.month ? base::render(*plan.month) : ""; }

std::string_view word(Enrolment enrolment) {
  if (enrolment == Enrolment::kWaiting) return "waiting";
  return enrolment == Enrolment::kRejected ? "rejected" : "";
}

Enrolment parse_enrolment(std::string_view text) {
  for (Enrolment each : {Enrolment::kWaiting, Enrolment::kRejected}) {
    if (word(each) == text) return each;
  }
  return Enrolment::kNone;
}

std::string_view place_label(std::string_view place) {
  for (const Word& word : kPlaces) {
    if (word.key == place) return word.label;
  }
  return "";
}

std::optional<std::string> parse_place_label(std::string_view label_text) {
  for (const Word& word : kPlaces) {
    if (word.label == label_text) return std::string(word.key);
  }
  return std::nullopt;
}

}  // namespace xueshi::training
