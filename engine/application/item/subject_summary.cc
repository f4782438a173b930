// An institute's annual summary as its graph sees it (workflows/annual-summary.yaml; domain.md
// §4.3).
#include <fmt/format.h>

#include "base/fields.h"
#include "base/number.h"
#include "base/text.h"
#include "item/deed.h"
#include "item/frozen.h"
#include "item/institute_year.h"
#include "item/kind.h"
#include "item/tally.h"
#include "store/yearend.h"

namespace xueshi::item {

namespace {

using yearend::Summary;

constexpr const char* kName = "名称";
constexpr const char* kFunds = "单位投入总经费(万元)";
constexpr const char* kAttendance = "单位培训总人次";
constexpr const char* kPractice = "特色经验及做法";
constexpr const char* kOverview = "执行工作整体概要";

std::string label_of(const policy::Policy& policy, const char* key) {
  auto at = policy.summary.labels.find(key);
  return at == policy.summary.labels.end() ? key : at->second;
}

class SummarySubject : public SubjectWithTables<SummarySubject> {
 public:
  SummarySubject(Deed& deed, InstituteYearKey key, academy::Scope scope)
      : SubjectWithTables(deed), key_(std::move(key)), scope_(std::move(scope)) {
    auto found = store::lock_summary(deed.transaction, scope_, key_.org, key_.year);
    is_created_ = found.has_value();
    if (found) summary_ = *found;
    summary_.org = key_.org;
    summary_.year = key_.year;
    if (!found) summary_.entries.name = fmt::format("{}年度培训总结", key_.year.value());
    load();
  }

  std::string_view word() const override { return "summary"; }
  std::string number() const override { return institute_year_id(key_.org, key_.year); }
  std::string unit() const override { return key_.org; }
  int year() const override { return key_.year.value(); }
  // One that is not created yet begins as a draft.
  std::string place(std::string_view) const override { return summary_.status; }
  void set_place(std::string_view, const std::string& place) override { summary_.status = place; }
  condition::Facts facts() const override { return {}; }

  base::Blockers set_fields(const base::Fields& fields) override {
    base::Blockers blockers;
    for (const auto& [given, value] : fields)
      set_field(base::to_half_width(given), value, blockers);
    return blockers;
  }

  static const std::vector<Need>& needs() {
    static const std::vector<Need> kNeeds = {
        {"backbone_finalised", &SummarySubject::backbone_finalised},
        {"created", &SummarySubject::created},
        {"funds", &SummarySubject::funds}};
    return kNeeds;
  }
  static const std::vector<Effect>& effects() {
    static const std::vector<Effect> kEffects = {{"extract_figures", &SummarySubject::extract},
                                                 {"freeze_figures", &SummarySubject::freeze},
                                                 {"delete_summary", &SummarySubject::remove}};
    return kEffects;
  }

  void save() override {
    if (is_removed_) {
      store::delete_summary(deed_.transaction, scope_, key_.org, key_.year);
      return;
    }
    store::save_summary(deed_.transaction, scope_, summary_);
    if (is_frozen_) store::save_revision(deed_.transaction, scope_, summary_);
  }
  bool is_gone() const override { return is_removed_; }

  base::Fields values() const override {
    const yearend::SummaryFigures& figures = summary_.figures;
    return {{kName, summary_.entries.name},
            {kAttendance, std::to_string(summary_.attendance())},
            {"达标人数", std::to_string(figures.met)},
            {"需达标人数", std::to_string(figures.required)},
            {"单位在职总人数", std::to_string(figures.headcount)},
            {"已上报骨干人才", std::to_string(figures.reported)},
            {"实施培训班", fmt::format("{}/{}", figures.carried_out, figures.classes)},
            {"单位职工总学时", base::render_decimal(figures.total_hours)},
            {kFunds, summary_.entries.funds ? base::render_wan(*summary_.entries.funds) : ""},
            {kPractice, summary_.entries.practice},
            {kOverview, summary_.entries.overview},
            {"版次", std::to_string(summary_.revision)},
            {kDigestHeading, is_frozen_ ? digest_of(summary_) : ""}};
  }

