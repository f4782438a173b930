// Child: a program of this machine's, run to its end without a shell.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace xueshi::base {

struct ChildEnd {
  int code = 0;        // as it exited; 128 + the signal that ended it
  std::string output;  // what it printed, cut after 64 KiB
};

// Looks for the program along this process's PATH; it gets these variables, by name, and nothing
// else of this process's own, an empty standard input, and nobody hears its complaints. Absent
// where it is not installed. Throws base::Error(kProcess) where it cannot be started.
std::optional<ChildEnd> run_child(std::vector<std::string> arguments,
                                  const std::map<std::string, std::string>& variables);

// Starts a program, found along this process's PATH, with these variables and nothing else: it
// reads nothing, writes to these two files, and dies with this process. 0, or the system's error:
// ENOENT where it is not installed. Requires: the calling thread outlives it.
int start_child(std::vector<std::string>& arguments, std::vector<std::string>& variables, int out,
                int complaints, int& process);

// What exec and spawn want, which is good as long as the texts are.
std::vector<char*> pointers_to(std::vector<std::string>& texts);

}  // namespace xueshi::base
