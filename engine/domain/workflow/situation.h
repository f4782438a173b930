// Situation: an item as it stands, who asks, and for what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/blocker.h"
#include "workflow/definition.h"

namespace xueshi::workflow {

// The place of each region, in the order of Definition::regions; empty for an item that is not yet
// made.
using State = std::vector<std::string>;

// How the one who asks stands to the item.
class Standing {
 public:
  virtual ~Standing() = default;
  // Whether they are one of these; for offices also where the offices of the list are all vacant
  // and they fill the next superior one.
  virtual bool is_one_of(const std::vector<Performer>& performers) const = 0;
  // Whether nobody fills any of these offices, the item's author and learner not counted.
  virtual bool are_vacant(const std::vector<Performer>& performers) const = 0;
  // Whether they are the author or the learner of the item.
  virtual bool is_party() const = 0;
  // Whether the item is about them.
  virtual bool is_learner() const = 0;
  // Who could take it, for a refusal: "计算机网络信息中心 的所级管理员".
  virtual std::string describe(const std::vector<Performer>& performers) const = 0;
};

// What is asked for.
struct Request {
  std::string action;
  bool has_comment = false;
  std::vector<std::string> fields{};  // headings that are to be set
  bool by_program = false;            // an effect asks, not a person
};

// What a heading of a sentence stands for where it holds nothing.
inline constexpr std::string_view kNothing = "（未填）";

// What only the owner of an item can answer about it.
class Needs {
 public:
  virtual ~Needs() = default;
  // The blockers in the way of a need that is neither `comment` nor a check of the file.
  virtual base::Blockers ask(std::string_view need) const = 0;
  // Those headings of a check's `filled` that hold nothing.
  virtual std::vector<std::string> missing(const Check& check) const = 0;
  // What a word in braces of a sentence stands for: the value of a heading, or a word of the
  // registry.
  virtual std::string say(const std::string& word) const = 0;
};

// Facts of the item as it stands: the registry's, in its order. The engine adds the regions'
// places.
struct Situation {
  const Definition& definition;
  const State& state;
  const condition::Facts& facts;
  const Standing& standing;
  const Needs& needs;
};

}  // namespace xueshi::workflow