 private:
  base::Blockers created() const {
    if (is_created_) return {};
    return {{"summary.not-created", fmt::format("{} 的 {} 年度培训总结尚未创建，请先刷新数据",
                                                key_.org, key_.year.value())}};
  }
  base::Blockers backbone_finalised() const {
    if (!deed_.session.policy(key_.year).has_backbone) return {};
    std::string status =
        store::fetch_backbone(deed_.transaction.database(), scope_, key_.org, key_.year).status;
    return yearend::refresh_blockers(status, yearend::place::kDraft);
  }
  base::Blockers funds() const {
    if (!is_created_) return created();
    if (summary_.entries.funds) return {};
    return {{"summary.funds-missing", "单位投入总经费未填写，请先填写（万元）"}};
  }

  void extract() {
    const policy::Policy& policy = deed_.session.policy(key_.year);
    summary_.figures = extract_figures(deed_.session, scope_, key_.year, key_.org);
    summary_.label_met = label_of(policy, "met");
    summary_.label_required = label_of(policy, "required");
  }
  void freeze() {
    ++summary_.revision;
    is_frozen_ = true;
  }
  void remove() {
    if (!is_created_) throw base::Refused(created());
    is_removed_ = true;
  }

  void set_field(const std::string& heading, const std::string& value, base::Blockers& blockers) {
    if (heading == kName) summary_.entries.name = value;
    if (heading == kPractice) summary_.entries.practice = value;
    if (heading == kOverview) summary_.entries.overview = value;
    if (heading.rfind("单位投入总经费", 0) == 0) return set_funds(value, blockers);
    if (heading == kAttendance) set_attendance(value, blockers);
  }

  void set_funds(const std::string& value, base::Blockers& blockers) {
    auto funds = base::parse_wan(value);
    if (!funds) {
      blockers.push_back({"summary.field", fmt::format("单位投入总经费：'{}' 不是金额（万元），"
                                                       "最多六位小数，例如 5.0",
                                                       value)});
    } else if (*funds < base::Money()) {
      blockers.push_back({"summary.negative", "单位投入总经费不能为负数"});
    } else {
      summary_.entries.funds = funds;
    }
  }

  void set_attendance(const std::string& value, base::Blockers& blockers) {
    auto count = base::parse_decimal(value, 0);
    if (!count) {
      blockers.push_back({"summary.field", fmt::format("单位培训总人次：'{}' 不是整数", value)});
    } else if (*count < 0) {
      blockers.push_back({"summary.negative", "单位培训总人次不能为负数"});
    } else {
      summary_.entries.attendance = count;
    }
  }

  InstituteYearKey key_;
  academy::Scope scope_;
  Summary summary_;
  bool is_created_ = false;
  bool is_frozen_ = false;
  bool is_removed_ = false;
};

std::unique_ptr<Subject> lock(Deed& deed, const std::string& id) {
  InstituteYearKey key = require_institute_year(deed.session, "summary", id);
  academy::Scope scope = deed.session.institute_scope(key.org);
  require_summary_rules(deed.session, key.year);
  return std::make_unique<SummarySubject>(deed, key, scope);
}

std::string number_of(const session::Session& session, const std::string& id) {
  InstituteYearKey key = require_institute_year(session, "summary", id);
  return institute_year_id(key.org, key.year);
}

}  // namespace

const Kind& summary_kind() {
  static const Kind kKind = [] {
    Kind kind{
        .word = "summary",
        .label = "年度培训总结",
        .graph = "annual-summary",
        .regions = {"status"},
        .places = {std::string(yearend::place::kDraft), std::string(yearend::place::kSubmitted)},
        .facts = {},
        .fields = {kName, kFunds, kAttendance, kPractice, kOverview},
        .needs = offered_by(SummarySubject::needs()),
        .effects = offered_by(SummarySubject::effects()),
        .lock = lock};
    kind.reads_many_rows = true;
    kind.number_of = number_of;
    kind.find_standpoint = store::find_summary_standpoint;
    kind.of_institutes_year = true;
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
