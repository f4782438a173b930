// Draft: a rules file merged with what it extends, whose single values can be taken from elsewhere
// before it is resolved – to ask what one change does (policy.md §3: `simulate`, `test
// --coverage`).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace xueshi::policy {

// A number of the rules, and its neighbours.
struct Number {
  std::string path;
  std::string value;
  base::Place place;
  std::vector<std::string> neighbours;  // one step down, one up; those that can be written
};

class Draft {
 public:
  // Absent with findings where the file, or one that it extends, is not to be read.
  static std::optional<Draft> load(const Shelf& shelf, const SourceFile& file,
                                   std::optional<base::Year> file_year, base::Findings& findings);
  ~Draft();
  Draft(Draft&&) noexcept;
  Draft& operator=(Draft&&) noexcept;

  std::optional<Policy> resolve(const condition::Vocabulary& people, base::Year year,
                                base::Findings& findings) const;

  // The paths of values that differ, each as small as it can be exchanged: a scalar, a list, or a
  // whole part that stands on one side only ("requirements.leaders"). In the order of this file,
  // what only the other has last.
  std::vector<std::string> differences(const Draft& other) const;
  // This draft with some of these values as the other has them.
  Draft with(const Draft& other, const std::vector<std::string>& taken) const;

  // Every number that a value of these rules is.
  std::vector<Number> numbers() const;
  // This draft with one value written otherwise.
  Draft with(const std::string& path, const std::string& text) const;

 private:
  struct Inside;
  explicit Draft(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace xueshi::policy
