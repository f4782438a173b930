#include "session/session.h"

#include <fmt/format.h>

#include "base/text.h"
#include "store/seals.h"

namespace xueshi::session {

namespace {

using academy::Actor;
using academy::Role;

std::unique_ptr<database::Database> open_current(const std::string& url) {
  auto opened = std::make_unique<database::Database>(database::Database::open(url));
  opened->require_current_schema();
  return opened;
}

}  // namespace

std::unique_ptr<base::Clock> make_clock(const Settings& settings) {
  if (auto now = base::parse_instant(settings.value("now")))
    return std::make_unique<base::FixedClock>(*now);
  return std::make_unique<base::SystemClock>();
}

Session::Session(Workplace& workplace, const Actor& actor)
    : workplace_(&workplace),
      clock_(make_clock(workplace.settings())),
      own_(open_current(workplace.settings().value("db"))),
      database_(own_.get()),
      shelf_(workplace.shelf(*database_)),
      tree_(workplace.tree(*database_)),
      actor_(actor) {
  store::watch_rows(*database_);
}

Session::Session(Workplace& workplace, const Actor& actor, database::Database& lent,
                 std::unique_ptr<base::Clock> clock)
    : workplace_(&workplace),
      clock_(clock ? std::move(clock) : make_clock(workplace.settings())),
      database_(&lent),
      shelf_(workplace.shelf(lent)),
      tree_(workplace.tree(lent)),
      actor_(actor) {
  store::watch_rows(lent);
}

academy::Scope Session::list_scope(const std::string& org) const {
  return org.empty() ? scope() : unit_scope(org);
}

std::string Session::unit_name(const std::string& code) const {
  const academy::Org* org = tree_->find(code);
  return org == nullptr ? code : org->name;
}

std::vector<Notice> Session::take_notices() {
  return notices_.empty() ? std::vector<Notice>{} : std::exchange(notices_, {});
}

void Session::reload_tree() { tree_ = workplace_->tree(*database_); }

bool Session::has_right(academy::Right right) const {
  return actor_.is_operator() || shelf_->rights().has(actor_.role, right);
}

std::string Session::holders_of(academy::Right right) const {
  std::vector<std::string> labels;
  for (Role role : shelf_->rights().holders(right)) labels.emplace_back(academy::label(role));
  return labels.empty() ? "本机操作员" : base::join(labels, "、");
}

void Session::require_right(academy::Right right) const {
  if (has_right(right)) return;
  throw base::Refused("actor.role", fmt::format("{}不能{}，须由{}办理", academy::label(actor_.role),
                                                academy::label(right), holders_of(right)));
}

academy::Scope Session::unit_scope(const std::string& org) const {
  std::optional<academy::Scope> narrowed;
  if (tree_->find(org) != nullptr) narrowed = scope().narrowed_to(org, *tree_);
  if (!narrowed) {
    throw base::Refused("org.not-found",
                        fmt::format("找不到机构 '{}'：编码有误，或不在您的管理范围内", org));
  }
  return *narrowed;
}

academy::Scope Session::institute_scope(std::string& org) const {
  if (org.empty() && !actor_.is_operator()) {
    if (const academy::Org* own = tree_->institute_of(actor_.org)) org = own->code;
  }
  if (org.empty()) throw base::Refused("org.missing", "请指明研究所的机构编码");
  academy::Scope narrowed = unit_scope(org);
  if (tree_->find(org)->level != academy::OrgLevel::kInstitute) {
    throw base::Refused("org.no-institute",
                        fmt::format("机构 '{}'（{}）不是研究所，请给出研究所的机构编码", org,
                                    tree_->find(org)->name));
  }
  return narrowed;
}

}  // namespace xueshi::session
