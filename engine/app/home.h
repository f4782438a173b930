// Home: the folder with rules, workflows, templates and plugins (`--home`).
#pragma once

#include <filesystem>
#include <string>

#include "policy/policy.h"

namespace xueshi::app {

class Home {
 public:
  // `given` may be empty: then the current folder where it has `rules`, else what stands beside the
  // program (the source tree, or share/xueshi of an installation).
  explicit Home(const std::string& given);

  const std::filesystem::path& folder() const { return folder_; }
  // rules/<year>.yaml, by year.
  policy::Shelf load_shelf() const;

  // Where `xueshi-plugin` is: beside this program, or in its libexec/xueshi.
  static std::filesystem::path plugin_program();

 private:
  std::filesystem::path folder_;
};

}  // namespace xueshi::app
