#include "view/inbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include "base/paging.h"
#include "item/inbox.h"
#include "item/look.h"
#include "store/people.h"

namespace xueshi::view {

namespace {

using item::Answered;
using item::OpenPile;

bool stands_at_start(const workflow::Definition& definition, const std::string& place) {
  const workflow::Place* at = definition.find_place(place);
  return at != nullptr && at->start;
}

// What came back to its start, and why; or what is to be decided about it.
std::string status_of(const Answered& answered, const std::vector<store::Verdict>& verdicts) {
  const item::Waiting& waiting = answered.waiting;
  if (!waiting.status.empty()) return waiting.status;
  const workflow::Definition& definition = answered.graph->definition;
  std::string status = definition.label_of(waiting.place);
  if (stands_at_start(definition, waiting.place))  // came back, which its label does not say
    return status + fmt::format("（{}）", verdicts.empty() ? "" : verdicts.back().status);
  for (const std::string& note : waiting.subject->waiting_notes()) status += "（" + note + "）";
  return status;
}

// What it is, for who has to decide.
InboxItem describe(item::Deed& deed, const OpenPile& pile, const Answered& answered,
                   std::vector<store::Verdict> verdicts) {
  const item::Subject& subject = *answered.waiting.subject;
  InboxItem item;
  item.pile = pile.word;
  item.subject = subject.word();
  item.id = subject.shown();
  item.title = answered.waiting.title;
  item.unit = deed.session.unit_name(subject.unit());
  item.status = status_of(answered, verdicts);
  bool is_part = !answered.waiting.status.empty();  // nobody was asked about the whole
  if (!is_part && !verdicts.empty()) item.remark = verdicts.back().comment;
  item.learner = subject.learner();
  item.fields = subject.values();
  item.verdicts = std::move(verdicts);
  item.actions = answered.actions;
  return item;
}

// PILE/PART/EMPLOYEE/NUMBER.
std::string key_of(const OpenPile& pile, const store::WaitingRow& row) {
  return fmt::format("{}/{}/{}/{}", pile.word, static_cast<int>(row.kind), row.employee,
                     row.number);
}

// The row of that key, in the pile; absent where it is none of its keys.
std::optional<store::WaitingRow> row_of(const OpenPile& pile, const std::string& key) {
  for (const store::WaitingPart& part : pile.asked.parts) {
    std::string stem = fmt::format("{}/{}/", pile.word, static_cast<int>(part.kind));
    std::size_t slash = key.find('/', stem.size());
    if (key.rfind(stem, 0) != 0 || slash == std::string::npos) continue;
    store::WaitingRow row;
    row.kind = part.kind;
    row.employee = key.substr(stem.size(), slash - stem.size());
    row.number = key.substr(slash + 1);
    return row;
  }
  return std::nullopt;
}

store::WaitingPage page_of(const OpenPile& pile, const InboxAsked& asked) {
  return {asked.filter, asked.order, asked.is_down, pile.cases};
}

bool is_filtered(const InboxFilter& filter) {
  return !filter.title.empty() || !filter.unit.empty() || !filter.learner.empty() || filter.year;
}

std::int64_t total_of(item::Deed& deed, const OpenPile& pile, const InboxAsked& asked) {
  if (pile.total == 0 || !is_filtered(asked.filter)) return pile.total;
  return store::count_waiting(deed.session.database(), deed.session.scope(), pile.asked,
                              page_of(pile, asked));
}

void add_rows(item::Deed& deed, const OpenPile& pile, const InboxAsked& asked, std::int64_t begin,
              std::int64_t size, std::vector<InboxItem>& items) {
  database::Database& database = deed.session.database();
  std::vector<store::WaitingRow> rows = store::fetch_waiting(
      database, deed.session.scope(), pile.asked, page_of(pile, asked), begin, size);
  std::vector<std::optional<Answered>> answers = ask_about_waiting(deed, *pile.kind, rows);
  std::vector<std::string> numbers;
  for (const std::optional<Answered>& one : answers)
    if (one) numbers.push_back(one->waiting.subject->number());
  auto verdicts = store::fetch_verdicts(database, pile.kind->word, numbers);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!answers[i]) continue;
    items.push_back(
        describe(deed, pile, *answers[i], verdicts[answers[i]->waiting.subject->number()]));
    items.back().key = key_of(pile, rows[i]);
  }
}

