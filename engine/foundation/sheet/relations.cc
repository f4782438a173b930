#include "sheet/relations.h"

#include <algorithm>
#include <utility>

#include "sheet/xml.h"

namespace xueshi::sheet {

namespace {

std::string_view folder_of(std::string_view part) { return part.substr(0, part.rfind('/') + 1); }

// "../styles.xml" from "xl/worksheets/" → "xl/styles.xml".
std::string resolve(std::string_view folder, std::string_view target) {
  std::string path = target.starts_with('/') ? "" : std::string(folder);
  while (!target.empty()) {
    std::size_t slash = target.find('/');
    std::string_view step = target.substr(0, slash);
    bool last = slash == std::string_view::npos;
    target.remove_prefix(last ? target.size() : slash + 1);
    if (step == "..") {
      if (!path.empty()) path.pop_back();
      path.resize(path.rfind('/') + 1);
    } else if (!step.empty() && step != ".") {
      path.append(step);
      if (!last) path += '/';
    }
  }
  return path;
}

class RelationsHandler : public XmlHandler {
 public:
  explicit RelationsHandler(std::string_view folder) : folder_(folder) {}

  void start(std::string_view element, const Attributes& attributes) override {
    if (element != "Relationship" || attributes.find("TargetMode") == "External") return;
    std::string_view type = attributes.find("Type");
    relations.push_back({std::string(attributes.find("Id")),
                         std::string(type.substr(type.rfind('/') + 1)),
                         resolve(folder_, attributes.find("Target"))});
  }
  void end(std::string_view) override {}

  std::vector<Relation> relations;

 private:
  std::string_view folder_;
};

}  // namespace

std::vector<Relation> load_relations(Archive& archive, std::string_view part, Fault& fault) {
  std::string_view folder = folder_of(part);
  std::string name =
      std::string(folder) + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
  RelationsHandler handler(folder);
  if (std::unique_ptr<Part> rels = archive.open_part(name)) {
    fault = parse_part(std::move(rels), handler);
  }
  return std::move(handler.relations);
}

const Relation* find_by_type(const std::vector<Relation>& relations, std::string_view type) {
  auto found = std::find_if(relations.begin(), relations.end(),
                            [&](const Relation& relation) { return relation.type == type; });
  return found == relations.end() ? nullptr : &*found;
}

const Relation* find_by_id(const std::vector<Relation>& relations, std::string_view id) {
  auto found = std::find_if(relations.begin(), relations.end(),
                            [&](const Relation& relation) { return relation.id == id; });
  return found == relations.end() ? nullptr : &*found;
}

}  // namespace xueshi::sheet
