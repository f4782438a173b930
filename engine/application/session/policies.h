// Policies: the rules of a home, year by year. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "policy/policy.h"
#include "session/home.h"
#include "store/proposals.h"

namespace xueshi::session {

// Texts that were taken into force by deed take the place of the file of their year; one that says
// the same is the file. A text is called as its file, with the number of its proposal:
// "rules/2025.yaml@2025-001". Throws base::Error(kDatabase, "policy.text-damaged") where a text is
// not the one whose SHA-256 is kept.
void put_in_force(const Home& home, const std::vector<store::TextInForce>& texts,
                  policy::Shelf& shelf);

// Whether it is the text whose SHA-256 is kept with it.
bool is_whole(const store::TextInForce& text);

// A text among those that another one extends, as store::Proposal::basis lists them:
// "2016:0123456789ab", its year and the first digits of its SHA-256.
std::string basis_of(base::Year year, const std::string& text);
std::string join_basis(const std::vector<std::string>& texts);

// A year's file that is not what was confirmed (policy.md §3).
struct Departure {
  base::Year year;
  std::string number;  // of the proposal
  std::string file;    // as people read it
  // kDamaged: the kept text; kBasis: a file that it extends.
  enum class Kind { kMissing, kDiffers, kDamaged, kBasis } kind = Kind::kDiffers;
};
// `texts`: with their content.
std::vector<Departure> find_departures(const Home& home,
                                       const std::vector<store::TextInForce>& texts);
// "rules/2025.yaml 与确认生效的规定（2025-001）不一致…", and what is in use.
std::string render(const Departure& departure, bool by_deed);

// The policies of a home, resolved once per year.
class Policies {
 public:
  // `in_force`: texts that hold in the place of files.
  explicit Policies(const Home& home, const std::vector<store::TextInForce>& in_force = {})
      : shelf_(home.load_shelf()) {
    put_in_force(home, in_force, shelf_);
  }
  const policy::Shelf& shelf() const { return shelf_; }
  // Throws WrongFiles where the rules of that year are not sound, or none apply.
  const policy::Policy& of(base::Year year) const;
  // Null where the year lies before the first rules file. Throws WrongFiles where the rules are not
  // sound.
  const policy::Policy* find(base::Year year) const;
  // What the policies of all years ask of people, absences and records beside the program's own
  // columns; rules that are not sound ask for nothing.
  const policy::FurtherColumns& columns() const;

 private:
  struct Resolved {
    std::optional<policy::Policy> policy;
    base::Findings findings;
  };
  const Resolved& resolved(base::Year year) const;
  policy::Shelf shelf_;
  mutable std::mutex mutex_;
  mutable std::map<int, Resolved> by_year_;
  mutable std::once_flag columns_asked_;
  mutable policy::FurtherColumns columns_;
};

}  // namespace xueshi::session
