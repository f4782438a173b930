#include "app/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/audit.h"
#include "app/error_copy.h"
#include "app/files.h"
#include "app/import_places.h"
#include "app/passwords.h"
#include "base/error.h"
#include "base/text.h"
#include "hours/record.h"
#include "intake/read.h"
#include "sheet/sheet.h"
#include "store/import.h"
#include "store/people.h"
#include "training/plan_rules.h"

namespace xueshi::app {

namespace {

namespace fs = std::filesystem;
using academy::Role;
using intake::Kind;
using store::Conflict;
using store::ConflictKind;

struct File {
  std::string path;
  Kind kind;
};

// What one run carries from file to file.
struct Run {
  Session& session;
  store::Transaction& transaction;
  academy::Scope scope;
  intake::Rules rules;
  const OnProgress& on_progress;
  ImportResult result;
  std::set<Kind> faulty{};  // kinds whose file has errors: what refers to them is not judged
};

constexpr std::size_t kMostConflicts = 1000;

// Who may import what (domain.md §1). The operator may import everything.
void require_import_role(const Session& session, Kind kind) {
  std::string what = fmt::format("导入 {}", intake::stem(kind));
  switch (kind) {
    case Kind::kOrgs:
    case Kind::kRoles:
    case Kind::kHeadcounts:
      return session.require_role({Role::kAcademyAdmin}, what);
    case Kind::kPeople:
    case Kind::kLearning:
    case Kind::kExams:
      return session.require_role(
          {Role::kDepartmentAdmin, Role::kInstituteAdmin, Role::kAcademyAdmin}, what);
    case Kind::kPlans:
    case Kind::kClasses:
    case Kind::kAttendees:
      return session.require_role(
          {Role::kClassAdmin, Role::kDepartmentAdmin, Role::kInstituteAdmin, Role::kAcademyAdmin},
          what);
  }
}

// The kind of file whose rows a conflict refers to, for conflicts about something unknown.
std::optional<Kind> refers_to(ConflictKind kind) {
  switch (kind) {
    case ConflictKind::kUnknownOrg:
      return Kind::kOrgs;
    case ConflictKind::kUnknownPerson:
      return Kind::kPeople;
    case ConflictKind::kUnknownPlan:
      return Kind::kPlans;
    case ConflictKind::kUnknownClass:
      return Kind::kClasses;
    default:
      return std::nullopt;
  }
}

struct Wording {
  const char* code;
  const char* heading;  // of the cell at fault; where a kind lacks it, its first heading
  const char* message;  // {} is the conflict's detail
};

Wording wording(ConflictKind kind) {
  switch (kind) {
    case ConflictKind::kTwiceInFile:
      return {"import.twice", "", "与第 {} 行重复，请只保留一行"};
    case ConflictKind::kUnknownOrg:
      return {"import.unknown-org", "机构编码", "机构 '{}' 不存在，请先导入 orgs 或更正机构编码"};
    case ConflictKind::kUnknownPerson:
      return {"import.unknown-person", "员工编号",
              "员工 '{}' 不存在，请先导入 people 或更正员工编号"};
    case ConflictKind::kUnknownPlan:
      return {"import.unknown-plan", "计划编号", "计划 '{}' 不存在，请先导入 plans 或更正计划编号"};
    case ConflictKind::kUnknownClass:
      return {"import.unknown-class", "培训编号",
              "培训班 '{}' 不存在，请先导入 classes 或更正培训编号"};
    case ConflictKind::kPlanHasClass:
      return {"import.plan-has-class", "计划编号",
              "计划 '{}' 不能再有这个培训班：项目计划只有一个培训班，其他计划没有培训班"};
    case ConflictKind::kLoginTaken:
      return {"import.login-taken", "登录名", "登录名 '{}' 已被他人使用，请改用别的登录名"};
    case ConflictKind::kStatusDiffers:
      return {"import.status-differs", "",
              "已有的状态是 '{}'；导入只给新增的项目设定状态，请改回或在系统中办理"};
    case ConflictKind::kYearFinalised:
      return {"import.year-finalised", "", "机构 '{}' 该年度的骨干人才上报已完成，数据不能再改"};
    case ConflictKind::kOutOfScope:
      return {"import.out-of-scope", "机构编码", "机构 '{}' 不存在，或不在您的管理范围内"};
  }
  return {"import.refused", "", "{}"};
}

const char* status_heading(const Conflict& conflict) {
  static const std::map<std::string, const char*, std::less<>> kHeadings = {
      {"review", "审批情况"},
      {"publication", "发布状态"},
      {"withdrawal", "撤销说明"},
      {"execution", "实施状态"},
      {"status", "审核状态"}};
  auto at = kHeadings.find(conflict.heading_hint);
  return at == kHeadings.end() ? "" : at->second;
}

// The heading to point at, or the first one where the kind has no such column.
std::string_view existing_heading(Kind kind, std::string_view wanted) {
  auto all = intake::headings(kind);
  for (const intake::Heading& heading : all) {
    if (heading.name == wanted) return heading.name;
  }
  return all.front().name;
}

void add_conflicts(Run& run, const intake::Layout& layout, const std::vector<Conflict>& conflicts,
                   std::int64_t total) {
  Kind kind = layout.kind();
  for (const Conflict& conflict : conflicts) {
    auto cause = refers_to(conflict.kind);
    if (cause && run.faulty.count(*cause)) continue;
    Wording words = wording(conflict.kind);
    bool is_status = conflict.kind == ConflictKind::kStatusDiffers;
    std::string_view heading =
        existing_heading(kind, is_status ? status_heading(conflict) : words.heading);
    run.result.findings.error(
        layout.place(conflict.row, heading), words.code,
        fmt::format(fmt::runtime(words.message),
                    is_status ? place_label(run.session, kind, conflict.detail) : conflict.detail));
  }
  if (total > static_cast<std::int64_t>(conflicts.size())) {
    run.result.findings.error(
        {layout.source().file, 0, 0, "", ""}, "import.more",
        fmt::format("此外还有 {} 行与已有数据冲突", total - conflicts.size()));
  }
}

// The tree that would be: what is there, changed and extended by the file.
class TreeCheck {
 public:
  explicit TreeCheck(store::Database& database) {
    for (academy::Org& org : store::fetch_orgs(database)) {
      std::string code = org.code;
      orgs_[code] = std::move(org);
    }
  }
  void add(const academy::Org& org, int row) {
    orgs_[org.code] = org;
    rows_[org.code] = row;
  }
  void check(const intake::Layout& layout, base::Findings& findings) const {
    std::vector<academy::Org> all;
    for (const auto& [code, org] : orgs_) all.push_back(org);
    for (const academy::OrgProblem& problem : academy::check_tree(all)) {
      auto row = rows_.find(problem.code);
      base::Place place = row == rows_.end() ? base::Place{layout.source().file, 0, 0, "", ""}
                                             : layout.place(row->second, "上级机构编码");
      findings.error(place, problem.finding_code, problem.message);
    }
  }

