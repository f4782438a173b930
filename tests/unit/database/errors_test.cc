// Every cause has its sentence and its code, on both databases; none tells a password or a value.
#include "database/errors.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "../store/store_support.h"
#include "base/error.h"
#include "database/database.h"

namespace xueshi::database {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Said {
  std::string code, text;
};

template <typename Work>
Said said_by(Work work) {
  try {
    work();
  } catch (const base::Error& error) {
    return {error.code(), error.what()};
  }
  return {};
}

Said opening(const std::string& url, bool create = false) {
  return said_by([&] { Database::open(url, create); });
}

// --- SQLite ---

// Root may do everything: what permissions forbid is tried as somebody else.
class AsNobody {
 public:
  AsNobody() : was_root_(::geteuid() == 0) {
    if (was_root_ && ::seteuid(65534) != 0) ADD_FAILURE() << "seteuid";
  }
  ~AsNobody() {
    if (was_root_ && ::seteuid(0) != 0) ADD_FAILURE() << "seteuid";
  }

 private:
  bool was_root_;
};

class SqliteErrors : public testing::Test {
 protected:
  SqliteErrors() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  ~SqliteErrors() override {
    std::filesystem::permissions(folder_, std::filesystem::perms::all);
    std::filesystem::remove_all(folder_);
  }
  void make_database() {
    Database database = Database::open(url_, true);
    database.migrate();
  }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("errors_{}", ::getpid());
  std::filesystem::path file_ = folder_ / "a.db";
  std::string url_ = "sqlite:" + file_.string();
};

TEST_F(SqliteErrors, NoFileAndNoFolder) {
  EXPECT_EQ(opening(url_).code, "database.no-file");
  Said said = opening("sqlite:" + (folder_ / "none/a.db").string(), true);
  EXPECT_EQ(said.code, "database.no-folder");
  EXPECT_THAT(said.text, HasSubstr((folder_ / "none").string()));
}

TEST_F(SqliteErrors, NoName) {
  EXPECT_EQ(opening("sqlite:").code, "database.bad-url");
  EXPECT_EQ(opening("mysql://h/d").code, "database.bad-url");
  EXPECT_EQ(opening("sqlite:a\"b.db", true).code, "database.bad-file-name");
}

TEST_F(SqliteErrors, AFolderInItsPlace) {
  std::filesystem::create_directory(file_);
  EXPECT_EQ(opening(url_).code, "database.is-folder");
  EXPECT_EQ(opening(url_, true).code, "database.is-folder");
}

TEST_F(SqliteErrors, AFileThatMayNotBeRead) {
  make_database();
  std::filesystem::permissions(file_, std::filesystem::perms::none);
  AsNobody nobody;
  Said said = opening(url_);
  EXPECT_EQ(said.code, "database.no-permission");
  EXPECT_THAT(said.text, AllOf(HasSubstr("读取"), HasSubstr(file_.string())));
}

TEST_F(SqliteErrors, AFolderThatMayNotBeWritten) {
  std::filesystem::permissions(folder_, std::filesystem::perms(0555));
  AsNobody nobody;
  Said said = opening(url_, true);
  EXPECT_EQ(said.code, "database.no-permission");
  EXPECT_THAT(said.text, AllOf(HasSubstr("写入文件夹"), HasSubstr(folder_.string())));
}

TEST_F(SqliteErrors, AFileThatMayNotBeWrittenIsNamedByTheFirstToWrite) {
  make_database();
  std::filesystem::permissions(folder_, std::filesystem::perms(0777));
  std::filesystem::permissions(file_, std::filesystem::perms(0444));
  AsNobody nobody;
  Said said = said_by([&] {
    Database database = Database::open(url_);
    Transaction writing(database, Transaction::Mode::kWrite);
    guarded([&] { run(database.session().sql, "create table late (a bigint)"); });
  });
  EXPECT_EQ(said.code, "database.no-permission");
  EXPECT_THAT(said.text, HasSubstr("写入"));
}

TEST_F(SqliteErrors, SomethingElse) {
  std::ofstream(file_) << std::string(4096, 'x');
  Said said = opening(url_);
  EXPECT_EQ(said.code, "database.not-a-database");
  EXPECT_THAT(said.text, HasSubstr(file_.string()));
}

TEST_F(SqliteErrors, AnotherProgramsTables) {
  Database database = Database::open(url_, true);
  database.session().sql << "create table theirs (a)";
  EXPECT_EQ(said_by([&] { database.migrate(); }).code, "database.strange");
}

TEST_F(SqliteErrors, NoTables) {
  Database database = Database::open(url_, true);
  EXPECT_EQ(said_by([&] { store::fetch_orgs(database); }).code, "database.no-schema");
}

TEST(SqliteCodes, EachHasItsCause) {
  EXPECT_EQ(sqlite_error(SQLITE_FULL).code(), "database.disk-full");
  EXPECT_EQ(sqlite_error(SQLITE_FULL).kind(), base::ErrorKind::kDisk);
  EXPECT_EQ(sqlite_error(SQLITE_IOERR).code(), "database.disk");
  EXPECT_EQ(sqlite_error(SQLITE_BUSY).code(), "database.locked");
  EXPECT_EQ(sqlite_error(SQLITE_INTERRUPT).code(), "database.too-long");
  EXPECT_EQ(sqlite_error(SQLITE_CORRUPT).code(), "database.corrupt");
  EXPECT_EQ(sqlite_error(SQLITE_READONLY).code(), "database.no-permission");
  EXPECT_EQ(sqlite_error(SQLITE_CONSTRAINT).code(), "database.refused");
  EXPECT_EQ(sqlite_file_error(SQLITE_CORRUPT, "a.db").code(), "database.corrupt");
  EXPECT_EQ(sqlite_file_error(SQLITE_BUSY, "a.db").code(), "database.locked");
  EXPECT_EQ(sqlite_file_error(SQLITE_FULL, "a.db").code(), "database.disk-full");
}

// --- PostgreSQL ---

TEST(PostgresCodes, EachHasItsCause) {
  EXPECT_EQ(postgres_error("53100").code(), "database.disk-full");
  EXPECT_EQ(postgres_error("58030").code(), "database.disk");
  EXPECT_EQ(postgres_error("40001").code(), "database.conflict");
  EXPECT_EQ(postgres_error("42501").code(), "database.no-privilege");
  EXPECT_EQ(postgres_error("25006").code(), "database.read-only");
  EXPECT_EQ(postgres_error("42P01").code(), "database.no-schema");
  EXPECT_EQ(postgres_error("57P01").code(), "database.lost");
  EXPECT_EQ(postgres_error("57014").code(), "database.too-long");
  EXPECT_EQ(postgres_error("22012").code(), "database.refused");
}

TEST(PostgresCodes, WhatLibpqSaysBeforeAServerAnswers) {
  auto code = [](const char* said) { return postgres_connect_error("", said).code(); };
  EXPECT_EQ(code("could not translate host name \"x\" to address: Name or service not known"),
            "database.unknown-host");
  EXPECT_EQ(code("connection to server at \"h\", port 1 failed: Connection refused"),
            "database.no-server");
  EXPECT_EQ(code("connection to server on socket \"/x\" failed: No such file or directory"),
            "database.no-server");
  EXPECT_EQ(code("connection to server at \"h\", port 1 failed: timeout expired"),
            "database.unreachable");
  EXPECT_EQ(code("connection … failed: fe_sendauth: no password supplied"), "database.password");
  EXPECT_EQ(code("something new"), "database.no-server");
}

// A server that turns everybody away with one SQLSTATE, in words of another language.
class TurningAway {
 public:
  explicit TurningAway(const std::string& state, const std::string& words = "nein") {
    answer_ = std::string("SFATAL") + '\0' + "VFATAL" + '\0' + "C" + state + '\0' + "M" + words +
              '\0' + '\0';
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_, 8), 0);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~TurningAway() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  std::string url() const {
    return fmt::format("postgresql://u:geheim@127.0.0.1:{}/d?sslmode=disable&gssencmode=disable",
                       port_);
  }

