// Reading the files people write.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace xueshi::session {

// What the system says about a file, in words: 没有权限. Of an `errno`.
std::string cause_of(int error);

// True where nothing is there. One that cannot be looked at is not absent: reading it says why.
bool is_absent(const std::filesystem::path& path);

// The whole file. Throws base::Error(kDisk) where it cannot be read; a file of more than 64 MiB is
// cut there (the checks refuse it by its size long before).
std::string read_text(const std::filesystem::path& path);

// Writes the whole file, through `<path>.part`, and makes its folder where it is not there. Throws
// base::Error(kDisk).
void write_text(const std::filesystem::path& path, const std::string& text);

// SHA-256 of a file's bytes, read piece by piece; absent where it cannot be read.
std::optional<std::string> sha256_of(const std::filesystem::path& path);

// The regular files of a folder with that ending (".yaml"), in byte order of name; empty where
// there is no folder.
std::vector<std::filesystem::path> list_files(const std::filesystem::path& folder,
                                              const std::string& ending);
// Likewise its folders.
std::vector<std::filesystem::path> list_folders(const std::filesystem::path& folder);

}  // namespace xueshi::session
