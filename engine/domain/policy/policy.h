// Policy: the rules of one reporting year, resolved through `extends` and checked.
//
// Accounts form a forest; the first tree is what everything counts in. Records are converted by
// their source, posted to the leaves that take it and add up to the roots; the effective hours of
// an account are min(cap, sum of the effective hours below it). Requirements name accounts and the
// years or days they are added up over; conditions choose among people. Nothing outside the policy
// files knows an account, category, label or threshold.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/finding.h"
#include "base/hours.h"
#include "condition/condition.h"
#include "policy/source.h"

namespace xueshi::policy {

using AccountIndex = std::size_t;  // into Policy::accounts

// A part of another account's own effective hours, cut down to the second.
struct Share {
  Fraction part;
  AccountIndex of = 0;
  bool operator==(const Share&) const = default;
};

// What an account had above its need in the period before.
struct Carry {
  AccountIndex from = 0;
  std::optional<base::Hours> at_most;
  bool operator==(const Carry&) const = default;
};

struct Account {
  std::string id;
  std::string label;
  std::optional<AccountIndex> parent;  // absent for the roots
  std::vector<AccountIndex> of;        // children, in the order of the file; empty for a leaf
  std::vector<std::string> takes;  // sources of hours, of a leaf; `roster:讲座` of one category
  std::optional<base::Hours> cap;  // of the period that is added up
  bool cap_is_per_year = false;    // of each 年度 in it
  std::optional<Share> share;      // a cap, too
  std::optional<Carry> carries;    // a leaf without records
  std::vector<AccountIndex> sums;  // effective hours from across the forest; caps nothing
  bool single_training = false;    // its records may be the one long training (§4.2)
  std::string unit;                // of a root: 学分; empty: 学时
  bool operator==(const Account&) const = default;
};

struct Need {
  AccountIndex account = 0;
  base::Hours at_least;  // effective
};

// What a need is added up over.
struct Over {
  enum class Kind {
    kYear,      // the reporting year
    kCycle,     // `length` years, the first of them `from`, and so on
    kPersonal,  // the same from the year that a fact of the person names
    kRolling,   // the last `length` years up to the reporting year
    kDays,      // by a record's start: after day − length, up to the day asked about
    kMonths
  };
  Kind kind = Kind::kYear;
  int length = 1;
  int from = 0;          // kCycle
  std::size_t fact = 0;  // kPersonal: into Policy::people
  bool is_window() const { return kind == Kind::kDays || kind == Kind::kMonths; }
  // How many 年度 its records may bear; those of a window also the one before their start's.
  int most_years() const;
  bool operator==(const Over&) const = default;
};

// All needs must hold, and of `any_of` one group where there are any.
struct NeedBlock {
  Over over;
  std::vector<Need> need;  // in the order of the accounts
  std::vector<NeedBlock> any_of;
};

// Needs in proportion to the months somebody was present.
struct Proration {
  bool from_hired = false;
  bool until_left = false;
  std::vector<std::string> absences;              // 事由 of absences
  bool whole_hours = false;                       // up to the next hour, else to the next second
  std::optional<std::vector<AccountIndex>> only;  // absent: every need
  bool applies_to(AccountIndex account) const;
};

struct Requirement {
  std::string id;
  condition::Condition when;      // always() for the last
  std::vector<NeedBlock> blocks;  // all of them
  std::optional<Proration> prorate;
  // What is needed of the reporting year alone, whatever else: without alternatives.
  std::vector<Need> yearly() const;
};

struct Exemption {
  std::string id;
  std::string label;  // what people read as the reason; may be empty
  condition::Condition when;
};

enum class Basis { kTotal, kEffective };
enum class Rounding { kHalfUp, kUp, kDown };

// `at_least: 100` (≥) or `over: 40` (>).
struct Threshold {
  base::Hours hours;
  bool strictly_over = false;
  bool reached_by(base::Hours value) const {
    return strictly_over ? value > hours : value >= hours;
  }
  bool operator==(const Threshold&) const = default;
};

struct BackboneRules {
  std::int64_t quota_hundredths = 0;  // of a percent: 4 % is 400
  Rounding quota_rounding = Rounding::kHalfUp;
  Basis total_basis = Basis::kTotal;
  Threshold total_hours;
  Threshold single_training;
  base::MonthDay window_from;
  base::MonthDay window_to;  // before `from`: in the next year
  bool operator==(const BackboneRules&) const = default;
};

// The days on which backbone people may be reported, both included. In the year after where `to` is
// before `from`.
struct Window {
  base::Date from;
  base::Date to;
};

struct SummaryRules {
  bool average_over_everyone = true;  // else over the people with the requirement (`required`)
  std::map<std::string, std::string> labels;  // met, required → what the workbook prints
  bool operator==(const SummaryRules&) const = default;
};

struct PlanRules {
  std::map<std::string, int> edit_year;  // kind (annual, added) → years relative to the plan's
  std::vector<std::string> approve_changes;  // quarter_moved headcount_up days_up budget_up
  std::vector<std::string> excellence;       // the first means none
  std::vector<std::string> excellent_class;  // those that prefill a class with 是
  std::vector<std::string> categories;       // 培训类别
  // Those categories that may ask for technical support, and therefore not for funding (S3).
  std::vector<std::string> technical_support;
  // 资助程度 of an approved plan where the academy gives none: excellent, funded, plain → its name.
  std::map<std::string, std::string> support;
  // How many funding requests of one unit and year are usual; more are a warning. 0: no limit.
  std::int64_t funding_requests = 0;
  bool operator==(const PlanRules&) const = default;
};

struct ClassRules {
  // Headings of the `classes` file that are filled in before a class is carried out (S1's stars).
  std::vector<std::string> required;
  bool operator==(const ClassRules&) const = default;
};
// The headings that may be named there: those that a file of classes can leave empty.
const std::vector<std::string>& class_headings();

// A line of 我的档案 (S2 Q2): text, and blanks that are filled with what is on record.
struct Policy;
struct ArchivePart {
  enum class Kind { kText, kCount, kHours, kExams, kPassRate };
  Kind kind = Kind::kText;
  std::string text;                     // of kText; else a class's 培训类别, or nothing
  std::optional<AccountIndex> account;  // of the line's, the one that is counted; absent: all
  bool is_of_records() const { return kind == Kind::kCount || kind == Kind::kHours; }
  bool operator==(const ArchivePart&) const = default;
};
struct ArchiveLine {
  std::vector<AccountIndex> of;  // whose records are counted, with those of the accounts below
  std::vector<ArchivePart> parts;
  bool counts(const Policy& policy, AccountIndex account) const;
  bool operator==(const ArchiveLine&) const = default;
};

// Where a value of the resolved policy was written.
struct Origin {
  std::string path;   // "accounts.online.cap"
  std::string value;  // as shown: "50"
  std::string file;   // "rules/2016.yaml"
  int line = 0;
  std::string source;  // `source:` of that file, or of the one that cites it: "S4（2016）"
  std::string cite;    // the article of it, by `cites:`: "第三条"; empty where none is given
  // 文号 and article, as one reads them: "人字〔2019〕89号第三条".
  std::string basis() const { return source + cite; }
  // "rules/2016.yaml:8", for sentences: folder, name and line, not the way there – where a home
  // lies is nothing to who reads them.
  std::string place() const;
};

// One thing that was proved of the rules when they were read, or what speaks against it (policy.md
// §2).
struct Proof {
  enum class Status { kProved, kNote, kWarning, kError };
  Status status = Status::kProved;
  std::string code;     // "gap", "overlap", "never", "reach", "idle", "monotone"
  std::string message;  // with the person or account that shows it
  base::Place place;    // of a note, a warning or an error
  // 文号 and article of the number that it is about; empty without a place, or where none is given.
  std::string source = {};
  std::string cite = {};
};
// "已证明：…", "警告：rules/2025.yaml:8: …"; without the article.
std::string render(const Proof& proof);

struct Policy {
  base::Year year;  // the reporting year it was resolved for
  base::Year
      since;  // the year of the file it comes from; later than any year for an unnumbered file
  std::string title;
  std::string source;
  base::MonthDay year_begins{1, 1};                     // 年度 N begins on that day of N
  std::vector<Fact> facts;                              // further columns of `people`
  std::shared_ptr<const condition::Vocabulary> people;  // what `when:` may ask for, `facts` last
  std::vector<Source> sources;                          // those that convert
  std::vector<std::string> uncounted;                   // sources left aside
  // 类别 that people enter, in the order in which they are offered; one that an account takes and
  // that stands in neither list comes after them.
  std::vector<std::string> entered;
  std::vector<std::string>
      delivered;                  // 类别 that a platform delivers: nobody enters or reviews them
  std::vector<Account> accounts;  // the first root first, parents before children
  std::vector<AccountIndex> order;  // what others are worked out from comes before them
  std::vector<Requirement> requirements;
  std::vector<Exemption> exempt;
  BackboneRules backbone;
  SummaryRules summary;
  PlanRules plans;
  // Whether the year has them at all.
  bool has_backbone = false, has_summary = false, has_plans = false;
  ClassRules classes;
  std::vector<ArchiveLine> archive;
  std::vector<Origin> origins;  // every value, in the order of the file format
  std::vector<Proof> proofs;

