#include "policy/paths.h"

namespace xueshi::policy {

using yaml::Node;

std::string name_of(const Node& item, std::size_t index) {
  const Node* id = item.is_map() ? item.find("id") : nullptr;
  return id != nullptr ? id->text : std::to_string(index + 1);
}

Node* child(Node& node, const std::string& step) {
  if (node.is_map()) {
    for (Node::Entry& entry : node.entries) {
      if (entry.key == step) return &entry.value;
    }
  } else if (node.is_sequence()) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (name_of(node.items[i], i) == step) return &node.items[i];
    }
  }
  return nullptr;
}

const Node* child(const Node& node, const std::string& step) {
  return child(const_cast<Node&>(node), step);
}

std::vector<std::string> steps_of(const Node& node) {
  std::vector<std::string> steps;
  for (const Node::Entry& entry : node.entries) steps.push_back(entry.key);
  for (std::size_t i = 0; i < node.items.size(); ++i) steps.push_back(name_of(node.items[i], i));
  return steps;
}

std::string below(const std::string& path, const std::string& step) {
  return path.empty() ? step : path + "." + step;
}

}  // namespace xueshi::policy
