// Keys: which keys the maps of a kind of file may have, as one table from which the file is checked
// and its schema is made.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace xueshi::yaml {

struct KeyTable {
  // By path from the top of the file (""): the keys of a map. A single "*" stands for any key of
  // the writer's own, a single "[]" for the items of a list; "accounts.*" is then the path of any
  // account, "requirements.[]" that of any item. What has no path of its own is not looked into.
  std::map<std::string, std::vector<std::string>> keys;
  std::vector<std::string> or_value = {};  // paths of maps that may be one value instead
  std::vector<std::string> or_list = {};   // … or a list of such maps, or values
  std::vector<std::string> or_none = {};  // … or `none`, which takes away what an earlier file has
  // What people call the keys: 上限 → cap.
  std::vector<std::pair<std::string, std::string>> said = {};

  const std::vector<std::string>& at(const std::string& path) const { return keys.at(path); }
};

}  // namespace xueshi::yaml
