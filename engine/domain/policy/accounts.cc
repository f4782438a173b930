#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

// An account as written, before the tree is known to be one.
struct WrittenAccount {
  std::string id;
  yaml::Mark mark;
  Account account;
  std::vector<std::string> of;
  std::vector<yaml::Mark> of_marks;
  std::vector<yaml::Mark> takes_marks;
  const Node* cap = nullptr;
  std::string share_of;  // the account whose share is the cap
  std::vector<std::string> sums;
  std::vector<yaml::Mark> sums_marks;
  std::string carries;
  yaml::Mark carries_mark;
  bool apart = false;
  std::vector<yaml::Mark> list_marks;  // of `of` and `takes` themselves
};

class AccountParser {
 public:
  AccountParser(Parsing& parsing, const Node& node) : parsing_(parsing), node_(node) {}

  void parse() {
    for (const Node::Entry& entry : node_.entries) parse_account(entry);
    if (drafts_.empty()) {
      error(node_.mark, "no-accounts", "accounts 中至少要有一个账户");
      return;
    }
    check_children();
    check_references();
    check_roots_and_cycles();
    check_sources();
    if (sound_) build();
    if (sound_) check_order();
    if (sound_) check_years();
    if (sound_) check_sums();
    if (sound_) check_works();
  }

 private:
  void error(const yaml::Mark& mark, const char* code, std::string message) {
    parsing_.reader.error(mark, code, std::move(message));
    sound_ = false;
  }

  void parse_account(const Node::Entry& entry) {
    if (!entry.value.is_map()) return;  // already a finding of the schema
    WrittenAccount draft;
    draft.id = draft.account.id = entry.key;
    draft.mark = entry.key_mark;
    draft.account.label = parsing_.reader.required_text(entry.value, "label");
    draft.account.single_training =
        parsing_.reader.optional_flag(entry.value, "single_training", false);
    draft.apart = parsing_.reader.optional_flag(entry.value, "apart", false);
    draft.account.unit = parsing_.reader.optional_text(entry.value, "unit");
    if (draft.account.unit == kHourUnit) draft.account.unit.clear();
    draft.cap = entry.value.find("cap");
    if (draft.cap != nullptr) read_cap(draft);
    read_branches(entry, draft);
    index_[draft.id] = drafts_.size();
    drafts_.push_back(std::move(draft));
  }

  // `50`, `{hours: 16, per: year}`, `{share: 1/2, of: professional}`.
  void read_cap(WrittenAccount& draft) {
    const Node& cap = *draft.cap;
    if (!cap.is_map()) {
      draft.account.cap = read_hours(parsing_, cap);
      return;
    }
    const Node *hours = cap.find("hours"), *share = cap.find("share");
    if ((hours == nullptr) == (share == nullptr)) {
      error(cap.mark, "wrong-cap",
            fmt::format("账户 '{}' 的上限应写成 cap: 50、cap: {{hours: 16, per: year}} 或 cap: "
                        "{{share: 1/2, of: 账户}}，三者取一",
                        draft.id));
      return;
    }
    if (hours != nullptr) {
      draft.account.cap = read_hours(parsing_, *hours);
      if (const Node* per = parsing_.reader.required(cap, "per")) {
        draft.account.cap_is_per_year = parsing_.reader.word(*per, {"year"}).has_value();
      }
      return;
    }
    auto part = share->is_scalar() ? parse_fraction(share->text) : std::nullopt;
    if (!part) {
      error(share->mark, "wrong-fraction",
            fmt::format("'{}' 不是份额，应写成分数或小数，例如 1/2", share->text));
    }
    draft.share_of = parsing_.reader.required_text(cap, "of");
    if (const Node* per = cap.find("per"))
      draft.account.cap_is_per_year = parsing_.reader.word(*per, {"year"}).has_value();
    if (part) draft.account.share = Share{*part, 0};
  }

