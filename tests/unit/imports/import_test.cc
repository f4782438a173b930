// All or nothing, every finding at once, under the names that people gave their files.
#include "imports/import.h"

#include "../session/academy_support.h"
#include "workbook/grid.h"

namespace xueshi::imports {
namespace {

using testing::IsEmpty;

constexpr const char* kHeadings =
    "员工编号,姓名,登录名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求,邮箱\n";
constexpr const char* kSound = "p9,某九,p9,I1-D,支撑,否,2001-05-09,,是,\n";
constexpr const char* kNowhere = "p8,某八,p8,I9-D,支撑,否,2001-05-09,,是,\n";

const base::OnProgress kSilent = [](const std::string&, std::int64_t, std::int64_t) {};

bool is_there(session::Session& session, const std::string& employee) {
  return store::find_person(session.database(), session.scope(), employee).has_value();
}

TEST(Import, StoresASoundFile) {
  Academy academy;
  session::Session session = academy.operator_session();
  std::string path = academy.write("people.csv", std::string(kHeadings) + kSound).string();
  ImportResult tried = import_path(session, {path, true, {}}, kSilent);
  EXPECT_TRUE(tried.findings.ok());
  EXPECT_FALSE(tried.applied);
  EXPECT_FALSE(is_there(session, "p9"));
  ImportResult result = import_path(session, {path, false, {}}, kSilent);
  EXPECT_TRUE(result.applied);
  ASSERT_EQ(result.files.size(), 1u);
  EXPECT_EQ(result.files[0].added, 1);
  EXPECT_TRUE(is_there(session, "p9"));
  EXPECT_THAT(session.take_notices(), IsEmpty());
}

TEST(Import, StoresNothingOfAWrongFile) {
  Academy academy;
  session::Session session = academy.operator_session();
  std::string path =
      academy.write("people.csv", std::string(kHeadings) + kSound + kNowhere).string();
  ImportResult result = import_path(session, {path, false, {}}, kSilent);
  EXPECT_FALSE(result.applied);
  ASSERT_GE(result.findings.errors(), 1u);
  EXPECT_EQ(result.findings.kept()[0].place.file, path);
  EXPECT_EQ(result.findings.kept()[0].place.line, 3);
  EXPECT_FALSE(is_there(session, "p9"));
}

// As a server has them: bytes under a name of its own.
TEST(Import, NamesAGivenFileAsThePersonDid) {
  Academy academy;
  session::Session session = academy.operator_session();
  std::string bytes =
      academy.write("upload-17", std::string(kHeadings) + kSound + kNowhere).string();
  ImportRequest request;
  request.path = "people.csv";
  request.files = {{"people.csv", bytes}};
  ImportResult result = import_path(session, request, kSilent);
  EXPECT_FALSE(result.applied);
  ASSERT_GE(result.findings.errors(), 1u);
  EXPECT_EQ(result.findings.kept()[0].place.file, "people.csv");

  academy.write("upload-17", std::string(kHeadings) + kSound);
  result = import_path(session, request, kSilent);
  EXPECT_TRUE(result.applied);
  EXPECT_EQ(result.files[0].file, "people.csv");
  EXPECT_TRUE(is_there(session, "p9"));
}

// What goes back lies where the server says, whatever the person called the file.
TEST(Import, WritesTheErrorCopyOfAGivenFileWhereItIsTold) {
  Academy academy;
  session::Session session = academy.operator_session();
  std::string bytes = (academy.folder() / "upload-18").string();
  std::string copy = (academy.folder() / "answer-18").string();
  workbook::write_annotated_copy(bytes,
                                 [](const auto& on_row) {
                                   on_row(1, {{1, "员工编号"}, {2, "姓名"}, {3, "机构编码"}});
                                   on_row(2, {{1, "p8"}, {2, "某八"}, {3, "I9-D"}});
                                 },
                                 1, 6, "邮箱", {});
  ImportRequest request;
  request.files = {{"people.xlsx", bytes, copy}};
  ImportResult result = import_path(session, request, kSilent);
  ASSERT_EQ(result.findings.errors(), 1u);
  EXPECT_EQ(result.findings.kept()[0].place.file, "people.xlsx");
  EXPECT_EQ(result.findings.kept()[0].code, "import.unknown-org");
  EXPECT_THAT(result.error_copies, testing::ElementsAre(copy));
  EXPECT_TRUE(std::filesystem::is_regular_file(copy));

  // The copy, mended or not, can be handed in as it is.
  request.files = {{"people.xlsx", copy, ""}};
  result = import_path(session, request, kSilent);
  ASSERT_EQ(result.findings.errors(), 1u);
  EXPECT_EQ(result.findings.kept()[0].code, "import.unknown-org");
  EXPECT_THAT(result.error_copies, IsEmpty());
}

// A cell that says what the heading of its column says is a cell.
TEST(Import, KeepsWhatIsWrittenInTheRowsOfAnErrorCopy) {
  Academy academy;
  session::Session session = academy.operator_session();
  std::string bytes = (academy.folder() / "upload-19").string();
  std::string copy = (academy.folder() / "answer-19").string();
  workbook::write_annotated_copy(bytes,
                                 [](const auto& on_row) {
                                   on_row(1, {{1, "员工编号"}, {2, "姓名"}, {3, "机构编码"}});
                                   on_row(2, {{1, "p8"}, {2, "错误信息"}, {3, "I9-D"}});
                                 },
                                 1, 6, "邮箱", {});
  ImportRequest request;
  request.files = {{"people.xlsx", bytes, copy}};
  import_path(session, request, kSilent);
  request.files = {{"people.xlsx", copy, ""}};
  ImportResult result = import_path(session, request, kSilent);
  ASSERT_EQ(result.findings.errors(), 1u);
  EXPECT_EQ(result.findings.kept()[0].code, "import.unknown-org");
}

TEST(Import, RefusesAKindThatTheRoleMayNot) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  std::string path = academy.write("orgs.csv", "机构编码,机构名称,上级机构编码,级别\n").string();
  EXPECT_EQ(refusal_of([&] {
              import_path(session, {path, false, {}}, kSilent);
            })
                .front()
                .code,
            "actor.role");
}

TEST(Import, TellsWhatIsNoImportFile) {
  Academy academy;
  session::Session session = academy.operator_session();
  ImportRequest request;
  request.files = {{"menschen.csv", "anywhere"}};
  ImportResult result = import_path(session, request, kSilent);
  ASSERT_EQ(result.findings.errors(), 1u);
  EXPECT_EQ(result.findings.kept()[0].code, "import.unknown-file");
}

}  // namespace
}  // namespace xueshi::imports
