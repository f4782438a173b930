// Workplace: what the sessions of a process share – its settings, the shelf of its home, and the
// organisation tree of its database; the last two are read again only when they changed.
//
// Made once, by a face. All members may be called by several threads at once.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "academy/org.h"
#include "database/data_mark.h"
#include "database/database.h"
#include "session/settings.h"
#include "session/shelf.h"

namespace xueshi::session {

class Workplace {
 public:
  // `subjects`: what the program offers to graphs (item::graph_subjects()). Requires: they outlive
  // it.
  Workplace(Settings settings, const Subjects& subjects)
      : settings_(std::move(settings)), subjects_(subjects) {}
  Workplace(const Workplace&) = delete;

  const Settings& settings() const { return settings_; }
  // The shelf of the home as its files are now: the same one as long as none of them changed.
  // Throws base::Error(kDisk), base::Refused ("config.no-home").
  std::shared_ptr<const Shelf> shelf();
  // The same as it is for who works with that database: where rules hold by deed (policy_by_deed),
  // those that were confirmed last. Throws base::Error(kDatabase) too.
  std::shared_ptr<const Shelf> shelf(database::Database& database);
  // The tree as that connection sees it now: the same one as long as nobody changed it. Throws
  // base::Error(kDatabase).
  std::shared_ptr<const academy::OrgTree> tree(database::Database& database);

 private:
  Settings settings_;
  const Subjects& subjects_;
  std::mutex mutex_;
  std::shared_ptr<const Shelf> shelf_;
  std::shared_ptr<const Shelf> by_deed_;
  std::vector<store::TextInForce> in_force_;  // those of by_deed_, without their content
  std::vector<academy::Org> orgs_;            // those of the tree, as they were read
  std::shared_ptr<const academy::OrgTree> tree_;
  // What the tree looked like last, connection by connection.
  std::map<std::int64_t, std::pair<database::DataMark, std::shared_ptr<const academy::OrgTree>>>
      seen_;
};

}  // namespace xueshi::session
