#include "session/workplace.h"

#include "store/people.h"

namespace xueshi::session {

namespace {

constexpr std::size_t kMostConnections = 256;

}  // namespace

std::shared_ptr<const Shelf> Workplace::shelf() {
  Home home(settings_.value("home"));
  HomeMark now = HomeMark::of(home);
  std::lock_guard lock(mutex_);
  if (!shelf_ || shelf_->mark() != now) shelf_ = std::make_shared<Shelf>(home, subjects_);
  return shelf_;
}

std::shared_ptr<const Shelf> Workplace::shelf(database::Database& database) {
  if (!settings_.flag("policy_by_deed")) return shelf();
  std::vector<store::TextInForce> in_force = store::fetch_texts_in_force(database, false);
  if (in_force.empty()) return shelf();
  Home home(settings_.value("home"));
  HomeMark now = HomeMark::of(home);
  {
    std::lock_guard lock(mutex_);
    if (by_deed_ && by_deed_->mark() == now && in_force_ == in_force) return by_deed_;
  }
  // With no lock held: who works on with what is there does not wait for this database.
  auto shelf =
      std::make_shared<Shelf>(home, subjects_, store::fetch_texts_in_force(database, true));
  std::lock_guard lock(mutex_);
  by_deed_ = shelf;
  in_force_ = std::move(in_force);
  return shelf;
}

std::shared_ptr<const academy::OrgTree> Workplace::tree(database::Database& database) {
  std::optional<database::DataMark> mark = database::mark_of(database, "org");
  if (mark) {
    std::lock_guard lock(mutex_);
    auto at = seen_.find(mark->connection);
    if (at != seen_.end() && at->second.first == *mark) return at->second.second;
  }
  std::vector<academy::Org> orgs = store::fetch_orgs(database);
  if (!mark) return std::make_shared<academy::OrgTree>(std::move(orgs));
  std::lock_guard lock(mutex_);
  if (!tree_ || orgs_ != orgs) {
    orgs_ = orgs;
    tree_ = std::make_shared<academy::OrgTree>(std::move(orgs));
  }
  if (seen_.size() > kMostConnections) seen_.clear();
  seen_[mark->connection] = {*mark, tree_};
  return tree_;
}

}  // namespace xueshi::session
