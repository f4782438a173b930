#include "app/home.h"

#include <fmt/format.h>
#include <unistd.h>

#include "app/files.h"
#include "base/blocker.h"

namespace xueshi::app {

namespace fs = std::filesystem;

namespace {

fs::path program_folder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

bool is_home(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder / "rules", error);
}

}  // namespace

Home::Home(const std::string& given) : folder_(given) {
  std::error_code error;
  if (!folder_.empty() && !fs::is_directory(folder_, error)) {
    throw base::Refused("config.no-home",
                        fmt::format("--home 所指的文件夹 '{}' 不存在，请检查路径", given));
  }
  if (!folder_.empty()) return;
  fs::path program = program_folder();
  folder_ = ".";
  for (const fs::path& candidate :
       {fs::path("."), program.parent_path(), program.parent_path() / "share/xueshi"}) {
    if (is_home(candidate)) {
      folder_ = candidate;
      return;
    }
  }
}

policy::Shelf Home::load_shelf() const {
  policy::Shelf shelf;
  for (const fs::path& path : list_files(folder_ / "rules", ".yaml")) {
    if (auto year = base::parse_year(path.stem().string())) {
      shelf.by_year[year->value()] = {path.lexically_normal().string(), read_text(path)};
    }
  }
  return shelf;
}

fs::path Home::plugin_program() {
  fs::path beside = program_folder() / "xueshi-plugin";
  if (fs::exists(beside)) return beside;
  return program_folder().parent_path() / "libexec/xueshi/xueshi-plugin";
}

}  // namespace xueshi::app
