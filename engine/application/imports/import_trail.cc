#include "imports/import_trail.h"

#include <fmt/format.h>

#include <filesystem>

#include "audit/audit.h"
#include "base/fields.h"
#include "base/text.h"

namespace xueshi::imports {

namespace {

using intake::Kind;

constexpr const char* kSubject = "import";

// What acts call the things of a file.
const char* subject_of(Kind kind) {
  switch (kind) {
    case Kind::kOrgs:
      return "org";
    case Kind::kPeople:
      return "person";
    case Kind::kRoles:
      return "role";
    case Kind::kHeadcounts:
      return "headcount";
    case Kind::kAbsences:
      return "absence";
    case Kind::kPlans:
      return "plan";
    case Kind::kClasses:
    case Kind::kAttendees:
      return "class";
    case Kind::kLearning:
      return "learning";
    case Kind::kExams:
      return "exam";
  }
  return "";
}

void put_numbers(const char* heading, const std::vector<std::string>& numbers, std::int64_t total,
                 base::Fields& values) {
  if (numbers.empty()) return;
  std::string text = base::join(numbers, "、");
  if (total > static_cast<std::int64_t>(numbers.size())) text += fmt::format(" 等 {} 个", total);
  values.emplace_back(heading, text);
}

}  // namespace

std::vector<store::AuditEntry> import_entries(const session::Session& session,
                                              const std::string& file,
                                              const store::ImportCounts& counts) {
  std::vector<store::AuditEntry> entries;
  for (const store::InstituteShare& share : counts.shares) {
    if (share.added + share.changed == 0) continue;
    store::AuditEntry entry =
        audit::audit_entry(session, audit::audit_chain(session, share.institute), kSubject,
                           import_item(file), audit::kImportAction);
    audit::put_after(entry, {{"新增", std::to_string(share.added)},
                             {"更新", std::to_string(share.changed)},
                             {"未变", std::to_string(share.unchanged)}});
    put_numbers("新增编号", share.added_numbers, share.added, entry.after);
    put_numbers("更新编号", share.changed_numbers, share.changed, entry.after);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<store::AuditEntry> changed_entries(const session::Session& session, Kind kind,
                                               const store::ChangedRow& row,
                                               const std::vector<ChangedCell>& cells) {
  std::vector<store::AuditEntry> entries;
  for (const std::string& institute : row.institutes) {
    store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, institute),
                                                 subject_of(kind), row.item, audit::kImportAction);
    for (const ChangedCell& cell : cells) {
      entry.before.emplace_back(cell.heading, cell.before);
      entry.after.emplace_back(cell.heading, cell.after);
    }
    if (!row.part.empty()) entry.after.emplace_back("员工编号", row.part);
    entries.push_back(std::move(entry));
  }
  return entries;
}

void audit_import_findings(session::Session& session, const std::string& path,
                           const base::Findings& findings) {
  audit::audit_refusal(session, kSubject, import_item(path), audit::kImportAction,
                       {{"import.findings", fmt::format("{} 个错误", findings.errors())}});
}

std::string import_item(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().filename().string();
}

}  // namespace xueshi::imports
