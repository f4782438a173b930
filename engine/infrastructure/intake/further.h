// Further headings: columns that policies ask for beside those of the program (policy.md §1:
// `facts`, `best_of`, `worth: {by: …}`).
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/headings.h"
#include "policy/source.h"

namespace xueshi::intake {

class Further {
 public:
  explicit Further(policy::FurtherColumns columns);
  Further(const Further&) = delete;  // its headings look into it

  // Of people and learning; none of other kinds. As they are written in the policy; one whose name
  // the kind has already is left out.
  std::span<const Heading> headings(Kind kind) const;
  const policy::FurtherColumns& columns() const { return columns_; }

 private:
  void add_fact(const std::string& name);
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  policy::FurtherColumns columns_;
  std::deque<std::string> texts_;
  std::vector<Heading> people_, learning_;
};

// Those of the program, then the further ones; `further` may be null.
std::vector<Heading> all_headings(Kind kind, const Further* further);

}  // namespace xueshi::intake