 private:
  std::map<std::string, academy::Org> orgs_;
  std::map<std::string, int> rows_;
};

store::HeadcountRow stored(const intake::Headcount& headcount) {
  return {headcount.org, headcount.year, headcount.count};
}
template <typename T>
const T& stored(const T& value) {
  return value;
}

// Reads one file into its stage, finds what conflicts, applies what is sound.
template <typename Stored, typename Value, typename Read>
void import_kind(Run& run, const File& file, Read read) {
  base::Findings& findings = run.result.findings;
  std::size_t errors_before = findings.errors();
  std::unique_ptr<sheet::Reader> reader = sheet::open(file.path, findings);
  std::optional<intake::Layout> layout;
  store::Import<Stored> import(run.transaction, run.scope);
  import.set_alike(alike_places(run.session, file.kind));
  if constexpr (std::is_same_v<Value, training::Plan>) {
    import.set_excellent_class([&](const training::Plan& plan) {
      const policy::Policy* policy = run.session.policies().find(plan.year);
    return policy != nullptr && training::makes_excellent_class(plan, policy->plans);
  });
}
std::optional<TreeCheck> tree;
if constexpr (std::is_same_v<Value, academy::Org>) tree.emplace(run.session.database());
if (reader) {
  std::int64_t rows = 0;
  layout =
      read(*reader, run.rules, findings, [&](const Value& value, const intake::RowPlace& place) {
        import.add(place.row, stored(value));
        if constexpr (std::is_same_v<Value, academy::Org>) tree->add(value, place.row);
        if (++rows % 4096 == 0) run.on_progress(file.path, reader->done(), reader->size());
      });
}
if (layout && tree && findings.errors() == errors_before) tree->check(*layout, findings);
bool sound = layout && findings.errors() == errors_before;
if (layout) {
  std::int64_t total = 0;
  std::vector<Conflict> conflicts = import.find_conflicts(kMostConflicts, total);
  add_conflicts(run, *layout, conflicts, total);
  sound = sound && total == 0;
}
if (sound) {
  run.on_progress(file.path + "（写入）", 0, 0);
  store::ImportCounts counts = import.apply();
  register_items(run.session, run.transaction, file.kind);
  run.result.files.push_back(
      {file.path, file.kind, counts.added, counts.changed, counts.unchanged});
} else {
  run.faulty.insert(file.kind);
}
}  // namespace

void import_file(Run& run, const File& file) {
  require_import_role(run.session, file.kind);
  switch (file.kind) {
    case Kind::kOrgs:
      return import_kind<academy::Org, academy::Org>(run, file, intake::read_orgs);
    case Kind::kPeople:
      return import_kind<academy::Person, academy::Person>(run, file, intake::read_people);
    case Kind::kRoles:
      return import_kind<academy::RoleGrant, academy::RoleGrant>(run, file, intake::read_roles);
    case Kind::kHeadcounts:
      return import_kind<store::HeadcountRow, intake::Headcount>(run, file,
                                                                 intake::read_headcounts);
    case Kind::kPlans:
      return import_kind<training::Plan, training::Plan>(run, file, intake::read_plans);
    case Kind::kClasses:
      return import_kind<training::TrainingClass, training::TrainingClass>(run, file,
                                                                           intake::read_classes);
    case Kind::kAttendees:
      return import_kind<training::Attendee, training::Attendee>(run, file, intake::read_attendees);
    case Kind::kLearning:
      return import_kind<hours::LearningRecord, hours::LearningRecord>(run, file,
                                                                       intake::read_learning);
    case Kind::kExams:
      return import_kind<hours::Exam, hours::Exam>(run, file, intake::read_exams);
  }
}

bool is_import_file(const fs::path& path) {
  return path.extension() == ".csv" || path.extension() == ".xlsx";
}

std::string unknown_kind(const fs::path& path) {
  return fmt::format("'{}' 不是导入文件：文件名应为 {} 之一，扩展名为 .csv 或 .xlsx",
                     path.filename().string(), intake::kinds_as_text());
}

// The files of a folder in dependency order; what is none is a finding, copies with errors are
// skipped.
std::vector<File> files_of_folder(const fs::path& folder, base::Findings& findings) {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name.front() != '.') paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::map<Kind, File> by_kind;
  for (const fs::path& path : paths) {
    std::string stem = path.stem().string();
    if (path.extension() == ".xlsx" && intake::is_error_copy(stem)) continue;
    auto kind = intake::find_kind(stem);
    base::Place place{path.string(), 0, 0, "", ""};
    if (!kind || !is_import_file(path)) {
      findings.error(place, "import.unknown-file", unknown_kind(path));
    } else if (auto [at, fresh] = by_kind.try_emplace(*kind, File{path.string(), *kind}); !fresh) {
      findings.error(place, "import.two-files",
                     fmt::format("与 '{}' 是同一类文件，请只保留一个", at->second.path));
    }
  }
  std::vector<File> files;
  for (Kind kind : intake::kinds_in_order()) {
    if (auto at = by_kind.find(kind); at != by_kind.end()) files.push_back(at->second);
  }
  if (files.empty() && findings.ok()) {
    findings.error({folder.string(), 0, 0, "", ""}, "import.nothing",
                   fmt::format("文件夹中没有可导入的文件（{}）", intake::kinds_as_text()));
  }
  return files;
}

std::vector<File> files_of(const std::string& path, base::Findings& findings) {
  if (fs::is_directory(path)) return files_of_folder(path, findings);
  base::Place place{path, 0, 0, "", ""};
  if (!fs::exists(path)) {
    findings.error(place, "import.no-file", "文件不存在，请检查路径");
    return {};
  }
  auto kind = intake::find_kind(fs::path(path).stem().string());
  if (!kind || !is_import_file(path)) {
    findings.error(place, "import.unknown-file", unknown_kind(path));
    return {};
  }
  return {{path, *kind}};
}

constexpr const char* kSubject = "import";

store::AuditEntry import_entry(const Session& session, const std::string& file) {
  std::string chain = audit_chain(session, session.actor().org);
  return audit_entry(session, chain, kSubject, fs::path(file).filename().string(), "import");
}

// One entry a file; a file that changes nothing has none. In a transaction of its own, right after
// the import's: an import takes minutes, and within it one on PostgreSQL would fail by anything
// that was written to the same chain meanwhile.
void audit_import(Session& session, const ImportResult& result) {
  std::vector<store::AuditEntry> entries;
  for (const FileCounts& file : result.files) {
    if (file.added + file.changed == 0) continue;
    store::AuditEntry entry = import_entry(session, file.file);
    entry.after = {{"新增", std::to_string(file.added)},
                   {"更新", std::to_string(file.changed)},
                   {"未变", std::to_string(file.unchanged)}};
    entries.push_back(entry);
  }
  if (entries.empty()) return;
  record_audit(session, entries);
  store::refresh_statistics(session.database());
}

// Findings hold what people wrote: the trail keeps how many there were.
void audit_findings(Session& session, const std::string& path, const base::Findings& findings) {
  audit_refusal(session, kSubject, fs::path(path).lexically_normal().filename().string(), "import",
                {{"import.findings", fmt::format("{} 个错误", findings.errors())}});
}

void require_import(Session& session, const std::string& path, const std::vector<File>& files,
                    bool dry_run) {
  std::string item = fs::path(path).lexically_normal().filename().string();
  with_refusals_audited(session, kSubject, item, "import", "", [&] {
    for (const File& file : files) require_import_role(session, file.kind);
  });
  bool grants = std::any_of(files.begin(), files.end(),
                            [](const File& file) { return file.kind == Kind::kRoles; });
  if (grants && !dry_run) confirm_password(session, "授予角色");
}

// Leaves the database as it was unless the result is `applied`.
ImportResult import_files(Session& session, const std::vector<File>& files,
                          const base::Findings& findings, bool dry_run,
                          const OnProgress& on_progress) {
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  intake::Rules rules{[&](base::Year year) { return session.policies().find(year); },
                      session.today()};
  Run run{session, transaction, session.scope(), rules, on_progress, {{}, findings, {}, false}};
  for (const File& file : files) {
    import_file(run, file);
    // Scopes are ranges of positions; a changed organisation has new ones.
    if (file.kind == Kind::kOrgs) {
      session.reload_tree();
      run.scope = session.scope();
    }
  }
  run.result.findings.sort_by_place();
  if (run.result.findings.ok() && !dry_run) {
    transaction.commit();
    run.result.applied = true;
  }
  return std::move(run.result);
}

}  // namespace xueshi::app

ImportResult import_path(Session& session, const std::string& path, bool dry_run,
                         const OnProgress& on_progress) {
  base::Findings findings;
  std::vector<File> files = files_of(path, findings);
  require_import(session, path, files, dry_run);
  ImportResult result = import_files(session, files, findings, dry_run, on_progress);
  if (result.applied) audit_import(session, result);
  if (!result.findings.ok() && !dry_run) audit_findings(session, path, result.findings);
  for (const File& file : files) {
    if (auto copy = write_error_copy(file.path, result.findings))
      result.error_copies.push_back(*copy);
  }
  return result;
}

}  // namespace xueshi::app
