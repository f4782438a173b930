// Folders of the state folder that only their owner enters.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "session/session.h"

namespace xueshi::audit {

// `<state>/<name>`, made where it is not there. Throws base::Error(kDisk).
std::filesystem::path private_folder(const session::Session& session, const std::string& name);

// What stands in it since longer than `age` goes: left by a process that died.
void remove_leftovers(const std::filesystem::path& folder, std::chrono::hours age);

// A new file of mode 0600. Throws base::Error(kDisk), and then leaves nothing.
void write_private(const std::filesystem::path& path, std::string_view bytes);

// One below it for what somebody works with for a moment, gone in any case; what others left there
// longer than an hour ago goes too.
class PassingFolder {
 public:
  PassingFolder(const session::Session& session, const std::string& name);
  ~PassingFolder();
  PassingFolder(const PassingFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace xueshi::audit
