#include "cli/commands.h"
#include "cli/json.h"

namespace xueshi::cli {

int run_config_show(Invocation& invocation) {
  bool with_origin = invocation.has(Option::kOrigin);
  Json json = Json::object();
  Table table{{"设置", "值"}, {}};
  if (with_origin) table.headings.push_back("来源");
  for (const session::SettingName& name : session::kSettings) {
    const session::Setting& setting = invocation.settings.at(name.key);
    std::string value = session::shown(setting);
    std::vector<std::string> row = {name.key, value.empty() ? "（无）" : value};
    if (with_origin) row.push_back(setting.origin == "default" ? "默认" : setting.origin);
    table.rows.push_back(row);
    json[name.key] =
        with_origin ? Json({{"value", value}, {"origin", setting.origin}}) : Json(value);
  }
  if (invocation.output.json()) {
    invocation.output.print(json);
  } else {
    invocation.output.table(table);
  }
  return kDone;
}

}  // namespace xueshi::cli
