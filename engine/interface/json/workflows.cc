#include "json/workflows.h"

namespace xueshi::json {

Json to_json(const session::Graph& graph) {
  const workflow::Definition& definition = graph.definition;
  return {{"name", definition.name},
          {"title", definition.title},
          {"subject", definition.subject},
          {"version", graph.version.version},
          {"places", definition.places.size()},
          {"transitions", definition.transitions.size()},
          {"file", graph.file}};
}

}  // namespace xueshi::json