  void read_branches(const Node::Entry& entry, WrittenAccount& draft) {
    const Node* of = entry.value.find("of");
    const Node* takes = entry.value.find("takes");
    const Node* sums = entry.value.find("sums");
    const Node* carries = entry.value.find("carries");
    int given = 0;
    for (const Node* each : {of, takes, sums, carries}) {
      if (each == nullptr) continue;
      ++given;
      if (each->is_sequence()) draft.list_marks.push_back(each->mark);
    }
    if (given != 1) {
      error(parsing_.cause(entry.key_mark), "leaf-or-branch",
            fmt::format("账户 '{}' 应当写 of（下级账户）、takes（学时来源）、sums（另加各账户）或 "
                        "carries（上期结转），四者取一",
                        draft.id));
      branches_known_ = false;
      return;
    }
    if (carries != nullptr) return read_carry(entry, *carries, draft);
    const Node* list = of != nullptr ? of : takes != nullptr ? takes : sums;
    std::vector<std::string> words = parsing_.reader.texts(*list);
    std::vector<yaml::Mark> marks;
    for (const Node& item : list->items) marks.push_back(item.mark);
    if (of != nullptr) {
      draft.of = words;
      draft.of_marks = marks;
    } else if (takes != nullptr) {
      draft.account.takes = words;
      draft.takes_marks = marks;
    } else {
      draft.sums = words;
      draft.sums_marks = marks;
      if (draft.cap != nullptr)
        error(draft.cap->mark, "wrong-cap",
              fmt::format("账户 '{}' 用 sums 另加各账户，不能有上限，请删去 cap", draft.id));
    }
    if (list->is_sequence() && list->items.empty()) {
      error(parsing_.cause(list->mark), "leaf-or-branch",
            fmt::format("账户 '{}' 的列表是空的；不需要的账户请写成 {}: none", draft.id, draft.id));
      branches_known_ = false;
    }
  }