  const Account& root() const { return accounts.front(); }
  std::optional<AccountIndex> find_account(std::string_view id) const;
  // The same account, or one below it.
  bool lies_within(AccountIndex account, AccountIndex above) const;
  // The leaf that takes a source, of a class's 培训类别; absent for a source no policy of that year
  // takes.
  std::optional<AccountIndex> find_leaf(std::string_view source_of_hours,
                                        std::string_view category = "") const;
  // How a source converts; null for one that gives its own hours.
  const Source* find_source(std::string_view name, std::string_view category = "") const;
  bool is_uncounted(std::string_view source_of_hours, std::string_view category = "") const;
  bool is_delivered(std::string_view source_of_hours) const;
  // Every 类别 that an account takes and people enter: those of `entered` first.
  std::vector<std::string> sources_entered() const;
  // The first requirement that fits, `years_back` before the reporting year where words of it
  // move along. Requires: facts of `people`.
  const Requirement& requirement_for(const condition::Facts& person, int years_back = 0) const;
  // The first exemption that fits; null where the person counts in the completion rate.
  const Exemption* exemption_for(const condition::Facts& person) const;
  Window window() const;
  base::Date first_day(base::Year of) const;
  base::Date last_day(base::Year of) const;
  base::Year year_of(base::Date day) const;
  base::Date day_in(base::Year of, base::MonthDay day) const;  // of a year that begins otherwise
  // False where the sums of a year's records by source are all that is asked for.
  bool needs_records() const;
  // The first 年度 whose records matter to the reporting year; absent where all before do.
  std::optional<base::Year> first_year() const;
  // The origin of a path, e.g. the cap of an account; null where it was never written.
  const Origin* find_origin(std::string_view path) const;
};

// Adds what that policy asks for: words of a list to those of the others.
void add_columns(const Policy& policy, FurtherColumns& columns);

// A file without a year counts as later than all.
inline constexpr int kLaterThanAll = 9999;

// What confirmed rosters post to, the one source of hours that the program itself has.
inline constexpr const char* kRosters = "roster";
// That, and the 类别 that the policy names as entered or delivered: each must be taken by exactly
// one leaf or stand under `uncounted`. Accounts may take further ones.
std::vector<std::string> declared_sources(const Policy& policy);

// A folder of rules files, e.g. --home/rules: every <year>.yaml in it, by year. `session` reads the
// files.
struct SourceFile {
  std::string name;  // as shown in findings: "rules/2016.yaml"
  std::string text;
};
struct Shelf {
  std::map<int, SourceFile> by_year;
};

// The file in force in a year, with the year from which it is: the latest whose year is not later.
// Absent with "policy.no-policy".
struct InForce {
  base::Year since;
  const SourceFile* file = nullptr;
};
std::optional<InForce> find_in_force(const Shelf& shelf, base::Year year, base::Findings& findings);

// The policy of a reporting year: the latest file whose year is not later. Absent with findings
// where a file on the way is wrong, or where the year lies before the first file
// ("policy.no-policy"). `people` are the facts that a `when:` may ask for
// (academy::person_vocabulary()).
std::optional<Policy> resolve(const condition::Vocabulary& people, const Shelf& shelf,
                              base::Year year, base::Findings& findings);

// Checks one file (whose `extends` is looked up on the shelf); the file may or may not be on the
// shelf itself. `file_year` absent: counts as later than all. Returns the resolved policy where it
// is sound. `kStrict`: what is a note otherwise is a warning, too ("policy.overlap"), and every
// number of the file for which no article is given ("policy.no-cite").
enum class Rigour { kUsual, kStrict };
std::optional<Policy> check(const condition::Vocabulary& people, const Shelf& shelf,
                            const SourceFile& file, std::optional<base::Year> file_year,
                            base::Findings& findings, Rigour rigour = Rigour::kUsual);

}  // namespace xueshi::policy
