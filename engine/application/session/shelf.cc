#include "session/shelf.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "session/files.h"
#include "session/wrong_files.h"

namespace xueshi::session {

namespace {

void put_mark(const std::filesystem::path& path, std::vector<std::string>& marks) {
  struct stat state {};
  if (::stat(path.c_str(), &state) != 0) return;
  marks.push_back(fmt::format("{} {}:{} {} {}.{:09}", path.string(), state.st_dev, state.st_ino,
                              state.st_size, state.st_mtim.tv_sec, state.st_mtim.tv_nsec));
}

}  // namespace

HomeMark HomeMark::of(const Home& home) {
  HomeMark mark;
  for (const char* folder : {"rules", "workflows"}) {
    for (const auto& path : list_files(home.folder() / folder, ".yaml")) put_mark(path, mark.files);
  }
  return mark;
}

const academy::Rights& Shelf::rights() const {
  std::lock_guard lock(mutex_);
  if (!rights_) {
    base::Findings findings;
    Home::WorkflowFile file = home_.load_workflow(Home::kRights, findings);
    if (findings.ok()) rights_ = academy::parse_rights(file.path, file.text, findings);
    if (!rights_) throw WrongFiles(findings);
  }
  return *rights_;
}

}  // namespace xueshi::session
