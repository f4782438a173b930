// An institute's backbone report as its graph sees it (workflows/backbone.yaml; domain.md §4.2).
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/fields.h"
#include "base/text.h"
#include "item/deed.h"
#include "item/frozen.h"
#include "item/institute_year.h"
#include "item/kind.h"
#include "item/tally.h"
#include "store/people.h"
#include "store/yearend.h"

namespace xueshi::item {

namespace {

using yearend::BackboneLine;

constexpr const char* kEmployee = "员工编号";

class BackboneSubject : public SubjectWithTables<BackboneSubject> {
 public:
  BackboneSubject(Deed& deed, InstituteYearKey key, academy::Scope scope)
      : SubjectWithTables(deed), key_(std::move(key)), scope_(std::move(scope)) {
    // Locks the report before it is read: reporting and finalising at the same time collide here.
    if (!deed.transaction.reads_only())
      store::save_reported(deed.transaction, scope_, key_.org, key_.year, {}, true);
    report_ = store::fetch_backbone(database(), scope_, key_.org, key_.year);
    headcount_ = store::find_headcount(database(), scope_, key_.org, key_.year);
    load();
  }

  std::string_view word() const override { return "backbone"; }
  std::string number() const override { return institute_year_id(key_.org, key_.year); }
  std::string unit() const override { return key_.org; }
  int year() const override { return key_.year.value(); }
  std::string place(std::string_view) const override { return report_.status; }
  void set_place(std::string_view, const std::string& place) override { report_.status = place; }
  condition::Facts facts() const override { return {}; }

  base::Blockers set_fields(const base::Fields& fields) override {
    for (const auto& [heading, value] : fields) {
      for (const std::string& part : base::split(base::to_half_width(value), ',')) {
        if (heading == kEmployee && !base::trim(part).empty())
          people_.emplace_back(base::trim(part));
      }
    }
    return {};
  }

  static const std::vector<Need>& needs() {
    static const std::vector<Need> kNeeds = {
        {"reporting", &BackboneSubject::reporting},
        {"finalising", &BackboneSubject::finalising},
        {{"people", kEmployee, "", true}, &BackboneSubject::people},
        {{"candidates", kEmployee, "", true}, &BackboneSubject::are_candidates},
        {{"reported", kEmployee, "", true}, &BackboneSubject::are_reported}};
    return kNeeds;
  }
  static const std::vector<Effect>& effects() {
    static const std::vector<Effect> kEffects = {
        {{"report_people", kEmployee, "", true}, &BackboneSubject::report_people},
        {{"withdraw_people", kEmployee, "", true}, &BackboneSubject::withdraw_people},
        {"freeze_report", &BackboneSubject::freeze}};
    return kEffects;
  }

  void save() override {
    if (is_frozen_) store::save_finalised(deed_.transaction, scope_, key_.org, key_.year, report_);
  }

  base::Fields values() const override {
    return {{"已上报人员", base::join(report_.reported, "、")},
            {"单位在职总人数", headcount_ ? std::to_string(*headcount_) : ""},
            {kDigestHeading, is_frozen_ ? digest_of(key_.org, key_.year, report_) : ""}};
  }

 private:
  database::Database& database() const { return deed_.transaction.database(); }
  const policy::Policy& policy() const { return deed_.session.policy(key_.year); }

  // Where it stands, the graph knows.
  base::Blockers reporting() const {
    return yearend::report_blockers(policy(), yearend::place::kOpen, headcount_,
                                    deed_.session.today());
  }
  base::Blockers finalising() const {
    return yearend::finalise_blockers(policy(), yearend::place::kOpen, headcount_,
                                      deed_.session.today());
  }
  base::Blockers people() const {
    if (!people_.empty()) return {};
    return {{"backbone.no-people", "请指明要办理的人员的员工编号"}};
  }
  base::Blockers are_candidates() const {
    base::Blockers blockers = missing_from(candidates(), "backbone.not-candidate",
                                           "不是本单位本年度符合筛选条件的人员，请先查看候选名单");
    for (const std::string& employee : people_) {
      auto other = store::find_reported_elsewhere(database(), key_.org, key_.year, employee, false);
      if (!other) continue;
      blockers.push_back({"backbone.reported-elsewhere",
                          fmt::format("{}：{}（{}）已上报该人员，一人只由一个研究所上报；"
                                      "须由该所先撤销上报",
                                      employee, deed_.session.unit_name(*other), *other)});
    }
    return blockers;
  }
  base::Blockers are_reported() const {
    return missing_from({report_.reported.begin(), report_.reported.end()}, "backbone.not-reported",
                        "不在已上报名单中");
  }

