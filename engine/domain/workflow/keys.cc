#include "workflow/keys.h"

namespace xueshi::workflow {

const yaml::KeyTable& file_keys() {
  static const yaml::KeyTable kTable = {
      {{"", {"title", "source", "subject", "regions", "places", "checks", "fields", "transitions"}},
       {"regions", {"*"}},
       {"places", {"*"}},
       {"places.*", {"label", "region", "start", "end", "hint"}},
       {"checks", {"*"}},
       {"checks.*", {"when", "filled", "all_of", "otherwise", "lifted_by", "code", "hides"}},
       {"fields", {"*"}},
       {"transitions", {"[]"}},
       {"transitions.[]",
        {"do", "label", "from", "to", "by", "when", "needs", "effects", "sets", "verdict",
         "not_own", "returns", "passes_on"}},
       {"transitions.[].by", {"role", "at"}}},
      {"transitions.[].by"},
      {"transitions.[].by"}};
  return kTable;
}

}  // namespace xueshi::workflow
