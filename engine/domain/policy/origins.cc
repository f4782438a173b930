#include <fmt/format.h>

#include "base/text.h"
#include "policy/cites.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

class Lister {
 public:
  explicit Lister(const Layers& layers) : layers_(layers), citations_(layers) {}

  std::vector<Origin> list() {
    for (const Node::Entry& entry : layers_.merged.entries) {
      if (entry.key != "extends" && entry.key != "cites")
        add(entry.value, entry.key, entry.key_mark);
    }
    return std::move(origins_);
  }

 private:
  void add(const Node& node, const std::string& path, const yaml::Mark& mark) {
    if (node.is_map()) {
      for (const Node::Entry& entry : node.entries)
        add(entry.value, path + "." + entry.key, entry.key_mark);
    } else if (node.is_scalar()) {
      add_value(path, node.text, mark);
    } else if (is_list_of_words(node)) {
      std::vector<std::string> words;
      for (const Node& item : node.items) words.push_back(item.text);
      add_value(path, fmt::format("[{}]", base::join(words, ", ")), mark);
    } else {
      for (std::size_t i = 0; i < node.items.size(); ++i) add_item(node.items[i], path, i);
    }
  }

  // Items of a list of maps are named by their id, others counted.
  void add_item(const Node& item, const std::string& path, std::size_t index) {
    const Node* id = item.is_map() ? item.find("id") : nullptr;
    std::string below = path + "." + (id != nullptr ? id->text : std::to_string(index + 1));
    for (const Node::Entry& entry : item.entries) {
      if (entry.key != "id") add(entry.value, below + "." + entry.key, entry.key_mark);
    }
  }

  static bool is_list_of_words(const Node& node) {
    for (const Node& item : node.items) {
      if (!item.is_scalar()) return false;
    }
    return true;
  }

  void add_value(const std::string& path, const std::string& value, const yaml::Mark& mark) {
    const yaml::Document& document = layers_.documents[static_cast<std::size_t>(mark.layer)];
    auto citation = citations_.find(path, mark);
    origins_.push_back({path, value, document.file(), mark.line,
                        citation ? citation->source : layers_.source_of(mark.layer),
                        citation ? citation->article : ""});
  }

  const Layers& layers_;
  Citations citations_;
  std::vector<Origin> origins_;
};

}  // namespace

std::vector<Origin> list_origins(const Layers& layers) { return Lister(layers).list(); }

}  // namespace xueshi::policy
