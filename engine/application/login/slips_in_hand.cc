#include "login/slips_in_hand.h"

#include <chrono>
#include <filesystem>

#include "audit/private_folder.h"
#include "base/error.h"
#include "base/file.h"
#include "login/passwords.h"

namespace xueshi::login {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostSlipBytes = std::size_t{256} << 20;
constexpr const char* kKept = "slips-kept";

fs::path file_of(const session::Session& session, const std::string& id) {
  return audit::private_folder(session, kKept) / (id + ".xlsx");
}

bool is_too_old(const fs::path& file) {
  std::error_code error;
  auto written = fs::last_write_time(file, error);
  return error || fs::file_time_type::clock::now() - written > std::chrono::hours(kSlipHours);
}

}  // namespace

SlipsInHand issue_slips_in_hand(session::Session& session,
                                const std::vector<std::string>& employees, const std::string& org,
                                const base::OnProgress& on_progress) {
  audit::PassingFolder folder(session, "slips");
  IssuedPasswords issued =
      issue_passwords(session, employees, org, folder.path().string(), "", on_progress);
  base::FileText file = base::read_file(issued.file, kMostSlipBytes);
  if (!file.ok()) throw base::Error(base::ErrorKind::kDisk, file.why());
  return {std::move(file.text), std::move(issued.employees), std::move(issued.warnings)};
}

void keep_slips(session::Session& session, const std::string& id, const SlipsInHand& slips) {
  fs::path file = file_of(session, id);
  std::error_code ignored;
  fs::remove(file, ignored);  // of a try that came to no end
  audit::write_private(file, slips.workbook);
}

// Whoever renames the file has it: of two who ask at once, one.
std::optional<std::string> fetch_slips(session::Session& session, const std::string& id) {
  fs::path file = file_of(session, id);
  if (is_too_old(file)) return std::nullopt;
  audit::PassingFolder folder(session, "slips");
  std::error_code error;
  fs::rename(file, folder.path() / "slips.xlsx", error);
  if (error) return std::nullopt;
  base::FileText text = base::read_file(folder.path() / "slips.xlsx", kMostSlipBytes);
  if (!text.ok()) throw base::Error(base::ErrorKind::kDisk, text.why());
  return std::move(text.text);
}

void tidy_slips(session::Session& session) {
  audit::remove_leftovers(audit::private_folder(session, kKept), std::chrono::hours(kSlipHours));
}

}  // namespace xueshi::login
