#include "yaml/library.h"

namespace xueshi::yaml {

base::Libraries library_versions() { return {{"yaml-cpp", XUESHI_YAML_VERSION}}; }

}  // namespace xueshi::yaml
