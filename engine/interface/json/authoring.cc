#include "json/authoring.h"

namespace xueshi::json {

namespace {

Json to_json(const std::vector<authoring::ExampleFile>& files) {
  Json all = Json::array();
  for (const authoring::ExampleFile& file : files)
    all.push_back({{"name", file.name}, {"text", file.text}});
  return all;
}

}  // namespace

Json to_json(const authoring::ExplainedCode& code) {
  return {{"code", code.code}, {"message", code.message}, {"examples", code.examples}};
}

Json to_json(const authoring::Explanation& explanation) {
  Json json = to_json(explanation.code);
  json["example"] = explanation.example;
  json["findings"] = explanation.findings;
  json["wrong"] = to_json(explanation.wrong);
  json["good"] = to_json(explanation.good);
  json["changes"] = explanation.changes;
  return json;
}

}  // namespace xueshi::json