 private:
  void run() {
    for (int one; (one = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(one)) {
      char start[1024];
      if (::recv(one, start, sizeof start, 0) <= 0) continue;
      std::uint32_t length = htonl(static_cast<std::uint32_t>(answer_.size() + 4));
      std::string message = "E" + std::string(reinterpret_cast<char*>(&length), 4) + answer_;
      ::send(one, message.data(), message.size(), MSG_NOSIGNAL);
    }
  }

  std::string answer_;
  int socket_ = -1;
  int port_ = 0;
  std::thread thread_;
};

TEST(PostgresConnect, EachStateHasItsCause) {
  const std::pair<const char*, const char*> kCauses[] = {
      {"3D000", "database.no-database"},    {"28P01", "database.password"},
      {"28000", "database.authentication"}, {"57P03", "database.starting"},
      {"53300", "database.too-many"},       {"42501", "database.no-privilege"},
      {"XX000", "database.refused"},
  };
  for (const auto& [state, code] : kCauses) {
    TurningAway server(state);
    Said said = opening(server.url());
    EXPECT_EQ(said.code, code) << state;
    EXPECT_THAT(said.text,
                AllOf(HasSubstr("无法连接"), Not(HasSubstr("geheim")), Not(HasSubstr("nein"))));
  }
}

TEST(PostgresConnect, NobodyListensAndNobodyIsThere) {
  EXPECT_EQ(opening("postgresql://u:geheim@127.0.0.1:1/d").code, "database.no-server");
  EXPECT_EQ(opening("postgresql://u@/d?host=/nowhere").code, "database.no-server");
  EXPECT_EQ(opening("postgresql://u@no-such-host.invalid/d").code, "database.unknown-host");
  EXPECT_EQ(opening("postgresql://u@h:port/d").code, "database.bad-url");
  EXPECT_EQ(opening("postgresql://u@h/%zz").code, "database.bad-url");
}

TEST(PostgresConnect, ARealServerKnowsNoSuchDatabaseNorRole) {
  if (!store::has_server()) GTEST_SKIP() << "XUESHI_TEST_PG is not set";
  std::string url = std::getenv("XUESHI_TEST_PG");
  std::string elsewhere = url;
  elsewhere.replace(elsewhere.find("/postgres?"), 10, "/none?");
  EXPECT_EQ(opening(elsewhere).code, "database.no-database");
  std::string another = url;
  another.replace(another.find("xueshi@"), 7, "nobody_here@");
  EXPECT_EQ(opening(another).code, "database.no-role");
}

}  // namespace
}  // namespace xueshi::database
