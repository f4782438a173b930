#include "imports/upload.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "audit/private_folder.h"
#include "audit/witness.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "imports/import_rights.h"
#include "imports/import_template.h"
#include "intake/headings.h"
#include "login/passwords.h"
#include "seal/hash.h"
#include "session/files.h"
#include "sheet/sheet.h"
#include "store/form_keys.h"

namespace xueshi::imports {

namespace {

namespace fs = std::filesystem;

constexpr int kIdBytes = 16;
constexpr std::int64_t kMillisecondsPerHour = 3'600'000;
constexpr std::size_t kMostCopyBytes = std::size_t{256} << 20;

// Only where something is written does the folder have to be there.
fs::path folder_of_uploads(const session::Session& session) {
  return audit::state_folder(session.settings()) / "uploads";
}
fs::path file_of(session::Session& session, const std::string& id) {
  return folder_of_uploads(session) / id;
}
fs::path error_copy_of(session::Session& session, const std::string& id) {
  return folder_of_uploads(session) / (id + ".xlsx");
}

intake::Kind require_known(const std::string& kind) {
  auto known = intake::find_kind(kind);
  if (!known) {
    throw base::Refused("import.unknown-kind", fmt::format("没有 '{}' 这类导入文件，可用：{}", kind,
                                                           intake::kinds_as_text()));
  }
  return *known;
}

void check_upload(const std::string& name, std::string_view bytes) {
  base::Blockers blockers;
  std::string ending = base::lower_ascii(sheet::extension_of(name));
  if (ending != ".csv" && ending != ".xlsx")
    blockers.push_back({"upload.not-a-table", "文件应为 Excel 工作簿（.xlsx）或 .csv"});
  if (bytes.empty()) blockers.push_back({"upload.empty", "文件是空的"});
  if (bytes.size() > kMostUploadBytes)
    blockers.push_back({"upload.too-big", "文件超过 20 MiB，请分成几个文件"});
  if (!blockers.empty()) throw base::Refused(std::move(blockers));
}

void remove_old(session::Session& session) {
  std::vector<std::string> ids;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    ids = store::remove_old_uploads(
        transaction, base::milliseconds_since_1970() - kUploadHours * kMillisecondsPerHour);
    transaction.commit();
  });
  std::error_code ignored;
  for (const std::string& id : ids) {
    fs::remove(file_of(session, id), ignored);
    fs::remove(error_copy_of(session, id), ignored);
  }
}

ImportRequest request_of(session::Session& session, const Upload& upload, bool dry_run) {
  ImportRequest request{upload.name, dry_run, std::nullopt};
  GivenFile file{upload.name, file_of(session, upload.id).string()};
  if (dry_run) file.error_copy = error_copy_of(session, upload.id).string();
  file.holds = upload.kind;
  request.files = {file};
  return request;
}

bool move(session::Session& session, const std::string& id, std::string_view from,
          std::string_view to) {
  bool moved = false;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    moved = store::move_upload(transaction, id, from, to);
    transaction.commit();
  });
  return moved;
}

void require_same_bytes(session::Session& session, const Upload& upload) {
  auto now = session::sha256_of(file_of(session, upload.id));
  if (!now || *now != upload.sha256)
    throw base::Refused("upload.changed", "上传的文件与检查时不同，没有导入；请重新上传");
}

[[noreturn]] void refuse_unsound() {
  throw base::Refused("upload.not-sound",
                      "这个文件有错误，或者已经导入过：请改正后重新上传，不要重复导入");
}

std::string id_in(const work::Work& work) { return work.about.substr(0, work.about.find(' ')); }

// What an import that was asked for spends, so that it is done once however often it is tried.
std::string key_of(const work::Work& work) { return "work-" + work.id; }

// A cell of a csv.
std::string in_quotes(const std::string& value) {
  std::string cell = "\"";
  for (char c : value) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + "\"";
}

}  // namespace

Upload keep_upload(session::Session& session, const std::string& kind, const std::string& name,
                   std::string_view bytes) {
  require_import_right(session, require_known(kind));
  check_upload(name, bytes);
  remove_old(session);
  const academy::Actor& actor = session.actor();
  Upload upload{seal::random_id(kIdBytes),
                actor.employee,
                std::string(academy::word(actor.role)),
                actor.org,
                base::milliseconds_since_1970(),
                kind,
                name,
                seal::sha256(bytes),
                static_cast<std::int64_t>(bytes.size()),
                std::string(upload_state::kNew),
                ""};
  // What has no line in the table – its process died in between – goes by its age.
  audit::remove_leftovers(audit::private_folder(session, "uploads"),
                          std::chrono::hours(kUploadHours + 1));
  audit::write_private(file_of(session, upload.id), bytes);
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    store::add_upload(transaction, upload);
    transaction.commit();
  });
  return upload;
}

Upload find_upload(session::Session& session, const std::string& id) {
  const academy::Actor& actor = session.actor();
  std::optional<Upload> upload = store::find_upload(session.database(), id);
  std::int64_t oldest = base::milliseconds_since_1970() - kUploadHours * kMillisecondsPerHour;
  bool is_theirs = upload && upload->employee == actor.employee &&
                   upload->role == academy::word(actor.role) && upload->org == actor.org;
  if (!is_theirs || upload->at < oldest)
    throw base::Refused("upload.not-found", "没有这个上传的文件：上传的文件只保留 24 小时");
  return *upload;
}

