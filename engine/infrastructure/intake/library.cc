#include "intake/library.h"

#include <utf8proc.h>

namespace xueshi::intake {

base::Libraries library_versions() { return {{"utf8proc", utf8proc_version()}}; }

}  // namespace xueshi::intake
