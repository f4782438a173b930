#include "policy/layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "policy/schema.h"
#include "yaml/reader.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

void set_layer(Node& node, int layer) {
  node.mark.layer = layer;
  for (Node& item : node.items) set_layer(item, layer);
  for (Node::Entry& entry : node.entries) {
    entry.key_mark.layer = layer;
    set_layer(entry.value, layer);
  }
}

bool is_none(const Node& node) { return node.is_scalar() && node.text == "none" && !node.quoted; }

// `none` means "take away" for an account, for its cap and for an exemption, and nowhere else.
bool may_be_removed(const std::string& path) {
  if (path.rfind("exempt.", 0) == 0)
    return path.find('.', std::string("exempt.").size()) == std::string::npos;
  if (path.rfind("accounts.", 0) != 0) return false;
  std::string rest = path.substr(std::string("accounts.").size());
  std::size_t dot = rest.find('.');
  return dot == std::string::npos || rest.substr(dot) == ".cap";
}

struct Merger {
  std::map<std::string, yaml::Mark>& removed;

  // Lays `over` onto `base`.
  void merge(Node& base, const Node& over, const std::string& path) {
    if (path == "exempt" && base.is_sequence() && over.is_map()) base = by_id(base);
    if (!base.is_map() || !over.is_map() || is_one_value(path)) {
      base = over;
      return;
    }
    drop_alternatives(base, over);
    for (const Node::Entry& entry : over.entries) {
      std::string below = path.empty() ? entry.key : path + "." + entry.key;
      if (is_none(entry.value) && may_be_removed(below)) {
        removed[below] = entry.key_mark;
        drop(base, entry.key);
      } else if (Node::Entry* existing = find(base, entry.key)) {
        existing->key_mark = entry.key_mark;
        merge(existing->value, entry.value, below);
      } else {
        base.entries.push_back(entry);
      }
    }
  }

  // A list of exemptions as a map, so that one can be added to it or taken away.
  static Node by_id(const Node& list) {
    Node map;
    map.kind = yaml::Kind::kMap;
    map.mark = list.mark;
    for (const Node& item : list.items) {
      const Node* id = item.is_map() ? item.find("id") : nullptr;
      if (id == nullptr) continue;
      Node value = item;
      std::erase_if(value.entries, [](const Node::Entry& entry) { return entry.key == "id"; });
      map.entries.push_back({id->text, item.mark, std::move(value)});
    }
    return map;
  }

  // The cap of an account, or a citation, is one value, however it is written.
  static bool is_one_value(const std::string& path) {
    return (path.rfind("accounts.", 0) == 0 && path.ends_with(".cap")) ||
           path.rfind("cites.", 0) == 0;
  }

  // Of keys that stand for each other, the later file's is the one that holds.
  static void drop_alternatives(Node& base, const Node& over) {
    static const std::vector<std::vector<std::string>> kGroups = {
        {"of", "takes", "sums", "carries"}, {"at_least", "over"}};
    for (const std::vector<std::string>& group : kGroups) {
      for (const std::string& key : group) {
        if (over.find(key) == nullptr) continue;
        for (const std::string& other : group) {
          if (other != key) drop(base, other);
        }
      }
    }
  }

  static void drop(Node& map, std::string_view key) {
    std::erase_if(map.entries, [&](const Node::Entry& each) { return each.key == key; });
  }

  static Node::Entry* find(Node& map, const std::string& key) {
    for (Node::Entry& entry : map.entries) {
      if (entry.key == key) return &entry;
    }
    return nullptr;
  }
};

// The account of the files below that somebody means by an id: by its label, or with a slip.
std::optional<std::string> meant_account(const Node& accounts, const std::string& given) {
  std::vector<std::string> ids;
  for (const Node::Entry& entry : accounts.entries) {
    const Node* label = entry.value.is_map() ? entry.value.find("label") : nullptr;
    if (label != nullptr && label->text == given) return entry.key;
    ids.push_back(entry.key);
  }
  return base::find_near(given, ids);
}

// An account of the layer that is not among those below changes none and is not whole itself: its
// id is wrong. Where it can only mean another, it becomes that one, and what follows is not told.
void mend_accounts(yaml::Reader& reader, const Node& below, Node& layer) {
  const Node* known = below.is_map() ? below.find("accounts") : nullptr;
  Node::Entry* mine = layer.is_map() ? Merger::find(layer, "accounts") : nullptr;
  if (known == nullptr || !known->is_map() || mine == nullptr || !mine->value.is_map()) return;
  for (Node::Entry& entry : mine->value.entries) {
    const Node& value = entry.value;
    if (known->find(entry.key) != nullptr || !(value.is_map() || is_none(value))) continue;
    bool is_whole =
        std::any_of(value.entries.begin(), value.entries.end(), [](const Node::Entry& each) {
          return each.key != "label" && each.key != "cap" && each.key != "single_training";
        });
    if (is_whole) continue;
    std::optional<std::string> meant = meant_account(*known, entry.key);
    if (!meant && !is_none(value)) continue;
    reader.error(entry.key_mark, "unknown-account",
                 fmt::format("账户 '{}' 不存在，{}", entry.key,
                             meant ? fmt::format("是否应为 '{}'？", *meant)
                                   : "没有什么可以去掉，请删去这一行"));
    if (meant && mine->value.find(*meant) == nullptr) entry.key = *meant;
  }
  std::erase_if(mine->value.entries, [&](const Node::Entry& entry) {
    return is_none(entry.value) && known->find(entry.key) == nullptr;
  });
}