void name_learners(session::Session& session, std::vector<InboxItem>& items) {
  std::set<std::string> learners;
  for (const InboxItem& item : items)
    if (!item.learner.empty()) learners.insert(item.learner);
  auto names = store::fetch_names(session.database(), session.scope(), learners);
  for (InboxItem& item : items) item.learner_name = names[item.learner];
}

// Where the page begins among the piles that are shown, of which each has so many rows.
std::int64_t begin_of(item::Deed& deed, const std::vector<const OpenPile*>& shown,
                      const std::vector<std::int64_t>& totals, const InboxAsked& asked) {
  std::int64_t before = 0;
  for (std::size_t i = 0; i < shown.size(); before += totals[i++]) {
    std::optional<store::WaitingRow> last = row_of(*shown[i], asked.after);
    if (!last) continue;
    std::int64_t to = store::count_waiting_to(deed.session.database(), deed.session.scope(),
                                              shown[i]->asked, page_of(*shown[i], asked), *last);
    return to == 0 ? 0 : before + to;
  }
  return asked.after.empty() ? asked.begin : 0;
}

// The one that is shown; empty: all of them.
std::string pile_shown(const std::vector<OpenPile>& piles, const InboxAsked& asked) {
  for (const std::string& word : asked.piles) {
    for (const OpenPile& pile : piles)
      if (pile.word == word && pile.total > 0) return word;
  }
  return asked.piles.empty() ? "" : asked.piles.front();
}

void leaf(item::Deed& deed, const InboxAsked& asked, InboxPage& page) {
  std::vector<OpenPile> piles = item::open_piles(deed);
  page.pile = pile_shown(piles, asked);
  std::vector<const OpenPile*> shown;
  std::vector<std::int64_t> totals;
  for (const OpenPile& pile : piles) {
    page.counts.emplace_back(pile.word, pile.total);
    if (!page.pile.empty() && page.pile != pile.word) continue;
    shown.push_back(&pile);
    totals.push_back(total_of(deed, pile, asked));
    page.total += totals.back();
  }
  page.begin = base::begin_within(begin_of(deed, shown, totals, asked), page.total, asked.size);
  std::int64_t begin = page.begin, left = std::min(asked.size, page.total - page.begin);
  for (std::size_t i = 0; i < shown.size() && left > 0; ++i) {
    std::int64_t here = std::min(totals[i] - begin, left);
    if (here > 0) add_rows(deed, *shown[i], asked, begin, here, page.rows);
    begin = std::max<std::int64_t>(begin - totals[i], 0);
    left -= std::max<std::int64_t>(here, 0);
  }
  name_learners(deed.session, page.rows);
}

}  // namespace

InboxPage leaf_inbox(session::Session& session, const InboxAsked& asked) {
  InboxPage page;
  look(session, item::RoleBook::load(session.database(), session.today()),
       [&](item::Deed& deed) { leaf(deed, asked, page); });
  return page;
}

std::vector<std::pair<std::string, std::int64_t>> count_inbox(session::Session& session) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    for (const OpenPile& pile : item::open_piles(deed)) counts.emplace_back(pile.word, pile.total);
  });
  return counts;
}

std::vector<InboxItem> list_inbox(session::Session& session) {
  InboxAsked all;
  all.size = std::numeric_limits<std::int64_t>::max();
  return leaf_inbox(session, all).rows;
}

}  // namespace xueshi::view