ImportResult try_upload(session::Session& session, const Upload& upload,
                        const base::OnProgress& on_progress) {
  return import_path(session, request_of(session, upload, true), on_progress);
}

void keep_result(session::Session& session, const Upload& upload, std::string_view state,
                 const std::string& result) {
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    store::save_upload(transaction, upload.id, std::string(state), result);
    transaction.commit();
  });
}

std::optional<std::string> password_reason(session::Session& session, const Upload& upload) {
  return password_reason(session, request_of(session, upload, false));
}

ImportResult import_upload(session::Session& session, const Upload& upload,
                           const std::optional<std::string>& password_again) {
  require_same_bytes(session, upload);
  if (!move(session, upload.id, upload_state::kSound, upload_state::kImporting)) refuse_unsound();
  ImportRequest request = request_of(session, upload, false);
  request.password_again = password_again;
  try {
    ImportResult result = import_path(session, request, base::no_progress);
    move(session, upload.id, upload_state::kImporting,
         result.applied ? upload_state::kImported : upload_state::kSound);
    return result;
  } catch (...) {
    move(session, upload.id, upload_state::kImporting, upload_state::kSound);
    throw;
  }
}

bool is_small(const Upload& upload) {
  bool is_workbook = base::lower_ascii(sheet::extension_of(upload.name)) == ".xlsx";
  return upload.size <= (is_workbook ? kSmallWorkbookBytes : kSmallCsvBytes);
}

std::string about_upload(const std::string& id, const std::string& place) {
  return id + " " + place;
}
std::string place_in(const work::Work& work) {
  return work.about.substr(std::min(work.about.find(' '), work.about.size() - 1) + 1);
}
Upload find_upload_of(session::Session& session, const work::Work& work) {
  return find_upload(session, id_in(work));
}

work::Work ask_for_try(session::Session& session, const Upload& upload, const std::string& place) {
  return work::ask_for(session, {kTryWork, about_upload(upload.id, place), "检查 " + upload.name});
}

work::Work ask_for_import(session::Session& session, const Upload& upload, const std::string& place,
                          const std::optional<std::string>& password_again) {
  require_import_right(session, require_known(upload.kind));
  require_same_bytes(session, upload);
  if (auto what = password_reason(session, upload))
    login::confirm_password(session, password_again, *what);
  return work::ask_for(session,
                       {kImportWork, about_upload(upload.id, place), "导入 " + upload.name},
                       [&](database::Transaction& transaction) {
                         if (!store::move_upload(transaction, upload.id, upload_state::kSound,
                                                 upload_state::kImporting))
                           refuse_unsound();
                       });
}

std::optional<ImportResult> import_as_asked(session::Session& session, const work::Work& work,
                                            const base::OnProgress& on_progress) {
  if (store::find_form_place(session.database(), key_of(work))) return std::nullopt;
  Upload upload = find_upload_of(session, work);
  if (upload.state != upload_state::kImporting) refuse_unsound();
  require_same_bytes(session, upload);
  ImportRequest request = request_of(session, upload, false);
  request.is_confirmed = true;
  session.put_form({key_of(work), seal::random_id(kIdBytes)});
  return import_path(session, request, on_progress);
}

void give_up_import(session::Session& session, const work::Work& work) {
  move(session, id_in(work), upload_state::kImporting, upload_state::kSound);
}

std::optional<std::string> find_error_copy(session::Session& session, const Upload& upload) {
  base::FileText file = base::read_file(error_copy_of(session, upload.id), kMostCopyBytes);
  return file.ok() ? std::optional(std::move(file.text)) : std::nullopt;
}

ImportResult import_row(session::Session& session, const std::string& kind,
                        const base::Fields& fields,
                        const std::optional<std::string>& password_again) {
  std::vector<std::string> headings, cells;
  for (const auto& [heading, value] : fields) {
    headings.push_back(in_quotes(heading));
    cells.push_back(in_quotes(value));
  }
  std::string shown = kind + ".csv";
  audit::PassingFolder folder(session, "passing");
  fs::path file = folder.path() / shown;
  audit::write_private(file, base::join(headings, ",") + "\r\n" + base::join(cells, ",") + "\r\n");
  ImportRequest request{shown, false, password_again};
  request.files = {{shown, file.string()}};
  ImportResult result = import_path(session, request, base::no_progress);
  if (result.findings.ok()) return result;
  base::Blockers blockers;
  for (const base::Finding& finding : result.findings.kept()) {
    if (finding.severity == base::Severity::kError)
      blockers.push_back({finding.code, finding.message});
  }
  throw base::Refused(std::move(blockers));
}

std::string template_of(session::Session& session, const std::string& kind) {
  require_import_right(session, require_known(kind));
  audit::PassingFolder folder(session, "passing");
  fs::path file = folder.path() / "template.xlsx";
  write_import_template(kind, file.string(), session.policies().columns());
  base::FileText text = base::read_file(file, kMostCopyBytes);
  if (!text.ok()) throw base::Error(base::ErrorKind::kDisk, text.why());
  return text.text;
}

}  // namespace xueshi::imports
