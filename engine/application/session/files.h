// Reading the files people write.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace xueshi::session {

// True where nothing is there. One that cannot be looked at is not absent: reading it says why.
bool is_absent(const std::filesystem::path& path);

// The whole file. Throws base::Error(kDisk), which says why, where it cannot be read; a file of
// more than 64 MiB is cut there (the checks refuse it by its size long before).
std::string read_text(const std::filesystem::path& path);

// SHA-256 of a file's bytes, read piece by piece; absent where it cannot be read.
std::optional<std::string> sha256_of(const std::filesystem::path& path);

// What has that ending (".yaml") in a folder, hidden files left out, in byte order of name; empty
// where there is no folder. Whether it can be read, reading says: nothing is passed over silently.
// Throws base::Error(kDisk) where the folder cannot be read.
std::vector<std::filesystem::path> list_files(const std::filesystem::path& folder,
                                              const std::string& ending);

}  // namespace xueshi::session
