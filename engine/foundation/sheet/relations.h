// How the parts of a workbook find each other (`_rels/*.rels`).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sheet/archive.h"
#include "sheet/fault.h"

namespace xueshi::sheet {

struct Relation {
  std::string id;    // "rId1"
  std::string type;  // last word of its type: "worksheet"; the same in both editions of the format
  std::string part;  // "xl/worksheets/sheet1.xml"
};

// The relations of a part, in the order of the file; targets outside the workbook are left out.
// Empty for a part without any. `part` empty: those of the package.
std::vector<Relation> load_relations(Archive& archive, std::string_view part, Fault& fault);

// Null where there is none.
const Relation* find_by_type(const std::vector<Relation>& relations, std::string_view type);
const Relation* find_by_id(const std::vector<Relation>& relations, std::string_view id);

}  // namespace xueshi::sheet
