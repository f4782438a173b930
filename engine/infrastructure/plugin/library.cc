#include "plugin/library.h"

namespace xueshi::plugin {

base::Libraries library_versions() {
  return {{"Lua", XUESHI_LUA_VERSION}, {"libseccomp", XUESHI_SECCOMP_VERSION}};
}

}  // namespace xueshi::plugin
