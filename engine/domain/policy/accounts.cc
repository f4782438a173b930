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
    for (const Node* list : {of, takes}) {
      if (list != nullptr) draft.list_marks.push_back(list->mark);
    }
    if ((of == nullptr) == (takes == nullptr)) {
      error(parsing_.cause(entry.key_mark), "leaf-or-branch",
            fmt::format("账户 '{}' 应当写 of（下级账户）或 takes（学时来源），二者取一", draft.id));
      branches_known_ = false;
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
      branches_known_ = false;
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

  std::string advice_on_child(const std::string& child) {
    std::optional<std::string> near = base::find_near(child, ids());
    if (near) misspelt_.insert(*near);
    return near ? base::suggest(child, {*near})
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
  void check_circle(const Draft& draft, const std::vector<std::string>& circle) {
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

  void check_roots_and_cycles() {
    std::string root;
    for (const Draft& draft : drafts_) {
      if (auto circle = circle_of(draft.id); !circle.empty()) {
        check_circle(draft, circle);
      } else if (parent_.count(draft.id) == 0) {
        if (!root.empty() && branches_known_ && misspelt_.count(draft.id) == 0) {
          std::optional<yaml::Mark> at = dropped_at("of", draft.id);
          error(at.value_or(parsing_.cause(draft.mark)), "two-roots",
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
          error(
              parsing_.cause(draft.takes_marks[i], "", drafts_[index_.at(at->second)].takes_marks),
              "source-twice",
              fmt::format("学时来源 '{}' 已由账户 '{}' 计入，只能计入一个账户，请只保留一处",
                          source, at->second));
        }
      }
    }
    for (const std::string& source : delivered_sources()) {
      if (taken.count(source) > 0 || !branches_known_) continue;
      std::vector<std::string> own;  // those that the program does not deliver: maybe misspelt
      for (const auto& [name, account] : taken) {
        const std::vector<std::string>& delivered = delivered_sources();
        if (std::find(delivered.begin(), delivered.end(), name) == delivered.end())
          own.push_back(name);
      }
      std::optional<std::string> near = base::find_near(source, own);
      std::optional<yaml::Mark> at = dropped_at("takes", source);
      error(at.value_or(parsing_.cause(node_.mark)), "source-never",
            fmt::format("学时来源 '{}' 没有账户计入，请加到某个账户的 takes 中{}", source,
                        near ? fmt::format("（'{}' 是否写错了？）", *near) : ""));
    }
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
  std::set<std::string> misspelt_;  // accounts that a list names with a slip of the pen
  bool branches_known_ = true;      // false: what hangs where cannot be judged yet
  bool sound_ = true;
};

}  // namespace

void parse_accounts(Parsing& parsing, const Node& node) {
  if (node.is_map()) AccountParser(parsing, node).parse();
}

}  // namespace xueshi::policy
