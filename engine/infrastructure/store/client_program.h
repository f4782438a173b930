// One run of a program of PostgreSQL's own, pg_dump or pg_restore; for this room's own files.
//
// Spawned without a shell and with no other descriptor than its output. What it complains about may
// hold values of rows: it is looked at and never shown.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace xueshi::store {

class ClientProgram {
 public:
  // `environment`: NAME=VALUE. The program gets nothing else of this process's own, whose variables
  // may hold a password; it is looked for along this process's PATH. Throws base::Error(kProcess)
  // where the program is not there: it names the package.
  ClientProgram(std::string name, std::vector<std::string> arguments,
                const std::vector<std::string>& environment);
  ~ClientProgram();  // ends it
  ClientProgram(const ClientProgram&) = delete;

  // The next line that it prints, without its end. False after the last one.
  bool read_line(std::string& line);
  // Waits for its end. Throws base::Error where it failed. Requires: every line was read.
  void finish();

 private:
  int wait();

  std::string name_;
  pid_t pid_ = -1;
  int out_ = -1;
  int complaints_ = -1;
  std::string incoming_;
  std::size_t taken_ = 0;
};

// Throws base::Error(kProcess) where the program is absent or older than `least`, the version of a
// server or of what wrote a dump: it names the package.
void require_client_program(const std::string& name, int least);

}  // namespace xueshi::store