  void read_carry(const Node::Entry& entry, const Node& carries, WrittenAccount& draft) {
    draft.carries = parsing_.reader.text(carries);
    draft.carries_mark = carries.mark;
    Carry carry;
    if (const Node* most = entry.value.find("at_most")) carry.at_most = read_hours(parsing_, *most);
    draft.account.carries = carry;
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const WrittenAccount& draft : drafts_) all.push_back(draft.id);
    return all;
  }

  void check_children() {
    for (const WrittenAccount& draft : drafts_) {
      for (std::size_t i = 0; i < draft.of.size(); ++i) {
        const std::string& child = draft.of[i];
        if (index_.count(child) == 0) {
          error(parsing_.cause(draft.of_marks[i], "accounts." + child), "unknown-account",
                fmt::format("账户 '{}' 的下级账户 '{}' 不存在{}", draft.id, child,
                            advice_on_child(child)));
        } else if (auto [at, fresh] = parent_.try_emplace(child, draft.id); !fresh) {
          std::string message =
              at->second == draft.id
                  ? fmt::format("账户 '{}' 在 '{}' 的 of 中写了两次，请只保留一次", child, draft.id)
                  : fmt::format("账户 '{}' 有两个上级：'{}' 和 '{}'，请只保留一个", child,
                                at->second, draft.id);
          error(parsing_.cause(draft.of_marks[i], "", marks_of(at->second)), "two-parents",
                std::move(message));
        }
      }
    }
  }

  void check_known(const std::string& id, const yaml::Mark& mark, const std::string& asker) {
    if (index_.count(id) > 0) return;
    std::string advice = base::suggest(id, ids());
    if (advice.empty()) advice = "，可用的账户：" + base::join(ids(), "、");
    error(parsing_.cause(mark, "accounts." + id), "unknown-account",
          fmt::format("账户 '{}' 所指的账户 '{}' 不存在{}", asker, id, advice));
  }

  // Accounts that caps, sums and carries name.
  void check_references() {
    for (const WrittenAccount& draft : drafts_) {
      if (draft.account.share) check_known(draft.share_of, draft.cap->mark, draft.id);
      if (draft.account.carries) check_known(draft.carries, draft.carries_mark, draft.id);
      for (std::size_t i = 0; i < draft.sums.size(); ++i)
        check_known(draft.sums[i], draft.sums_marks[i], draft.id);
      bool is_below = parent_.count(draft.id) > 0;
      if (is_below && (draft.apart || !draft.sums.empty())) {
        error(parsing_.cause(draft.mark, "", marks_of(parent_.at(draft.id))), "two-parents",
              fmt::format("账户 '{}' {}，不能又列在 '{}' 的 of 中", draft.id,
                          draft.apart ? "自成一树（apart）" : "用 sums 另加各账户",
                          parent_.at(draft.id)));
      }
    }
  }

  std::string advice_on_child(const std::string& child) {
    std::optional<std::string> near = base::find_near(child, ids());
    for (const WrittenAccount& draft : drafts_) {
      if (draft.account.label == child) near = draft.id;
    }
    if (near) misspelt_.insert(*near);
    return near ? fmt::format("，是否应为 '{}'？", *near)
                : fmt::format("，请在 accounts 中写明 '{}'，或从 of 中去掉", child);
  }

  // The accounts of the circle that one stands in, from itself downwards; empty where in none.
  std::vector<std::string> circle_of(const std::string& id) const {
    std::vector<std::string> circle = {id};
    while (circle.size() <= drafts_.size()) {
      auto parent = parent_.find(circle.back());
      if (parent == parent_.end()) return {};
      if (parent->second == id) {
        std::reverse(circle.begin() + 1, circle.end());
        return circle;
      }
      circle.push_back(parent->second);
    }
    return {};
  }

  // Says it once a circle, at the account of it that is written first.
  void check_circle(const WrittenAccount& draft, const std::vector<std::string>& circle) {
    std::vector<yaml::Mark> marks;
    for (const std::string& id : circle) {
      if (index_.at(id) < index_.at(draft.id)) return;
      for (const yaml::Mark& mark : marks_of(id)) marks.push_back(mark);
    }
    error(parsing_.cause(marks.front(), "", marks), "account-cycle",
          fmt::format("账户的上下级成了一个圈：{} → {}，请从其中一个的 of 中去掉下级",
                      base::join(circle, " → "), draft.id));
  }

  const std::vector<yaml::Mark>& marks_of(const std::string& id) const {
    return drafts_[index_.at(id)].of_marks;
  }

  // The list that an account has in the files below the checked one holds the word, and the checked
  // file took the account away or gave it another list: there is the cause.
  std::optional<yaml::Mark> dropped_at(const char* list, const std::string& word) const {
    const std::vector<yaml::Document>& documents = parsing_.layers.documents;
    for (std::size_t i = 1; i < documents.size(); ++i) {
      const Node* accounts = documents[i].root().find("accounts");
      if (accounts == nullptr || !accounts->is_map()) continue;
      for (const Node::Entry& entry : accounts->entries) {
        const Node* words = entry.value.is_map() ? entry.value.find(list) : nullptr;
        bool had = words != nullptr && std::any_of(words->items.begin(), words->items.end(),
                                                   [&](const Node& n) { return n.text == word; });
        if (!had) continue;
        auto gone = parsing_.layers.removed.find("accounts." + entry.key);
        if (gone != parsing_.layers.removed.end() && gone->second.layer == 0) return gone->second;
        auto draft = index_.find(entry.key);
        if (draft == index_.end()) continue;
        for (const yaml::Mark& mark : drafts_[draft->second].list_marks) {
          if (mark.layer == 0) return mark;
        }
      }
    }
    return std::nullopt;
  }

  // "，例如在 training 的 of 中加上 party": where it was listed before, or where most leaves are.
  std::string where_to_list(const WrittenAccount& missing) const {
    const WrittenAccount* best = nullptr;
    for (const WrittenAccount& draft : drafts_) {
      if (listed_before(draft.id, missing.id))
        return fmt::format("，例如在 {} 的 of 中加上 {}", draft.id, missing.id);
      bool is_better = best == nullptr || leaves_of(draft) > leaves_of(*best);
      if (!draft.of.empty() && draft.id != missing.id && is_better) best = &draft;
    }
    return best == nullptr ? "" : fmt::format("，例如在 {} 的 of 中加上 {}", best->id, missing.id);
  }

  bool listed_before(const std::string& parent, const std::string& child) const {
    const Node& below = parsing_.layers.below;
    const Node* accounts = below.is_map() ? below.find("accounts") : nullptr;
    const Node* account =
        accounts != nullptr && accounts->is_map() ? accounts->find(parent) : nullptr;
    const Node* of = account != nullptr && account->is_map() ? account->find("of") : nullptr;
    return of != nullptr && std::any_of(of->items.begin(), of->items.end(),
                                        [&](const Node& item) { return item.text == child; });
  }

  std::size_t leaves_of(const WrittenAccount& draft) const {
    return static_cast<std::size_t>(
        std::count_if(draft.of.begin(), draft.of.end(), [&](const std::string& id) {
          auto at = index_.find(id);
          return at != index_.end() && drafts_[at->second].of.empty();
        }));
  }

  void check_roots_and_cycles() {
    std::string root;
    for (const WrittenAccount& draft : drafts_) {
      if (auto circle = circle_of(draft.id); !circle.empty()) {
        check_circle(draft, circle);
      } else if (parent_.count(draft.id) == 0 && !draft.apart && draft.sums.empty()) {
        if (!root.empty() && branches_known_ && misspelt_.count(draft.id) == 0) {
          std::optional<yaml::Mark> at = dropped_at("of", draft.id);
          error(at.value_or(parsing_.cause(draft.mark)), "two-roots",
                fmt::format(
                    "账户 '{}' 和 '{}' 都没有上级账户；只能有一个总账户，请把它列入某个账户的 of{}",
                    draft.id, root, where_to_list(draft)));
        }
        if (root.empty()) root = draft.id;
      }
    }
    root_ = root;
    if (root.empty() && sound_) {
      error(parsing_.cause(drafts_.front().mark), "no-accounts",
            "所有账户都自成一树（apart）或另加（sums），至少要有一个总账户");
    }
  }

  // Of the sources that the rules do not declare, the one that looks most like `source`: a slip
  // of the pen, or a part of its name.
  std::string misspelt_source(const std::string& source, const yaml::Mark*& at) const {
    std::vector<std::string> declared = declared_sources(parsing_.policy), own;
    std::string near;
    for (const WrittenAccount& draft : drafts_) {
      for (const std::string& name : draft.account.takes) {
        if (base::contains(declared, name) || name.empty()) continue;
        own.push_back(name);
        bool is_part =
            source.find(name) != std::string::npos || name.find(source) != std::string::npos;
        if (near.empty() && is_part) near = name;
      }
    }
    if (auto slip = base::find_near(source, own)) near = *slip;
    for (const WrittenAccount& draft : drafts_) {
      for (std::size_t i = 0; i < draft.account.takes.size() && !near.empty(); ++i) {
        if (draft.account.takes[i] == near) at = &draft.takes_marks[i];
      }
    }
    return near;
  }

  void check_sources() {
    std::map<std::string, std::string> taken;
    for (const WrittenAccount& draft : drafts_) {
      for (std::size_t i = 0; i < draft.account.takes.size(); ++i) {
        const std::string& source = draft.account.takes[i];
        if (auto [at, fresh] = taken.try_emplace(source, draft.id); !fresh) {
          error(
              parsing_.cause(draft.takes_marks[i], "", drafts_[index_.at(at->second)].takes_marks),
              "source-twice",
              fmt::format("学时来源 '{}' 已由账户 '{}' 计入，只能计入一个账户，请只保留一处",
                          source, at->second));
        }
      }
    }
    for (const std::string& source : parsing_.policy.uncounted) {
      auto at = taken.find(source);
      if (at == taken.end()) continue;
      error(parsing_.cause(drafts_[index_.at(at->second)].takes_marks.front()), "source-twice",
            fmt::format("学时来源 '{}' 既由账户 '{}' 计入，又写在 uncounted 中，请只保留一处",
                        source, at->second));
    }
    for (const Source& source : parsing_.policy.sources) {
      // Classes of a 培训类别 that no account names are taken with the rest.
      std::string whole = source.name.substr(0, source.name.find(':'));
      bool is_taken = taken.count(source.name) > 0 || taken.count(whole) > 0;
      bool is_uncounted =
          parsing_.policy.is_uncounted(source.name) || parsing_.policy.is_uncounted(whole);
      if (is_taken || is_uncounted || !branches_known_) continue;
      const Node* declared = parsing_.layers.merged.find("sources");
      error(parsing_.cause(declared->find_entry(source.name)->key_mark), "source-never",
            fmt::format("sources 中的 '{}' 没有账户计入，请加到某个账户的 takes 中，或写在 "
                        "uncounted 中",
                        source.name));
    }
    for (const std::string& source : declared_sources(parsing_.policy)) {
      if (taken.count(source) > 0 || parsing_.policy.is_uncounted(source) || !branches_known_)
        continue;
      const yaml::Mark* slip = nullptr;  // of a source that may be this one, misspelt
      std::string near = misspelt_source(source, slip);
      std::optional<yaml::Mark> at = slip != nullptr ? *slip : dropped_at("takes", source);
      // Either may be the one that is misspelt; a list of an earlier file is not.
      const Node* listed = listed_source(source);
      if (listed != nullptr && listed->mark.layer == 0 && slip != nullptr) {
        error(parsing_.cause(listed->mark), "source-never",
              fmt::format("学时来源 '{}' 没有账户计入，是否应为 '{}'？", source, near));
      }
      if (listed != nullptr && !at) at = listed->mark;
      error(parsing_.cause(at.value_or(node_.mark)), "source-never",
            fmt::format("学时来源 '{}' 没有账户计入，请加到某个账户的 takes 中{}", source,
                        near.empty() ? "" : fmt::format("（'{}' 是否写错了？）", near)));
    }
  }

  // As `entered` or `delivered` of the file names it.
  const Node* listed_source(const std::string& source) const {
    for (const char* key : {"entered", "delivered"}) {
      const Node* list = parsing_.layers.merged.find(key);
      if (list == nullptr || !list->is_sequence()) continue;
      for (const Node& item : list->items) {
        if (item.text == source) return &item;
      }
    }
    return nullptr;
  }

  // The first root first, parents before children; then the trees apart, then the sums.
  void build() {
    std::vector<Account>& accounts = parsing_.policy.accounts;
    auto place = [&](auto& self, const std::string& id,
                     std::optional<AccountIndex> parent) -> AccountIndex {
      const WrittenAccount& draft = drafts_[index_.at(id)];
      AccountIndex at = accounts.size();
      accounts.push_back(draft.account);
      accounts[at].parent = parent;
      std::vector<AccountIndex> children;
      for (const std::string& child : draft.of) children.push_back(self(self, child, at));
      accounts[at].of = std::move(children);
      return at;
    };
    place(place, root_, std::nullopt);
    for (const WrittenAccount& draft : drafts_) {
      if (draft.apart) place(place, draft.id, std::nullopt);
    }
    for (const WrittenAccount& draft : drafts_) {
      if (!draft.sums.empty() && !draft.apart) place(place, draft.id, std::nullopt);
    }
    for (Account& account : accounts) {
      const WrittenAccount& draft = drafts_[index_.at(account.id)];
      if (account.share) account.share->of = *parsing_.policy.find_account(draft.share_of);
      if (account.carries) account.carries->from = *parsing_.policy.find_account(draft.carries);
      for (const std::string& each : draft.sums)
        account.sums.push_back(*parsing_.policy.find_account(each));
    }
  }

  // What an account is worked out from.
  std::vector<AccountIndex> sources_of(AccountIndex at) const {
    const Account& account = parsing_.policy.accounts[at];
    std::vector<AccountIndex> all = account.of;
    all.insert(all.end(), account.sums.begin(), account.sums.end());
    if (account.share) all.push_back(account.share->of);
    return all;
  }

  // An order in which all that an account is worked out from comes before it; a circle is said.
  void check_order() {
    const std::vector<Account>& accounts = parsing_.policy.accounts;
    enum class State { kNew, kOpen, kDone };
    std::vector<State> states(accounts.size(), State::kNew);
    std::vector<AccountIndex> path;
    auto visit = [&](auto& self, AccountIndex at) -> void {
      if (states[at] == State::kDone || !sound_) return;
      if (states[at] == State::kOpen) return say_circle(path, at);
      states[at] = State::kOpen;
      path.push_back(at);
      for (AccountIndex each : sources_of(at)) self(self, each);
      path.pop_back();
      states[at] = State::kDone;
      parsing_.policy.order.push_back(at);
    };
    // Children before parents, as far as nothing else is asked for.
    for (AccountIndex i = accounts.size(); i-- > 0;) visit(visit, i);
  }

  void say_circle(const std::vector<AccountIndex>& path, AccountIndex at) {
    std::vector<std::string> names;
    std::vector<yaml::Mark> marks;
    for (auto each = std::find(path.begin(), path.end(), at); each != path.end(); ++each) {
      const WrittenAccount& draft = drafts_[index_.at(parsing_.policy.accounts[*each].id)];
      names.push_back(draft.id);
      if (draft.account.share) marks.push_back(draft.cap->mark);
      for (const yaml::Mark& mark : draft.sums_marks) marks.push_back(mark);
    }
    names.push_back(parsing_.policy.accounts[at].id);
    error(parsing_.cause(marks.front(), "", marks), "account-cycle",
          fmt::format("账户的份额（share）或另加（sums）成了一个圈：{}，请改用别的账户",
                      base::join(names, " → ")));
  }

  // Below a cap of each year every cap is one of each year, too.
  void check_years() {
    const std::vector<Account>& accounts = parsing_.policy.accounts;
    for (AccountIndex i = 0; i < accounts.size(); ++i) {
      bool is_of_period = (accounts[i].share || accounts[i].cap) && !accounts[i].cap_is_per_year;
      if (!is_of_period) continue;
      for (auto above = accounts[i].parent; above; above = accounts[*above].parent) {
        if (!accounts[*above].cap_is_per_year) continue;
        const WrittenAccount& draft = drafts_[index_.at(accounts[i].id)];
        const WrittenAccount& over = drafts_[index_.at(accounts[*above].id)];
        error(parsing_.cause(draft.cap->mark, "", {over.cap->mark}), "wrong-cap",
              fmt::format("账户 '{}' 的上限是每年的（per: year），其下 '{}' 的上限也要写成 "
                          "{{hours: …, per: year}}",
                          over.id, draft.id));
        break;
      }
    }
  }

  // The best record of a work may move into a year that is full already: more hours, and less of
  // them counts.
  void check_works() {
    const std::vector<Account>& accounts = parsing_.policy.accounts;
    for (AccountIndex at = 0; at < accounts.size(); ++at) {
      const Account& account = accounts[at];
      const WrittenAccount& written = drafts_[index_.at(account.id)];
      for (std::size_t i = 0; i < account.takes.size(); ++i) {
        const Source* source = parsing_.policy.find_source(account.takes[i]);
        if (source == nullptr || !source->best_of) continue;
        for (std::optional<AccountIndex> above = at; above; above = accounts[*above].parent) {
          const Account& over = accounts[*above];
          if (!over.cap_is_per_year) continue;
          const Node* cap = drafts_[index_.at(over.id)].cap;
          error(
              parsing_.cause(cap->mark, "", {written.takes_marks[i]}), "best-of-per-year",
              fmt::format("账户 '{}' 的上限是每年的（per: year），其下的 '{}' 又是同一成果只计一次"
                          "（best_of）：多一条记录反而可能不达标，请改用整个期间的上限",
                          over.id, source->name));
          break;
        }
      }
    }
  }

  // Nothing is added twice.
  void check_sums() {
    for (const Account& account : parsing_.policy.accounts) {
      const WrittenAccount& draft = drafts_[index_.at(account.id)];
      for (std::size_t i = 0; i < account.sums.size(); ++i) {
        for (std::size_t j = 0; j < account.sums.size(); ++j) {
          if (i == j || !parsing_.policy.lies_within(account.sums[i], account.sums[j])) continue;
          if (account.sums[i] == account.sums[j] && i < j) continue;
          error(parsing_.cause(draft.sums_marks[i], "", draft.sums_marks), "sums-twice",
                fmt::format("账户 '{}' 的 sums 中，'{}' 已在 '{}' 之内，会加两次，请去掉一个",
                            draft.id, draft.sums[i], draft.sums[j]));
        }
      }
    }
  }

  Parsing& parsing_;
  const Node& node_;
  std::vector<WrittenAccount> drafts_;
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::string> parent_;
  std::string root_;
  std::set<std::string> misspelt_;  // accounts that a list names with a slip of the pen
  bool branches_known_ = true;      // false: what hangs where cannot be judged yet
  bool sound_ = true;
};

}  // namespace

void parse_accounts(Parsing& parsing, const Node& node) {
  if (node.is_map()) AccountParser(parsing, node).parse();
}

}  // namespace xueshi::policy
