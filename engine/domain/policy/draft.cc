#include "policy/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "policy/cites.h"
#include "policy/layers.h"
#include "policy/numbers.h"
#include "policy/parse.h"
#include "policy/paths.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

bool is_list_of_words(const Node& node) {
  return node.is_sequence() && std::all_of(node.items.begin(), node.items.end(),
                                           [](const Node& item) { return item.is_scalar(); });
}

bool are_equal(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() ||
      a.entries.size() != b.entries.size())
    return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!are_equal(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (a.entries[i].key != b.entries[i].key || !are_equal(a.entries[i].value, b.entries[i].value))
      return false;
  }
  return true;
}

// Lists whose items both sides name alike may be compared item by item.
bool is_order_kept(const Node& a, const Node& b) {
  std::vector<std::string> left = steps_of(a), right = steps_of(b), common_left, common_right;
  for (const std::string& step : left) {
    if (base::contains(right, step)) common_left.push_back(step);
  }
  for (const std::string& step : right) {
    if (base::contains(left, step)) common_right.push_back(step);
  }
  return common_left == common_right;
}

// What the rules are called says nothing about anybody.
bool is_said_only(const std::string& path) {
  static const std::set<std::string> kNames = {"title", "source", "extends", "cites"};
  return kNames.count(path) > 0;
}

void find_differences(const Node& a, const Node& b, const std::string& path,
                      std::vector<std::string>& found) {
  if (is_said_only(path) || are_equal(a, b)) return;
  bool goes_down = a.kind == b.kind && !a.is_scalar() && !is_list_of_words(a) &&
                   !is_list_of_words(b) && (a.is_map() || is_order_kept(a, b));
  if (!goes_down) {
    found.push_back(path);
    return;
  }
  for (const std::string& step : steps_of(a)) {
    const Node* other = child(b, step);
    if (other != nullptr) {
      find_differences(*child(a, step), *other, below(path, step), found);
    } else if (!is_said_only(below(path, step))) {
      found.push_back(below(path, step));
    }
  }
  for (const std::string& step : steps_of(b)) {
    if (child(a, step) == nullptr && !is_said_only(below(path, step)))
      found.push_back(below(path, step));
  }
}

// As if it stood at the top of the file: the other's places mean nothing here.
Node placed_anew(Node node) {
  node.mark = {1, 1, 0};
  for (Node& item : node.items) item = placed_anew(std::move(item));
  for (Node::Entry& entry : node.entries) {
    entry.key_mark = {1, 1, 0};
    entry.value = placed_anew(std::move(entry.value));
  }
  return node;
}

// Removes, replaces or adds the part at the end of the path as the other has it.
void take(Node& into, const Node& other, const std::vector<std::string>& steps, std::size_t at) {
  const std::string& step = steps[at];
  const Node* theirs = child(other, step);
  Node* own = child(into, step);
  if (at + 1 < steps.size()) {
    if (theirs != nullptr && own != nullptr) take(*own, *theirs, steps, at + 1);
    return;
  }
  if (theirs != nullptr && own != nullptr) {
    *own = placed_anew(*theirs);
  } else if (theirs == nullptr && into.is_map()) {
    std::erase_if(into.entries, [&](const Node::Entry& entry) { return entry.key == step; });
  } else if (theirs == nullptr) {
    for (std::size_t i = 0; i < into.items.size(); ++i) {
      if (name_of(into.items[i], i) == step) {
        into.items.erase(into.items.begin() + static_cast<std::ptrdiff_t>(i));
        break;
      }
    }
  } else if (into.is_map()) {
    into.entries.push_back({step, {1, 1, 0}, placed_anew(*theirs)});
  } else {
    // Before the first of those that follow it on the other side; else at the end.
    std::vector<std::string> order = steps_of(other);
    auto place = into.items.end();
    for (auto next = std::find(order.begin(), order.end(), step); next != order.end(); ++next) {
      Node* follower = *next == step ? nullptr : child(into, *next);
      if (follower == nullptr) continue;
      place = into.items.begin() + (follower - into.items.data());
      break;
    }
    into.items.insert(place, placed_anew(*theirs));
  }
}

}  // namespace

struct Draft::Inside {
  Layers layers;
  base::Year since;
};

Draft::Draft(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Draft::~Draft() = default;
Draft::Draft(Draft&&) noexcept = default;
Draft& Draft::operator=(Draft&&) noexcept = default;

std::optional<Draft> Draft::load(const Shelf& shelf, const SourceFile& file,
                                 std::optional<base::Year> file_year, base::Findings& findings) {
  std::size_t errors_before = findings.errors();
  auto layers = load_layers(shelf, file, file_year, findings);
  if (layers) check_cites(*layers, findings);
  if (!layers || findings.errors() != errors_before) return std::nullopt;
  return Draft(std::make_unique<Inside>(
      Inside{std::move(*layers), file_year.value_or(base::Year(kLaterThanAll))}));
}

std::optional<Policy> Draft::resolve(const condition::Vocabulary& people, base::Year year,
                                     base::Findings& findings) const {
  base::Findings found;
  auto policy = parse_policy(inside_->layers, inside_->since, people, year, nullptr, found);
  findings.append(found);
  return policy;
}

std::vector<std::string> Draft::differences(const Draft& other) const {
  std::vector<std::string> found;
  find_differences(inside_->layers.merged, other.inside_->layers.merged, "", found);
  return found;
}

Draft Draft::with(const Draft& other, const std::vector<std::string>& taken) const {
  auto inside = std::make_unique<Inside>(*inside_);
  for (const std::string& path : taken)
    take(inside->layers.merged, other.inside_->layers.merged, base::split(path, '.'), 0);
  return Draft(std::move(inside));
}

Draft Draft::with(const std::string& path, const std::string& text) const {
  auto inside = std::make_unique<Inside>(*inside_);
  Node* node = &inside->layers.merged;
  for (const std::string& step : base::split(path, '.')) {
    node = child(*node, step);
    if (node == nullptr) return Draft(std::move(inside));
  }
  node->text = text;
  return Draft(std::move(inside));
}

std::vector<Number> Draft::numbers() const {
  std::vector<Number> all;
  for (const PlacedNumber& each : numbers_in(inside_->layers)) {
    all.push_back({each.path, each.node->text, inside_->layers.place(each.node->mark),
                   neighbours_of(each.path, each.node->text)});
  }
  return all;
}

}  // namespace xueshi::policy
