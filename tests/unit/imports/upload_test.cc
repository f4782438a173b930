// A file that was handed in is imported as it was looked at, by who handed it in.
#include "imports/upload.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "../session/academy_support.h"
#include "audit/witness.h"

namespace xueshi::imports {
namespace {

constexpr const char* kUploaded =
    "员工编号,姓名,登录名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求,邮箱\n"
    "p9,某九,p9,I1-D,支撑,否,2001-05-09,,是,\n";

std::filesystem::path bytes_of(session::Session& session, const Upload& upload) {
  return audit::state_folder(session.settings()) / "uploads" / upload.id;
}

TEST(Upload, IsImportedAsItWasLookedAt) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  Upload upload = keep_upload(session, "people", "一月.csv", kUploaded);
  struct stat file {};
  ASSERT_EQ(::stat(bytes_of(session, upload).c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777u, 0600u);
  EXPECT_EQ(find_upload(session, upload.id), upload);

  ImportResult tried = try_upload(session, upload);
  EXPECT_TRUE(tried.findings.ok());
  EXPECT_EQ(tried.files.at(0).file, "一月.csv");
  EXPECT_EQ(refusal_of([&] { import_upload(session, upload, {}); }).front().code,
            "upload.not-sound");  // nobody has said so yet
  keep_result(session, upload, upload_state::kSound, "{}");
  EXPECT_TRUE(import_upload(session, upload, {}).applied);
  EXPECT_EQ(find_upload(session, upload.id).state, upload_state::kImported);
  EXPECT_EQ(refusal_of([&] { import_upload(session, upload, {}); }).front().code,
            "upload.not-sound");
}

TEST(Upload, IsNotImportedWithOtherBytes) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  Upload upload = keep_upload(session, "people", "people.csv", kUploaded);
  keep_result(session, upload, upload_state::kSound, "{}");
  std::ofstream(bytes_of(session, upload), std::ios::app) << "\n";
  EXPECT_EQ(refusal_of([&] { import_upload(session, upload, {}); }).front().code, "upload.changed");
}

TEST(Upload, IsNobodyElses) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  Upload upload = keep_upload(session, "people", "people.csv", kUploaded);
  session::Session other = academy.admin_session("p2", "I1");
  EXPECT_EQ(refusal_of([&] { find_upload(other, upload.id); }).front().code, "upload.not-found");
  session::Session elsewhere = academy.admin_session("p1", "I2");
  EXPECT_EQ(refusal_of([&] { find_upload(elsewhere, upload.id); }).front().code,
            "upload.not-found");
}

TEST(Upload, IsATableThatMayBeImported) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  auto code = [&](const char* kind, const char* name, const char* bytes) {
    return refusal_of([&] { keep_upload(session, kind, name, bytes); }).front().code;
  };
  EXPECT_EQ(code("orgs", "orgs.csv", "x"), "actor.role");
  EXPECT_EQ(code("none", "people.csv", "x"), "import.unknown-kind");
  EXPECT_EQ(code("people", "people.txt", "x"), "upload.not-a-table");
  EXPECT_EQ(code("people", "people.csv", ""), "upload.empty");
}

TEST(Upload, IsSmallByWhatItIs) {
  Upload upload;
  upload.name = "a.csv";
  upload.size = kSmallCsvBytes;
  EXPECT_TRUE(is_small(upload));
  upload.name = "a.XLSX";  // packed
  EXPECT_FALSE(is_small(upload));
  upload.size = kSmallWorkbookBytes;
  EXPECT_TRUE(is_small(upload));
}

// Whoever did it may be gone before saying so: the next one finds that it was done.
TEST(Upload, ThatIsAskedForIsImportedOnce) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  Upload upload = keep_upload(session, "people", "people.csv", kUploaded);
  EXPECT_EQ(refusal_of([&] { ask_for_import(session, upload, "/x", {}); }).front().code,
            "upload.not-sound");
  keep_result(session, upload, upload_state::kSound, "{}");
  work::Work work = ask_for_import(session, upload, "/x", {});
  EXPECT_EQ(find_upload_of(session, work).id, upload.id);
  EXPECT_EQ(place_in(work), "/x");
  EXPECT_EQ(find_upload(session, upload.id).state, upload_state::kImporting);
  EXPECT_EQ(refusal_of([&] { import_upload(session, upload, {}); }).front().code,
            "upload.not-sound");
  EXPECT_EQ(ask_for_import(session, upload, "/x", {}).id, work.id);
  std::optional<ImportResult> first = import_as_asked(session, work, base::no_progress);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->applied);
  session::Session next = academy.admin_session("p1", "I1");
  EXPECT_FALSE(import_as_asked(next, work, base::no_progress));
}

TEST(Upload, ThatIsGivenUpCanBeImportedAgain) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  Upload upload = keep_upload(session, "people", "people.csv", kUploaded);
  keep_result(session, upload, upload_state::kSound, "{}");
  work::Work work = ask_for_import(session, upload, "/x", {});
  give_up_import(session, work);
  EXPECT_EQ(refusal_of([&] { import_as_asked(session, work, base::no_progress); }).front().code,
            "upload.not-sound");
  EXPECT_TRUE(import_upload(session, upload, {}).applied);
}

TEST(ImportRow, IsARowOfAFile) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  base::Fields row = {{"员工编号", "p8"},
                      {"姓名", "某\"八\",\n"},
                      {"机构编码", "I1-D"},
                      {"入职时间", "2001-05-09"}};
  EXPECT_FALSE(refusal_of([&] {
                 import_row(session, "people", {{"员工编号", "p8"}, {"机构编码", "I9"}}, {});
               }).empty());
  row[1].second = "某\"八\",";
  EXPECT_TRUE(import_row(session, "people", row, {}).applied);
  EXPECT_EQ(store::find_person(session.database(), session.scope(), "p8")->name, "某\"八\",");
}

}  // namespace
}  // namespace xueshi::imports
