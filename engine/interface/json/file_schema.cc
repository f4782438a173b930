#include "json/file_schema.h"

#include "base/text.h"

namespace xueshi::json {

namespace {

std::string below(const std::string& path, const std::string& step) {
  return path.empty() ? step : path + "." + step;
}

class SchemaMaker {
 public:
  explicit SchemaMaker(const yaml::KeyTable& table) : table_(table) {}

  Json make(const std::string& path) const {
    auto at = table_.keys.find(path);
    if (at == table_.keys.end()) return Json::object();
    std::vector<Json> ways = {at->second.front() == "[]" ? list(path) : map(path, at->second)};
    // A list whose items may be a map by id instead.
    if (at->second.front() == "[]" && table_.keys.count(below(path, "*")) > 0)
      ways.push_back(map(path, {"*"}));
    if (base::contains(table_.or_value, path)) ways.push_back(one_value());
    if (base::contains(table_.or_none, path)) ways.push_back({{"const", "none"}});
    if (base::contains(table_.or_list, path)) {
      Json items = {{"anyOf", ways}};
      ways.push_back({{"type", "array"}, {"items", items}});
    }
    return ways.size() == 1 ? ways.front() : Json({{"anyOf", ways}});
  }

 private:
  Json list(const std::string& path) const {
    return {{"type", "array"}, {"items", make(below(path, "[]"))}};
  }

  Json map(const std::string& path, const std::vector<std::string>& keys) const {
    bool is_free = keys.front() == "*";
    Json properties = Json::object();
    if (is_free) {  // keys of their own may have a meaning: `over` among needs
      for (const auto& [other, ignored] : table_.keys) {
        if (other.rfind('.') != path.size() || !other.starts_with(path + ".")) continue;
        std::string key = other.substr(path.size() + 1);
        if (key != "*" && key != "[]") properties[key] = make(other);
      }
    } else {
      for (const std::string& key : keys) properties[key] = described(make(below(path, key)), key);
    }
    Json all = {{"type", "object"}, {"properties", properties}};
    all["additionalProperties"] = is_free ? make(below(path, "*")) : Json(false);
    return all;
  }

  Json described(Json schema, const std::string& key) const {
    std::vector<std::string> names;
    for (const auto& [name, meant] : table_.said) {
      if (meant == key) names.push_back(name);
    }
    if (!names.empty()) schema["description"] = base::join(names, "、");
    return schema;
  }

  static Json one_value() { return {{"type", {"string", "number", "boolean"}}}; }

  const yaml::KeyTable& table_;
};

}  // namespace

Json file_schema(const authoring::FileKind& kind) {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", kind.files}};
  schema.update(SchemaMaker(*kind.keys).make(""));
  return schema;
}

}  // namespace xueshi::json