  void report_people() { keep_people(true); }
  void withdraw_people() { keep_people(false); }
  void keep_people(bool reported) {
    if (people_.empty()) throw base::Refused(people());
    store::save_reported(deed_.transaction, scope_, key_.org, key_.year, people_, reported);
    report_.reported = store::fetch_backbone(database(), scope_, key_.org, key_.year).reported;
  }

  std::set<std::string> candidates() const {
    std::set<std::string> employees;
    for (const BackboneLine& line : screen_backbone(deed_.session, scope_, key_.year, report_)) {
      if (line.candidate || line.reported) employees.insert(line.employee);
    }
    return employees;
  }

  // Each of the people who is not in `allowed`, as a blocker.
  base::Blockers missing_from(const std::set<std::string>& allowed, const char* code,
                              const char* why) const {
    base::Blockers blockers;
    for (const std::string& employee : people_) {
      if (allowed.count(employee) == 0)
        blockers.push_back({code, fmt::format("{}：{}", employee, why)});
    }
    return blockers;
  }

  // One person is frozen by one institute only (D25); who comes second leaves them out.
  bool is_taken(const BackboneLine& line) {
    auto other =
        store::find_reported_elsewhere(database(), key_.org, key_.year, line.employee, true);
    if (!other) return false;
    deed_.warnings.push_back(fmt::format("{}（{}）已列入{}的上报名单，本单位的名单不再列入",
                                         line.name, line.employee,
                                         deed_.session.unit_name(*other)));
    return true;
  }

  // 完成上报: people, names, units, hours and figures stay as they are now.
  void freeze() {
    // Also where a graph does not ask for it: no quota without a headcount.
    if (base::Blockers wrong = finalising(); !headcount_) throw base::Refused(wrong);
    std::vector<BackboneLine> lines = screen_backbone(deed_.session, scope_, key_.year, report_);
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(report_.frozen),
                 [&](const BackboneLine& line) { return line.reported && !is_taken(line); });
    report_.headcount = *headcount_;
    report_.quota_hundredths = policy().backbone.quota_hundredths;
    report_.required = yearend::make_quota(policy().backbone, *headcount_).required;
    is_frozen_ = true;
  }

  InstituteYearKey key_;
  academy::Scope scope_;
  store::BackboneReport report_;
  std::optional<std::int64_t> headcount_;
  std::vector<std::string> people_;
  bool is_frozen_ = false;
};

std::unique_ptr<Subject> lock(Deed& deed, const std::string& id) {
  InstituteYearKey key = require_institute_year(deed.session, "backbone", id);
  academy::Scope scope = deed.session.institute_scope(key.org);
  require_backbone_rules(deed.session, key.year);
  return std::make_unique<BackboneSubject>(deed, key, scope);
}

std::string number_of(const session::Session& session, const std::string& id) {
  InstituteYearKey key = require_institute_year(session, "backbone", id);
  return institute_year_id(key.org, key.year);
}

}  // namespace

const Kind& backbone_kind() {
  static const Kind kKind = [] {
    Kind kind{
        .word = "backbone",
        .label = "骨干人才上报",
        .graph = "backbone",
        .regions = {"status"},
        .places = {std::string(yearend::place::kOpen), std::string(yearend::place::kFinalised)},
        .facts = {},
        .fields = {kEmployee},
        .needs = offered_by(BackboneSubject::needs()),
        .effects = offered_by(BackboneSubject::effects()),
        .lock = lock};
    kind.reads_many_rows = true;
    kind.number_of = number_of;
    kind.find_standpoint = store::find_backbone_standpoint;
    kind.of_institutes_year = true;
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
