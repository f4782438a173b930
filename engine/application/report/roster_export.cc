#include "report/roster_export.h"

#include <fmt/format.h>

#include <filesystem>

#include "audit/audit.h"
#include "audit/private_folder.h"
#include "base/error.h"
#include "base/file.h"
#include "seal/hash.h"
#include "view/classes.h"
#include "workbook/grid.h"

namespace xueshi::report {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostRosterBytes = 64UL * 1024 * 1024;

std::vector<std::vector<std::string>> rows_of_roster(const view::ClassView& view) {
  std::vector<std::vector<std::string>> rows;
  for (const view::AttendeeView& each : view.attendees) {
    const training::Attendee& attendee = each.attendee;
    if (attendee.enrolment == training::Enrolment::kWaiting) continue;
    bool takes_part = attendee.confirmed && attendee.enrolment == training::Enrolment::kNone;
    rows.push_back({attendee.employee, each.name, each.unit, base::render_decimal(each.hours),
                    view::standing_label(each), takes_part ? "是" : "否"});
  }
  return rows;
}

std::string bytes_of_grid(session::Session& session,
                          const std::vector<std::vector<std::string>>& rows) {
  audit::PassingFolder folder(session, "passing");
  fs::path path = folder.path() / "roster.xlsx";
  workbook::write_grid(
      path, {{"员工编号"}, {"姓名"}, {"单位"}, {"学时", true}, {"审核状态"}, {"最终参会"}}, rows);
  base::FileText file = base::read_file(path, kMostRosterBytes);
  if (!file.ok()) throw base::Error(base::ErrorKind::kDisk, file.why());
  return std::move(file.text);
}

}  // namespace

RosterCopy export_roster(session::Session& session, const std::string& number) {
  view::ClassView view = view::show_class(session, number);
  if (view.for_learner) throw base::Refused("class.roster-role", "参会人员由培训班的管理员导出");
  std::vector<std::vector<std::string>> rows = rows_of_roster(view);
  RosterCopy copy{fmt::format("参会人员-{}.xlsx", view.training_class.number),
                  bytes_of_grid(session, rows), static_cast<std::int64_t>(rows.size())};
  store::AuditEntry entry =
      audit::audit_entry(session, audit::audit_chain(session, view.training_class.org), "roster",
                         view.training_class.number, "export");
  audit::put_after(entry,
                   {{"人数", std::to_string(copy.people)}, {"SHA-256", seal::sha256(copy.bytes)}});
  audit::record_audit(session, {entry});
  return copy;
}

}  // namespace xueshi::report
