// Shelf: what the files of a home say – rules, graphs, rights –, each read once. (What reports
// are printed with, templates and plugins, whoever prints reads for every report anew.)
//
// Immutable as its users see it, and shared by all sessions of a process (workplace.h): what it
// parses on first use is kept under a lock.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "academy/rights.h"
#include "session/graphs.h"
#include "session/home.h"
#include "session/policies.h"

namespace xueshi::session {

// Which files stood in the folders of a home, and which content: another one was written, or took
// their place.
struct HomeMark {
  std::vector<std::string> files;
  static HomeMark of(const Home& home);
  bool operator==(const HomeMark&) const = default;
};

class Shelf {
 public:
  // Reads the rules. Throws base::Error(kDisk) where one of them cannot be read.
  // Requires: the subjects outlive it.
  // `in_force`: texts of rules that hold in the place of files.
  Shelf(const Home& home, const Subjects& subjects,
        const std::vector<store::TextInForce>& in_force = {})
      : mark_(HomeMark::of(home)),
        home_(home),
        policies_(home_, in_force),
        graphs_(home_, subjects) {}
  Shelf(const Shelf&) = delete;

  const HomeMark& mark() const { return mark_; }
  const Home& home() const { return home_; }
  const Policies& policies() const { return policies_; }
  const Graphs& graphs() const { return graphs_; }
  // Throws WrongFiles where workflows/rights.yaml is not sound.
  const academy::Rights& rights() const;

 private:
  HomeMark mark_;  // first: what is written while the rest is read is read again
  Home home_;
  Policies policies_;
  Graphs graphs_;
  mutable std::mutex mutex_;
  mutable std::optional<academy::Rights> rights_;
};

}  // namespace xueshi::session
