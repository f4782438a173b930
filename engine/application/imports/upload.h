// Uploads: a file that somebody hands in is kept, looked at, and imported as it was looked at
// (docs/console.md).
//
// Its bytes lie in `uploads/<id>` of the state folder, readable to their owner alone, for a day.
// Nobody but who sent it, in the role that they had then, gets at it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/fields.h"
#include "base/no_progress.h"
#include "base/progress.h"
#include "imports/import.h"
#include "session/session.h"
#include "store/uploads.h"
#include "work/work.h"

namespace xueshi::imports {

// As faces say it.
using store::Upload;

inline constexpr std::int64_t kUploadHours = 24;
inline constexpr std::size_t kMostUploadBytes = 20'971'520;
// So much is looked at and imported while its page is waited for: some 700 rows.
inline constexpr std::int64_t kSmallCsvBytes = 65'536;
inline constexpr std::int64_t kSmallWorkbookBytes = 32'768;

namespace upload_state {
inline constexpr std::string_view kNew = "new";              // not looked at yet
inline constexpr std::string_view kWrong = "wrong";          // has errors
inline constexpr std::string_view kSound = "sound";          // may be imported
inline constexpr std::string_view kImporting = "importing";  // asked for, or under way
inline constexpr std::string_view kImported = "imported";
}  // namespace upload_state

// Keeps the bytes under a new id. Refuses "actor.role", "import.unknown-kind", "upload.empty",
// "upload.too-big", "upload.not-a-table" (neither .csv nor .xlsx). Throws base::Error(kDisk).
// What is older than a day is removed.
Upload keep_upload(session::Session& session, const std::string& kind, const std::string& name,
                   std::string_view bytes);

// Refuses "upload.not-found": unknown, somebody else's, sent in another role, or too old.
Upload find_upload(session::Session& session, const std::string& id);

// The whole import, rolled back; writes the copy with column 错误信息 where there are errors.
ImportResult try_upload(session::Session& session, const Upload& upload,
                        const base::OnProgress& on_progress = base::no_progress);
// Remembers what was found, as its face writes it.
void keep_result(session::Session& session, const Upload& upload, std::string_view state,
                 const std::string& result);

// What the password is asked for once more; absent where it is not.
std::optional<std::string> password_reason(session::Session& session, const Upload& upload);
// Imports the very bytes that were looked at. Refuses as import_path(), "upload.not-sound",
// "upload.changed". An import that finds errors leaves it as it was.
ImportResult import_upload(session::Session& session, const Upload& upload,
                           const std::optional<std::string>& password_again);

// What takes longer is a work (work/work.h), about the upload's id and the address of its page.
inline constexpr const char* kTryWork = "check";
inline constexpr const char* kImportWork = "import";
std::string about_upload(const std::string& id, const std::string& place);
std::string place_in(const work::Work& work);
Upload find_upload_of(session::Session& session, const work::Work& work);  // as find_upload()

bool is_small(const Upload& upload);
work::Work ask_for_try(session::Session& session, const Upload& upload, const std::string& place);
// Everything that import_upload() asks for is asked now; the bytes and the rights then, too.
work::Work ask_for_import(session::Session& session, const Upload& upload, const std::string& place,
                          const std::optional<std::string>& password_again);
// Does what was asked for; absent where an earlier try had done it without coming to say so.
std::optional<ImportResult> import_as_asked(session::Session& session, const work::Work& work,
                                            const base::OnProgress& on_progress);
// It will not be done: the upload is as before it was asked for.
void give_up_import(session::Session& session, const work::Work& work);

// The copy with column 错误信息; absent where there is none.
std::optional<std::string> find_error_copy(session::Session& session, const Upload& upload);

// One row by hand, as a file with these headings would bring it. Refuses with the findings.
ImportResult import_row(session::Session& session, const std::string& kind,
                        const base::Fields& fields,
                        const std::optional<std::string>& password_again);
// The empty workbook for a kind; refuses "import.unknown-kind".
std::string template_of(session::Session& session, const std::string& kind);

}  // namespace xueshi::imports