// Follows `extends` from one file to the next.
class Chain {
 public:
  Chain(const Shelf& shelf, base::Findings& findings) : shelf_(shelf), findings_(findings) {}

  std::vector<yaml::Document> load(const SourceFile& file, std::optional<base::Year> year) {
    std::set<std::string> seen{file.name};
    const SourceFile* next = &file;
    while (next != nullptr) {
      base::Findings found;
      auto document = yaml::Document::read(next->name, next->text, found);
      if (document) check_schema(*document, found);
      tell(found);
      broken_ = broken_ || !document;
      if (!document) break;
      documents_.push_back(std::move(*document));
      next = find_base(documents_.back(), year, seen);
    }
    return std::move(documents_);
  }

  // True where a file could not be parsed, or extends none that it may.
  bool broken() const { return broken_; }

 private:
  // Warnings of a file that is extended belong to its own check.
  void tell(const base::Findings& found) {
    if (documents_.empty()) return findings_.append(found);
    for (const base::Finding& finding : found.kept()) {
      if (finding.severity == base::Severity::kError) findings_.add(finding);
    }
  }

  // The file that a document extends; null where it extends none, or wrongly. `year` becomes that
  // file's.
  const SourceFile* find_base(const yaml::Document& document, std::optional<base::Year>& year,
                              std::set<std::string>& seen) {
    const Node* extends = document.root().is_map() ? document.root().find("extends") : nullptr;
    if (extends == nullptr) return nullptr;
    yaml::Reader reader(document, "policy", findings_);
    broken_ = true;  // until the file it extends is found
    auto base_year = extends->is_scalar() ? base::parse_year(extends->text) : std::nullopt;
    if (!base_year) {
      reader.error(extends->mark, "extends-unknown", "extends 应为一个年度，例如 extends: 2016");
      return nullptr;
    }
    auto at = shelf_.by_year.find(base_year->value());
    if (at == shelf_.by_year.end()) {
      reader.error(extends->mark, "extends-unknown",
                   fmt::format("没有 {} 年度的规定文件（rules/{}.yaml），现有的年度：{}",
                               base_year->value(), base_year->value(), years_on_shelf()));
      return nullptr;
    }
    if (!seen.insert(at->second.name).second) {
      reader.error(
          extends->mark, "extends-cycle",
          fmt::format("extends 形成循环：又回到 {} 年度，请改为更早的年度", base_year->value()));
      return nullptr;
    }
    if (year && *base_year >= *year) {
      reader.error(extends->mark, "extends-not-earlier",
                   fmt::format("extends 只能指向更早的年度，{} 不早于 {}", base_year->value(),
                               year->value()));
      if (!extends_again(at->second)) return nullptr;
    }
    broken_ = year && *base_year >= *year;
    year = base_year;
    return &at->second;
  }

  std::string years_on_shelf() const {
    std::vector<std::string> years;
    for (const auto& [year, file] : shelf_.by_year) years.push_back(std::to_string(year));
    return years.empty() ? "无" : base::join(years, "、");
  }

  // A wrong link is followed only where it may lead round in a circle, which is then said too.
  static bool extends_again(const SourceFile& file) {
    return file.text.find("extends:") != std::string::npos;
  }

  const Shelf& shelf_;
  base::Findings& findings_;
  std::vector<yaml::Document> documents_;
  bool broken_ = false;
};

}  // namespace

const yaml::Document& Layers::document_of(const yaml::Mark& mark) const {
  return documents[static_cast<std::size_t>(mark.layer)];
}

std::string Layers::source_of(int layer) const {
  for (std::size_t i = static_cast<std::size_t>(layer); i < documents.size(); ++i) {
    const Node* source = documents[i].root().find("source");
    if (source != nullptr) return source->text;
  }
  return "";
}

std::optional<Layers> load_layers(const Shelf& shelf, const SourceFile& file,
                                  std::optional<base::Year> file_year, base::Findings& findings) {
  Layers layers;
  Chain chain(shelf, findings);
  layers.documents = chain.load(file, file_year);
  if (chain.broken()) return std::nullopt;
  Merger merger{layers.removed};
  for (std::size_t i = layers.documents.size(); i-- > 0;) {
    if (i == 0) layers.below = layers.merged;
    Node root = layers.documents[i].root();
    yaml::Reader reader(layers.documents[i], "policy", findings);
    mend_accounts(reader, layers.merged, root);
    set_layer(root, static_cast<int>(i));
    if (const Node* extends = root.find("extends"); extends != nullptr && i == 0)
      layers.extends = extends->mark;
    if (i + 1 == layers.documents.size()) {
      Node empty = root;
      empty.entries.clear();
      layers.merged = empty;
    }
    merger.merge(layers.merged, root, "");
  }
  return layers;
}

}  // namespace xueshi::policy
