#include "imports/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "audit/audit.h"
#include "base/error.h"
#include "imports/error_copy.h"
#include "imports/import_files.h"
#include "imports/import_gate.h"
#include "imports/import_places.h"
#include "imports/import_rights.h"
#include "imports/import_trail.h"
#include "imports/import_tree.h"
#include "imports/import_twins.h"
#include "imports/import_words.h"
#include "imports/table_columns.h"
#include "intake/read.h"
#include "item/subject_fields.h"
#include "login/passwords.h"
#include "sheet/limits.h"
#include "sheet/sheet.h"
#include "store/import.h"
#include "store/statistics.h"
#include "training/plan_rules.h"

namespace xueshi::imports {

namespace {

using intake::Kind;

// What one run carries from file to file.
struct Run {
  session::Session& session;
  database::Transaction& transaction;
  academy::Scope scope;
  intake::Rules rules;
  const base::OnProgress& on_progress;
  ImportResult result;
  std::vector<store::AuditEntry> trail{};
  std::set<Kind> faulty{};  // kinds whose file has errors: what refers to them is not judged
};

constexpr std::size_t kMostConflicts = sheet::kMostWorkbookRows;  // a copy with errors has no more

// Of kinds that no graph moves.
struct NoGate {
  NoGate(const session::Session&, Kind) {}
};

store::HeadcountRow stored(const intake::Headcount& headcount) {
  return {headcount.org, headcount.year, headcount.count};
}
store::AbsenceRow stored(const intake::AbsenceRow& absence) {
  return {absence.employee, absence.absence};
}
template <typename T>
const T& stored(const T& value) {
  return value;
}

void keep_touched(const std::vector<store::TouchedRow>& touched, std::vector<int>& rows) {
  std::erase_if(rows, [&](int row) {
    return std::none_of(touched.begin(), touched.end(),
                        [&](const store::TouchedRow& one) { return one.row == row; });
  });
}

template <typename Stored>
void prepare(const Run& run, Kind kind, store::Import<Stored>& import) {
  import.set_alike(alike_places(run.session, kind));
  import.set_first_places(first_places(run.session, kind));
}

void prepare_plans(const Run& run, store::Import<training::Plan>& plans) {
  plans.set_excellent_class([&](const training::Plan& plan) {
    const policy::Policy* policy = run.session.policies().find(plan.year);
    return policy != nullptr && training::is_excellent(plan, policy->plans);
  });
}

// Applies what is staged; counts, trail and running items with it. `changed`: rows that the gate
// saw to.
template <typename Stored>
void apply(Run& run, const ImportFile& file, const intake::Layout& layout,
           store::Import<Stored>& import, std::int64_t changed) {
  run.on_progress(file.shown + "（写入）", 0, 0);
  base::Findings& findings = run.result.findings;
  warn_of_somebody_else(layout, import.find_of_somebody_else(), findings);
  store::ImportCounts counts = import.apply([&](const store::ChangedRow& row) {
    std::vector<ChangedCell> cells = changed_cells(file.kind, row);
    if (cells.empty()) return;  // nothing that a file says
    for (store::AuditEntry& entry : changed_entries(run.session, file.kind, row, cells))
      run.trail.push_back(std::move(entry));
    warn_of_correction(layout, row, cells, findings);
  });
  warn_of_roles_elsewhere(run.session, layout, import.find_roles_elsewhere(run.session.today()),
                          findings);
  auto on_person = [&](const store::PersonRecords& person) {
    warn_of_doubts(run.session, layout, person, findings);
  };
  import.for_each_person(on_person);
  register_items(run.session, run.transaction, file.kind);
  run.result.files.push_back(
      {file.shown, file.kind, counts.added, counts.changed + changed, counts.unchanged});
  // Scopes are ranges of positions; a changed organisation has new ones.
  if (file.kind == Kind::kOrgs) {
    run.session.reload_tree();
    run.scope = run.session.scope();
  }
  for (store::AuditEntry& entry : import_entries(run.session, file.shown, counts))
    run.trail.push_back(std::move(entry));
}

// Reads one file into its stage, finds what conflicts, applies what is sound.
template <typename Stored, typename Value, typename Read>
void import_kind(Run& run, const ImportFile& file, Read read) {
  constexpr bool kIsTree = std::is_same_v<Value, academy::Org>;
  base::Findings& findings = run.result.findings;
  std::size_t errors_before = findings.errors();
  std::unique_ptr<sheet::Reader> reader = sheet::open_as(file.shown, file.path, findings);
  std::optional<intake::Layout> layout;
  store::Import<Stored> import(run.transaction, run.scope);
  prepare(run, file.kind, import);
  if constexpr (std::is_same_v<Value, training::Plan>) prepare_plans(run, import);
  std::optional<TreeCheck> tree;
  if constexpr (kIsTree) tree.emplace(run.session.database());
  std::conditional_t<kHasGate<Stored>, RowsAtGate<Stored>, NoGate> gate(run.session, file.kind);
  std::vector<int> own_rows, rows_beyond;  // roles of who imports; not below theirs
  TwinCheck twins;
  std::int64_t rows = 0;
  auto on_row = [&](const Value& value, const intake::RowPlace& place) {
    import.add(place.row, stored(value));
    if constexpr (kHasGate<Stored>) gate.add(place.row, value);
    if constexpr (std::is_same_v<Value, intake::AbsenceRow>) {
      if (run.session.actor().is_bound_to(value.employee)) own_rows.push_back(place.row);
    }
    if constexpr (std::is_same_v<Value, academy::RoleGrant>) {
      if (run.session.actor().is_bound_to(value.employee))
        own_rows.push_back(place.row);
      else if (!academy::may_grant(run.session.actor(), value.role))
        rows_beyond.push_back(place.row);
    }
    if constexpr (kIsTree) tree->add(value, place);
    if constexpr (std::is_same_v<Value, academy::Person>) twins.add(value, place.row);
    if (++rows % 4096 == 0) run.on_progress(file.shown, reader->done(), reader->size());
  };
  if (reader) layout = read(*reader, run.rules, findings, on_row);
  if (layout && tree && findings.errors() == errors_before) tree->check(*layout, findings);
  bool sound = layout && findings.errors() == errors_before;
  if (layout) {
    import.set_left_out(left_out_columns(*layout));
    std::int64_t total = 0;
    auto conflicts = import.find_conflicts(kMostConflicts, total);
    add_conflicts(run.session, *layout, conflicts, total, run.faulty, findings);
    sound = sound && total == 0;
    warn_of_finalised(run.session, *layout, import.finalised(), findings);
    if (file.kind ==
        Kind::kPeople)  // now that the rows are staged: until then they have the connection
      twins.check(run.session.database(), run.scope, *layout, findings);
  }
  std::int64_t changed = 0;
  if constexpr (std::is_same_v<Value, academy::Person>) {
    if (sound) keep_own(run.session, *layout, import, findings);
  } else if constexpr (std::is_same_v<Value, academy::RoleGrant>) {
    // What is not below, but stands there already and stays, asks for nothing.
    if (sound) keep_touched(import.find_touched(), rows_beyond);
    if (layout) refuse_beyond(run.session, *layout, rows_beyond, findings);
    sound = sound && rows_beyond.empty();
    if (sound) keep_own(run.session, *layout, own_rows, import, findings);
  } else if constexpr (std::is_same_v<Value, intake::AbsenceRow>) {
    if (sound) keep_own(*layout, own_rows, import, findings);
  } else if constexpr (kHasGate<Stored>) {
    if (sound) {
      Admitted admitted = gate.admit(run.session, run.transaction, *layout, import, findings);
      changed = admitted.changed;
      for (store::AuditEntry& entry : admitted.trail) run.trail.push_back(std::move(entry));
      sound = findings.errors() == errors_before;
    }
  }
  if (!sound) {
    run.faulty.insert(file.kind);
    return;
  }
  apply(run, file, *layout, import, changed);
}

void import_file(Run& run, const ImportFile& file) {
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
    case Kind::kAbsences:
      return import_kind<store::AbsenceRow, intake::AbsenceRow>(run, file, intake::read_absences);
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

void require_import(session::Session& session, const std::string& path,
                    const std::vector<ImportFile>& files) {
  audit::with_refusals_audited(session, "import", import_item(path), "import", "", [&] {
    for (const ImportFile& file : files) require_import_right(session, file.kind);
  });
}

std::optional<std::string> password_reason(session::Session& session,
                                           const std::vector<ImportFile>& files, bool dry_run) {
  if (dry_run || session.actor().is_operator() || !login::asks_password(session))
    return std::nullopt;
  bool grants = std::any_of(files.begin(), files.end(),
                            [](const ImportFile& file) { return file.kind == Kind::kRoles; });
  return grants ? std::optional<std::string>("授予角色") : std::nullopt;
}

// The import and its trail, together or not at all. Leaves the database as it was unless the result
// is `applied`.
class Together {
 public:
  Together(session::Session& session, const std::vector<ImportFile>& files,
           const base::Findings& findings, bool dry_run, const base::OnProgress& on_progress)
      : session_(session),
        files_(files),
        findings_(findings),
        dry_run_(dry_run),
        on_progress_(on_progress) {}

  // The whole import again where somebody got in the way.
  ImportResult run() {
    database::retried([&] { run_once(); });
    if (!result_.applied) session_.reload_tree();
    audit::witness_heads(session_, appended_);
    return std::move(result_);
  }

  // Those of the last run.
  const RowNotes& notes() const { return notes_; }
  bool has_changed_anything() const { return !appended_.empty(); }

 private:
  // One state of everything from beginning to end (repeatable read): what an import finds and what
  // it then writes are minutes apart. The chains come last, so that others work on meanwhile. A
  // chain that grew is an institute where something was done: then what was found there may not
  // hold any more – its year may be finalised – and the import starts again, this time with
  // everybody else's acts waiting, or in a busy academy it would never come to its end.
  void run_once() {
    appended_.clear();
    database::Transaction transaction(session_.database(), database::Transaction::Mode::kWrite);
    if (++tries_ > 1) store::hold_audit(transaction);
    session_.reload_tree();
    intake::Rules rules{[&](base::Year year) { return session_.policies().find(year); },
                        session_.today(),
                        {},
                        item::further_of(session_),
                        item::plan_graph_of(session_)};
    Run run{session_, transaction,  session_.scope(),
            rules,    on_progress_, {{}, findings_, {}, false}};
    notes_ = RowNotes();
    run.result.findings.tell([this](const base::Finding& finding) { notes_.add(finding); });
    for (const ImportFile& file : files_) import_file(run, file);
    run.result.findings.tell(nullptr);
    run.result.findings.sort_by_place();
    if (run.result.findings.ok() && !dry_run_) {
      appended_ = audit::append_trail(session_, transaction, std::move(run.trail));
      transaction.commit();
      run.result.applied = true;
    }
    result_ = std::move(run.result);
  }

  session::Session& session_;
  const std::vector<ImportFile>& files_;
  const base::Findings& findings_;
  bool dry_run_;
  const base::OnProgress& on_progress_;
  int tries_ = 0;
  RowNotes notes_;
  ImportResult result_;
  std::vector<store::AuditEntry> appended_;
};

std::vector<ImportFile> files_of(const ImportRequest& request, base::Findings& findings) {
  return request.files.empty() ? import_files(request.path, request.kind, findings)
                               : import_files(request.files, findings);
}

// They only make queries faster: the import stands without them.
void refresh_statistics(session::Session& session) {
  try {
    store::refresh_statistics(session.database());
  } catch (const base::Error&) {
    session.note({"import.no-statistics", "数据已导入，但没有更新数据库的统计信息，查询可能变慢"});
  }
}

}  // namespace

std::optional<std::string> password_reason(session::Session& session,
                                           const ImportRequest& request) {
  base::Findings ignored;
  return password_reason(session, files_of(request, ignored), request.dry_run);
}

ImportResult import_path(session::Session& session, const ImportRequest& request,
                         const base::OnProgress& on_progress) {
  base::Findings findings;
  std::vector<ImportFile> files = files_of(request, findings);
  require_import(session, request.path, files);
  std::optional<std::string> what = password_reason(session, files, request.dry_run);
  if (what && !request.is_confirmed)
    login::confirm_password(session, request.password_again, *what);
  Together together(session, files, findings, request.dry_run, on_progress);
  ImportResult result = together.run();
  if (together.has_changed_anything()) refresh_statistics(session);
  if (!result.findings.ok() && !request.dry_run)
    audit_import_findings(session, request.path, result.findings);
  for (const ImportFile& file : files) {
    ErrorCopy copy = write_error_copy(file, together.notes());
    if (!copy.path.empty()) result.error_copies.push_back(copy.path);
    if (!copy.why.empty()) session.note({"import.no-copy", copy.why});
  }
  return result;
}

}  // namespace xueshi::imports
