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
struct Draft {
  std::string id;
  yaml::Mark mark;
  Account account;
  std::vector<std::string> of;
  std::vector<yaml::Mark> of_marks;
  std::vector<yaml::Mark> takes_marks;
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
    check_roots_and_cycles();
    check_sources();
    if (sound_) build();
  }

 private:
  void error(const yaml::Mark& mark, const char* code, std::string message) {
    parsing_.reader.error(mark, code, std::move(message));
    sound_ = false;
  }

  void parse_account(const Node::Entry& entry) {
    if (!entry.value.is_map()) return;  // already a finding of the schema
    Draft draft;
    draft.id = draft.account.id = entry.key;
    draft.mark = entry.key_mark;
    draft.account.label = parsing_.reader.required_text(entry.value, "label");
    draft.account.single_training =
        parsing_.reader.optional_flag(entry.value, "single_training", false);
    if (const Node* cap = entry.value.find("cap")) draft.account.cap = read_hours(parsing_, *cap);
    read_branches(entry, draft);
    index_[draft.id] = drafts_.size();
    drafts_.push_back(std::move(draft));
  }

  void read_branches(const Node::Entry& entry, Draft& draft) {
    const Node* of = entry.value.find("of");
    const Node* takes = entry.value.find("takes");
    if ((of == nullptr) == (takes == nullptr)) {
      error(parsing_.cause(entry.key_mark), "leaf-or-branch",
            fmt::format("账户 '{}' 应当写 of（下级账户）或 takes（学时来源），二者取一", draft.id));
      return;
    }
    if (of != nullptr) {
      draft.of = parsing_.reader.texts(*of);
      for (const Node& item : of->items) draft.of_marks.push_back(item.mark);
    } else {
      draft.account.takes = parsing_.reader.texts(*takes);
      for (const Node& item : takes->items) draft.takes_marks.push_back(item.mark);
    }
    const Node* given = of != nullptr ? of : takes;
    if (given->is_sequence() && given->items.empty()) {
      error(parsing_.cause(given->mark), "leaf-or-branch",
            fmt::format("账户 '{}' 的列表是空的；不需要的账户请写成 {}: none", draft.id, draft.id));
    }
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const Draft& draft : drafts_) all.push_back(draft.id);
    return all;
  }

  void check_children() {
    for (const Draft& draft : drafts_) {
      for (std::size_t i = 0; i < draft.of.size(); ++i) {
        const std::string& child = draft.of[i];
        if (index_.count(child) == 0) {
          error(parsing_.cause(draft.of_marks[i], "accounts." + child), "unknown-account",
                fmt::format("账户 '{}' 的下级账户 '{}' 不存在{}", draft.id, child,
                            base::suggest(child, ids())));
        } else if (auto [at, fresh] = parent_.try_emplace(child, draft.id); !fresh) {
          error(parsing_.cause(draft.of_marks[i]), "two-parents",
                fmt::format("账户 '{}' 有两个上级：'{}' 和 '{}'，请只保留一个", child, at->second,
                            draft.id));
        }
      }
    }
  }

  bool in_cycle(const std::string& id) const {
    std::string at = id;
    for (std::size_t steps = 0; steps <= drafts_.size(); ++steps) {
      auto parent = parent_.find(at);
      if (parent == parent_.end()) return false;
      at = parent->second;
      if (at == id) return true;
    }
    return false;
  }

  std::vector<yaml::Mark> all_of_marks() const {
    std::vector<yaml::Mark> marks;
    for (const Draft& draft : drafts_)
      marks.insert(marks.end(), draft.of_marks.begin(), draft.of_marks.end());
    return marks;
  }

  void check_roots_and_cycles() {
    std::string root;
    for (const Draft& draft : drafts_) {
      if (in_cycle(draft.id)) {
        error(parsing_.cause(draft.mark, "", all_of_marks()), "account-cycle",
              fmt::format("账户 '{}' 经下级账户又回到自己，请更正 of", draft.id));
      } else if (parent_.count(draft.id) == 0) {
        if (!root.empty()) {
          error(parsing_.cause(draft.mark, "", all_of_marks()), "two-roots",
                fmt::format(
                    "账户 '{}' 和 '{}' 都没有上级账户；只能有一个总账户，请把它列入某个账户的 of",
                    draft.id, root));
        }
        if (root.empty()) root = draft.id;
      }
    }
    root_ = root;
  }

  void check_sources() {
    std::map<std::string, std::string> taken;
    for (const Draft& draft : drafts_) {
      for (std::size_t i = 0; i < draft.account.takes.size(); ++i) {
        const std::string& source = draft.account.takes[i];
        if (auto [at, fresh] = taken.try_emplace(source, draft.id); !fresh) {
          error(parsing_.cause(draft.takes_marks[i]), "source-twice",
                fmt::format("学时来源 '{}' 已由账户 '{}' 计入，只能计入一个账户", source,
                            at->second));
        }
      }
    }
    for (const std::string& source : delivered_sources()) {
      if (taken.count(source) > 0) continue;
      std::vector<std::string> given;
      for (const auto& [name, account] : taken) given.push_back(name);
      error(never_taken_mark(), "source-never",
            fmt::format("学时来源 '{}' 没有账户计入，请加到某个账户的 takes 中{}", source,
                        base::suggest(source, given).empty() ? "" : "（是否有错字？）"));
    }
  }

  // Where a missing source is best pointed out: an account that the checked file took away, else
  // `accounts`.
  yaml::Mark never_taken_mark() const {
    for (const auto& [path, mark] : parsing_.layers.removed) {
      if (mark.layer == 0) return mark;
    }
    std::vector<yaml::Mark> takes;
    for (const Draft& draft : drafts_) {
      takes.insert(takes.end(), draft.takes_marks.begin(), draft.takes_marks.end());
    }
    return parsing_.cause(node_.mark, "", takes);
  }

  // The root first, parents before children.
  void build() {
    std::vector<Account>& accounts = parsing_.policy.accounts;
    auto place = [&](auto& self, const std::string& id,
                     std::optional<AccountIndex> parent) -> AccountIndex {
      const Draft& draft = drafts_[index_.at(id)];
      AccountIndex at = accounts.size();
      accounts.push_back(draft.account);
      accounts[at].parent = parent;
      std::vector<AccountIndex> children;
      for (const std::string& child : draft.of) children.push_back(self(self, child, at));
      accounts[at].of = std::move(children);
      return at;
    };
    place(place, root_, std::nullopt);
  }

  Parsing& parsing_;
  const Node& node_;
  std::vector<Draft> drafts_;
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::string> parent_;
  std::string root_;
  bool sound_ = true;
};

}  // namespace

void parse_accounts(Parsing& parsing, const Node& node) {
  if (node.is_map()) AccountParser(parsing, node).parse();
}

}  // namespace xueshi::policy
