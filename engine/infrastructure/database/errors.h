// What a backend's failure is called; for this room's own files.
//
// Texts of the backends hold bound values and are never shown or logged: every sentence is our own.
// It says the deed and names no command; a face adds its own way by the code:
//
//   database.bad-url            the address cannot be read
//   database.bad-file-name      SQLite: a file of that name cannot be opened
//   database.no-file            SQLite: there is no such file
//   database.no-folder          SQLite: nor the folder to make it in
//   database.is-folder          SQLite: a folder has that name
//   database.no-permission      SQLite: the file may not be read or written, or its folder
//   database.read-only          SQLite: the file system takes no writes
//   database.disk-full          the disk is full
//   database.disk               the disk failed
//   database.not-a-database     SQLite: the file is something else
//   database.corrupt            SQLite: the file is damaged
//   database.locked             SQLite: another process holds it
//   database.strange            the tables are another program's
//   database.no-schema          there are no tables yet, or not all
//   database.schema-old         the tables are of an older program
//   database.schema-new         the tables are of a newer program
//   database.unknown-host       PostgreSQL: nobody knows the host
//   database.no-server          PostgreSQL: nobody listens there
//   database.unreachable        PostgreSQL: the host does not answer
//   database.no-database        PostgreSQL: no database of that name
//   database.no-role            PostgreSQL: no role of that name
//   database.password           PostgreSQL: the password is wrong, or none was given
//   database.authentication     PostgreSQL: the server does not take this user for that role
//   database.starting           PostgreSQL: the server is starting up or shutting down
//   database.too-many           PostgreSQL: every connection is taken
//   database.no-privilege       PostgreSQL: the role may not do that
//   database.no-temporary       PostgreSQL: the role may make no temporary tables
//   database.no-roles           a role was to get rights in SQLite
//   database.too-long           it was not answered within its deadline
//   database.lost               the connection ended in the middle
//   database.commit-unknown     … while a commit was not answered
//   database.conflict           somebody changed the same data
//   database.refused            everything else
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace xueshi::database {

// `code`: an SQLite result code, extended or not. `is_schema`: a table or column is missing.
base::Error sqlite_error(int code, bool is_schema = false);
// The same of a file that could not be opened, or not be written: looks for what is in the way. The
// file is never opened.
base::Error sqlite_file_error(int code, const std::string& file, bool writes = true);
// `state`: an SQLSTATE; empty or blank where the connection is gone.
base::Error postgres_error(std::string_view state);
// Of a connection that did not come about. `state`: an SQLSTATE, empty where no server answered;
// `said`: what libpq or the server said, which is looked at and never shown.
base::Error postgres_connect_error(std::string_view state, std::string_view said);

// What a commit throws, rethrown. Whoever loses the connection, or the disk, while it commits
// cannot know whether the changes are there: then the sentence says so.
[[noreturn]] void rethrow_commit_error();

}  // namespace xueshi::database
