#include <fmt/format.h>

#include "base/text.h"
#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

using yaml::Node;

// A list holds headings, never another list: what a transition sets is found in one step.
void read_heading(Parsing& parsing, const Node& node, std::vector<std::string>& list) {
  std::string given = parsing.reader.text(node);
  if (!node.is_scalar()) return;
  if (!base::contains(parsing.registry.fields, given))
    return refuse_field(parsing, node, parsing.registry.fields);
  if (!base::contains(list, given)) return list.push_back(given);
  parsing.reader.error(node.mark, "duplicate-word", fmt::format("'{}' 重复，请只保留一个", given));
}

void check_list_name(Parsing& parsing, const Node::Entry& entry) {
  if (!base::contains(parsing.registry.fields, entry.key))
    return check_name(parsing, entry.key, entry.key_mark);
  parsing.reader.error(entry.key_mark, "duplicate-name",
                       fmt::format("'{}' 本身就是一个栏目，请给这一组栏目另取一个名称", entry.key));
}

}  // namespace

void parse_field_lists(Parsing& parsing, const Node& node) {
  if (!parsing.reader.check_map(node)) return;
  for (const Node::Entry& entry : node.entries) {
    check_list_name(parsing, entry);
    parsing.field_lists.emplace_back(entry.key, read_headings(parsing, entry.value));
  }
}

std::vector<std::string> read_headings(Parsing& parsing, const Node& node) {
  std::vector<std::string> list;
  if (!node.is_sequence()) {
    parsing.reader.error(node.mark, "wrong-kind", "此处应为列表，例如 [甲, 乙]");
  } else if (node.items.empty()) {
    parsing.reader.error(node.mark, "wrong-value", "列表不能为空，请去掉这个键或补上内容");
  }
  for (const Node& item : node.items) read_heading(parsing, item, list);
  return list;
}

void refuse_field(Parsing& parsing, const Node& node, const std::vector<std::string>& known) {
  parsing.reader.error(
      node.mark, "unknown-field",
      fmt::format("未知的栏目 '{}'{}", node.text, advise(node.text, known, "栏目")));
}

}  // namespace xueshi::workflow
