// Home: the folder with rules, workflows, templates and plugins (`--home`).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/finding.h"
#include "policy/policy.h"

namespace xueshi::session {

class Home {
 public:
  // `given` may be empty: then the current folder where it has `rules`, else what stands beside the
  // program (the source tree, or share/xueshi of an installation).
  explicit Home(const std::string& given);

  const std::filesystem::path& folder() const { return folder_; }
  // rules/<year>.yaml, by year.
  policy::Shelf load_shelf() const;
  // Whatever else lies among the rules is a finding ("policy.file-name"), or left in peace.
  void check_rules_folder(const policy::Shelf& shelf, base::Findings& findings) const;
  // True for a path of that folder.
  bool is_among_rules(const std::filesystem::path& path) const;

  // workflows/<name>.yaml; where this home has none, the one that came with the program. A finding
  // ("workflow.no-file") where neither has.
  struct WorkflowFile {
    std::string path;
    std::string text;
  };
  WorkflowFile load_workflow(const std::string& name, base::Findings& findings) const;
  // Files among the graphs that are none.
  static constexpr const char* kRights = "rights";
  static constexpr const char* kSchedules = "schedules";
  // The graph files of the home, by name.
  std::vector<std::filesystem::path> list_workflows() const;

  // Where `xueshi-plugin` is: beside this program, or in its libexec/xueshi.
  static std::filesystem::path plugin_program();

 private:
  std::filesystem::path folder_;
};

}  // namespace xueshi::session
