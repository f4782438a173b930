#include "upkeep/version.h"

#include "database/health.h"
#include "database/schema.h"
#include "intake/library.h"
#include "plugin/library.h"
#include "schedule/library.h"
#include "seal/library.h"
#include "sheet/library.h"
#include "workbook/library.h"
#include "workflow/library.h"
#include "yaml/library.h"

namespace xueshi::upkeep {

Version program_version() {
  Version version{XUESHI_VERSION, XUESHI_COMMIT, database::newest_schema_version(), {}};
  for (auto* of_room :
       {yaml::library_versions, seal::library_versions, sheet::library_versions,
        workflow::library_versions, schedule::library_versions, database::library_versions,
        intake::library_versions, workbook::library_versions, plugin::library_versions}) {
    for (base::Library& library : of_room()) version.libraries.push_back(std::move(library));
  }
  return version;
}

}  // namespace xueshi::upkeep
